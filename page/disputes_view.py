"""矛盾核对 as HTML: each contradiction with its two sides beside each other, what differs marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from corpus.types import Plan, Task
from page.markup import join, tag
from page.viewer import opener
from qa import render
from qa.board import Boards
from qa.conflicts import KINDS, Conflict

_DAY = re.compile(r"（(\d{4}-\d\d-\d\d)）$")
EXPLAINED = (
    "同一件事在正文和附件里、或在同地同年的两个方案里写法不同，就列在这里。系统不替您判断哪一处对，请对照原文核实。"
)


def form(plans: Sequence[Plan], conflicts: Sequence[Conflict]) -> Markup:
    """The filters: only plans and kinds in which there is something to see."""
    held = [plan for plan in plans if any(plan in (each.first.plan, each.second.plan) for each in conflicts)]
    kinds = [kind for kind in KINDS if any(each.kind == kind for each in conflicts)]
    return tag(
        "form",
        _choice("plan", "方案", {plan.id: plan.title for plan in held}),
        _choice("kind", "不一致的是", {kind: KINDS[kind] for kind in kinds}),
        tag("p", EXPLAINED, class_="hint"),
        role="search",
        aria_label="筛选矛盾",
    )


def _choice(name: str, label: str, options: dict[str, str]) -> Markup:
    shown = [tag("option", "全部", value=""), *(tag("option", word, value=value) for value, word in options.items())]
    return tag("label", tag("span", label), tag("select", *shown, name=name), class_=name)


def disputes(conflicts: Sequence[Conflict], boards: Boards) -> Markup:
    """The contradictions, one card each."""
    if not conflicts:
        return tag("p", "没有发现前后不一致之处。", class_="blank")
    cards = (_card(number, each, boards) for number, each in enumerate(conflicts, 1))
    return tag("div", tag("p", f"共 {len(conflicts)} 处", role="status", class_="count"), tag("ol", *cards))


def _card(number: int, conflict: Conflict, boards: Boards) -> Markup:
    one, other = (conflict.first, conflict.first_value), (conflict.second, conflict.second_value)
    matter = re.sub(r"[。；]$", "", conflict.matter)
    heading = tag("h3", tag("b", str(number)), tag("span", matter), tag("i", f"{KINDS[conflict.kind]}不一致"))
    sides = tag("div", _side(*one, _differing(conflict, one, other, boards)),
                _side(*other, _differing(conflict, other, one, boards)), class_="sides")  # fmt: skip
    return tag("li", heading, sides)


Side = tuple[Task, tuple[str, ...]]


def _differing(conflict: Conflict, one: Side, other: Side, boards: Boards) -> set[str]:
    """The values of ``one`` that ``other`` does not have; a body has the same name in all its spellings."""
    if conflict.kind not in ("lead", "support"):
        return set(one[1]) - set(other[1])
    known = {boards.key(name, other[0]) for name in other[1]}
    return {name for name in one[1] if boards.key(name, one[0]) not in known}


def _side(task: Task, values: Sequence[str], differing: set[str]) -> Markup:
    lines = render.source(task)
    shown = (tag("li", tag("mark", value) if value in differing else value) for value in values)
    written = [_DAY.sub("", value) for value in values if value in differing]
    return tag(
        "section",
        tag("h4", task.part, tag("span", f"{task.plan.title} · {lines}")),
        tag("ul", *shown),
        tag("blockquote", *_quoted(task.text, written)),
        opener(task.id, "打开原文", f"打开原文：{task.part} {lines}"),
    )


def _quoted(text: str, values: Sequence[str]) -> list[Markup]:
    """The record's own words, each cell of a row in a frame, with ``values`` marked, also where white space breaks them."""
    cells = [re.sub(r"\s*\n\s*", "", cell).strip() for cell in re.split(r"(?:^|\n)\t", text)]
    patterns = [r"\s*".join(map(re.escape, value)) for value in sorted(values, key=len, reverse=True)]
    name = "span" if len(cells) > 1 else "p"
    return [tag(name, _marked(cell, patterns)) for cell in cells if cell]


def _marked(text: str, patterns: Sequence[str]) -> Markup:
    if not patterns:
        return join([text])
    pieces = re.split(f"({'|'.join(patterns)})", text)
    return join(tag("mark", piece) if place % 2 else piece for place, piece in enumerate(pieces))
