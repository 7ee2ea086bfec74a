"""The text of one Word paragraph: what a reader sees with all changes accepted, and what hangs on it.

Field codes, deleted and hidden runs are left out; symbols of picture fonts become list dots; ruby keeps its base text;
text boxes are handed back apart. Embedded pictures are counted, never opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.formats.ooxml import Element, W, is_on, local, shown, value

_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
_CHECKED, _UNCHECKED = ("\uf0fe", "\uf052", "\uf0fd"), ("\uf0a8", "\uf06f", "\uf071")


@dataclass(slots=True)
class Found:
    """What was met beside the text: text boxes, notes by kind and id, and counts of what is not read."""

    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    hidden: int = 0
    embedded: int = 0


class Fields:
    """Whether a run stands in the code of a field; fields may nest and reach over paragraphs."""

    def __init__(self) -> None:
        self._open: list[bool] = []

    def meet(self, mark: str) -> None:
        """A field mark: begin, separate or end."""
        if mark == "begin":
            self._open.append(True)
        elif mark == "separate" and self._open:
            self._open[-1] = False
        elif mark == "end" and self._open:
            self._open.pop()

    @property
    def in_code(self) -> bool:
        """Whether what follows is code and not result."""
        return any(self._open)


def paragraph_text(paragraph: Element, fields: Fields, found: Found) -> str:
    """The text of ``paragraph``; text boxes, notes and counts go to ``found``."""
    return "".join(_pieces(paragraph, fields, found))


def _pieces(parent: Element, fields: Fields, found: Found) -> Iterator[str]:
    for child in shown(parent):
        name = local(child)
        if name == "r":
            yield from _run(child, fields, found)
        elif name == "ruby":
            base = child.find(f"{W}rubyBase")
            yield from _pieces(base, fields, found) if base is not None else ()
        elif name in ("oMath", "oMathPara"):
            yield "".join(element.text or "" for element in child.iter() if local(element) == "t")


def _run(run: Element, fields: Fields, found: Found) -> Iterator[str]:
    hidden = is_on(run.find(f"{W}rPr"), "vanish")
    for child in shown(run):
        name = local(child)
        if name == "fldChar":
            fields.meet(child.get(f"{W}fldCharType", ""))
        elif name in ("drawing", "pict", "object"):
            _drawn(child, found)
        elif name in ("footnoteReference", "endnoteReference"):
            found.notes.append((name.removesuffix("Reference"), child.get(f"{W}id", "")))
        elif fields.in_code:
            continue
        elif hidden:
            found.hidden += bool(name == "t" and (child.text or "").strip())
        elif name == "ruby":
            base = child.find(f"{W}rubyBase")
            yield from _pieces(base, fields, found) if base is not None else ()
        else:
            yield _character(name, child)


def _character(name: str, element: Element) -> str:
    if name == "t":
        return element.text or ""
    if name == "sym":
        return _symbol(element)
    return _BREAKS.get(name, "")


def _symbol(element: Element) -> str:
    code = element.get(f"{W}char", "")
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    if character in _CHECKED:
        return "☑"
    if character in _UNCHECKED:
        return "□"
    font = element.get(f"{W}font", "").lower()
    return "•" if font.startswith(_SYMBOL_FONTS) or "\ue000" <= character <= "\uf8ff" else character


def _drawn(drawing: Element, found: Found) -> None:
    """Text boxes of a drawing, its pictures counted. Of a choice of drawings ``shown`` took the first."""
    boxes = [box for box in drawing.iter(f"{W}txbxContent") if _is_outermost(box, drawing)]
    found.boxes.extend(boxes)
    names = [local(element) for element in drawing.iter()]
    found.pictures += sum(name in ("blip", "imagedata") for name in names)
    found.embedded += sum(name == "OLEObject" for name in names)


def _is_outermost(box: Element, drawing: Element) -> bool:
    """Not inside another box, and not in the fallback of a choice whose first form is read."""
    for above in box.iterancestors():
        if above is drawing:
            return True
        if local(above) in ("txbxContent", "Fallback"):
            return False
    return True


def removes_mark(paragraph: Element) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one goes on with it."""
    return (
        paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None or paragraph.find(f"{W}pPr/{W}rPr/{W}moveFrom") is not None
    )


def is_contents_line(style_name: str) -> bool:
    """Whether a style is that of a table of contents."""
    return style_name.startswith(("toc ", "toc", "目录"))


def style_of(paragraph: Element) -> str:
    """The id of the paragraph's style."""
    return value(paragraph.find(f"{W}pPr"), "pStyle")
