"""Results as tables on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.floors import CEILINGS, Shortfall
from eval.ledger import LedgerScore
from eval.names import FAITHFULNESS, NOT_APPLICABLE, SLICES, TOTAL, chinese, share_text, slice_name
from eval.questions import Summary
from eval.results import Exam, Results, Worded
from eval.retrieval import Retrieval
from eval.scores import Share

WORDED_COLUMNS = ("不用模型", "用模型", "变化", "计数")


def output() -> Console:
    """The console for tables; a pipe gets them wide instead of cut to eighty columns."""
    return Console(width=None if sys.stdout.isatty() else 160)


def show(console: Console, tables: Iterable[Table]) -> None:
    """Tables with a blank line between."""
    for one in tables:
        console.print(one)
        console.print()


def all_tables(results: Results) -> Iterator[Table]:
    """Every table of a run, in reading order."""
    for exam in results.exams:
        yield summary_table(exam)
        for way, parts in exam.slices().items():
            yield slice_table(exam.part, way, parts)
    if results.worded:
        yield worded_table(results.worded)
    if results.steady:
        yield steady_table(results.steady)
    if results.ledgers:
        yield ledger_table(results.ledgers)
    if results.retrievals:
        yield retrieval_table("前 4 段中有证据的题", results.retrievals)
    if results.shortfalls:
        yield shortfall_table(results.shortfalls)


def table(title: str, first: str, *columns: str) -> Table:
    """A table whose first column holds names and whose others hold numbers."""
    made = Table(title=title, title_justify="left", title_style="bold")
    made.add_column(first)
    for column in columns:
        made.add_column(column, justify="right")
    return made


def summary_table(exam: Exam) -> Table:
    """The scores of all questions, with how sure they are and how many questions they do not concern."""
    made = table(f"{chinese(exam.part)}（{len(exam.judgements)} 题）", "分数", "值", "计数", "95% 区间", "不适用")
    summary = exam.summary
    for name, share in summary.shares().items():
        made.add_row(
            chinese(name), share_text(share.value), count_text(share), interval_text(share), str(share.left_out)
        )
    made.add_row("用时中位数", milliseconds(summary.p50), "", "", "")
    made.add_row("用时 95 分位", milliseconds(summary.p95), "", "", "")
    made.add_row("答案字数中位数", "" if summary.length is None else f"{summary.length:.0f}", "", "", "")
    if exam.errors:
        made.add_row("[red]出错[/red]", str(len(exam.errors)), "", "", "")
    return made


def worded_table(both: Worded) -> Table:
    """Every score without and with the model, and the change."""
    made = table(f"{chinese(both.plain.part)}：不用模型和用模型", "分数", *WORDED_COLUMNS)
    for row in worded_rows(both):
        made.add_row(*row)
    return made


def worded_rows(both: Worded) -> Iterator[tuple[str, ...]]:
    """The name of every score, and what stands under ``WORDED_COLUMNS``."""
    before, after = both.plain.summary, both.worded.summary
    for name, share in after.shares().items():
        was, now = before.shares()[name].value, share.value
        change = "" if was is None or now is None else f"{now - was:+.3f}"
        yield chinese(name), share_text(was), share_text(now), change, count_text(share)
    yield "用时中位数", milliseconds(before.p50), milliseconds(after.p50), "", ""
    yield "用时 95 分位", milliseconds(before.p95), milliseconds(after.p95), "", ""
    for name, label in FAITHFULNESS.items():
        share = getattr(both.faithfulness, name)
        yield label, "", share_text(share.value), "", count_text(share)


def steady_table(share: Share) -> Table:
    """Whether answers stay right when a question is put in other words."""
    made = table("换个说法", "分数", "值", "计数", "没有改写的题")
    made.add_row(chinese("steady"), share_text(share.value), count_text(share), str(share.left_out))
    return made


def slice_table(part: str, way: str, parts: Mapping[str, Summary]) -> Table:
    """One row a slice of ``part``, cut in one of the ways of ``SLICES``."""
    made = table(
        f"{chinese(part)}：按{SLICES[way]}",
        "",
        "题数",
        "答对",
        "引用正确",
        "引文逐字",
        "误拒",
        "该拒能拒",
        "齐全",
        "中位用时",
    )
    for name, one in parts.items():
        shares = (one.correct, one.cited, one.verbatim, one.false_refusals, one.refusal_recall, one.completeness)
        values = ("—" if share.value is None else f"{share.value:.3f}" for share in shares)
        made.add_row(slice_name(way, name), str(one.correct.of), *values, milliseconds(one.p50))
    return made


def ledger_table(ledgers: Sequence[LedgerScore]) -> Table:
    """One row a ledger; each field as its F1 and the share of rows exactly right."""
    fields = [f"{chinese(field.name)} F1／全对" for field in ledgers[0].fields]
    made = table("台账", "方案", "金标行", "召回", "精确", *fields, "位置", "总分")
    for one in ledgers:
        cells = [f"{field.agreement.f1:.3f}／{share_text(field.exact.value)}" for field in one.fields]
        found = [share_text(share.value) for share in (one.recall, one.precision)]
        ends = (share_text(one.placed.value), share_text(one.score))
        style = "bold" if one.name == TOTAL else ""
        made.add_row(slice_name("plan", one.name), str(one.recall.of), *found, *cells, *ends, style=style)
    return made


def retrieval_table(title: str, retrievals: Sequence[Retrieval]) -> Table:
    """Retrievers side by side: evidence found in what each hands on, in all and by question type."""
    made = table(title, "题型", "题数", *(one.name for one in retrievals))
    kinds = sorted({found.question.type for found in retrievals[0].findings})
    for kind in kinds:
        parts = [one.of_type(kind) for one in retrievals]
        made.add_row(chinese(kind), str(parts[0].hits.of), *(share_text(part.hits.value) for part in parts))
    made.add_section()
    made.add_row(TOTAL, str(retrievals[0].hits.of), *(share_text(one.hits.value) for one in retrievals), style="bold")
    made.add_row("证据齐全", "", *(share_text(one.pieces.value) for one in retrievals))
    made.add_row("取回字数", "", *(f"{one.characters or 0:.0f}" for one in retrievals))
    return made


def shortfall_table(shortfalls: Iterable[Shortfall]) -> Table:
    """What fell below its floor."""
    made = table("[red]未达底线[/red]", "部分", "分数", "值", "底线")
    for one in shortfalls:
        bound = "≤" if one.name in CEILINGS else "≥"
        made.add_row(chinese(one.part), chinese(one.name), f"{one.value:.3f}", f"{bound} {one.floor:.3f}")
    return made


def failure_table(exam: Exam, limit: int) -> Table:
    """The first ``limit`` questions that were not answered right."""
    failures = exam.failures()
    made = Table(title=f"{chinese(exam.part)}：没有答对的 {len(failures)} 题", title_justify="left", show_lines=True)
    for column in ("编号", "题型", "问题", "缺少／不该有", "回答"):
        made.add_column(column, overflow="fold")
    for one in failures[:limit]:
        wrong = "；".join(["／".join(group) for group in one.unmet] + [f"不该有 {text}" for text in one.forbidden])
        said = one.reply.text if one.reply else exam.errors.get(one.question.id, "没有回答")
        asked = " → ".join(one.question.turns)
        made.add_row(*map(escape, (one.question.id, chinese(one.question.type), asked, wrong, said[:200])))
    return made


def difference_table(ledgers: Sequence[LedgerScore], limit: int) -> Table:
    """The first ``limit`` rows that are missed or differ, ledger by ledger."""
    made = Table(title="台账的不一致", title_justify="left")
    for column in ("行", "字段", "金标", "系统"):
        made.add_column(column, overflow="fold")
    missed = [(row.id, "没有这一行", row.text, "") for one in ledgers[:-1] for row in one.missed]
    differing = [(one.row, chinese(one.field), "、".join(one.gold), "、".join(one.predicted))
                 for score in ledgers[:-1] for one in score.differences]  # fmt: skip
    for row in [*missed, *differing][:limit]:
        made.add_row(*map(escape, row))
    return made


def count_text(share: Share) -> str:
    """``met/of`` of a share; the mean of parts has a decimal."""
    return f"{share.met:g}/{share.of}" if float(share.met).is_integer() else f"{share.met:.1f}/{share.of}"


def interval_text(share: Share) -> str:
    """The 95% interval of a share."""
    bounds = share.interval()
    return "" if bounds is None else f"{bounds[0]:.3f}–{bounds[1]:.3f}"


def milliseconds(value: float | None) -> str:
    """A latency as shown."""
    return NOT_APPLICABLE if value is None else f"{value:.0f} ms"
