"""Small made-up plans and tasks, and a cutter of words whose cuts can be told by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus.dates import deadlines_in_cell
from corpus.text import Folded
from corpus.types import Passage, Plan, Span, Task


def plan(title: str, region: str, year: int | None = 2021, line: int = 1) -> Plan:
    return Plan(f"made.txt#{line}", "made.txt", title, region, year, "", "", None, Span(line, line + 99))


SOIL = plan("东河区2021年土壤污染防治攻坚战实施方案", "东河区")
AIR = plan("西山示范区2020年大气污染防治攻坚战实施方案", "西山示范区", 2020, 101)
WATER = plan("西山示范区2020年水污染防治攻坚战实施方案", "西山示范区", 2020, 201)
CITY = plan("南江市2019年土壤污染防治攻坚战实施方案", "南江市", 2019, 301)
UNDATED = plan("北塘区土壤污染防治工作任务分工表", "北塘区", None, 401)
PLANS = (SOIL, AIR, WATER, CITY, UNDATED)


def task(line: int, title: str, lead: str = "", support: str = "", limit: str = "", **other: Any) -> Task:
    """A record of ``SOIL``; names are divided by 、."""
    made = Task(
        id=f"made.txt:{line}-{line}",
        document="made.txt",
        plan=SOIL,
        part="正文",
        section=(),
        title=title,
        text=f"{title}。",
        lead=tuple(name for name in lead.split("、") if name),
        support=tuple(name for name in support.split("、") if name),
        implement=(),
        implement_is_default=False,
        deadlines=(),
        note="",
        inherited=(),
        span=Span(line, line),
    )
    made = replace(made, **other)
    limits = deadlines_in_cell(Folded(limit), made.plan.year) if limit else ()
    return replace(made, deadlines=tuple(limits))


def row(line: int, title: str, lead: str = "", support: str = "", limit: str = "", **other: Any) -> Task:
    """A record of a table: its cells start with a tab."""
    text = "\n".join(f"\t{cell}" for cell in (title, limit, lead, support))
    return task(line, title, lead, support, limit, **{"text": text, "part": "附件2", **other})


def passage(text: str, line: int = 1, of: Plan = SOIL) -> Passage:
    lines = text.count("\n")
    return Passage(f"made.txt:{line}", "made.txt", of, (), "正文", Span(line, line + lines), text)


WORDS = (
    "发展", "改革", "和", "与", "及", "科技", "工信", "工业", "信息化", "生态", "环境", "农业", "农村", "住房", "城乡", "建设",
    "人力", "资源", "社会", "保障", "市场", "监督", "管理", "卫生", "健康", "河湖", "长", "危险", "废物", "综合", "利用", "自然",
)  # fmt: skip


class Cutter:
    """Cuts text into the longest of ``WORDS`` at each place, else into characters."""

    def __call__(self, text: str) -> list[str]:
        found: list[str] = []
        while text:
            word = max((word for word in WORDS if text.startswith(word)), key=len, default=text[0])
            found.append(word)
            text = text[len(word) :]
        return found

    def is_word(self, text: str) -> bool:
        return text in WORDS


cut = Cutter()
