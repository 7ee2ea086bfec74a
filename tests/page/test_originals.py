"""The pages of a PDF or a scan beside its text: the cited region, the doubtful characters, and nothing for other files."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from markupsafe import Markup
from PIL import Image

from app import pictures
from corpus.formats.pdf import page_picture
from corpus.types import Area, Document, Locator, Smudge, Span
from page.layout import blocks
from page.originals import page_pictures
from page.source import text
from qa.settings import Settings


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (400, 600), 255).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def scan() -> Document:
    places = tuple(Locator((Area(1, (0.1, top, 0.9, top + 0.1)),), confidence=0.8) for top in (0.2, 0.3, 0.4))
    lines = ("一、总体要求", "由区农委牵头", "由区水务局牵头")
    data = picture()
    return Document("a.png", "方案", sha256(data).hexdigest(), lines, "image", places, (), (Smudge(2, 2, 3),))


def test_the_page_is_shown_with_the_cited_region_marked(scan: Document) -> None:
    shown = page_pictures(scan, Span(2, 2), lambda document, page: page_picture(document.id, picture(), page))
    assert shown is not None
    assert "原件第1页" in shown
    assert shown.count('class="region"') == 1
    assert "left:10.00%;top:30.00%;width:80.00%;height:10.00%" in shown
    assert re.search(r'src="data:image/jpeg;base64,/9j/[\w+/]+=*"', shown)
    assert '<details class="original" open>' in shown  # recognised text wants to be compared


def test_a_file_that_changed_or_has_no_pages_shows_none(scan: Document, tmp_path: Path) -> None:
    shown = pictures(Settings(home=tmp_path, documents=tmp_path))
    (tmp_path / scan.id).write_bytes(picture())
    assert page_pictures(scan, Span(1, 1), shown) is not None
    (tmp_path / scan.id).write_bytes(b"another file")
    assert page_pictures(replace(scan, title="later"), Span(1, 1), shown) is None
    assert page_pictures(Document("a.txt", "方案", "", ("一",)), Span(1, 1), shown) is None


def test_doubtful_characters_are_underlined_and_the_quotation_stays_word_for_word(scan: Document) -> None:
    shown = text(blocks(scan.lines), Span(2, 2), scan.smudges)
    assert '由区<u title="识别存疑，请对照原件">农</u>委牵头</mark>' in shown
    assert Markup(re.search("<mark[^>]*>(.*)</mark>", shown)[1]).striptags() == scan.lines[1]
