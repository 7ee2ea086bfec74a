"""What a reader sees instead of the English names: scores, question types, ledger fields, parts of a run."""

from __future__ import annotations

from collections.abc import Mapping

SCORES: Mapping[str, str] = {
    "correct": "答对",
    "cited": "引用正确",
    "verbatim": "引文逐字一致",
    "false_refusals": "误拒（越低越好）",
    "refusal_recall": "该拒能拒",
    "completeness": "清单齐全",
    "citation_precision": "引文切题（只报告）",
}
LEDGER_SCORES: Mapping[str, str] = {"score": "总分", "recall": "召回", "precision": "精确"}
FIELDS: Mapping[str, str] = {"lead": "牵头", "support": "配合", "implement": "落实", "deadlines": "时限"}
PARAPHRASE_SCORES: Mapping[str, str] = {"steady": "换个说法仍答对"}
RETRIEVAL_SCORES: Mapping[str, str] = {
    "hits": "取到证据",
    "pieces": "证据齐全",
    "lead_over_baseline": "比最好的基线高",
}
TYPES: Mapping[str, str] = {
    "lead": "牵头",
    "support": "配合",
    "implement": "落实",
    "deadline": "时限",
    "lead+deadline": "牵头和时限",
    "duties": "单位职责",
    "list": "列举",
    "count": "计数",
    "compare": "比较",
    "conflict": "矛盾",
    "target": "指标",
    "content": "内容",
    "scope": "概况",
    "followup": "追问",
    "unanswerable": "文中没有",
}
PERSONAS: Mapping[str, str] = {"official": "机关干部", "newcomer": "新人", "public": "群众", "script": "脚本"}
PLANS: Mapping[str, str] = {
    "bg": "北关区",
    "dq": "平原示范区大气",
    "sh": "平原示范区水",
    "pt": "平原示范区土壤",
    "xc": "新城区",
    "zy": "中原区",
    "zz": "郑州市",
    "x": "跨方案",
}
SPLITS: Mapping[str, str] = {"dev": "开发题", "sample": "样题", "extra": "补充题", "test": "测试题"}
SLICES: Mapping[str, str] = {"type": "题型", "persona": "提问人", "plan": "方案", "split": "分组"}
PARTS: Mapping[str, str] = {
    "dev": "样题和开发题",
    "sample": "样题",
    "extra": "补充题",
    "test": "测试题",
    "all": "全部题目",
    "questions": "自备题目",
    "paraphrases": "改写题",
    "ledger": "台账",
    "retrieval": "检索",
}
RECIPE: Mapping[str, str] = {
    "command": "命令",
    "date": "时间",
    "commit": "提交",
    "dirty": "有未提交的改动",
    "corpus": "文库",
    "documents": "文件数",
    "gold": "题目",
    "embedder": "向量模型",
    "seed": "种子",
    "settings": "设置",
    "python": "Python",
    "machine": "机器",
    "cores": "核数",
    "libraries": "程序库",
}
CHANGES = ("变错", "变对", "仍错", "仍对")
"""What can happen to a verdict, in the order in which it wants looking at."""
FAITHFULNESS: Mapping[str, str] = {
    "worded": "由模型措辞的回答",
    "untouched": "问过模型的回答中原样采用的",
    "held": "模型的句子通过核对的",
}
NOT_APPLICABLE = "不适用"
TOTAL = "合计"

_ALL = {**PARTS, **TYPES, **FIELDS, **SCORES, **LEDGER_SCORES, **RETRIEVAL_SCORES, **PARAPHRASE_SCORES}


def chinese(name: str) -> str:
    """The Chinese name of a score, type, field or part; the name itself where it has none."""
    return _ALL.get(name, name)


def change_of(before: bool, after: bool) -> str:
    """What happened to a verdict, one of ``CHANGES``."""
    return {(True, False): "变错", (False, True): "变对"}.get((before, after), "仍对" if before else "仍错")


def slice_name(way: str, key: str) -> str:
    """The Chinese name of a slice, cut in one of the ways of ``SLICES``."""
    names = {"type": TYPES, "persona": PERSONAS, "plan": PLANS, "split": SPLITS}
    return names[way].get(key, key) or "未注明"


def share_text(value: float | None) -> str:
    """A share as shown: three decimals, so that one question in a thousand can be told."""
    return NOT_APPLICABLE if value is None else f"{value:.3f}"


def recipe_text(value: object) -> str:
    """An ingredient of a recipe as shown: a mapping one entry a line, a truth value in Chinese."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "\n".join(f"{name} {one}" for name, one in value.items() if one) or "默认"
    return str(value)
