"""A body's duties in words, for someone new at its desk (新人速览): one page, every remark with the tasks it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.types import DeadlineKind, Task
from qa import render
from qa.board import Board, Boards, due
from qa.conflicts import KINDS

FIRST = 5  # duties named one by one
_ROLES = (("lead", "牵头"), ("support", "配合"), ("implement", "落实"))
_UNDATED = (
    (DeadlineKind.ONGOING, "长期或持续推进的"),
    (DeadlineKind.RECURRING, "定期要做的"),
    (DeadlineKind.AS_DIRECTED, "按上级要求完成的"),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence under a heading, and the tasks that say so."""

    heading: str
    text: str
    tasks: tuple[Task, ...] = ()


def briefing(boards: Boards, board: Board) -> tuple[Remark, ...]:
    """What to know of ``board`` first, in reading order."""
    remarks = [_overview(board), *_names(board), *_times(board)]
    return (*remarks, *_fields(board), *_partners(boards, board), *_first(board), *_warnings(board))


def _overview(board: Board) -> Remark:
    counts = "、".join(f"{word}{len(getattr(board, role))}项" for role, word in _ROLES if getattr(board, role))
    own = f"共有{len(board.own)}项任务点名要求：{counts}" if board.own else "没有点名要求的任务"
    default = f"；另有{len(board.default)}项按方案统一要求由其落实" if board.default else ""
    return Remark("总体", f"{board.body.full_name}在{len(board.plans)}个方案中{own}{default}。")


def _names(board: Board) -> Iterator[Remark]:
    if len(board.body.names) > 1:
        yield Remark("名称", f"各方案里还写作{'、'.join(f'“{name}”' for name in board.body.names[1:])}，已合并计算。")


def _times(board: Board) -> Iterator[Remark]:
    dated = tuple(task for task in board.own if due(task))
    pieces = [_span(dated)] if dated else []
    for kind, words in _UNDATED:
        if count := sum(not due(task) and any(limit.kind is kind for limit in task.deadlines) for task in board.own):
            pieces.append(f"{words}{count}项")
    if count := sum(not task.deadlines for task in board.own):
        pieces.append(f"原文未写明时限的{count}项")
    if pieces:
        yield Remark("时限", f"{'；'.join(pieces)}。", dated)


def _span(dated: Sequence[Task]) -> str:
    days = sorted(day for task in dated if (day := due(task)))
    months = Counter((day.year, day.month) for day in days)
    (year, month), most = max(months.items(), key=lambda entry: (entry[1], -entry[0][0] * 12 - entry[0][1]))
    crowded = f"，{year}年{month}月最集中（{most}项）" if most > 1 else ""
    reach = f"最早{days[0]}，最晚{days[-1]}" if days[0] != days[-1] else f"均为{days[0]}"
    return f"有截止日期的{len(days)}项，{reach}{crowded}"


def _fields(board: Board) -> Iterator[Remark]:
    """Under which headings the tasks led stand, part by part of each plan in source order."""
    led = sorted(board.lead, key=lambda task: (task.document, task.span.first))
    for plan, part in dict.fromkeys((task.plan, task.part) for task in led):
        tasks = tuple(task for task in led if (task.plan, task.part) == (plan, part))
        heads = _headings(tasks)
        listed = "、".join(f"“{head}”{count}项" for head, count in heads.most_common(4))
        where = "" if part == "正文" else part
        yield Remark("牵头领域", f"{render.plan_name(plan)}{where}：{listed}{'等' if len(heads) > 4 else ''}。", tasks)


def _headings(tasks: Sequence[Task]) -> Counter[str]:
    """How many of ``tasks`` stand under each heading, at the first level that tells at least three apart."""
    paths = [task.section or (task.title,) for task in tasks]
    for depth in range(max(map(len, paths))):
        heads = Counter(path[min(depth, len(path) - 1)] for path in paths)
        if len(heads) >= 3:
            break
    return heads


def _partners(boards: Boards, board: Board) -> Iterator[Remark]:
    helpers = _commonest(boards, board, board.lead, lambda task: task.support)
    leaders = _commonest(boards, board, board.support, lambda task: task.lead)
    if helpers:
        yield Remark("协作", f"牵头任务时，最常配合的是{helpers}。", board.lead)
    if leaders:
        yield Remark("协作", f"配合任务时，最常由{leaders}牵头。", board.support)


def _commonest(boards: Boards, board: Board, tasks: Sequence[Task], names: Callable[[Task], tuple[str, ...]]) -> str:
    """The three bodies other than the board's own that ``names`` gives most often, with how often."""
    written: dict[str, Counter[str]] = {}
    for task in tasks:
        for name in names(task):
            written.setdefault(boards.key(name, task), Counter())[name] += 1
    written.pop(board.body.key, None)
    ranked = sorted(written.values(), key=lambda counter: -counter.total())[:3]
    return "、".join(f"{counter.most_common(1)[0][0]}（{counter.total()}项）" for counter in ranked)


def _first(board: Board) -> Iterator[Remark]:
    """The duties that are due first; those led before those supported."""
    chosen = [task for task in (*board.lead, *board.support) if due(task)]
    for task in list({task.id: task for task in chosen}.values())[:FIRST]:
        role = "牵头" if task in board.lead else "配合"
        limit = render.deadlines(task.deadlines)
        yield Remark("先看这几项", f"{render.title(task)}（{role}，{limit}）", (task,))


def _warnings(board: Board) -> Iterator[Remark]:
    for each in board.conflicts:
        sides = [f"{task.part}写“{'、'.join(value)}”" for task, value in (
            (each.first, each.first_value), (each.second, each.second_value))]  # fmt: skip
        matter = each.matter.rstrip("。") if len(each.matter) <= 40 else f"{each.matter[:39]}…"
        text = f"{matter}：{KINDS[each.kind]}不一致，{'，'.join(sides)}。"
        yield Remark("须核实", text, (each.first, each.second))
