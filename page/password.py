"""``python -m page.password 用户 [管理|查询]``: an entry for ``PLANQA_AUTH``; the password is asked for and not shown."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from getpass import getpass

from corpus.errors import SettingError
from serve.accounts import MANAGE, ROLES, new_account

USAGE = "用法：python -m page.password 用户名 [管理|查询]（默认查询）"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the entry; 2 for wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) not in (1, 2) or (len(given) == 2 and given[1] not in ROLES):
        print(USAGE, file=sys.stderr)
        return 2
    role = given[1] if len(given) == 2 else ROLES[-1]
    try:
        print(new_account(given[0], role, _asked()).entry())
    except SettingError as error:
        print(error, file=sys.stderr)
        return 2
    hint = "可以增减文件" if role == MANAGE else "只能查询"
    print(f"把上面一行写进 PLANQA_AUTH（多个账号用 ; 隔开）。这个账号{hint}。", file=sys.stderr)
    return 0


def _asked() -> str:
    """The password, typed twice on a terminal, else the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass("密码：")
    if first != getpass("再输一次："):
        raise SettingError("两次输入的密码不一样。")
    return first


if __name__ == "__main__":
    sys.exit(main())
