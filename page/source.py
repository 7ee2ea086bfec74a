"""The source panel as HTML: the sources that an answer uses, and one of them inside its document at its place.

Cited lines stand in ``<mark>`` elements, one a line, whose text content joined by newlines is the citation's quote,
character for character; white space that the source has for its own layout is collapsed by the style sheet only.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from corpus.types import Document, Span
from page.conversation import used
from page.layout import Block, Line, Paragraph, Row, blocks, near, tables
from page.markup import join, tag
from qa.types import Answer, Citation

REACH = 24  # lines shown on either side of a cited passage before the reader asks for the whole text
NOWHERE = Span(0, 0)
BREAK = Markup("<br>")


def empty_panel() -> Markup:
    """The panel while no source is open."""
    return tag(
        "section",
        tag("h2", "依据"),
        tag("p", "回答里的编号对应原文。点一个编号，原文会在这里打开并标出引用的段落。", class_="hint"),
        class_="panel",
        aria_label="依据",
    )


def panel(answer: Answer, mark: int, documents: Sequence[Document], *, whole: bool, sought: bool) -> Markup:
    """The sources used by ``answer``, that of ``mark`` opened; ``sought`` when the reader asked for it."""
    citations = used(answer)
    opened = next((each for each in citations if each.mark == mark), None)
    if opened is None:
        return empty_panel()
    return tag(
        "section",
        tag("h2", "依据", tag("span", f"{len(citations)} 处")),
        tag("ol", *(_item(each, each is opened) for each in citations), class_="sources"),
        _view(opened, documents, whole),
        class_="panel",
        aria_label="依据",
        data_sought=sought,
    )


def _item(citation: Citation, opened: bool) -> Markup:
    passage = citation.passage
    place = " · ".join((lines_of(passage.span), *passage.section[-1:]))
    button = tag(
        "button",
        tag("b", str(citation.mark)),
        tag("span", passage.plan.title),
        tag("small", place),
        type="button",
        data_act="select",
        data_mark=citation.mark,
        aria_current="true" if opened else None,
    )
    return tag("li", button)


def _view(citation: Citation, documents: Sequence[Document], whole: bool) -> Markup:
    passage = citation.passage
    document = next((each for each in documents if each.id == passage.document), None)
    if document is None:
        return tag("p", f"资料库里没有文件 {passage.document}，无法显示原文。", class_="hint", role="alert")
    parts = blocks(document.lines)
    shown = parts if whole else near(parts, passage.span.first, passage.span.last, REACH)
    return tag(
        "article",
        _heading(citation, whole),
        tag("div", text(shown, passage.span), class_="lines", tabindex=0, role="region", aria_label="原文"),
        class_="view",
    )


def _heading(citation: Citation, whole: bool) -> Markup:
    passage = citation.passage
    path = tag("p", join(tag("span", part) for part in passage.section), class_="path") if passage.section else None
    place = " · ".join(part for part in (passage.document, passage.part, lines_of(passage.span)) if part)
    return tag(
        "header",
        tag("h3", passage.plan.title, tabindex=-1),
        path,
        tag("p", place, class_="place"),
        tag(
            "div",
            tag(
                "button",
                "只看前后文" if whole else "显示全文",
                type="button",
                data_act="expand",
                data_whole="false" if whole else "true",
            ),
            tag("button", "复制引文", type="button", data_act="copy"),
            tag("button", "回到回答", type="button", data_act="back", class_="back"),
            class_="actions",
        ),
    )


def text(parts: Sequence[Block], cited: Span = NOWHERE) -> Markup:
    """Blocks of a document as paragraphs and tables, each with its line number, the cited lines marked."""
    return join(_table(part, cited) if isinstance(part, list) else _paragraph(part, cited) for part in tables(parts))


def _paragraph(paragraph: Paragraph, cited: Span) -> Markup:
    head = paragraph.lines[0]
    if head.blank and not cited.overlaps(Span(head.number, paragraph.lines[-1].number)):
        return Markup("")
    return tag("p", _number(head), _content(paragraph.lines, cited))


def _table(rows: list[Row], cited: Span) -> Markup:
    return tag("table", tag("tbody", *(_row(row, cited) for row in rows)))


def _row(row: Row, cited: Span) -> Markup:
    cells = (tag("td", _content(cell, cited)) for cell in row.cells)
    return tag("tr", tag("th", _number(row.lines[0]), scope="row"), *cells)


def _content(lines: Sequence[Line], cited: Span) -> Markup:
    """The text of ``lines``, each with text on a line of its own."""
    pieces: list[str] = []
    for line in lines:
        if pieces and not line.blank:
            pieces.append(BREAK)
        pieces.append(_text(line, cited))
    return join(pieces)


def _text(line: Line, cited: Span) -> str:
    if line.number in cited:
        return tag("mark", line.text, data_line=line.number)
    return line.text.strip()


def _number(line: Line) -> Markup:
    """The line number; drawn by the style sheet, so that copying text leaves it out."""
    return tag("span", class_="no", data_line=line.number, aria_hidden="true")


def lines_of(span: Span) -> str:
    """``span`` as people say it."""
    return f"第{span.first}行" if span.first == span.last else f"第{span.first}–{span.last}行"
