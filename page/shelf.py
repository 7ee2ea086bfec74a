"""The list of documents and their plans as HTML, and one document for reading."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from corpus.types import Document, Plan
from page.layout import blocks
from page.markup import tag
from page.source import text


def shelf(documents: Sequence[Document], plans: Sequence[Plan], opened: str = "") -> Markup:
    """Every document with the plans in it; ``opened`` is the id of the one being read."""
    count = f"{len(documents)} 份文件，{len(plans)} 个方案"
    return tag(
        "nav",
        tag("h2", "资料库", tag("span", count)),
        tag("ul", *(_document(each, plans, each.id == opened) for each in documents), class_="shelf"),
        aria_label="资料库文件",
    )


def _document(document: Document, plans: Sequence[Plan], opened: bool) -> Markup:
    own = [plan for plan in plans if plan.document == document.id]
    head = tag(
        "button",
        tag("strong", document.title or document.id),
        tag("small", f"{document.id} · {len(document.lines)} 行"),
        type="button",
        data_act="select",
        data_document=document.id,
        aria_current="true" if opened else None,
    )
    return tag("li", head, tag("ul", *(_plan(plan) for plan in own)) if own else None)


def _plan(plan: Plan) -> Markup:
    facts = (plan.region, f"{plan.year}年" if plan.year else "年份未写明", plan.number, plan.issuer)
    return tag(
        "li",
        tag(
            "button",
            plan.title,
            tag("small", " · ".join(fact for fact in facts if fact)),
            type="button",
            data_act="select",
            data_document=plan.document,
            data_line=plan.span.first,
        ),
    )


def reading(document: Document, line: int = 1) -> Markup:
    """A whole document, to be scrolled to ``line``."""
    return tag(
        "article",
        tag("header", tag("h3", document.title or document.id), tag("p", document.id, class_="place")),
        tag("div", text(blocks(document.lines)), class_="lines", tabindex=0, role="region", aria_label="全文"),
        class_="view",
        data_line=line,
    )


def unread() -> Markup:
    """The reading side while nothing is open."""
    return tag("p", "选择左边的文件或方案，在这里阅读全文。", class_="hint")
