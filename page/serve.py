"""How the page is served: with its own style and nothing from outside."""

from __future__ import annotations

import os
import socket

import gradio as gr
from starlette.middleware import Middleware

from page.accounts import Accounts, check_host
from page.chinese import ChineseShell
from page.parts import STATIC, script

# Only fonts that a machine already has; a name that is not installed is passed over.
NOBODY = Accounts()
STYLES = ("page.css", "talk.css", "board.css", "disputes.css", "files.css", "exam.css")
FONTS = ("system-ui", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif")
MONO = ("ui-monospace", "Noto Sans Mono CJK SC", "Consolas", "monospace")


def serve(page: gr.Blocks, host: str, port: int, accounts: Accounts = NOBODY) -> str:
    """Serve ``page`` on a thread; returns its address. ``port`` or the next free one.

    SettingError when other machines could reach the page and nobody would have to log in.
    """
    check_host(host, accounts)
    # The server is asked once whether it is up; an office proxy must not stand between.
    os.environ["NO_PROXY"] = ",".join(filter(None, (os.environ.get("NO_PROXY"), host, "localhost")))
    _, address, _ = page.launch(
        server_name=host,
        server_port=free_port(host, port),
        prevent_thread_lock=True,
        quiet=True,
        show_error=True,
        share=False,
        ssr_mode=False,
        run_history=False,
        enable_monitoring=False,
        footer_links=["api"],  # its button is hidden; 接口 in the head clicks it
        auth=accounts.admits if accounts else None,
        theme=_theme(),
        head=_head(),
        js=script("page.js"),
        favicon_path=STATIC / "favicon.svg",
        app_kwargs={"middleware": [Middleware(ChineseShell)]},
    )
    return str(address)


def free_port(host: str, first: int) -> int:
    """``first``, or the next port up on which nothing listens."""
    for port in range(first, min(first + 100, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    message = f"端口 {first} 起的 100 个端口都被占用；请用 PLANQA_PORT 指定一个空闲端口"
    raise OSError(message)


def _head() -> str:
    """The style sheets as they are (Gradio's ``css`` setting rewrites selectors and breaks those with a comma inside),
    and what the components' scripts share.
    """
    styles = "".join(f"<style>{script(name)}</style>" for name in STYLES)
    return f"{styles}<script>{script('common.js')}{script('api-view.js')}</script>"


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=FONTS,
        font_mono=MONO,
    ).set(body_background_fill="#f5f6f8", body_background_fill_dark="#10141c")
