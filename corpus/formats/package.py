"""The zip packages of Office files: only the parts that hold text are unpacked, none beyond what the limits allow.

XML is parsed by lxml without entities, DTDs or the network. Macros, pictures and embedded programs are never opened.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from corpus.errors import InputError
from corpus.formats.ooxml import Element
from corpus.formats.types import Limits

_BOMB_RATIO = 300  # XML shrinks 10 to 60 times; whole parts that shrink more were made to do harm
_BOMB_SIZE = 20 * 2**20
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_HEAD = 4096
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


@dataclass(slots=True)
class Package:
    """An opened package. Errors name the file; they are InputErrors."""

    name: str
    data: bytes = field(repr=False)
    limits: Limits = field(repr=False)
    _zip: zipfile.ZipFile = field(init=False, repr=False)

    def __post_init__(self) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(self.data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise _damaged(self.name) from error
        self._check()

    def _check(self) -> None:
        entries = self._zip.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise InputError(f"文件“{self.name}”已加密，无法读取：请解除密码后重新放入。")
        whole = sum(entry.file_size for entry in entries)
        packed = any(e.file_size > _BOMB_SIZE and e.file_size > _BOMB_RATIO * max(e.compress_size, 1) for e in entries)
        if len(entries) > self.limits.entries or whole > self.limits.unpacked or packed:
            raise InputError(f"文件“{self.name}”解压后过大（疑似压缩炸弹），未读取：请核对文件来源。")

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._zip.namelist())

    def bytes(self, part: str) -> bytes:
        """The content of a part, empty where there is none."""
        if part not in self.names:
            return b""
        try:
            with self._zip.open(part) as stream:
                content = stream.read(self.limits.part + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise _damaged(self.name) from error
        if len(content) > self.limits.part:
            raise InputError(f"文件“{self.name}”的内容过大，未读取：请拆成几个文件后重新放入。")
        return content

    def xml(self, part: str) -> Element | None:
        """The root of a part, None where there is none."""
        content = self.bytes(part)
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        return parse_xml(self.name, content) if content else None

    def related(self, part: str, kind: str) -> str:
        """The name of the part of ``kind`` (styles, numbering, footnotes …) that ``part`` points to, empty for none."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in root if root is not None else ():
            external = relation.get("TargetMode") == "External"
            if isinstance(relation.tag, str) and relation.get("Type", "").endswith(f"/{kind}") and not external:
                target = relation.get("Target", "")
                return posixpath.normpath(posixpath.join(folder, target)).lstrip("/") if target else ""
        return ""


def parse_xml(name: str, content: bytes) -> Element:
    """The root of ``content``. InputError when it declares a document type, or is not well-formed."""
    check_declarations(name, content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise InputError(f"文件“{name}”的表格嵌套过深，无法读取：请用办公软件另存后重新放入。") from error
        raise _damaged(name) from error
    return root


def check_declarations(name: str, content: bytes) -> None:
    """InputError when an XML part declares a document type: Office files never do, entity traps must."""
    if any(mark in content[:_HEAD] for mark in _DOCTYPES):
        raise InputError(f"文件“{name}”含有外部实体声明，存在风险，未读取：请用办公软件另存后重新放入。")


def _damaged(name: str) -> InputError:
    return InputError(f"文件“{name}”已损坏，无法读取：请用办公软件打开并另存后重新放入。")
