"""What the command line shows: answers with their citations, tables, progress."""

from __future__ import annotations

import argparse
import json
import re
import sys
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from corpus.report import PlanReport
from corpus.types import Task
from qa import render
from qa.types import Answer
from qa.versions import Revision

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
USAGE, BAD_INPUT = 2, 3  # exit codes


class StageProgress:
    """Progress of the index on standard error: one line a stage, a count beside it while it runs on a terminal."""

    def __init__(self) -> None:
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show one step; ``total`` 0 marks a remark."""
        if total == 0:
            err.print(escape(stage))
        elif err.is_terminal:
            err.print(f"{escape(stage)} {done}/{total}", end="\r" if done < total else "\n")
        elif done == total:
            err.print(f"{escape(stage)} {done}/{total}")


def open_library(options: argparse.Namespace) -> Any:
    """The library that the options name; its progress is told on standard error."""
    from qa.engine import PlanQA  # numpy and jieba are not needed to print help
    from qa.settings import load_settings

    settings = load_settings(options.home)
    unused = {"model": ""} if getattr(options, "no_model", False) else {}
    return PlanQA.open(settings=settings.model_copy(update=unused), progress=StageProgress())


def print_json(value: Any) -> None:
    """``value`` as JSON on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.flush()


def show_answer(answer: Answer, *, citations: bool) -> None:
    """The answer, its marks coloured; with ``citations`` the quoted passages below it."""
    text = re.sub(r"\\?\[(\d+)\]", r"[cyan]\\[\1][/cyan]", escape(answer.text))
    out.print(text if answer.found else f"[yellow]{text}[/yellow]")
    if answer.worded_by:
        out.print(f"[dim]（由模型 {escape(answer.worded_by)} 措辞，已逐句核对）[/dim]")
    if citations:
        show_citations(answer)
    if answer.suggestions:
        out.print("[dim]还可以问：" + escape("；".join(answer.suggestions)) + "[/dim]")


def show_citations(answer: Answer) -> None:
    """Each cited passage with its plan, headings and lines."""
    for citation in answer.citations:
        passage = citation.passage
        lines = render.source(passage)
        out.print(f"\n[cyan]\\[{citation.mark}][/cyan] {escape(passage.plan.title)} {lines}")
        if passage.section:
            out.print(f"[dim]{escape(render.section(passage))}[/dim]")
        quote = "\n".join(line for line in passage.text.splitlines() if line.strip())
        out.print(escape(quote.replace("\t", " ")))


def show_revision(revision: Revision) -> None:
    """An older version of a plan and what the newest says otherwise."""
    older, newest, found = revision.older, revision.newest, revision.differences
    head = f"《{older.title}》有新旧两版：旧版 {older.document}，新版 {newest.document}，{len(found)}处不同"
    out.print(head, style="bold", markup=False)
    for each in found:
        line = f"  {each.title}　{each.field}：{each.before or '（无）'} → {each.after or '（无）'}"
        out.print(line, markup=False)


def show_report(report: PlanReport) -> None:
    """The ingestion report on one plan."""
    out.print(report.plan.title, style="bold", markup=False)
    parts = "；".join(
        f"{part.part}{part.tasks}项"
        + (f"（表格行{part.rows}，其中{part.inherited}行取自合并单元格）" if part.rows else "")
        for part in report.parts
    )
    out.print(f"  小节{report.sections}个，段落{report.passages}个，任务{report.tasks}项：{parts}", markup=False)
    out.print(f"  没有牵头单位的任务{report.without_lead}项，没有时限的{report.without_deadline}项", markup=False)
    out.print(
        f"  有文字的行{report.lines}行：{report.in_tasks}行在任务里，{len(report.unclaimed)}行无归属", markup=False
    )
    if report.once:
        out.print(f"  只出现一次的单位：{'、'.join(report.once)}", markup=False)
    for doubt in report.doubts:
        out.print(f"  请核对{render.lines_of(doubt.span)}：{doubt.text}", style="yellow", markup=False)


def show_ledger(tasks: list[Task]) -> None:
    """Tasks as a table, one plan after the other."""
    table = Table(show_lines=False, expand=True)
    for name in ("方案", "任务", "牵头", "配合", "落实", "时限", "行"):
        table.add_column(name, overflow="fold", ratio=3 if name == "任务" else 2 if name in ("配合", "方案") else 1)
    for task in tasks:
        table.add_row(
            escape(task.plan.title),
            escape(render.title(task)),
            escape(render.units(task.lead)),
            escape(render.units(task.support)),
            escape(render.units(task.implement)) + ("（默认）" if task.implement_is_default else ""),
            escape(render.deadlines(task.deadlines)),
            f"{task.span.first}–{task.span.last}",
        )
    out.print(table)
