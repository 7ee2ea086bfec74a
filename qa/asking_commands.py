"""The commands that ask: one question, a file of them, a dialogue; the ledger and the contradictions."""

from __future__ import annotations

import argparse
from typing import Any

from corpus.errors import PlanqaError
from qa.terminal import (
    USAGE,
    StageProgress,
    err,
    open_library,
    out,
    print_json,
    show_answer,
    show_citations,
    show_ledger,
)


def ask(options: argparse.Namespace) -> int:
    """One question, or a file of them."""
    if options.batch:
        return _ask_batch(options)
    if options.question is None:
        err.print('请写出问题，例如：planqa ask "危险废物管理由谁牵头，什么时候完成？"')
        return USAGE
    from qa.engine import check_question

    check_question(options.question)
    answer = open_library(options).ask(options.question)
    if options.json:
        print_json({"id": "1", **answer.to_dict()})
    else:
        show_answer(answer, citations=not options.no_citations)
    return 0


def _ask_batch(options: argparse.Namespace) -> int:
    from qa.batch import read_questions, write_answers

    if options.out is None:
        err.print("批量回答要用 --out 指明结果文件。")
        return USAGE
    entries = read_questions(options.batch)
    progress = StageProgress()
    write_answers(open_library(options), entries, options.out, lambda done: progress("回答", done, len(entries)))
    return 0


def chat(options: argparse.Namespace) -> int:
    """A dialogue."""
    from qa.types import Answer, Dialogue

    qa = open_library(options)
    answer: Answer | None = None
    dialogue = Dialogue()
    out.print("输入问题；输入编号（如 1）看引文，输入 退出 结束。", style="dim")
    while True:
        try:
            line = out.input("[bold green]问> [/bold green]").strip()
        except EOFError:
            return 0
        if line in ("退出", "exit", "quit"):
            return 0
        if line.strip("[]").isdigit() and answer is not None:
            _show_one(answer, int(line.strip("[]")))
            continue
        try:
            answer = qa.ask(line, dialogue)
        except PlanqaError as error:
            err.print(str(error), style="red", markup=False)
            continue
        dialogue = answer.dialogue
        show_answer(answer, citations=False)


def _show_one(answer: Any, mark: int) -> None:
    from dataclasses import replace

    chosen = tuple(citation for citation in answer.citations if citation.mark == mark)
    if chosen:
        show_citations(replace(answer, citations=chosen))
    else:
        out.print(f"上一条回答没有编号为 {mark} 的引文。")


def ledger(options: argparse.Namespace) -> int:
    """The task records."""
    from qa.records import task_record

    qa = open_library(options)
    tasks = qa.tasks(plan=options.plan, unit=options.unit, older=options.older)
    if options.json:
        print_json({"tasks": [task_record(task) for task in tasks]})
    else:
        show_ledger(tasks)
        out.print(f"共{len(tasks)}项任务。")
    return 0


def conflicts(options: argparse.Namespace) -> int:
    """Where plans disagree."""
    from qa import render
    from qa.conflicts import KINDS
    from qa.records import conflict_record

    conflicts = open_library(options).conflicts
    if options.json:
        print_json({"conflicts": [conflict_record(conflict) for conflict in conflicts]})
        return 0
    for number, conflict in enumerate(conflicts, 1):
        out.print(
            f"{number}. {conflict.first.plan.title}：{conflict.matter}，{KINDS[conflict.kind]}不一致", markup=False
        )
        for task, value in ((conflict.first, conflict.first_value), (conflict.second, conflict.second_value)):
            out.print(f"   {task.part} {render.source(task)}：{'、'.join(value)}", markup=False)
    out.print(f"共{len(conflicts)}处。")
    return 0
