"""The report: one HTML file that opens anywhere, with every failure question by question.

The page is ``report.html``, a Jinja template that escapes everything but our own charts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval.charts import Bar, bars, histogram
from eval.compare import chance
from eval.ledger import LedgerScore
from eval.names import CHANGES, RECIPE, SLICES, chinese, recipe_text, share_text, slice_name
from eval.questions import Judgement
from eval.recipe import Recipe
from eval.results import Exam, Pair, Results, Worded
from eval.retrieval import Retrieval
from eval.tables import WORDED_COLUMNS, count_text, interval_text, milliseconds, worded_rows


def render(results: Results) -> str:
    """The page as text."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "chinese": chinese,
        "share": share_text,
        "count": count_text,
        "interval": interval_text,
        "milliseconds": milliseconds,
        "charts": exam_charts,
        "uncited": right_but_uncited,
        "field_chart": field_chart,
        "retrieval_chart": retrieval_chart,
        "kinds": kinds,
        "plan": partial(slice_name, "plan"),
        "differing": differing,
        "unchanged": unchanged,
        "worded_rows": worded_rows,
        "odds": odds,
    }
    return environment.get_template("report.html").render(
        recipe=results.recipe,
        recipe_rows=recipe_rows(results.recipe),
        exams=results.exams,
        ledgers=results.ledgers,
        retrievals=results.retrievals,
        shortfalls=results.shortfalls,
        steady=results.steady,
        worded=results.worded,
        worded_columns=WORDED_COLUMNS,
    )


def exam_charts(exam: Exam) -> list[str]:
    """Correct answers by every slice, and how long answers took."""
    charts = []
    for way, parts in exam.slices().items():
        rows = [Bar(slice_name(way, key), one.correct.value, count_text(one.correct)) for key, one in parts.items()]
        charts.append(bars(f"按{SLICES[way]}：答对", rows))
    latencies = [one.reply.latency_ms for one in exam.judgements if one.reply]
    return [*charts, histogram("回答用时", latencies, "毫秒")]


def field_chart(total: LedgerScore) -> str:
    """The F1 of each field over all ledgers."""
    rows = [Bar(chinese(one.name), one.agreement.f1, share_text(one.agreement.f1)) for one in total.fields]
    return bars("各字段 F1（合计）", rows)


def retrieval_chart(retrievals: Sequence[Retrieval]) -> str:
    """Ours, drawn strong, beside the baselines."""
    rows = [
        Bar(one.name, one.hits.value, f"{share_text(one.hits.value)}（{count_text(one.hits)}）", strong=place == 0)
        for place, one in enumerate(retrievals)
    ]
    return bars("前 4 段中有证据的题", rows)


def kinds(retrievals: Sequence[Retrieval]) -> list[str]:
    """The question types that were asked, sorted."""
    return sorted({one.question.type for one in retrievals[0].findings})


def right_but_uncited(exam: Exam) -> list[Judgement]:
    """Right answers whose citations hold none of the evidence: a reader could not verify them."""
    return [one for one in exam.judgements if one.correct and one.cited is False]


def differing(both: Worded) -> list[Pair]:
    """The questions to look at, those that went wrong first."""
    return sorted((one for one in both.pairs() if one.differs), key=lambda one: CHANGES.index(one.change))


def unchanged(both: Worded) -> list[Pair]:
    """The questions whose answer is the same with a model."""
    return [one for one in both.pairs() if not one.differs]


def odds(both: Worded) -> str:
    """How many verdicts changed, and whether that could be chance."""
    changes = [one.change for one in both.pairs()]
    better, worse = changes.count("变对"), changes.count("变错")
    return f"变对 {better} 题，变错 {worse} 题（出于偶然的概率 {chance(better, worse):.3f}）"


def recipe_rows(recipe: Recipe) -> list[tuple[str, str]]:
    """The recipe as pairs of a Chinese name and a value."""
    return [(RECIPE[name], recipe_text(value)) for name, value in recipe.to_dict().items()]
