"""Plans drawn at random, each with the records that a careful reader would take from it.

A plan is drawn in two steps: the records first (who leads, supports and carries out, by when), then the style that states
them. Style and records are drawn apart, so every record is met in every style. ``drawn_prose`` and ``drawn_tables`` hold
the styles; a style that cannot say a part of a record leaves it out of the truth as well.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from typeset import WIDTHS, breaks, gaps, inserted, swapped

YEAR = 2021

# Names whose words, endings and brackets differ; 和, 及 and 、 stand inside some.
DEPARTMENTS = (
    "市财政局",
    "市水利局",
    "市公安局",
    "市发展改革委",
    "市住房和城乡建设局",
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
    "市住房保障及房产管理局",
    "市自然资源和规划局（市林业局）",
    "安州城市发展投资（集团）有限公司",
    "市文广旅局（市文物局、市版权局）",
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
    "落实《安州市节水行动方案（2020—2025年）》",
    "建设滨河湿地3处，岸带植绿15公顷",
)


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


@dataclass(frozen=True, slots=True)
class DrawnPlan:
    """The text of a plan and its true records in source order."""

    text: str
    records: tuple[Record, ...]


def listed(units: Sequence[str], last: str = "、") -> str:
    """``A、B和C``."""
    return "、".join(units) if len(units) < 2 else "、".join(units[:-1]) + last + units[-1]


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
                Limit(f"{year}年{month}月至{later}月", (f"by {_end(year, later)}", f"from {year}-{month:02}-01")),
            )
        )
    )


# What binds in a field; the first two bind in running text too, as clauses of their own.
STANDING_LIMITS = (
    Limit("长期坚持", ("ongoing",)),
    Limit("持续推进", ("ongoing",)),
    Limit("按上级要求", ("as_directed",)),
    Limit("根据省统一部署", ("as_directed",)),
    Limit(f"{YEAR}年12月", (f"by {YEAR}-12-31",)),
    Limit("9月", (f"by {YEAR}-09-30",)),
    Limit(f"自{YEAR}年7月1日起", (f"from {YEAR}-07-01",)),
)
CLAUSE_LIMITS = STANDING_LIMITS[:2]
field_limits = dated_limits() | st.sampled_from(STANDING_LIMITS)
clause_limits = dated_limits() | st.sampled_from(CLAUSE_LIMITS)


def some(names: Sequence[str], least: int, most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """From ``least`` to ``most`` of ``names``, each once."""
    return st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True).map(tuple)


def _elided(units: tuple[str, ...]) -> tuple[str, ...]:
    """市财政局、市水利局 → 市财政局、水利局: the level is named once."""
    return tuple(u[1:] if i and u[0] == "市" and u[1] not in "委政市妇" else u for i, u in enumerate(units))


@st.composite
def records(draw: st.DrawFn, limits: st.SearchStrategy[Limit], *, bracketed: bool = True) -> tuple[Record, ...]:
    """Records that each have a lead; ``bracketed`` tells whether names may hold brackets."""
    departments = [name for name in DEPARTMENTS if bracketed or "（" not in name]
    places = [name for name in PLACES if bracketed or "（" not in name]
    drawn = []
    for work in draw(some(WORKS, 1, 5)):
        units = draw(some(departments, 1, 5))
        units = _elided(units) if draw(st.booleans()) else units
        leads = draw(st.integers(1, min(2, len(units))))
        limit = draw(st.none() | limits)
        drawn.append(Record(work, units[:leads], units[leads:], draw(some(places, 0, 2)), limit))
    return tuple(drawn)


@st.composite
def typeset(draw: st.DrawFn, plans: st.SearchStrategy[DrawnPlan]) -> DrawnPlan:
    """The same plan with spaces, indents and page breaks put in and widths changed."""
    plan = draw(plans)
    text = plan.text
    if draw(st.booleans()) and breaks(text):
        page = draw(st.sampled_from(("\n", "\n\n", "\n\n— 3 —\n\n")))
        text = inserted(text, [draw(st.sampled_from(breaks(text)))], page)
    if draw(st.booleans()):
        text = inserted(text, draw(st.lists(st.sampled_from(gaps(text)), max_size=4, unique=True)), " ")
    if draw(st.booleans()):
        text = swapped(text, draw(st.frozensets(st.sampled_from(sorted(WIDTHS)))))
    return replace(plan, text=text)
