"""The questions that the page offers to begin with. No Gradio: the server asks one of them to warm up, with or without a page."""

from __future__ import annotations

from importlib import resources

DEFAULT_EXAMPLES = (
    "危险废物管理由谁牵头、什么时候完成？",
    "区农业农村局要做哪些工作？",
    "土壤环境质量定期调查多久一次？",
    "哪些任务要在2020年底前完成？",
)


def examples() -> tuple[str, ...]:
    """The example questions: one a line in ``prompts/examples.txt``, else a few of our own."""
    source = resources.files("prompts") / "examples.txt"
    if not source.is_file():
        return DEFAULT_EXAMPLES
    lines = [line.strip() for line in source.read_text(encoding="utf-8").splitlines()]
    return tuple(line for line in lines if line and not line.startswith("#")) or DEFAULT_EXAMPLES
