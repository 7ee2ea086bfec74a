"""What a file is, by its content: names lie, and a wrong extension must not cost the file."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from corpus.formats.types import Limits

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "bitmap"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "slides"), ("OFD.xml", "ofd"), ("Doc_0/", "ofd"))
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "slides"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]|^\s*<(?:table|div|meta|p|h[1-6])[\s>]", re.IGNORECASE)
_MARKDOWN = (".md", ".markdown")


def detect(name: str, data: bytes, limits: Limits) -> str:
    """The kind of ``data``: docx, doc, pdf, text … ; encrypted, archive, image … for what is only named in a refusal."""
    head = data[:4096]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _zip_kind(data, limits)
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if kind == "ole":
        return _ole_kind(data)
    if kind == "bitmap" or (kind == "program" and b"\x00" not in head):
        kind = "image" if kind == "bitmap" and b"\x00" in head[:20] else ""
    return kind or _text_kind(name, head)


def _zip_kind(data: bytes, limits: Limits) -> str:
    """By the parts inside; "damaged" when they cannot be listed."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()[: limits.entries]
            form = package.read("mimetype")[:80] if "mimetype" in names[:1] else b""
    except (zipfile.BadZipFile, ValueError, OSError, KeyError, RuntimeError, NotImplementedError):
        return "damaged"
    if form.startswith(b"application/vnd.oasis.opendocument."):
        return "odt" if b"text" in form else "ods" if b"spreadsheet" in form else "slides"
    return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), "archive")


def _ole_kind(data: bytes) -> str:
    """By the names of the streams, which stand in the directory in UTF-16."""
    found = (kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data)
    kind = next(found, "unknown")
    return "encrypted" if kind == "doc" and _is_encrypted(data) else kind


def _is_encrypted(data: bytes) -> bool:
    """The bit of a Word 97 header (FIB, [MS-DOC] 2.5.2) that says so."""
    entry = data.find("WordDocument".encode("utf-16-le"))
    sector = int.from_bytes(data[entry + 116 : entry + 120], "little")
    size = 1 << int.from_bytes(data[30:32], "little") if data[30:32] in (b"\x09\x00", b"\x0c\x00") else 512
    start = size * (sector + 1)
    header = data[start : start + 12]
    return header[:2] == b"\xec\xa5" and bool(header[11] & 1)


def _text_kind(name: str, head: bytes) -> str:
    plain = head.replace(b"\x00", b"")  # UTF-16 with Latin marks
    if (
        re.match(rb"\s*MIME-Version:|\s*From:.*\n(?:.*\n)*?MIME-Version:", plain, re.IGNORECASE)
        and b"multipart" in plain
    ):
        return "archived page"
    if b'progid="Word.Document"' in plain or b"<w:wordDocument" in plain:
        return "wordml"
    markdown = PurePath(name).suffix.lower() in _MARKDOWN
    if not markdown and _HTML.search(plain.removeprefix(b"\xef\xbb\xbf")[:2048]):
        return "html"
    return "text"
