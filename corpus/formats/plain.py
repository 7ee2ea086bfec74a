"""Text in any encoding, and the HTML tables that conversions leave in Markdown.

UTF-8 and UTF-16/32 by their marks; UTF-8 and GB18030 by their form; UTF-16 without a mark by its zero bytes. GB18030 fits
almost any bytes, so its text must look like Chinese: else the likeliest charset decides (Big5, Shift-JIS …).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from corpus.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = ["big5hkscs", "big5", "gb18030", "shift_jis", "euc_kr", "utf_16_le", "utf_16_be"]
_SAMPLE = 200_000
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)


def decode(name: str, data: bytes) -> str:
    """The text of ``data``. InputError when no charset gives text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(name, data, encoding)
    for encoding in (*_wide(data), "utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and (encoding != "gb18030" or _looks_chinese(text)):
            return text
    return _guessed(name, data)


def _decoded(name: str, data: bytes, encoding: str) -> str:
    """Text whose mark names its encoding; a broken end is cut off rather than the file refused."""
    text = data.decode(encoding, errors="replace")
    if "\x00" in text or text.count("\ufffd") > max(2, len(text) // 1000):
        raise _not_text(name)
    return text.removeprefix("\ufeff")


def _wide(data: bytes) -> list[str]:
    """UTF-16 without a mark: the line ends and figures leave zeros on one side only."""
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if not even and not odd:
        return []
    return ["utf-16-le"] if odd > 4 * even else ["utf-16-be"] if even > 4 * odd else []


def _looks_chinese(text: str) -> bool:
    """Whether most Chinese characters are the common ones of GB 2312 (its first level), as in any true text."""
    characters = [c for c in text[:_SAMPLE] if "\u3400" <= c <= "\u9fff" or c >= "\ue000"]
    common = sum(_is_common(c) for c in characters)
    return common >= 0.7 * len(characters)


def _is_common(character: str) -> bool:
    try:
        return character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _guessed(name: str, data: bytes) -> str:
    best = from_bytes(data[:_SAMPLE], cp_isolation=_OTHERS).best()
    if best is None:
        raise _not_text(name)
    text = data.decode(best.encoding, errors="replace")
    if "\x00" in text or text.count("\ufffd") > max(2, len(text) // 200):
        raise _not_text(name)
    return text


def _not_text(name: str) -> InputError:
    return InputError(f"文件“{name}”不是文本文件，无法读取。请另存为 UTF-8 或 GB18030 编码的 .txt 文件。")


def lines_of(text: str) -> list[str]:
    """The lines as in the file: line numbers agree with what an editor shows; a form feed ends a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")


def parts_of(text: str) -> Iterator[tuple[str, bool]]:
    """``(part, is_table)``: the text between HTML tables, and the tables."""
    position = 0
    for match in _TABLE.finditer(text):
        yield text[position : match.start()], False
        yield match[0], True
        position = match.end()
    yield text[position:], False
