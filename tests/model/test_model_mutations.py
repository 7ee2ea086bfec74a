"""True wordings with one thing in them changed by chance: none is shown. Truth is the ledger's, not the checker's."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import pytest
from replies import Case, facts_in
from wordings import GOOD, GOOD_SECOND

from corpus.bodies import BodyNames
from corpus.text import fold
from qa import PlanQA
from qa.model.facts import facts_of
from qa.model.holding import Holder
from qa.model.splitting import sentences_of

Values = dict[str, str]
Mutation = Callable[[Case, Values, random.Random, Sequence[str]], tuple[str, str] | None]
"""The name of the value that is changed and what it becomes; None where there is nothing to change."""
TIMES = 120


def digit(case: Case, values: Values, chance: random.Random, bodies: Sequence[str]) -> tuple[str, str] | None:
    name = chance.choice(["day", "iso"])
    at = chance.choice([match.start() for match in re.finditer(r"\d", values[name])])
    other = chance.choice([figure for figure in "123456789" if figure != values[name][at]])
    return name, f"{values[name][:at]}{other}{values[name][at + 1 :]}"


def body(case: Case, values: Values, chance: random.Random, bodies: Sequence[str]) -> tuple[str, str] | None:
    name = chance.choice(["lead", "support"])
    keys, known = BodyNames(case.task.plan.region).key, getattr(case.task, name)
    other = chance.choice([each for each in bodies if keys(each) not in set(map(keys, known))])
    names = list(known)
    names[chance.randrange(len(names))] = other
    return name, "、".join(names)


def fewer(case: Case, values: Values, chance: random.Random, bodies: Sequence[str]) -> tuple[str, str] | None:
    names = list(case.task.support)
    names.pop(chance.randrange(len(names)))
    return ("support", "、".join(names)) if names else None


def promoted(case: Case, values: Values, chance: random.Random, bodies: Sequence[str]) -> tuple[str, str] | None:
    return "lead", "、".join([*case.task.lead, chance.choice(case.task.support)])


@pytest.mark.parametrize("mutation", [digit, body, fewer, promoted])
def test_one_thing_changed_is_not_shown(mutation: Mutation, qa: PlanQA, drawn: Sequence[Case]) -> None:
    chance = random.Random(mutation.__name__)
    bodies = sorted({name for task in qa.library.tasks for name in (*task.lead, *task.support)})
    tried, shown = 0, []
    while tried < TIMES:
        case, wording = chance.choice(drawn), chance.choice(GOOD + GOOD_SECOND)
        changed = mutation(case, facts_in(case), chance, bodies)
        if changed is None or f"{{{changed[0]}}}" not in wording:
            continue
        tried += 1
        text = said(qa, case, wording.format(**facts_in(case) | dict([changed])))
        shown += [changed] if fold(changed[1]) in text and fold(changed[1]) not in fold(case.answer.text) else []
    assert shown == []


@pytest.mark.parametrize("denial", ["不", "无需", "未", "停止", "不得"])
def test_a_denial_put_in_is_not_shown(denial: str, qa: PlanQA, drawn: Sequence[Case]) -> None:
    chance = random.Random(denial)
    shown = []
    for wording in (each for each in GOOD + GOOD_SECOND if re.search("牵头|配合|完成", each)):
        case = chance.choice(drawn)
        text = wording.format(**facts_in(case))
        at = chance.choice([match.start() for match in re.finditer("牵头|配合|完成", text)])
        bit = denial + text[at : at + 4]
        held = said(qa, case, f"{text[:at]}{denial}{text[at:]}")
        shown += [bit] if fold(bit) in held and fold(bit) not in fold(case.answer.text) else []
    assert shown == []


def said(qa: PlanQA, case: Case, text: str) -> str:
    holder = Holder(case.answer, facts_of(case.answer, qa.desk.retrieval.tasks_of), qa.surfaces_in)
    return fold("".join(holder.judged(sentences_of([text]))))
