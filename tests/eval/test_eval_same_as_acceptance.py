"""Our scorers against the recorded output of the acceptance scorers, an independent implementation.

``recorded/`` holds answers and tasks with planted faults, and what the acceptance scorers printed for them.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.gold import questions_from, read_records
from eval.ledger import LedgerScore, row_from_record, score_ledger
from eval.questions import SLICES, Judgement, Reply, Summary, judge_all, sliced, summarise
from eval.scores import Share

RECORDED = Path(__file__).parent / "recorded"


def expected(name: str) -> str:
    return (RECORDED / f"expected-{name}.txt").read_text(encoding="utf-8")


def part(share: Share, width: str = "") -> str:
    return f"{share.met:{width}}/{share.of:{width}}"


def question_line(name: str, score: Summary) -> str:
    return f"{name:14s} correct {part(score.correct, '3')} {score.correct.value:.3f}   cited {part(score.cited, '3')}"


def last_line(score: Summary) -> str:
    shares = {"correct": score.correct, "cited": score.cited, "verbatim": score.verbatim}
    text = "   ".join(f"{name} {part(share)} {share.value:.3f}" for name, share in shares.items())
    refusals = f"false refusals {score.false_refusals.met}"
    return f"{'ALL':14s} {text}   {refusals}   p50 {score.p50:.0f} ms p95 {score.p95:.0f} ms"


def question_lines(judgements: Sequence[Judgement]) -> str:
    slices = [question_line(name, score) for name, score in sliced(judgements, SLICES["type"]).items()]
    return "\n".join([*slices, last_line(summarise(judgements))]) + "\n"


def ledger_lines(score: LedgerScore) -> str:
    head = f"tasks gold {score.recall.of} predicted {score.precision.of}"
    shares = f"recall {score.recall.value:.3f} precision {score.precision.value:.3f}"
    fields = [f"{one.name:10s} F1 {one.agreement.f1:.3f} exact {one.exact.value:.3f}" for one in score.fields]
    return "\n".join([f"{head} {shares}", *fields, f"score {score.score:.3f}"]) + "\n"


def test_questions_score_as_the_acceptance_scorer_does() -> None:
    questions = questions_from(read_records(RECORDED / "questions.json"), "recorded")
    lines = (RECORDED / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    replies = {reply.id: reply for reply in (Reply.from_record(json.loads(line)) for line in lines)}
    source = (RECORDED / "sources" / "plan.txt").read_text(encoding="utf-8")
    assert question_lines(judge_all(questions, replies, [source])) == expected("questions")


@pytest.mark.parametrize(("name", "files"), [("a", "a"), ("b", "b"), ("both", "ab")])
def test_ledgers_score_as_the_acceptance_scorer_does(name: str, files: str) -> None:
    gold = [row_from_record(one) for file in files for one in read_records(RECORDED / f"ledger-{file}.json")]
    tasks = json.loads((RECORDED / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    assert ledger_lines(score_ledger(name, gold, map(row_from_record, tasks))) == expected(f"ledger-{name}")
