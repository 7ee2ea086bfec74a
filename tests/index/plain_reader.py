"""A small real reader of plain plans, so that the index is tested apart from ``corpus``.

The first line is the title; a line that begins with 一、 and the like is a heading; every other line with text is a
passage; a line with 牵头单位： is also a task. Bytes that are not UTF-8, or empty, are no document.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date

from corpus.errors import InputError
from corpus.types import Deadline, DeadlineKind, Document, Passage, Plan, Reading, Section, Span, Task

HEADING = re.compile(r"[一二三四五六七八九十]+、")
UNITS = re.compile(r"(牵头单位|配合单位)：([^，。]+)")


def read_plain(name: str, data: bytes) -> Reading:
    try:
        lines = tuple(data.decode("utf-8").splitlines())
    except UnicodeDecodeError as error:
        raise InputError(f"{name} 不是 UTF-8 文本") from error
    if not any(line.strip() for line in lines):
        raise InputError(f"{name} 没有内容")
    document = Document(name, lines[0], hashlib.sha256(data).hexdigest(), lines)
    region = re.match(r".*?[区市县]", lines[0])
    plan = Plan(
        id=f"{name}#1",
        document=name,
        title=lines[0],
        region=region[0] if region else "",
        year=2021,
        number="",
        issuer="",
        date=None,
        span=Span(1, len(lines)),
    )
    return _body(document, plan)


def _body(document: Document, plan: Plan) -> Reading:
    sections: list[Section] = []
    passages: list[Passage] = []
    tasks: list[Task] = []
    for number, line in enumerate(document.lines[1:], start=2):
        span = Span(number, number)
        path = sections[-1].path if sections else ()
        if HEADING.match(line):
            sections.append(Section((line,), span))
        elif line.strip():
            passages.append(Passage(f"{document.id}:{number}", document.id, plan, path, "正文", span, line))
            if "牵头单位：" in line:
                tasks.append(_task(passages[-1]))
    return Reading(document, (plan,), tuple(sections), tuple(passages), tuple(tasks))


def _task(passage: Passage) -> Task:
    units = {kind: tuple(names.split("、")) for kind, names in UNITS.findall(passage.text)}
    return Task(
        id=passage.id,
        document=passage.document,
        plan=passage.plan,
        part=passage.part,
        section=passage.section,
        title=passage.text[:8],
        text=passage.text,
        lead=units.get("牵头单位", ()),
        support=units.get("配合单位", ()),
        implement=(),
        implement_is_default=False,
        deadlines=(Deadline(DeadlineKind.BY, date(2021, 12, 31), "年底前"),),
        note="",
        inherited=(),
        span=passage.span,
    )
