"""Plans that are tables: any columns, in any order, under any wording, in every layout; rows may share merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator import YEAR, DrawnPlan, Record, field_limits, records
from hypothesis import strategies as st
from layouts import Layout, Rows, cells, lines, pipes, tight_cells

WORDINGS = {
    "serial": ("序号", "编号", "任务编号"),
    "task": ("工作任务", "任务内容", "主要措施", "重点任务", "整治内容", "具体举措"),
    "lead": ("牵头单位", "牵头部门", "主责单位", "责任牵头单位", "主办单位", "牵头单位（部门）"),
    "support": ("配合单位", "责任单位", "参与部门", "协办单位", "协同单位"),
    "implement": ("落实单位", "实施单位", "具体落实单位"),
    "limit": ("完成时限", "完成时间", "时限要求", "时间节点", "完成期限"),
    "note": ("备注", "说明"),
    "other": ("分管领导", "责任人", "联系人"),
}
REMARKS = ("", "上年为86%", "以批复为准")
AREAS = ("治污", "生态修复", "能力建设")
_TITLE = f"安州市{YEAR}年水环境综合治理任务分工表\n\n"


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is drawn: its columns in order, what divides units in a cell, what stands in an empty one."""

    layout: Layout
    columns: tuple[str, ...]
    header: tuple[str, ...]
    comma: str
    blank: str

    def row(self, number: int, record: Record, remark: str = "") -> tuple[str, ...]:
        """The cells of one record."""
        values = {
            "serial": str(number),
            "task": record.work,
            "lead": self.comma.join(record.lead) or self.blank,
            "support": self.comma.join(record.support) or self.blank,
            "implement": self.comma.join(record.implement) or self.blank,
            "limit": record.limit.text if record.limit else self.blank,
            "note": remark,
            "other": "王斌",
        }
        return tuple(values[column] for column in self.columns)

    def stated(self, record: Record) -> Record:
        """What the columns tell of a record."""
        return replace(
            record,
            support=record.support if "support" in self.columns else (),
            implement=record.implement if "implement" in self.columns else (),
            limit=record.limit if "limit" in self.columns else None,
        )


@st.composite
def forms(draw: st.DrawFn, layouts: Sequence[Layout] = (cells, tight_cells, lines, pipes)) -> Form:
    """A table with a task and a lead; a remark, where there is one, stands last."""
    layout = draw(st.sampled_from(layouts))
    optional = draw(st.lists(st.sampled_from(("support", "implement", "limit", "other")), unique=True))
    needed = ("serial", "task", "lead") if layout is tight_cells or draw(st.booleans()) else ("task", "lead")
    columns = draw(st.permutations([*needed, *optional]))
    if layout is lines and columns[0] not in needed:  # a line that starts with a blank cell reads as a single cell
        columns = [*needed, *optional]
    if layout is tight_cells:  # the number is all that shows where a row begins
        columns = ["serial", *(column for column in columns if column != "serial")]
    columns += draw(st.sampled_from(([], ["note"])))
    header = tuple(draw(st.sampled_from(WORDINGS[column])) for column in columns)
    comma = draw(st.sampled_from(("、", "，") if layout is lines else ("、", "，", "\n", "、\n")))
    blank = "—" if layout is tight_cells else draw(st.sampled_from(("", "—", "/")))
    return Form(layout, tuple(columns), header, comma, blank)


def _with_sections(rows: Rows, width: int, starts: Sequence[int]) -> list[Sequence[str]]:
    """The rows with a section row before each of ``starts``."""
    out: list[Sequence[str]] = []
    for index, row in enumerate(rows):
        if index in starts:
            out.append((f"{'一二三四五'[starts.index(index)]}、{AREAS[starts.index(index) % 3]}", *[""] * (width - 1)))
        out.append(row)
    return out


@st.composite
def table_plans(draw: st.DrawFn) -> DrawnPlan:
    """A plan that is one table, with sections or without, its header repeated on a second page or not."""
    form = draw(forms())
    drawn = draw(records(field_limits))
    rows: list[Sequence[str]] = [
        form.row(number, record, draw(st.sampled_from(REMARKS))) for number, record in enumerate(drawn, 1)
    ]
    if form.layout is not tight_cells and draw(st.booleans()):
        starts = sorted(draw(st.sets(st.integers(0, len(rows) - 1), min_size=1, max_size=3)))
        rows = _with_sections(rows, len(form.columns), starts)
    if len(rows) > 1 and draw(st.booleans()):
        rows.insert(draw(st.integers(1, len(rows) - 1)), form.header)
    text = _TITLE + form.layout([form.header, *rows])
    return DrawnPlan(text, tuple(form.stated(record) for record in drawn))


@st.composite
def merged_tables(draw: st.DrawFn) -> tuple[DrawnPlan, DrawnPlan]:
    """A table whose rows share merged cells (blank below the first), and the same table with every cell filled in."""
    form = replace(draw(forms((cells, pipes))), blank="—")
    form = replace(form, columns=("group", *form.columns), header=("重点领域", *form.header))
    merged: list[Sequence[str]] = []
    filled: list[Sequence[str]] = []
    stated: list[Record] = []
    for number, record in enumerate(draw(records(field_limits)), 1):
        area = AREAS[len(merged) // 2]
        goes_on = bool(len(merged) % 2)
        shared = goes_on and draw(st.booleans())
        own = replace(record, lead=stated[-1].lead, support=stated[-1].support) if shared else record
        plain = replace(form, columns=form.columns[1:])
        whole = (area, *plain.row(number, own))
        hidden = {"group"} | ({"lead", "support"} if shared else set()) if goes_on else set()
        merged.append(["" if c in hidden else v for c, v in zip(form.columns, whole, strict=True)])
        filled.append(whole)
        stated.append(own)
    truth = tuple(form.stated(record) for record in stated)
    both = (_TITLE + form.layout([form.header, *rows]) for rows in (merged, filled))
    first, second = (DrawnPlan(text, truth) for text in both)
    return first, second
