"""What the doors take: bodies and queries, typed; a field that is none of these is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from qa.ledger_query import Query
from serve.service import MOST_TURNS

MOST_TASKS = 500


class Form(BaseModel):
    """The root: strict, so that a number is no text, and nothing unknown is passed over."""

    model_config = ConfigDict(extra="forbid")


class AskForm(Form):
    """A question, or a dialogue whose last turn is answered."""

    question: Annotated[
        str, Field(description="问题（中文）。与 turns 二选一。", examples=["危险废物管理由谁牵头？"])
    ] = ""
    turns: Annotated[
        tuple[str, ...],
        Field(max_length=MOST_TURNS, description="多轮对话：各轮的问题按先后排列，回答最后一问，前面的供追问。"),
    ] = ()
    plans: Annotated[
        tuple[str, ...], Field(description="只在这些方案里找：方案编号或完整标题（见 /documents），留空为全部。")
    ] = ()


class LedgerForm(Form):
    """Filters of the ledger and a page of what they leave."""

    plan: Annotated[str, Field(description="方案编号或完整标题。")] = ""
    unit: Annotated[str, Field(description="单位，俗称也可。")] = ""
    role: Annotated[
        Literal["", "lead", "support", "implement"], Field(description="lead 牵头、support 配合、implement 落实。")
    ] = ""
    kind: Annotated[
        Literal["", "by", "from", "ongoing", "recurring", "as_directed", "other", "none"],
        Field(
            description="时限：by 截止、from 起始、ongoing 长期、recurring 定期、as_directed 按上级要求、other 其他、none 未写明。"
        ),
    ] = ""
    since: Annotated[str, Field(description="截止日期不早于，写作 2020-12-31。")] = ""
    until: Annotated[str, Field(description="截止日期不晚于，写作 2020-12-31。")] = ""
    text: Annotated[str, Field(description="任务、章节、原文中的词，多个词用空格隔开。")] = ""
    older: Annotated[bool, Field(description="同一方案有新旧版的，旧版也列出；不写只列较新的。")] = False
    order: Annotated[
        Literal["", "task", "lead", "support", "due", "plan"], Field(description="按哪一项排序，留空为原文次序。")
    ] = ""
    down: Annotated[bool, Field(description="倒过来排。")] = False
    offset: Annotated[int, Field(ge=0, description="从第几项起，从 0 数。")] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_TASKS, description=f"最多几项，不超过 {MOST_TASKS}。")] = 100

    def query(self) -> Query:
        """The filters."""
        return Query(**self.model_dump(exclude={"offset", "limit"}))


class DutiesForm(Form):
    """A body of a region."""

    region: Annotated[str, Field(description="地区，如 北关区。")]
    unit: Annotated[str, Field(description="单位，俗称也可，如 环保局。")]


class ConflictsForm(Form):
    """Which contradictions."""

    plan: Annotated[str, Field(description="方案编号或完整标题，留空为全部。")] = ""


class LinesForm(Form):
    """Which lines of a document."""

    first: Annotated[int, Field(ge=1, description="第一行，从 1 数起。")] = 1
    last: Annotated[int | None, Field(ge=1, description="最后一行；留空为到文末，最多 500 行。")] = None
