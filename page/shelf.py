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
    """A document with its plans below it; one that is a plan itself says so in its own line."""
    own = [plan for plan in plans if plan.document == document.id]
    alone = len(own) == 1 and own[0].title == document.title
    facts = [*(_facts(own[0]) if alone else ()), document.id, f"{len(document.lines)} 行"]
    head = tag(
        "button",
        tag("strong", document.title or document.id),
        tag("small", " · ".join(facts)),
        type="button",
        data_act="select",
        data_document=document.id,
        aria_current="true" if opened else None,
    )
    return tag("li", head, tag("ul", *(_plan(plan) for plan in own)) if own and not alone else None)


def _plan(plan: Plan) -> Markup:
    button = tag(
        "button",
        plan.title,
        tag("small", " · ".join(_facts(plan))),
        type="button",
        data_act="select",
        data_document=plan.document,
        data_line=plan.span.first,
    )
    return tag("li", button)


def _facts(plan: Plan) -> list[str]:
    facts = (plan.region, f"{plan.year}年" if plan.year else "年份未写明", plan.number, plan.issuer)
    return [fact for fact in facts if fact]


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
