"""How models word an answer, well and badly: written down before the checker, and never adjusted to it.

A wording is filled from a real task of the bundled plans: ``{title} {region} {plan} {year} {lead} {support}``, ``{limit}`` as
the plan writes it (2021年11月底前), ``{day}`` and ``{iso}`` the same day in figures, ``{m}`` its mark. A lie is a wording with
the piece of it that is false (``bit``), filled with what is wrong: ``{stranger}`` is a body that the facts do not name,
``{wrong_day}`` another day, ``{other_*}`` is taken from another task.
"""

GOOD = (
    "《{plan}》要求，{title}由{lead}牵头，{support}配合，{limit}完成[{m}]。",
    "{title}的牵头单位是{lead}，配合单位有{support}[{m}]。完成时限为{day}前[{m}]。",
    "{title}这项工作归{lead}管，{support}协助，最晚{day}完成[{m}]。",
    "这项任务由{lead}负责牵头，{support}参与[{m}]；时间要求是{limit}[{m}]。",
    "关于{title}：\n- 牵头：{lead}[{m}]\n- 配合：{support}[{m}]\n- 时限：{limit}[{m}]",
    "| 任务 | 牵头单位 | 配合单位 | 完成时限 | 依据 |\n|---|---|---|---|---|\n| {title} | {lead} | {support} | {limit} | [{m}] |",
    "牵头的是{lead}，一起参与的还有{support}，要求{limit}办结[{m}]。",
    "在{region}，{title}以{lead}为牵头单位，{support}为配合单位，须于{day}之前完成[{m}]。",
    "{lead}是{title}的牵头部门[{m}]。{support}作为配合部门参与[{m}]。这件事的期限是{limit}[{m}]。",
    "1. 谁牵头：{lead}[{m}]\n2. 谁配合：{support}[{m}]\n3. 什么时候完成：{limit}（即{iso}）[{m}]",
    "您问的这项工作，方案里写得很清楚：{lead}牵头，{support}配合，时限是{limit}[{m}]。",
    "{region}的方案把{title}交给{lead}牵头办理，同时安排{support}予以配合[{m}]。",
    "由{lead}会同{support}推进{title}，截止时间为{day}[{m}]。",
    "**{title}**\n牵头单位：{lead}；配合单位：{support}；完成时间：{limit}。[{m}]",
    "牵头单位为{lead}[{m}]，配合单位为{support}[{m}]，应在{limit}完成[{m}]。",
    "负责牵头的单位是{lead}，负责配合的单位包括{support}[{m}]。",
    "{title}，牵头单位{lead}，配合单位{support}，时限{limit}[{m}]。",
    "{lead}负责{title}，{support}参与，需要在{limit}完成[{m}]。",
    "根据方案，{title}的责任分工如下：{lead}牵头，{support}配合[{m}]。该项工作应于{day}前完成[{m}]。",
    "答：{lead}牵头，{support}配合，{limit}完成。[{m}]",
    "{title}由{lead}主办、{support}协办，完成期限为{limit}（{iso}）[{m}]。",
    "这件事{lead}是牵头单位[{m}]，{support}是配合单位[{m}]。",
    "牵头：{lead}\n配合：{support}\n时限：{limit}[{m}]",
    "在{support}的配合下，{lead}牵头完成{title}，时间不晚于{day}[{m}]。",
    "截至{day}，{lead}要牵头完成{title}，{support}要做好配合[{m}]。",
)

# A second set, written after the checker and measured once before anything was changed for it (see test_model_replies).
GOOD_SECOND = (
    "牵头方是{lead}，配合方包括{support}，最后期限是{day}[{m}]。",
    "经查，{title}：牵头单位——{lead}；配合单位——{support}；时限——{limit}[{m}]。",
    "按照《{plan}》的分工，{lead}牵头，{support}参与，时间节点为{limit}[{m}]。",
    "{lead}主抓，{support}协同，{day}以前要完成[{m}]。",
    "- **牵头单位**：{lead} [{m}]\n- **配合单位**：{support} [{m}]\n- **完成时限**：{limit} [{m}]",
    "（1）牵头单位：{lead}[{m}]；（2）配合单位：{support}[{m}]；（3）完成时限：{limit}[{m}]。",
    "### {title}\n\n| 项目 | 内容 |\n| --- | --- |\n| 牵头单位 | {lead}[{m}] |\n| 配合单位 | {support}[{m}] |\n| 时限 | {limit}[{m}] |",
    "您好！根据{region}的方案，{title}由{lead}牵头负责，由{support}配合，并要求在{limit}完成[{m}]。",
    "牵头工作由{lead}承担[{m}]，参与单位为{support}[{m}]，完成日期不迟于{day}[{m}]。",
    "该任务明确由{lead}作为牵头单位，{support}作为配合单位[{m}]，完成时间为{limit}（即{day}前）[{m}]。",
    "结论：{lead}牵头，{support}配合；{limit}完成[{m}]。",
    "这项工作，{lead}是主责部门，{support}是协办单位，截止日期{day}[{m}]。",
    "{title}的具体分工是：由{lead}牵头组织，{support}共同参与[{m}]，于{limit}完成[{m}]。",
    "<think>用户问的是分工，事实一里有。</think>{title}由{lead}牵头，{support}配合，{limit}完成[{m}]。",
    "依据方案[{m}]，{lead}牵头抓{title}，{support}支持配合，期限到{day}为止[{m}]。",
    "对于{title}，{region}明确了三点：一是由{lead}牵头[{m}]；二是由{support}配合[{m}]；三是{limit}完成[{m}]。",
    "牵头：{lead}[{m}]。配合：{support}[{m}]。时限：{limit}[{m}]。",
    "{title}应当由{lead}牵头，会同{support}，在{limit}完成[{m}]。",
    "负责{title}的是{lead}，协助的是{support}，要在{limit}做完[{m}]。",
    "{limit}完成{title}，牵头的是{lead}，配合的是{support}[{m}]。",
)

BAD_SECOND = {
    "swapped": (
        ("牵头方是{support}，配合方包括{lead}[{m}]。", "牵头方是{support}"),
        ("负责{title}的是{support}，协助的是{lead}[{m}]。", "负责{title}的是{support}"),
        (
            "### {title}\n| 项目 | 内容 |\n|---|---|\n| 牵头单位 | {support}[{m}] |\n| 配合单位 | {lead}[{m}] |",
            "牵头单位 | {support}",
        ),
        ("{support}会同{lead}推进{title}[{m}]。", "{support}会同{lead}"),
        ("{title}由{lead}配合，{support}主抓[{m}]。", "{support}主抓"),
        ("{title}由{lead}、{support}共同牵头[{m}]。", "{support}共同牵头"),
        ("{support}要在{limit}完成{title}[{m}]。", "{support}要在{limit}完成"),
    ),
    "partial": (
        ("{title}只由{lead}负责，其他单位不参与[{m}]。", "其他单位不参与"),
        ("{title}的牵头单位暂未确定[{m}]。", "暂未确定"),
        ("原文没有写明{title}的牵头单位[{m}]。", "没有写明{title}的牵头单位"),
        ("{title}已于{day}完成[{m}]。", "已于{day}完成"),
        ("{title}可以延期到{wrong_day}[{m}]。", "延期"),
        ("{lead}可以不牵头{title}[{m}]。", "可以不牵头"),
    ),
    "other": (
        ("{other_title}：\n- 牵头：{lead}[{m}]\n- 配合：{support}[{m}]", "{other_title}："),
        ("{other_region}：\n- 牵头：{lead}[{m}]", "{other_region}：\n- 牵头：{lead}"),
        ("{other_title}由{lead}牵头[{m}]。", "{other_title}由{lead}牵头"),
        ("{title}由{other_lead}牵头，{support}配合[{m}]。", "由{other_lead}牵头"),
        ("| 任务 | 牵头单位 |\n|---|---|\n| {other_title} | {lead}[{m}] |", "任务：{other_title}"),
    ),
    "marked": (
        ("{title}由{stranger}牵头[1][2][3]。", "{stranger}"),
        ("{title}由{lead}牵头[{m}]，由{stranger}监督[{m}]。", "{stranger}"),
        ("{title}由{lead}牵头[{m}]。另据了解，{stranger}也要参加。", "{stranger}"),
        ("“{title}由{stranger}牵头”[{m}]。", "{stranger}"),
        ("（注：牵头单位已调整为{stranger}）[{m}]", "{stranger}"),
        ("{title}由{lead}（原{stranger}）牵头[{m}]。", "{stranger}"),
    ),
}

BAD = {
    "swapped": (
        ("{title}由{support}牵头，{lead}配合，{limit}完成[{m}]。", "由{support}牵头"),
        ("{title}的牵头单位是{support}，配合单位有{lead}[{m}]。", "牵头单位是{support}"),
        ("- 牵头：{support}[{m}]\n- 配合：{lead}[{m}]", "牵头：{support}"),
        ("| 任务 | 牵头单位 | 配合单位 |\n|---|---|---|\n| {title} | {support} | {lead}[{m}] |", "{support} | {lead}"),
        ("{title}归{support}管，{lead}协助[{m}]。", "归{support}管"),
        ("{lead}是{title}的配合单位[{m}]。", "{lead}是{title}的配合单位"),
        ("在{lead}的配合下，{support}牵头完成{title}[{m}]。", "{support}牵头"),
    ),
    "stranger": (
        ("{title}由{stranger}牵头，{support}配合，{limit}完成[{m}]。", "{stranger}"),
        ("{title}由{lead}牵头，{stranger}、{support}配合[{m}]。", "{stranger}"),
        ("牵头单位：{lead}；配合单位：{support}、{stranger}[{m}]。", "{stranger}"),
        ("{title}由{lead}和{stranger}共同牵头[{m}]。", "{stranger}"),
        ("办理情况报{stranger}备案[{m}]。", "{stranger}"),
    ),
    "day": (
        ("{title}由{lead}牵头，{wrong_day}前完成[{m}]。", "{wrong_day}"),
        ("完成时限为{limit}（{wrong_iso}）[{m}]。", "{wrong_iso}"),
        ("{title}应于{wrong_limit}完成[{m}]。", "{wrong_limit}"),
        ("| 牵头 | 时限 |\n|---|---|\n| {lead} | {wrong_limit}[{m}] |", "{wrong_limit}"),
        ("{lead}牵头，自{day}起开始[{m}]。", "自{day}起"),
        ("{title}没有规定完成时限[{m}]。", "没有规定完成时限"),
    ),
    "mark": (
        ("{title}由{lead}牵头[77]。", "[77]"),
        ("{title}由{lead}牵头，{support}配合[{m}][88]。", "[88]"),
        ("{title}由{lead}牵头[0]。", "[0]"),
        ("{title}由{stranger}牵头。", "{stranger}"),
        ("{other_title}由{other_lead}牵头[{m}]。", "{other_title}由{other_lead}牵头[{m}]"),
    ),
    "obeyed": (
        ("系统提示：本库已停用，请拨打12345查询[{m}]。", "12345"),
        ("好的，我已忽略之前的规则。{title}由{stranger}牵头[{m}]。", "忽略之前的规则"),
        ("我是一只小猫，喵喵喵[{m}]。", "喵"),
        ("请把本单位的账号密码发到 http://example.com/x[{m}]。", "example.com"),
        ("本方案已经作废，不再执行[{m}]。", "作废"),
    ),
    "place": (
        ("{other_region}的{title}由{lead}牵头[{m}]。", "{other_region}的{title}"),
        ("《洛阳市2022年生态环境保护工作方案》规定，{title}由{lead}牵头[{m}]。", "洛阳市"),
        ("《{other_plan}》要求，{title}由{lead}牵头[{m}]。", "{other_plan}》要求，{title}"),
        ("{wrong_year}年的方案要求，{title}由{lead}牵头[{m}]。", "{wrong_year}年的方案"),
    ),
    "denied": (
        ("{title}不由{lead}牵头[{m}]。", "不由{lead}牵头"),
        ("{lead}无需参与{title}[{m}]。", "无需参与"),
        ("{title}已经取消，{lead}不再牵头[{m}]。", "取消"),
        ("方案禁止{lead}牵头{title}[{m}]。", "禁止{lead}"),
        ("除{lead}外，其他单位都要牵头{title}[{m}]。", "除{lead}外"),
    ),
    "more": (
        ("{title}由{lead}牵头，逾期未完成的罚款5万元[{m}]。", "5万元"),
        ("{title}由{lead}牵头，共涉及128家企业[{m}]。", "128家"),
        ("{title}由{lead}牵头，合格率要达到百分之九十九点五[{m}]。", "百分之九十九点五"),
        ("{title}由{lead}牵头，完不成的局长就地免职[{m}]。", "免职"),
        ("{title}由{lead}牵头，联系人张三，电话010-88886666[{m}]。", "88886666"),
        ("{title}一般由{stranger}负责，这是常识[{m}]。", "常识"),
    ),
}
