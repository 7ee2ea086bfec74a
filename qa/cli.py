"""The command line: ask, chat, ledger, conflicts, index, documents. Help in Chinese; exit codes 0, 2 (usage), 3 (bad input)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import PlanqaError, SettingError
from qa import asking_commands, library_commands
from qa.terminal import BAD_INPUT, USAGE, err


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

    ask = command("ask", "问一个问题，或批量回答一个文件", asking_commands.ask)
    ask.add_argument("question", nargs="?", metavar="问题")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    ask.add_argument("--batch", type=Path, metavar="问题文件", help="批量：JSONL、CSV 或 Excel（.xlsx）文件")
    ask.add_argument("--out", type=Path, metavar="结果文件", help="批量结果：按文件名存为 JSONL、CSV 或 Excel")
    ask.add_argument("--no-citations", action="store_true", help="不显示引文")
    chat = command("chat", "连续对话；输入 [1] 这样的编号看原文，输入 退出 结束", asking_commands.chat)
    for sub in (ask, chat):
        sub.add_argument("--no-model", action="store_true", help="设置了语言模型也不用")

    ledger = command("ledger", "列出任务台账", asking_commands.ledger)
    ledger.add_argument("--json", action="store_true", help="输出 JSON")
    ledger.add_argument("--plan", metavar="文字", help="只列标题含此文字的方案")
    ledger.add_argument("--older", action="store_true", help="同一方案有新旧版的，旧版也列出")
    ledger.add_argument("--unit", metavar="单位", help="只列此单位牵头、配合或落实的任务（俗称也可）")

    conflicts = command("conflicts", "列出前后不一致之处", asking_commands.conflicts)
    conflicts.add_argument("--json", action="store_true", help="输出 JSON")

    index = command("index", "建立或更新索引", library_commands.index)
    index.add_argument("--documents", type=Path, metavar="目录", help="方案文件所在目录")

    ingest = command(
        "ingest", "收入文件、文件夹或 zip 压缩包：Word、PDF、扫描件、Excel、网页、文本", library_commands.ingest
    )
    ingest.add_argument("paths", nargs="+", type=Path, metavar="路径")
    ingest.add_argument("--watch", action="store_true", help="守着一个文件夹，放进去的文件随时收入；按 Ctrl+C 结束")

    remove = command("remove", "从文库移除文件", library_commands.remove)
    remove.add_argument("names", nargs="+", metavar="文件名")

    command("versions", "列出同一方案的新旧版本和不同之处", library_commands.versions)

    documents = command("documents", "列出文库中的文件和方案", library_commands.documents)
    documents.add_argument("--json", action="store_true", help="输出 JSON")
    documents.add_argument("--report", action="store_true", help="收录报告：读到了什么、剩下什么、哪里没把握")

    units = command("units", "列出单位的各种写法，以及为什么认作同一单位", library_commands.units)
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


if __name__ == "__main__":
    sys.exit(main())
