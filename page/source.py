"""The source panel as HTML: the sources that an answer uses, and one of them inside its document at its place.

Cited lines stand in ``<mark>`` elements, one a line, whose text content joined by newlines is the citation's quote,
character for character; white space that the source has for its own layout is collapsed by the style sheet only.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from corpus.types import Passage, Smudge, Span, Task
from page.conversation import used
from page.layout import Block, Line, Paragraph, Row, blocks, near, tables
from page.markup import join, tag
from page.originals import Pictures, none, page_pictures
from qa import render
from qa.types import Answer, Citation
from serve.assistant import Library

REACH = 24  # lines shown on either side of a cited passage before the reader asks for the whole text
NOWHERE = Span(0, 0)
BREAK = Markup("<br>")
FIELDS = {"lead": "牵头", "support": "配合", "implement": "落实", "deadlines": "时限"}


def empty_panel() -> Markup:
    """The panel while no source is open."""
    return tag(
        "section",
        tag("h2", "依据"),
        tag("p", "回答里的编号对应原文。点一个编号，原文会在这里打开并标出引用的段落。", class_="hint"),
        class_="panel",
        aria_label="依据",
    )


def panel(
    answer: Answer, mark: int, library: Library, *, whole: bool, sought: bool, pictures: Pictures = none
) -> Markup:
    """The sources used by ``answer``, that of ``mark`` opened; ``sought`` when the reader asked for it."""
    citations = used(answer)
    opened = next((each for each in citations if each.mark == mark), None)
    if opened is None:
        return empty_panel()
    return tag(
        "section",
        tag("h2", "依据", tag("span", f"{len(citations)} 处")),
        tag("ol", *(_item(each, each is opened) for each in citations), class_="sources"),
        view(opened.passage, library, whole=whole, back="回到回答", pictures=pictures),
        class_="panel",
        aria_label="依据",
        data_sought=sought,
    )


def _item(citation: Citation, opened: bool) -> Markup:
    passage = citation.passage
    place = " · ".join((render.source(passage), *passage.section[-1:]))
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


def view(source: Passage | Task, library: Library, *, whole: bool, back: str, pictures: Pictures = none) -> Markup:
    """``source`` inside its document, its lines marked; ``back`` names the way back to where it was opened.

    Of a PDF or a scan the page that it stands on is shown as well.
    """
    document = next((each for each in library.documents if each.id == source.document), None)
    if document is None:
        return _lost(f"资料库里没有文件 {source.document}，无法显示原文。", back)
    if document.text(source.span) != source.text and isinstance(source, Passage):
        return _lost(f"文件 {source.document} 已被更换，引用的段落不在原处。请重新提问。", back)
    parts = blocks(document.lines)
    shown = parts if whole else near(parts, source.span.first, source.span.last, REACH)
    return tag(
        "article",
        _heading(source, whole, back),
        _reading(source, library.tasks),
        page_pictures(document, source.span, pictures),
        tag(
            "div",
            text(shown, source.span, document.smudges),
            class_="lines",
            tabindex=0,
            role="region",
            aria_label="原文",
        ),
        class_="view",
    )


def _lost(reason: str, back: str) -> Markup:
    leave = tag("button", back, type="button", data_act="back", class_="back")
    header = tag("header", tag("h3", "找不到原文", tabindex=-1), tag("div", leave, class_="actions"))
    return tag("article", header, tag("p", reason, class_="hint", role="alert"), class_="view")


def _heading(source: Passage | Task, whole: bool, back: str) -> Markup:
    path = tag("p", join(tag("span", part) for part in source.section), class_="path") if source.section else None
    place = " · ".join(part for part in (source.document, source.part, render.source(source)) if part)
    return tag(
        "header",
        tag("h3", source.plan.title, tabindex=-1),
        path,
        tag("p", place, class_="place"),
        tag("div", *_buttons(whole, back), class_="actions"),
    )


def _buttons(whole: bool, back: str) -> list[Markup]:
    label, wanted = ("只看前后文", "false") if whole else ("显示全文", "true")
    return [
        tag("button", label, type="button", data_act="expand", data_whole=wanted),
        tag("button", "复制引文", type="button", data_act="copy"),
        tag("button", back, type="button", data_act="back", class_="back"),
    ]


def _reading(source: Passage | Task, tasks: Sequence[Task]) -> Markup | None:
    """How the cited table rows are read: merged cells filled, and what was filled marked."""
    rows = [task for task in tasks if task.document == source.document and task.span.overlaps(source.span)]
    rows = [task for task in rows if task.inherited and "\t" in task.text]
    if not rows:
        return None
    head = tag("tr", *(tag("th", name, scope="col") for name in ("任务", *FIELDS.values())))
    body = (tag("tr", tag("th", render.title(task), scope="row"), *_fields(task)) for task in rows)
    caption = tag("caption", "合并单元格按下表读取，", tag("ins", "加底纹"), "的内容取自上方的格子。")
    return tag("table", caption, tag("thead", head), tag("tbody", *body), class_="reading")


def _fields(task: Task) -> list[Markup]:
    values = {name: render.units(getattr(task, name)) for name in ("lead", "support", "implement")}
    values["deadlines"] = "；".join(limit.text for limit in task.deadlines)
    return [
        tag("td", tag("ins", values[name]) if name in task.inherited else values[name], data_name=label)
        for name, label in FIELDS.items()
    ]


def text(parts: Sequence[Block], cited: Span = NOWHERE, smudges: Sequence[Smudge] = ()) -> Markup:
    """Blocks of a document as paragraphs and tables, each with its line number, the cited lines marked.

    Characters of a scan that may be wrong are underlined.
    """
    write = _Writer(cited, smudges)
    return join(write.table(part) if isinstance(part, list) else write.paragraph(part) for part in tables(parts))


class _Writer:
    """Writes blocks; knows which lines are cited and which characters are doubtful."""

    def __init__(self, cited: Span, smudges: Sequence[Smudge]) -> None:
        self.cited = cited
        self.smudges: dict[int, list[Smudge]] = {}
        for smudge in smudges:
            self.smudges.setdefault(smudge.line, []).append(smudge)

    def paragraph(self, paragraph: Paragraph) -> Markup:
        """A paragraph of text."""
        head = paragraph.lines[0]
        if head.blank and not self.cited.overlaps(Span(head.number, paragraph.lines[-1].number)):
            return Markup("")
        return tag("p", _number(head), self._content(paragraph.lines))

    def table(self, rows: list[Row]) -> Markup:
        """Rows that share their columns."""
        return tag("table", tag("tbody", *(self._row(row) for row in rows)))

    def _row(self, row: Row) -> Markup:
        cells = (tag("td", self._content(cell), class_=None if _filled(cell) else "void") for cell in row.cells)
        return tag("tr", tag("th", _number(row.lines[0]), scope="row"), *cells)

    def _content(self, lines: Sequence[Line]) -> Markup:
        """The text of ``lines``, each with text on a line of its own."""
        pieces: list[str] = []
        for line in lines:
            if pieces and not line.blank:
                pieces.append(BREAK)
            pieces.append(self._text(line))
        return join(pieces)

    def _text(self, line: Line) -> str:
        if line.number in self.cited:
            return tag("mark", self._underlined(line), data_line=line.number)
        return self._underlined(line) if line.number in self.smudges else line.text.strip()

    def _underlined(self, line: Line) -> str:
        pieces: list[str] = []
        end = 0
        for smudge in self.smudges.get(line.number, ()):
            doubtful = tag("u", line.text[smudge.first : smudge.last], title="识别存疑，请对照原件")
            pieces += [line.text[end : smudge.first], doubtful]
            end = smudge.last
        return join([*pieces, line.text[end:]]) if pieces else line.text


def _filled(cell: Sequence[Line]) -> bool:
    return any(line.text.strip() for line in cell)


def _number(line: Line) -> Markup:
    """The line number; drawn by the style sheet, so that copying text leaves it out."""
    return tag("span", class_="no", data_line=line.number, aria_hidden="true")
