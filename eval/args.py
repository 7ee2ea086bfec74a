"""Command lines in Chinese: argparse with its own words replaced, by its public means only."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

_MESSAGES = {
    r"unrecognized arguments: (.*)": "不认识的参数：{0}",
    r"the following arguments are required: (.*)": "缺少参数：{0}",
    r"argument (.*?): expected .*": "{0} 后面少了值",
    r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)": "{0} 不能是 {1}，可选：{2}",
    r"argument (.*?): invalid \S+ value: '?(.*?)'?": "{0} 的值不对：{1}",
    r"argument (.*?): not allowed with argument (.*)": "{0} 不能与 {1} 同用",
}


class _ChineseHelp(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and errors are Chinese. Options go into ``options``; wrong usage exits with 2."""

    def __init__(self, program: str, description: str) -> None:
        super().__init__(program, description=description, formatter_class=_ChineseHelp, add_help=False)
        self.options = self.add_argument_group("参数")
        self.options.add_argument("-h", "--help", action="help", help="显示这段帮助")

    def error(self, message: str) -> NoReturn:
        """Say what was wrong, and where the help is."""
        self.exit(2, f"{self.prog}：{chinese_error(message)}。用 --help 看用法。\n")


def chinese_error(message: str) -> str:
    """A message of argparse in Chinese; one that it does not know stays as it is."""
    for pattern, words in _MESSAGES.items():
        if found := re.fullmatch(pattern, message):
            return words.format(*found.groups())
    return message
