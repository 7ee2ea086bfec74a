"""The five bundled plans in every format, scored against their text ledgers: ``make formats``, or

    PYTHONPATH=tests/formats python -m score [FORMAT …] [--plan WORD] [--differences]

The scans take ten minutes on two cores; the tests hold their floor on one plan, that of every other format on all five.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import writers
from originals import NAMES, reading
from reading import Wrong, score_against, wrong_values

from corpus import read_document
from eval.ledger import LedgerScore


@dataclass(frozen=True)
class Form:
    """A format: how a plan is written to it, how its files end, and the score that is promised."""

    suffix: str
    write: Callable[[str], bytes]
    floor: float


FORMS = {
    "text": Form(".txt", writers.text, 1.0),
    "docx": Form(".docx", writers.docx, 1.0),
    "xlsx": Form(".xlsx", writers.xlsx, 1.0),
    "html": Form(".html", writers.page, 1.0),
    "doc": Form(".doc", writers.doc, 0.99),
    "pdf": Form(".pdf", writers.pdf, 0.97),
    "scan": Form(".pdf", writers.scan, 0.90),
    "rough_scan": Form(".pdf", writers.rough_scan, 0.90),
    "fax": Form(".pdf", writers.fax, 0.0),
}
USUAL = tuple(name for name in FORMS if name not in ("rough_scan", "fax"))


@dataclass(frozen=True)
class Outcome:
    """One plan in one format. ``wrong`` are values that the text ledger does not hold."""

    score: LedgerScore
    wrong: tuple[Wrong, ...]
    doubtful: int
    seconds: float


def outcome(form: Form, plan: str) -> Outcome:
    """Write ``plan``, read it back, score it."""
    data = form.write(plan)
    started = time.perf_counter()
    found = read_document(f"{plan}{form.suffix}", data)
    seconds = time.perf_counter() - started
    wrong = tuple(wrong_values(reading(plan), found))
    return Outcome(score_against(reading(plan), found), wrong, sum(len(t.doubtful) for t in found.tasks), seconds)


def main() -> int:
    """Print a line for each plan in each format; 1 when a floor is not held."""
    options = _options()
    low = 0
    for name in options.formats or USUAL:
        for plan in (plan for plan in NAMES if options.plan in plan):
            made = outcome(FORMS[name], plan)
            low += made.score.score < FORMS[name].floor
            for line in _lines(name, plan, made, differences=options.differences):
                print(line, flush=True)
    return int(low > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("formats", nargs="*", choices=[[], *FORMS])
    parser.add_argument("--plan", default="", help="only plans whose name holds this")
    parser.add_argument("--differences", action="store_true", help="list what differs")
    return parser.parse_args()


def _lines(name: str, plan: str, made: Outcome, *, differences: bool) -> Iterator[str]:
    unmarked = sum(not wrong.marked for wrong in made.wrong)
    yield (
        f"{name:10} {plan:36} {made.score.score:.4f}  records {made.score.recall.met}/{made.score.recall.of}"
        f"  wrong values {len(made.wrong)}, unmarked {unmarked}  marked in all {made.doubtful}  {made.seconds:.1f} s"
    )
    if differences:
        for row in made.score.missed:
            yield f"    missed {row.text}"
        for each in made.score.differences:
            lost, more = set(each.gold) - set(each.predicted), set(each.predicted) - set(each.gold)
            yield f"    {each.anchor} {each.field}: lost {sorted(lost)}, more {sorted(more)}"
        for wrong in made.wrong:
            yield f"    {'marked' if wrong.marked else 'UNMARKED'} {wrong.value} in {wrong.task}"


if __name__ == "__main__":
    sys.exit(main())
