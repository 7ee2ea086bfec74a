"""The pages that a source stands on, as they look in the original: PDF files and scans, the cited region marked."""

from __future__ import annotations

import base64
from collections.abc import Callable

from markupsafe import Markup

from corpus.types import Area, Document, Span
from page.markup import tag

Pictures = Callable[[Document, int], bytes]
"""A page (1-based) of a document as a JPEG; empty where the document has none or its file is another by now."""
MOST = 2  # pages shown at once: a source that runs over more is read in the text


def none(_document: Document, _page: int) -> bytes:
    """Stands in where the originals cannot be reached."""
    return b""


def page_pictures(document: Document, span: Span, pictures: Pictures) -> Markup | None:
    """The first pages that ``span`` stands on, its regions marked; None where the document has no pages."""
    places = document.locators(span)
    areas = [area for place in places for area in place.areas]
    pages = sorted({area.page for area in areas})[:MOST]
    found = {page: picture for page in pages if (picture := pictures(document, page))}
    if not found:
        return None
    recognised = any(place.confidence < 1 for place in places)
    shown = (_figure(page, picture, [a for a in areas if a.page == page]) for page, picture in found.items())
    title = f"原件第{'、'.join(map(str, found))}页"
    return tag("details", tag("summary", title), *shown, class_="original", open=recognised)


def _figure(page: int, picture: bytes, areas: list[Area]) -> Markup:
    source = f"data:image/jpeg;base64,{base64.b64encode(picture).decode('ascii')}"
    return tag("figure", tag("img", src=source, alt=f"原件第{page}页"), *map(_frame, areas))


def _frame(area: Area) -> Markup:
    """A rectangle over the picture, in shares of its sides."""
    left, top, right, bottom = (100 * edge for edge in area.box)
    style = f"left:{left:.2f}%;top:{top:.2f}%;width:{right - left:.2f}%;height:{bottom - top:.2f}%"
    return tag("span", class_="region", style=style)
