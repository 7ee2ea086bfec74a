"""Web pages (.html, .htm) and pages saved as one file (.mht): the text that a reader sees, tables with their spans.

Parsed by libxml2 through lxml; nothing is fetched, run or resolved. Scripts, forms, navigation and what is styled away
are left out and counted. Lists get the numbers that a browser draws.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from corpus.errors import InputError
from corpus.formats.layout_tables import is_layout, opened
from corpus.formats.numerals import written
from corpus.formats.ooxml import Element
from corpus.formats.plain import decode
from corpus.formats.types import Limits, Piece, Prose
from corpus.formats.web_table import read_table
from corpus.types import NOWHERE, Locator

_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "audio",
        "video",
        "canvas",
        "map",
        "datalist",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "meta",
        "link",
        "base",
        "param",
        "source",
        "track",
    ]
)
_BOILERPLATE = frozenset(("nav", "footer", "aside", "menu"))
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "main",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "address",
        "hr",
        "body",
        "html",
        "center",
        "fieldset",
        "legend",
        "details",
        "summary",
        "form",
        "caption",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "dialog",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_page(name: str, data: bytes, limits: Limits) -> tuple[list[Piece], list[str]]:
    """The pieces of a page and the notices on what was not read. InputError when it cannot be read."""
    return read_markup(name, _text(name, data), limits)


def read_archive(name: str, data: bytes, limits: Limits) -> tuple[list[Piece], list[str]]:
    """The same for a page saved with its pictures (MHTML); only its first HTML part is read."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            charset = str(part.get_content_charset() or "")
            return read_markup(name, _text(name, content if isinstance(content, bytes) else b"", charset), limits)
    raise InputError(f"文件“{name}”是单个文件网页，但其中没有网页正文：请重新保存后放入。")


def _text(name: str, data: bytes, charset: str = "") -> str:
    """The text by the charset that the page names, where it fits; else as any text file."""
    named = _CHARSET.search(data[:4096])
    charset = charset or (named[1].decode("ascii") if named else "")
    charset = "gb18030" if charset.lower() in ("gb2312", "gbk", "gb_2312-80") else charset
    if charset and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(name, data)


def read_markup(name: str, text: str, limits: Limits) -> tuple[list[Piece], list[str]]:
    """The pieces of HTML ``text``."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    content = _XML_HEAD.sub("", text).replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser)
    except (etree.ParseError, ValueError) as error:
        raise InputError(f"文件“{name}”不是完整的网页，无法读取：请重新保存后放入。") from error
    if any("depth" in (entry.message or "").lower() for entry in parser.error_log):
        raise InputError(f"文件“{name}”的标签嵌套过深，无法读取：请另存为文本后放入。")
    reader = PageReader(name, limits)
    pieces = list(reader.flow(root, NOWHERE, 0)) if root is not None else []
    return pieces, reader.notices()


class PageReader:
    """One pass over a page."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.tables = 0
        self.hidden = 0
        self.furniture = 0
        self.pictures = 0

    def notices(self) -> list[str]:
        """One line for each kind of content that was left out."""
        said = (
            (self.hidden, f"有 {self.hidden} 处隐藏内容未读"),
            (self.furniture, f"有 {self.furniture} 处导航、页脚未收入"),
            (self.pictures, f"有 {self.pictures} 张图片，图片里的文字未读"),
        )
        return [text for count, text in said if count]

    def flow(self, top: Element, place: Locator, depth: int) -> Iterator[Piece]:
        """The pieces in ``top``: block elements end paragraphs, everything else runs on. Walks without recursion."""
        held: list[str] = []
        level = 0
        walker = etree.iterwalk(top, events=("start", "end"))
        for event, node in walker:
            tag = _tag(node)
            inside = node is not top
            seen = not inside or tag == "table" or self._is_seen(node, tag, event)
            if inside and (tag in _BLOCKS or tag == "table"):
                yield from _paragraph(held, place, level)
                held = []
            level = _level(tag, event, level)
            if event == "start":
                if tag == "table" and inside:
                    yield from self._table(node, place, depth)
                if not seen or (tag == "table" and inside):
                    walker.skip_subtree()
                    continue
                held.append(_opening(node, tag) + _spaced(node.text, node))
            elif inside:
                held.append(_spaced(node.tail, node.getparent()))
        yield from _paragraph(held, place, level)

    def _is_seen(self, node: Element, tag: str, event: str) -> bool:
        """Whether a reader sees ``node``; what is left out is counted once."""
        if not tag or tag in _UNSEEN:
            return False
        furniture = tag in _BOILERPLATE
        hidden = _is_hidden(node)
        if event == "start":
            self.pictures += tag == "img"
            self.furniture += furniture
            self.hidden += hidden and not furniture and bool("".join(node.itertext()).strip())
        return not (furniture or hidden)

    def _table(self, table: Element, place: Locator, depth: int) -> Iterator[Piece]:
        if depth > self.limits.depth:
            raise InputError(f"文件“{self.name}”的表格嵌套过深，无法读取：请另存为文本后放入。")
        if _is_hidden(table):
            self.hidden += 1
            return
        self.tables += 1
        at = replace(place, table=self.tables)
        for caption in table.findall("caption"):
            yield from self.flow(caption, at, depth + 1)
        read = read_table(table, at, lambda cell, there: [*self.flow(cell, there, depth + 1)], _is_hidden)
        yield from opened(read) if is_layout(read) else (read.grid(),)


def _tag(node: Element) -> str:
    return node.tag.lower() if isinstance(node.tag, str) else ""


def _is_hidden(node: Element) -> bool:
    style = node.get("style", "")
    return "hidden" in node.attrib or node.get("aria-hidden") == "true" or bool(style and _HIDDEN.search(style))


def _level(tag: str, event: str, before: int) -> int:
    """The heading level in force."""
    if re.fullmatch("h[1-6]", tag):
        return int(tag[1]) if event == "start" else 0
    return before


def _spaced(text: str | None, parent: Element | None) -> str:
    """Text as a browser spaces it: line ends of the source are spaces, between Chinese characters nothing."""
    if not text:
        return ""
    if parent is not None and any(_tag(node) == "pre" for node in (parent, *parent.iterancestors())):
        return text
    text = re.sub(
        r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t\r\n\f]*[\r\n][ \t\r\n\f]*(?=[\u3000-\u9fff\uff00-\uffef])", "", text
    )
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _opening(node: Element, tag: str) -> str:
    """What a browser draws at the start of an element: a line break, the mark of a list item."""
    if tag == "br":
        return "\n"
    return _item_mark(node) if tag == "li" else ""


def _item_mark(item: Element) -> str:
    parent = item.getparent()
    if parent is None or _tag(parent) != "ol":
        return "• "
    items = [child for child in parent if _tag(child) == "li"]
    start = _whole(parent.get("start"), 1)
    number = _whole(item.get("value"), start + items.index(item))
    return f"{written(number, _LIST_FORMS.get(parent.get('type', ''), 'decimal'))}. "


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default


def _paragraph(held: list[str], place: Locator, level: int) -> Iterator[Prose]:
    text = "\n".join(line.strip() for line in "".join(held).split("\n")).strip("\n")
    if text.strip("• \xa0\u3000\n"):
        yield Prose(text, replace(place, heading=level))
