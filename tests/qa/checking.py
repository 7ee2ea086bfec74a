"""What holds for every answer, and how the lines of one are read."""

from __future__ import annotations

import re

from qa import Answer, PlanQA
from qa.settings import PROJECT

DOCUMENTS = PROJECT / "corpus" / "documents"
SHORT = {
    "北": "beiguan-2021",
    "平": "pingyuan-2020",
    "新": "xincheng-2019",
    "郑": "zhengzhou-2019",
    "中": "zhongyuan-soil",
}
_MARK = re.compile(r"\[(\d+)\]")
_FACT = re.compile(r"(?:^|[：；])(?=(?:牵头|配合|落实|时限|原文|文中另写到)：)")
_NOTES = re.compile(
    r"（合并单元格，同上）|（按方案统一要求）|；[^；]*(?:是[牵头配合落实单位、]+|不在其中)|(?:\[\d+\])+$"
)


def marks(text: str) -> list[int]:
    """The citation marks of an answer's text in order of first use."""
    return list(dict.fromkeys(int(mark) for mark in _MARK.findall(text)))


def check(qa: PlanQA, answer: Answer) -> Answer:
    """``answer``, after asserting what the contract says of every answer."""
    assert answer.text.strip()
    assert sorted(marks(answer.text)) == [citation.mark for citation in answer.citations]
    assert [citation.mark for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        passage = citation.passage
        lines = (DOCUMENTS / passage.document).read_text(encoding="utf-8-sig").splitlines()
        quote = "\n".join(lines[passage.span.first - 1 : passage.span.last])
        assert citation.to_dict()["quote"] == quote
        assert passage.plan in qa.library.plans
    ids = [task.id for task in answer.tasks]
    assert len(ids) == len(set(ids))
    assert set(ids) <= {task.id for task in qa.library.tasks}
    if answer.found:
        assert answer.citations
    return answer


def ids_of(answer: Answer) -> set[str]:
    """The tasks an answer rests on, shortened: 北 17-17."""
    letters = {name: letter for letter, name in SHORT.items()}
    found = set()
    for task in answer.tasks:
        document, _, place = task.id.partition(":")
        letter = next(letter for name, letter in letters.items() if document.startswith(name))
        found.add(f"{letter} {place}")
    return found


def line_on(answer: Answer, task_id: str) -> str:
    """The line of the answer that tells of the task ``task_id`` (北 17-17): the one with the mark of its passage."""
    letter, place = task_id.split(" ")
    task = next(t for t in answer.tasks if t.id.startswith(SHORT[letter]) and t.id.endswith(f":{place}"))
    (mark,) = (
        c.mark for c in answer.citations if c.passage.document == task.document and c.passage.span.overlaps(task.span)
    )
    return next(line for line in answer.text.splitlines() if f"[{mark}]" in line)


def facts(line: str) -> dict[str, str]:
    """What a line states: {"牵头": "区农委", "时限": "2020年底（2020-12-31）"}, without remarks and marks."""
    pieces = [piece.partition("：") for piece in _FACT.split(_NOTES.sub("", line))[1:]]
    return {name: value for name, _, value in pieces}


def facts_on(answer: Answer, task_id: str) -> dict[str, str]:
    """What the answer states of a task."""
    return facts(line_on(answer, task_id))
