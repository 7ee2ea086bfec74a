"""Plans drawn at random, each with the records that a careful reader would take from it.

A plan is drawn in two steps: the records first (who leads, supports and carries out, by when), then the style that
states them. Style and records are independent, so every record is met in every style.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

YEAR = 2021
REGION = "安州市"

DEPARTMENTS = (
    "市财政局",
    "市水利局",
    "市公安局",
    "市发展改革委",
    "市住房和城乡建设局",
    "市自然资源和规划局（市林业局）",
    "市人力资源社会保障局",
    "市生态环境局安州分局",
    "市市场监督管理局",
    "市委宣传部",
    "市中级人民法院",
    "团市委",
    "市妇联",
    "市政府办公室",
    "市消防救援支队",
    "国家税务总局安州市税务局",
    "国网安州供电公司",
    "安州城市发展投资（集团）有限公司",
)
PLACES = (
    "各县区人民政府",
    "各县（市、区）人民政府",
    "各乡镇人民政府",
    "各街道办事处",
    "柏庄镇政府",
    "安州高新区管委会",
)
# What is to be done; each is met once in a plan and tells its record.
WORKS = (
    "新建改建污水管网68公里",
    "整治沿河排污口31个",
    "清理河道两岸非正规垃圾堆放点",
    "改造提升垃圾分类投放点320座",
    "修订小型水库调度运用方案和防汛抢险应急预案",
    "推进居民小区二次供水设施更新",
    "对重点行业企业逐一开展风险评估",
    "健全公共数据资源目录，做到一数一源",
    "严厉打击“黑气点”等违法经营行为",
    "更换餐饮场所不合格灶具、连接软管和调压阀",
    "培育省级专精特新企业30家",
    "扩大普惠托育服务供给，每千人口托位数提高到3.8个",
    "规范共享单车停放秩序",
    "建设滨河湿地3处，岸带植绿15公顷",
)
TOPICS = ("控源截污", "内源治理", "生态修复", "强化执法监管", "数字赋能", "提升服务水平", "补齐民生短板", "畅通微循环")


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: how it is written and the bounds it sets, as ``by 2021-11-30``."""

    text: str
    bounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What the ledger has to say of one task. ``work`` is found in the text of that task alone."""

    work: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    implement: tuple[str, ...] = ()
    limit: Limit | None = None

    @property
    def bounds(self) -> frozenset[str]:
        return frozenset(self.limit.bounds if self.limit else ())


@dataclass(frozen=True, slots=True)
class DrawnPlan:
    """The text of a plan and its true records in source order."""

    text: str
    records: tuple[Record, ...]


# --- records --------------------------------------------------------------------------------------------------------


def _end(year: int, month: int) -> str:
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


@st.composite
def dated_limits(draw: st.DrawFn) -> Limit:
    """A limit with a day, in a wording that binds in running text and in a field alike."""
    year, month = draw(st.sampled_from((YEAR, YEAR + 1))), draw(st.integers(2, 11))
    day, quarter = draw(st.integers(1, 28)), draw(st.integers(1, 4))
    later = draw(st.integers(month + 1, 12))
    return draw(
        st.sampled_from(
            (
                Limit(f"{year}年{month}月底前", (f"by {_end(year, month)}",)),
                Limit(f"{month}月底前", (f"by {_end(YEAR, month)}",)),
                Limit(f"{month}月前", (f"by {_end(YEAR, month - 1)}",)),
                Limit(f"{year}年{month}月{day}日前", (f"by {year}-{month:02}-{day:02}",)),
                Limit(f"{month}月{day}日之前", (f"by {YEAR}-{month:02}-{day:02}",)),
                Limit(f"{year}年底前", (f"by {year}-12-31",)),
                Limit("年底前", (f"by {YEAR}-12-31",)),
                Limit(f"{year}年第{quarter}季度末", (f"by {_end(year, 3 * quarter)}",)),
                Limit(f"{year}年上半年", (f"by {year}-06-30",)),
                Limit(f"{year}年{month}月中旬前", (f"by {year}-{month:02}-20",)),
                Limit(f"{year}年{month}月至{later}月", (f"from {year}-{month:02}-01", f"by {_end(year, later)}")),
            )
        )
    )


FIELD_LIMITS = (
    Limit("长期坚持", ("ongoing",)),
    Limit("持续推进", ("ongoing",)),
    Limit("常态化推进", ("ongoing",)),
    Limit("按上级要求", ("as_directed",)),
    Limit("根据省统一部署", ("as_directed",)),
    Limit(f"{YEAR}年12月", (f"by {YEAR}-12-31",)),
    Limit("9月", (f"by {YEAR}-09-30",)),
    Limit(f"自{YEAR}年7月1日起", (f"from {YEAR}-07-01",)),
)
CLAUSE_LIMITS = FIELD_LIMITS[:2]  # these bind in running text too, as a clause of their own


def field_limits() -> st.SearchStrategy[Limit]:
    """A limit in a wording that binds in a field."""
    return st.one_of(dated_limits(), st.sampled_from(FIELD_LIMITS))


def clause_limits() -> st.SearchStrategy[Limit]:
    """A limit in a wording that binds in running text."""
    return st.one_of(dated_limits(), st.sampled_from(CLAUSE_LIMITS))


def _some(names: Sequence[str], least: int, most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True).map(tuple)


@st.composite
def records(draw: st.DrawFn, limits: st.SearchStrategy[Limit], least: int = 1) -> tuple[Record, ...]:
    """The records of a plan; every record has a lead."""
    works = draw(st.lists(st.sampled_from(WORKS), min_size=least, max_size=5, unique=True))
    drawn = []
    for work in works:
        units = draw(_some(DEPARTMENTS, 1, 5))
        leads = draw(st.integers(1, min(2, len(units))))
        limit = draw(st.none() | limits)
        drawn.append(Record(work, units[:leads], units[leads:], draw(_some(PLACES, 0, 2)), limit))
    return tuple(drawn)


# --- notes ----------------------------------------------------------------------------------------------------------

Form = Callable[[Record], tuple[str, Record]]  # a note and what it states of the record


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a plan's notes; one plan uses one wording throughout."""

    lead: str
    support: str
    execute: str
    comma: str
    last: str  # what joins the last two units
    etc: str


@st.composite
def wordings(draw: st.DrawFn, commas: str = "，；、") -> Wording:
    return Wording(
        lead=draw(st.sampled_from(("牵头", "牵头负责", "分别牵头"))),
        support=draw(st.sampled_from(("配合", "参与", "协助"))),
        execute=draw(st.sampled_from(("负责落实", "落实", "组织实施", "具体实施"))),
        comma=draw(st.sampled_from(commas)),
        last=draw(st.sampled_from("、、和及与")),
        etc=draw(st.sampled_from(("", "", "等"))),
    )


def _listed(units: Sequence[str], last: str = "、") -> str:
    return "、".join(units) if len(units) < 2 else "、".join(units[:-1]) + last + units[-1]


def _verb_form(wording: Wording) -> Form:
    """A、B牵头，C、D配合，E负责落实"""

    def write(record: Record) -> tuple[str, Record]:
        clauses = [_listed(record.lead, wording.last) + wording.lead]
        if record.support:
            clauses.append(_listed(record.support, wording.last) + wording.etc + wording.support)
        if record.implement:
            clauses.append(_listed(record.implement) + wording.execute)
        return wording.comma.join(clauses), record

    return write


def _label_form(labels: tuple[str, str, str], mark: str) -> Form:
    """牵头单位：A；配合单位：B、C；落实单位：D"""

    def write(record: Record) -> tuple[str, Record]:
        lists = zip(labels, (record.lead, record.support, record.implement), strict=True)
        return mark.join(f"{label}：{_listed(units)}" for label, units in lists if units), record

    return write


def _only_lead(text: str) -> Form:
    """责任单位：A、B or A、B负责"""
    return lambda record: (text.format(_listed(record.lead)), replace(record, support=(), implement=()))


def _joint_form(record: Record) -> tuple[str, Record]:
    """A会同B、C负责"""
    partners = f"会同{_listed(record.support)}" if record.support else ""
    return f"{_listed(record.lead)}{partners}负责", replace(record, implement=())


LABELS = (
    ("牵头单位", "配合单位", "落实单位"),
    ("牵头单位", "责任单位", "落实单位"),
    ("牵头部门", "参与部门", "实施单位"),
    ("主责单位", "协办单位", "落实单位"),
    ("牵头", "配合", "落实"),
)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form of note that stands in brackets or as a sentence."""
    return draw(
        st.one_of(
            wordings().map(_verb_form),
            st.builds(_label_form, st.sampled_from(LABELS), st.sampled_from(("；", "，", " ", "。"))),
            st.sampled_from(("责任单位：{}", "责任部门：{}", "{}负责", "{}按职责分工负责")).map(_only_lead),
            st.just(_joint_form),
        )
    )


Placed = Callable[[Record], tuple[str, Record]]  # the text of a task with its note, and what it states


def _sentence(record: Record) -> str:
    limit = record.limit
    if limit is None:
        return f"{record.work}。"
    if limit in CLAUSE_LIMITS:
        return f"{record.work}，{limit.text}。"
    return f"{limit.text}，{record.work}。" if limit.text.endswith("前") else f"{record.work}，{limit.text}完成。"


@st.composite
def placed_notes(draw: st.DrawFn) -> Placed:
    """A note in brackets, as a last sentence, or as lines of labels."""
    place = draw(st.sampled_from(("bracket", "bracket", "sentence", "lines")))
    if place == "lines":
        form, wrap = _label_form(draw(st.sampled_from(LABELS)), "\n"), "\n{}"
    elif place == "sentence":
        form, wrap = _verb_form(draw(wordings())), draw(st.sampled_from(("{}。", "由{}。", "\n{}。")))
    else:
        form = draw(forms())
        wrap = draw(st.sampled_from(("（{}）", "({})", "【{}】", "[{}]", "〔{}〕", "\n（{}）", "（{}）。")))

    def write(record: Record) -> tuple[str, Record]:
        if not record.lead:
            return _sentence(record), record
        note, stated = form(record)
        return _sentence(record) + wrap.format(note), stated

    return write


# --- plans in running text ------------------------------------------------------------------------------------------

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


@st.composite
def prose_plans(draw: st.DrawFn) -> DrawnPlan:
    """A plan of numbered tasks, each with its note."""
    mark, placed = draw(st.sampled_from(MARKS)), draw(placed_notes())
    shape = draw(st.sampled_from(("{mark}{text}", "{mark}{topic}。{text}", "{mark}{topic}\n{text}")))
    gap = draw(st.sampled_from(("\n", "\n\n")))
    stated, items = [], []
    for number, record in enumerate(draw(records(clause_limits())), 1):
        text, what = placed(record)
        items.append(shape.format(mark=mark(number), topic=TOPICS[number - 1], text=text))
        stated.append(what)
    text = "\n\n".join(
        (
            f"{REGION}{YEAR}年水环境综合治理工作方案",
            "为持续改善水环境质量，制定本方案。",
            "一、总体要求",
            "坚持问题导向、系统治理，水环境质量稳步提升。",
            draw(st.sampled_from(("二、主要任务", "二、重点任务", "二、工作措施"))),
            gap.join(items),
            "三、保障措施",
            "各部门要加强组织领导，确保各项任务落到实处。",
        )
    )
    return DrawnPlan(text + "\n", tuple(stated))
