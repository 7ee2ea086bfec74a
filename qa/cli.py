"""The command line: ask, chat, ledger, conflicts, index, documents. Help in Chinese; exit codes 0, 2 (usage), 3 (bad input)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import PlanqaError, SettingError
from qa.terminal import StageProgress, err, out, show_answer, show_citations, show_ledger

USAGE, BAD_INPUT = 2, 3


class _Parser(argparse.ArgumentParser):
    """argparse with its own words in Chinese."""

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "用法：")

    def format_help(self) -> str:
        text = super().format_help()
        for english, chinese in (
            ("usage:", "用法："),
            ("positional arguments:", "参数："),
            ("options:", "选项："),
            ("show this help message and exit", "显示帮助"),
        ):
            text = text.replace(english, chinese)
        return text

    def error(self, message: str) -> Any:
        for english, chinese in (
            ("the following arguments are required:", "缺少参数："),
            ("unrecognized arguments:", "不认识的参数："),
            ("invalid choice:", "不能是"),
            ("choose from", "可选"),
            ("expected one argument", "后面要跟一个值"),
            ("invalid int value:", "不是整数："),
            ("argument ", "参数 "),
        ):
            message = message.replace(english, chinese)
        self.exit(USAGE, f"{self.format_usage()}{self.prog}：{message}\n")


Command = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
"""Adds a command: its name, what it does, and the function that runs it."""


def _parser(extend: Callable[[Command], None]) -> argparse.ArgumentParser:
    parser = _Parser(prog="planqa", description="方案问答：查谁牵头、谁配合、什么时候完成，每条回答都附原文。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=_Parser)

    def command(name: str, text: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument(
            "--home", type=Path, metavar="目录", help="存放索引的目录（默认 PLANQA_HOME，否则项目中的 .planqa）"
        )
        sub.set_defaults(run=run)
        return sub

    ask = command("ask", "问一个问题，或批量回答一个文件", _ask)
    ask.add_argument("question", nargs="?", metavar="问题")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    ask.add_argument("--batch", type=Path, metavar="问题文件", help="批量：JSONL、CSV 或 Excel（.xlsx）文件")
    ask.add_argument("--out", type=Path, metavar="结果文件", help="批量结果：按文件名存为 JSONL、CSV 或 Excel")
    ask.add_argument("--no-citations", action="store_true", help="不显示引文")
    chat = command("chat", "连续对话；输入 [1] 这样的编号看原文，输入 退出 结束", _chat)
    for sub in (ask, chat):
        sub.add_argument("--no-model", action="store_true", help="设置了语言模型也不用")

    ledger = command("ledger", "列出任务台账", _ledger)
    ledger.add_argument("--json", action="store_true", help="输出 JSON")
    ledger.add_argument("--plan", metavar="文字", help="只列标题含此文字的方案")
    ledger.add_argument("--older", action="store_true", help="同一方案有新旧版的，旧版也列出")
    ledger.add_argument("--unit", metavar="单位", help="只列此单位牵头、配合或落实的任务（俗称也可）")

    conflicts = command("conflicts", "列出前后不一致之处", _conflicts)
    conflicts.add_argument("--json", action="store_true", help="输出 JSON")

    index = command("index", "建立或更新索引", _index)
    index.add_argument("--documents", type=Path, metavar="目录", help="方案文件所在目录")

    ingest = command("ingest", "收入文件、文件夹或 zip 压缩包：Word、PDF、扫描件、Excel、网页、文本", _ingest)
    ingest.add_argument("paths", nargs="+", type=Path, metavar="路径")
    ingest.add_argument("--watch", action="store_true", help="守着一个文件夹，放进去的文件随时收入；按 Ctrl+C 结束")

    remove = command("remove", "从文库移除文件", _remove)
    remove.add_argument("names", nargs="+", metavar="文件名")

    command("versions", "列出同一方案的新旧版本和不同之处", _versions)

    documents = command("documents", "列出文库中的文件和方案", _documents)
    documents.add_argument("--json", action="store_true", help="输出 JSON")
    documents.add_argument("--report", action="store_true", help="收录报告：读到了什么、剩下什么、哪里没把握")

    units = command("units", "列出单位的各种写法，以及为什么认作同一单位", _units)
    units.add_argument("--plan", metavar="文字", help="只列标题含此文字的方案")
    extend(command)
    return parser


def no_more(_: Command) -> None:
    """Adds no command."""


def main(arguments: Sequence[str] | None = None, extend: Callable[[Command], None] = no_more) -> int:
    """Run one command, of those here or those that ``extend`` adds; every error made on purpose is one line on standard error."""
    options = _parser(extend).parse_args(arguments)
    try:
        return int(options.run(options))
    except SettingError as error:
        err.print(str(error), style="red", markup=False)
        return USAGE
    except PlanqaError as error:
        err.print(str(error), style="red", markup=False)
        return BAD_INPUT
    except BrokenPipeError:
        return 0
    except OSError as error:
        err.print(f"无法写出结果：{error.strerror}。请检查磁盘空间和输出位置。", style="red", markup=False)
        return BAD_INPUT
    except KeyboardInterrupt:
        err.print("已停止。")
        return 130


def _open(options: argparse.Namespace) -> Any:
    from qa.engine import PlanQA  # numpy and jieba are not needed to print help
    from qa.settings import load_settings

    settings = load_settings(options.home)
    unused = {"model": ""} if getattr(options, "no_model", False) else {}
    return PlanQA.open(settings=settings.model_copy(update=unused), progress=StageProgress())


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.flush()


def _ask(options: argparse.Namespace) -> int:
    if options.batch:
        return _ask_batch(options)
    if options.question is None:
        err.print('请写出问题，例如：planqa ask "危险废物管理由谁牵头，什么时候完成？"')
        return USAGE
    from qa.engine import check_question

    check_question(options.question)
    answer = _open(options).ask(options.question)
    if options.json:
        _print_json({"id": "1", **answer.to_dict()})
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
    write_answers(_open(options), entries, options.out, lambda done: progress("回答", done, len(entries)))
    return 0


def _chat(options: argparse.Namespace) -> int:
    from qa.types import Answer, Dialogue

    qa = _open(options)
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


def _ledger(options: argparse.Namespace) -> int:
    from qa.records import task_record

    qa = _open(options)
    tasks = qa.tasks(plan=options.plan, unit=options.unit, older=options.older)
    if options.json:
        _print_json({"tasks": [task_record(task) for task in tasks]})
    else:
        show_ledger(tasks)
        out.print(f"共{len(tasks)}项任务。")
    return 0


def _conflicts(options: argparse.Namespace) -> int:
    from qa import render
    from qa.conflicts import KINDS
    from qa.records import conflict_record

    conflicts = _open(options).conflicts
    if options.json:
        _print_json({"conflicts": [conflict_record(conflict) for conflict in conflicts]})
        return 0
    for number, conflict in enumerate(conflicts, 1):
        out.print(
            f"{number}. {conflict.first.plan.title}：{conflict.matter}，{KINDS[conflict.kind]}不一致", markup=False
        )
        for task, value in ((conflict.first, conflict.first_value), (conflict.second, conflict.second_value)):
            out.print(f"   {task.part} {render.source(task)}：{'、'.join(value)}", markup=False)
    out.print(f"共{len(conflicts)}处。")
    return 0


def _index(options: argparse.Namespace) -> int:
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


def _ingest(options: argparse.Namespace) -> int:
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


def _remove(options: argparse.Namespace) -> int:
    from qa.ingesting import remove
    from qa.settings import load_settings

    qa = remove(load_settings(options.home), options.names, StageProgress())
    out.print(f"已移除{'、'.join(options.names)}；文库现有{len(qa.library.documents)}个文件。", markup=False)
    return 0


def _versions(options: argparse.Namespace) -> int:
    if not _show_versions(_open(options)):
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


def _documents(options: argparse.Namespace) -> int:
    from qa.records import plan_record
    from qa.versions import superseded

    library = _open(options).library
    if options.json:
        newest = superseded(library.plans)
        _print_json({"plans": [plan_record(plan, newest.get(plan.id)) for plan in library.plans]})
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


def _units(options: argparse.Namespace) -> int:
    from corpus.bodies import same_bodies

    qa = _open(options)
    for plan in (plan for plan in qa.library.plans if (options.plan or "") in plan.title):
        out.print(plan.title, style="bold", markup=False)
        for key, spellings in same_bodies(plan.region, [t for t in qa.library.tasks if t.plan.id == plan.id]).items():
            out.print(f"  {key}：{'、'.join(spellings)}", markup=False)
            reasons = dict.fromkeys(reason for reason in list(spellings.values())[1:] if reason)
            for reason in reasons:
                out.print(f"    {reason}", style="dim", markup=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
