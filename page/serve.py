"""How the page is served: with its own style and nothing from outside."""

from __future__ import annotations

import gradio as gr
from fastapi import FastAPI
from starlette.middleware import Middleware

from page.chinese import ChineseShell
from page.parts import STATIC, script
from serve.accounts import Accounts

# Only fonts that a machine already has; a name that is not installed is passed over.
NOBODY = Accounts()
STYLES = ("page.css", "talk.css", "board.css", "disputes.css", "files.css", "exam.css")
FONTS = ("system-ui", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif")
MONO = ("ui-monospace", "Noto Sans Mono CJK SC", "Consolas", "monospace")


def mounted(page: gr.Blocks, accounts: Accounts = NOBODY) -> FastAPI:
    """``page`` as an app of its own, to be served; where there are ``accounts`` one of them has to log in."""
    shown: FastAPI = gr.mount_gradio_app(
        FastAPI(openapi_url=None),
        page,
        "/",
        show_error=True,
        ssr_mode=False,
        run_history=False,
        enable_monitoring=False,
        footer_links=["api"],  # its button is hidden; 接口 in the head clicks it
        auth=accounts.admits if accounts else None,
        theme=_theme(),
        head=_head(),
        js=script("page.js"),
        favicon_path=str(STATIC / "favicon.svg"),
        app_kwargs={"middleware": [Middleware(ChineseShell)]},
    )
    page.is_running = True  # as after ``launch``: long answers then send a sign of life, which keeps proxies waiting
    return shown


def _head() -> str:
    """The style sheets as they are (Gradio's ``css`` setting rewrites selectors and breaks those with a comma inside),
    and what the components' scripts share.
    """
    styles = "".join(f"<style>{script(name)}</style>" for name in STYLES)
    return f"{styles}<script>{script('common.js')}{script('stream.js')}{script('api-view.js')}</script>"


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=FONTS,
        font_mono=MONO,
    ).set(body_background_fill="#f5f6f8", body_background_fill_dark="#10141c")
