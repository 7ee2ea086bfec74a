"""One door for every file: detect, check, read, lay out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

from corpus.blocks import read_blocks
from corpus.errors import InputError
from corpus.formats.detect import detect
from corpus.formats.lay import blocks_of, lay_out
from corpus.formats.plain import decode, lines_of, parts_of
from corpus.formats.types import Limits, Piece, Progress, Prose, Rendered
from corpus.text import fold
from corpus.types import NOWHERE

SUFFIXES = frozenset(
    (
        *(".txt", ".md", ".markdown", ".html", ".htm", ".mht", ".mhtml"),
        *(".docx", ".docm", ".doc", ".wps", ".rtf", ".odt"),
        *(".xlsx", ".xlsm", ".xls", ".et", ".ods"),
        *(".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"),
    )
)
_HIDDEN = (".", "~$")  # how the names of hidden files and of Word's lock files begin
LIMITS = Limits()

Read = Callable[[str, bytes, Limits, Progress], tuple[Sequence[Piece], list[str]]]

_CONVERTED = {"doc": "docx", "rtf": "docx", "odt": "docx", "wordml": "docx", "xls": "xlsx", "ods": "xlsx"}
_SUFFIX = {"wordml": ".xml"}
_REFUSED = {
    "encrypted": "已加密，无法读取：请解除密码后重新放入",
    "damaged": "已损坏，无法读取：请用办公软件打开并另存后重新放入",
    "archive": "是压缩包，请解压后放入其中的文件",
    "slides": "是演示文稿，不在可读之列：请另存为 PDF 后放入",
    "ofd": "是 OFD 版式文件，暂不能读取：请用阅读器另存为 PDF 后放入",
    "program": "是程序文件，未读取",
    "unknown": "的格式无法识别，未读取：请另存为 .docx、.xlsx、.pdf 或 .txt 后放入",
}


def is_document(name: str) -> bool:
    """Whether a file called ``name`` may be a document: by its ending; hidden, lock and read-me files are none."""
    path = PurePath(name)
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(_HIDDEN) and path.stem.lower() != "readme"


def render(name: str, data: bytes, progress: Progress | None = None, limits: Limits = LIMITS) -> Rendered:
    """The file ``data`` called ``name`` as lines, blocks and places. InputError when it cannot or must not be read.

    Pure but for old office formats, which LibreOffice converts in a temporary folder. Nothing is executed or fetched.
    """
    if len(data) > limits.size:
        raise InputError(f"文件“{name}”超过 {limits.size // 2**20} MB，未读取：请拆分后重新放入。")
    kind = detect(name, data, limits)
    if kind in _REFUSED:
        raise InputError(f"文件“{name}”{_REFUSED[kind]}。")
    try:
        rendered = _render(kind, name, data, progress or _silent, limits)
    except (RecursionError, MemoryError) as error:
        raise InputError(f"文件“{name}”的结构过于复杂，无法读取：请用办公软件另存后重新放入。") from error
    if not any(fold(line) for line in rendered.lines):
        raise InputError(f"文件“{name}”里没有文字，未收入文库。请检查文件内容后重新放入。")
    return rendered


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass


def _render(kind: str, name: str, data: bytes, tell: Progress, limits: Limits) -> Rendered:
    if kind == "text":
        return _plain(name, data, limits)
    notices: list[str] = []
    if kind in _CONVERTED:
        from corpus.formats.office import convert

        tell("转换旧格式", 0, 1)
        data = convert(name, data, _SUFFIX.get(kind, f".{kind}"), _CONVERTED[kind], limits)
        tell("转换旧格式", 1, 1)
    pieces, more = _reader(_CONVERTED.get(kind, kind))(name, data, limits, tell)
    return rendered_pieces(kind, pieces, [*_misnamed(name, kind), *notices, *more], limits)


def rendered_pieces(kind: str, pieces: Sequence[Piece], notices: Sequence[str], limits: Limits) -> Rendered:
    """Pieces laid out."""
    layout = lay_out(pieces, limits.lines)
    blocks = blocks_of(layout)
    return Rendered(kind, tuple(layout.lines), blocks, tuple(layout.locators), tuple(notices), tuple(layout.doubts))


def _plain(name: str, data: bytes, limits: Limits) -> Rendered:
    """Text keeps its lines as they are; HTML tables in it become true tables."""
    text = decode(name, data)
    parts = list(parts_of(text))
    if len(parts) == 1:
        lines = tuple(lines_of(text))
        if len(lines) > limits.lines:
            raise InputError(f"文件“{name}”超过 {limits.lines} 行，未读取：请拆分后重新放入。")
        return Rendered("text", lines, tuple(read_blocks(lines)), (NOWHERE,) * len(lines))
    from corpus.formats.web import read_markup

    pieces: list[Piece] = []
    for part, is_table in parts:
        pieces.extend(read_markup(name, part, limits)[0] if is_table else map(Prose, lines_of(part)))
    return rendered_pieces("text", pieces, [], limits)


def _reader(kind: str) -> Read:
    """The reader of a kind; each is imported with its library when it is first needed."""
    if kind == "docx":
        from corpus.formats.word import read_word

        return lambda name, data, limits, _tell: read_word(name, data, limits)
    if kind == "xlsx":
        from corpus.formats.sheet import read_sheets

        return lambda name, data, limits, _tell: read_sheets(name, data, limits)
    if kind in ("html", "archived page"):
        from corpus.formats.web import read_archive, read_page

        page = read_page if kind == "html" else read_archive
        return lambda name, data, limits, _tell: page(name, data, limits)
    from corpus.formats.pdf import read_images, read_pdf

    return read_pdf if kind == "pdf" else read_images


_USUAL = {
    "docx": (".docx", ".docm"),
    "doc": (".doc", ".wps", ".dot"),
    "xlsx": (".xlsx", ".xlsm"),
    "xls": (".xls", ".et"),
    "pdf": (".pdf",),
    "html": (".html", ".htm"),
    "archived page": (".mht", ".mhtml"),
}


def _misnamed(name: str, kind: str) -> list[str]:
    """A notice where the extension says another format than the content."""
    suffix = PurePath(name).suffix.lower()
    if not suffix or kind not in _USUAL or suffix in _USUAL[kind]:
        return []
    return [f"扩展名是 {suffix}，内容是 {kind} 格式，已按内容读取"]
