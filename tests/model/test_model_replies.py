"""Two hundred replies over the wire: none of their falsehoods is shown, and nearly all good ones are shown whole.

What is false in a reply is known from how it was made (``wordings``), not from the checker. Measured when each set of good
wordings was first run, before anything was changed for it: 0.63 of the first set unharmed, 0.69 of the second; no lie shown.
What was changed then were rules of the language: tying words, dashes, inner numbering, tables of two columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from replies import Case, Reply, bad, good
from scripted import Script
from wordings import BAD, BAD_SECOND, GOOD, GOOD_SECOND

from qa import Answer, PlanQA

HARMED = ("已按台账改正", "已删去", "已补上")


def flat(text: str) -> str:
    return re.sub(r"\s|\*\*", "", text)


def told(qa: PlanQA, script: Script, reply: Reply) -> Answer:
    script.says(reply.text)
    return qa.ask(reply.question)


def test_no_falsehood_reaches_the_reader(qa: PlanQA, script: Script, drawn: Sequence[Case]) -> None:
    replies = [*bad(drawn, BAD, 55), *bad(drawn, BAD_SECOND, 45)]
    shown = []
    for reply in replies:
        truth = flat(qa.ask(reply.question, model=False).text)
        text = flat(told(qa, script, reply).text)
        assert script.asked, "the model was not asked"
        assert flat(reply.bit) not in truth
        shown += [reply] if flat(reply.bit) in text else []
    print(f"falsehoods shown: {len(shown)} of {len(replies)}")
    assert shown == []


def test_good_replies_pass_unharmed(qa: PlanQA, script: Script, drawn: Sequence[Case]) -> None:
    replies = [*good(drawn, GOOD, 50), *good(drawn, GOOD_SECOND, 50)]
    answers = [told(qa, script, reply) for reply in replies]
    whole = [a.worded_by == "scripted" and not any(n.startswith(HARMED) for n in a.model_notes) for a in answers]
    print(f"unharmed: {sum(whole)} of {len(whole)}")
    assert sum(whole) / len(whole) >= 0.95


@pytest.mark.parametrize("kind", [*BAD, *BAD_SECOND])
def test_what_failed_is_told_and_the_truth_stands_beside_it(
    kind: str, qa: PlanQA, script: Script, drawn: Sequence[Case]
) -> None:
    lies = {kind: [*BAD.get(kind, ()), *BAD_SECOND.get(kind, ())]}
    for reply in bad(drawn, lies, len(lies[kind])):
        answer = told(qa, script, reply)
        assert answer.model_notes
        assert "原始答案" in answer.text or "没有通过核对" in answer.text or "[" not in reply.bit
        assert answer.found
