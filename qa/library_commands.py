"""The commands about the library: its index, its files, their versions, the bodies in them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from qa.terminal import BAD_INPUT, USAGE, StageProgress, err, open_library, out, print_json


def index(options: argparse.Namespace) -> int:
    """Build or renew the index."""
    from index import IndexConfig, build_index
    from qa.settings import load_settings

    settings = load_settings(options.home)
    documents = options.documents or settings.library
    report = build_index(
        settings.home, documents, IndexConfig(settings.embedder, settings.vector_store), StageProgress()
    )
    for skipped in report.skipped:
        err.print(skipped.reason, style="yellow", markup=False)
    state = "索引已是最新" if report.unchanged else "索引已更新"
    out.print(
        f"{state}：{report.documents}个文件，{report.plans}个方案，{report.tasks}项任务，{report.passages}个段落，用时{report.seconds:.1f}秒。"
    )
    return 0


def ingest(options: argparse.Namespace) -> int:
    """Take files in, once or as they come."""
    from qa.ingesting import ingest, watch
    from qa.settings import load_settings

    settings = load_settings(options.home)
    if options.watch:
        if len(options.paths) != 1:
            err.print("--watch 只能守一个文件夹。")
            return USAGE
        out.print(f"正在守候 {options.paths[0]}，按 Ctrl+C 结束。", markup=False)
        watch(settings, options.paths[0], StageProgress(), _told)
        return 0
    return BAD_INPUT if _told(*ingest(settings, options.paths, StageProgress())) else 0


def _told(outcomes: Sequence[Any], qa: Any) -> bool:
    """Say what became of each file; whether none was taken although there were some to take."""
    for outcome in outcomes:
        mark = "已收入" if outcome.taken else "未收入"
        out.print(f"{mark} {outcome.text}", style=None if outcome.taken else "yellow", markup=False)
    taken = sum(outcome.taken for outcome in outcomes)
    out.print(f"收入{taken}个文件，未收入{len(outcomes) - taken}个；文库现有{len(qa.library.documents)}个文件。")
    _show_versions(qa, {outcome.document for outcome in outcomes if outcome.taken})
    return not taken and any(not outcome.document for outcome in outcomes)


def remove(options: argparse.Namespace) -> int:
    """Take files out."""
    from qa.ingesting import remove
    from qa.settings import load_settings

    qa = remove(load_settings(options.home), options.names, StageProgress())
    out.print(f"已移除{'、'.join(options.names)}；文库现有{len(qa.library.documents)}个文件。", markup=False)
    return 0


def versions(options: argparse.Namespace) -> int:
    """Older and newer versions of plans."""
    if not _show_versions(open_library(options)):
        out.print("文库里没有同一方案的多个版本。")
    return 0


def _show_versions(qa: Any, documents: set[str] | None = None) -> int:
    """List older versions (those that concern ``documents``, where given); how many there are."""
    from qa.terminal import show_revision
    from qa.versions import revisions

    found = revisions(qa.library.plans, qa.library.tasks)
    shown = [each for each in found if documents is None or documents & {each.older.document, each.newest.document}]
    for revision in shown:
        show_revision(revision)
    return len(shown)


def documents(options: argparse.Namespace) -> int:
    """What the library holds, and how it was read."""
    from qa.records import plan_record
    from qa.versions import superseded

    library = open_library(options).library
    if options.json:
        newest = superseded(library.plans)
        print_json({"plans": [plan_record(plan, newest.get(plan.id)) for plan in library.plans]})
        return 0
    if options.report:
        return _report(library)
    for document in library.documents:
        out.print(f"{document.id}（{len(document.lines)}行）", style="bold", markup=False)
        for plan in (plan for plan in library.plans if plan.document == document.id):
            count = sum(task.plan.id == plan.id for task in library.tasks)
            facts = "，".join(
                str(fact) for fact in (plan.region, plan.year, plan.number, plan.issuer, plan.date) if fact
            )
            out.print(f"  {plan.title}：{facts}，{count}项任务", markup=False)
    for skipped in library.skipped:
        err.print(f"未收入：{skipped.reason}", style="yellow", markup=False)
    return 0


def _report(library: Any) -> int:
    from corpus.report import report_plan
    from qa.terminal import show_report

    for document in library.documents:
        for plan in (plan for plan in library.plans if plan.document == document.id):
            show_report(report_plan(document, plan, library.passages, library.tasks))
    for skipped in library.skipped:
        err.print(f"未收入：{skipped.reason}", style="yellow", markup=False)
    return 0


def units(options: argparse.Namespace) -> int:
    """The spellings of each body."""
    from corpus.bodies import same_bodies

    qa = open_library(options)
    for plan in (plan for plan in qa.library.plans if (options.plan or "") in plan.title):
        out.print(plan.title, style="bold", markup=False)
        for key, spellings in same_bodies(plan.region, [t for t in qa.library.tasks if t.plan.id == plan.id]).items():
            out.print(f"  {key}：{'、'.join(spellings)}", markup=False)
            reasons = dict.fromkeys(reason for reason in list(spellings.values())[1:] if reason)
            for reason in reasons:
                out.print(f"    {reason}", style="dim", markup=False)
    return 0
