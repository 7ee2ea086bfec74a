"""The command line as it is installed: the commands of ``qa.cli``, and those that serve other programs."""

from __future__ import annotations

import sys
import threading
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress

from corpus.errors import PlanqaError
from qa import cli
from qa.settings import Settings, load_settings
from serve.accounts import ASK, MANAGE, ROLES
from serve.opening import Opening

KEY_HINT = "上面第一行交给调用的程序，只显示这一次；第二行写进 PLANQA_API_KEYS（多个密钥用 ; 隔开）。这个密钥{may}。"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    return cli.main(arguments, _add_commands)


def _add_commands(command: cli.Command) -> None:
    serve = command("serve", "启动网页和供程序调用的接口", _serve)
    serve.add_argument("--host", metavar="地址", help="监听地址（默认 PLANQA_HOST，否则 127.0.0.1）")
    serve.add_argument("--port", type=int, metavar="端口", help="端口（默认 PLANQA_PORT，否则 7860）")
    serve.add_argument("--no-page", action="store_true", help="只开接口，不开网页")
    command("mcp", "作为 MCP 服务，由支持 MCP 的助手启动，经标准输入输出调用", _mcp)
    key = command("key", "生成一个接口密钥", _key)
    key.add_argument("name", metavar="名称", help="用密钥的程序或单位")
    key.add_argument("--role", choices=ROLES, default=ASK, help="查询（默认）或管理（还可以增减文件）")


def _serve(options: Namespace) -> int:
    from app import run

    given = {name: value for name in ("host", "port") if (value := getattr(options, name)) is not None}
    try:
        run(load_settings(options.home, **given), page=not options.no_page)
    except KeyboardInterrupt:
        print("\n已停止。")
    return 0


def _mcp(options: Namespace) -> int:
    from serve.limits import Crew
    from serve.service import Service
    from serve.tools import tools

    settings = load_settings(options.home)
    opening = Opening()
    threading.Thread(target=_open, args=(opening, settings), daemon=True).start()
    tools(Service(opening), Crew(settings.api_parallel), Crew(settings.api_parallel)).run("stdio")
    return 0


def _open(opening: Opening, settings: Settings) -> None:
    """Open the library; whoever asks meanwhile waits, and is told the error where there is one."""
    from qa.engine import PlanQA
    from qa.terminal import StageProgress

    with suppress(PlanqaError):
        opening.open(lambda progress: PlanQA.open(settings=settings, progress=progress), StageProgress())


def _key(options: Namespace) -> int:
    from serve.keys import new_key

    key, secret = new_key(options.name, options.role)
    print(secret, key.entry(), sep="\n")
    print(KEY_HINT.format(may="可以增减文件" if options.role == MANAGE else "只能查询"), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
