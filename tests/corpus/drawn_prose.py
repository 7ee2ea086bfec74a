"""Plans in running text: numbered tasks, each with its note in brackets, in a sentence or on lines of labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generator import (
    CLAUSE_LIMITS,
    PLACES,
    YEAR,
    DrawnPlan,
    Limit,
    Record,
    clause_limits,
    field_limits,
    listed,
    records,
    some,
)
from hypothesis import strategies as st

Form = Callable[[Record], tuple[str, Record]]  # text that states a record, and the part of the record that it states

# Sentences beside the work that set no limit and name nobody in charge.
ASIDES = (
    "",
    "在2020年基础上稳步提高。",
    "企业由2019年的11家增加到18家。",
    "台账保存期限不少于5年。",
    "根据《安州市水污染防治行动计划（2016—2025年）》开展。",
    "覆盖率达到90%以上（含新建项目）。",
    "建设综合服务中心（以下简称“中心”），配合做好宣传。",
)
TOPICS = ("控源截污", "内源治理", "生态修复", "强化执法监管", "数字赋能")
LABELS = (
    ("牵头单位", "配合单位", "落实单位"),
    ("牵头单位", "责任单位", "落实单位"),
    ("牵头部门", "参与部门", "实施单位"),
    ("主责单位", "协办单位", "落实单位"),
    ("牵头", "配合", "落实"),
)


# --- notes ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A、B牵头，C和D等配合，E负责落实; one plan uses one wording throughout."""

    lead: str
    support: str
    execute: str
    comma: str
    last: str
    etc: str

    def __call__(self, record: Record) -> tuple[str, Record]:
        clauses = [listed(record.lead, self.last) + self.lead]
        if record.support:
            clauses.append(listed(record.support, self.last) + self.etc + self.support)
        if record.implement:
            clauses.append(listed(record.implement) + self.execute)
        return self.comma.join(clauses), record


def verb_forms(commas: str) -> st.SearchStrategy[Form]:
    return st.builds(
        VerbForm,
        lead=st.sampled_from(("牵头", "牵头负责", "分别牵头")),
        support=st.sampled_from(("配合", "参与", "协助")),
        execute=st.sampled_from(("负责落实", "落实", "组织实施", "具体实施")),
        comma=st.sampled_from(commas),
        last=st.sampled_from("、和及与"),
        etc=st.sampled_from(("", "等", "等部门")),
    )


def label_form(labels: tuple[str, str, str], mark: str) -> Form:
    """牵头单位：A；配合单位：B、C；落实单位：D"""

    def write(record: Record) -> tuple[str, Record]:
        lists = zip(labels, (record.lead, record.support, record.implement), strict=True)
        return mark.join(f"{label}：{listed(units)}" for label, units in lists if units), record

    return write


def lead_form(text: str) -> Form:
    """责任单位：A、B or A、B负责"""
    return lambda record: (text.format(listed(record.lead)), replace(record, support=(), implement=()))


def joint_form(record: Record) -> tuple[str, Record]:
    """A会同B、C负责"""
    partners = f"会同{listed(record.support)}" if record.support else ""
    return f"{listed(record.lead)}{partners}负责", replace(record, implement=())


def first_form(record: Record) -> tuple[str, Record]:
    """责任单位：A、B、C, of which A leads"""
    first, *others = units = (*record.lead, *record.support)
    return f"责任单位：{listed(units)}", replace(record, lead=(first,), support=tuple(others), implement=())


label_forms = st.builds(label_form, st.sampled_from(LABELS), st.sampled_from(("；", "，", " ", "。")))
lead_forms = st.sampled_from(("责任单位：{}", "责任部门：{}", "{}负责", "{}按职责分工负责")).map(lead_form)
bracket_forms = st.one_of(verb_forms("，；、"), label_forms, lead_forms, st.just(joint_form))


# --- tasks ----------------------------------------------------------------------------------------------------------


def sentence(work: str, limit: Limit | None) -> str:
    """The work with its limit: before it, after it, or as a clause of its own."""
    if limit is None:
        return f"{work}。"
    if limit in CLAUSE_LIMITS:
        return f"{work}，{limit.text}。"
    return f"{limit.text}，{work}。" if limit.text.endswith("前") else f"{work}，{limit.text}完成。"


@dataclass(frozen=True, slots=True)
class Style:
    """How a plan states its tasks: the note, what stands around it, the limit's label (empty: in the text), and a rule
    that the plan states before them."""

    form: Form
    frame: str
    limit: str = ""
    rule: str = ""

    def write(self, record: Record, aside: str) -> tuple[str, Record]:
        note, stated = self.form(record)
        if self.limit and record.limit:
            note += self.limit.format(record.limit.text)
        return sentence(record.work, None if self.limit else record.limit) + aside + self.frame.format(note), stated


brackets = st.sampled_from(("（{}）", "({})", "【{}】", "[{}]", "〔{}〕", "\n（{}）", "（{}）。"))
bracket_styles = st.builds(Style, bracket_forms, brackets)
bracket_styles_with_limits = st.builds(
    Style, bracket_forms, brackets, st.sampled_from(("；完成时限：{}", "，时限：{}"))
)
sentence_styles = st.builds(Style, verb_forms("，、"), st.sampled_from(("{}。", "由{}。", "\n{}。")))
line_styles = st.builds(
    Style,
    st.sampled_from(LABELS).map(lambda labels: label_form(labels, "\n")),
    st.just("\n{}"),
    st.sampled_from(("", "\n完成时限：{}", "\n时间进度：{}")),
)
first_styles = st.builds(
    Style,
    st.just(first_form),
    brackets,
    rule=st.sampled_from(
        ("注：责任单位排在首位的为牵头单位。", "说明：责任单位中，排在第一位的为牵头单位，其余为配合单位。")
    ),
)
styles = st.one_of(bracket_styles, bracket_styles_with_limits, sentence_styles, line_styles, first_styles)

# --- plans ----------------------------------------------------------------------------------------------------------

_NUMERALS = "一二三四五六七八九十"
MARKS: tuple[Callable[[int], str], ...] = (
    lambda n: f"（{_NUMERALS[n - 1]}）",
    lambda n: f"{n}.",
    lambda n: f"{n}．",
    lambda n: f"{n}、",
    lambda n: f"（{n}）",
    lambda n: f"{n}）",
    lambda n: chr(ord("①") + n - 1),
)
_FRONT = (
    f"安州市{YEAR}年水环境综合治理工作方案",
    "为持续改善水环境质量，制定本方案。",
    "一、总体要求",
    "坚持系统治理。",
)
_END = ("三、保障措施", "各部门要加强组织领导，确保各项任务落到实处。")


@st.composite
def items(draw: st.DrawFn, style: Style) -> list[tuple[str, Record]]:
    """The text of each task and what it states; from the second on, one may have no note."""
    limits = field_limits if style.limit else clause_limits
    written = []
    for record in draw(records(limits, bracketed=not style.frame.endswith("{}。"))):
        aside = draw(st.sampled_from(ASIDES))
        if written and draw(st.integers(0, 4)) == 0:
            written.append((sentence(record.work, None) + aside, Record(record.work)))
        else:
            written.append(style.write(record, aside))
    return written


def numbered(texts: Sequence[str], mark: Callable[[int], str], shape: str, gap: str) -> str:
    """The texts under running numbers. A figure right after ``1.`` would read as a decimal: there a topic stands between."""
    shapes = ["{mark}{topic}。{text}" if text[0].isdigit() else shape for text in texts]
    return gap.join(
        form.format(mark=mark(number), topic=TOPICS[number - 1], text=text)
        for number, (form, text) in enumerate(zip(shapes, texts, strict=True), 1)
    )


@st.composite
def prose_plans(draw: st.DrawFn) -> DrawnPlan:
    """A plan of numbered tasks under one heading or, one level lower, under two; rules may stand before them."""
    style, places = draw(styles), draw(st.just(()) | some(PLACES, 1, 2))
    rules = [style.rule] * bool(style.rule) + [f"注：以下任务均需{listed(places)}落实，不再列出。"] * bool(places)
    gap = draw(st.sampled_from(("\n", "\n\n")))
    shape = draw(st.sampled_from(("{mark}{text}", "{mark}{topic}。{text}", "{mark}{topic}\n{text}")))
    title = draw(st.sampled_from(("二、主要任务", "二、重点任务", "二、工作措施")))
    written = draw(items(style))
    texts = [text for text, _ in written]
    if draw(st.booleans()):
        body = numbered(texts, draw(st.sampled_from(MARKS)), shape, gap)
    else:
        mark, cut = draw(st.sampled_from(MARKS[1:])), draw(st.integers(1, len(texts)))
        parts = [part for part in (texts[:cut], texts[cut:]) if part]
        body = gap.join(
            f"（{_NUMERALS[index]}）{name}{gap}{numbered(part, mark, shape, gap)}"
            for index, (part, name) in enumerate(zip(parts, ("强化治理", "提升能力"), strict=False))
        )
    stated = (replace(record, implement=record.implement or places) for _, record in written)
    return DrawnPlan("\n\n".join((*_FRONT, *rules, title, body, *_END)) + "\n", tuple(stated))
