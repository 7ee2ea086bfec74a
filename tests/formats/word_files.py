"""Word files made by hand from WordprocessingML, part by part: what python-docx cannot write and people send all the same."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{_RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
TITLE = "安州市2021年水污染防治实施方案"
HEAD = ("序号", "重点工作", "工作任务", "牵头单位", "配合单位", "完成时限")


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of ``parts``."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def document(body: str, title: str = TITLE) -> str:
    """The main part around ``body``, under a title."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {_SPACES}><w:body>{p(title)}{body}</w:body></w:document>'


def word(body: str, *, title: str = TITLE, **parts: str) -> bytes:
    """A .docx of ``body``; ``parts`` such as numbering, styles and footnotes are linked by their names."""
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>' for i, name in enumerate(parts)
    )
    main = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations(links),
        "word/document.xml": document(body, title),
    }
    return package({**main, **{f"word/{name}.xml": _part(name, content) for name, content in parts.items()}})


def _relations(links: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def _part(name: str, content: str) -> str:
    return f"<w:{name} {_SPACES}>{content}</w:{name}>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", *, properties: str = "", runs: str = "") -> str:
    """A paragraph of ``text`` or of ``runs``."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs or (r(text) if text else '')}</w:p>"


def tc(text: str = "", properties: str = "", content: str = "") -> str:
    """A cell of ``text`` or ``content``."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; plain strings are cells of text."""
    made = "".join(cell if cell.startswith("<w:") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def duties(*rows: str) -> str:
    """A table of duties under its header."""
    return tbl(tr(*HEAD), *rows)


START = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"


def wide(columns: int) -> str:
    """A cell over ``columns`` columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


def numbered(level: int = 0, identity: int = 1) -> str:
    """The properties of a paragraph with an automatic number."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{identity}"/></w:numPr>'


def numbering(*levels: tuple[str, str], identities: int = 1, start: int = 0) -> str:
    """A list of ``(format, text)`` levels, and as many lists on it; ``start`` is where the second begins again."""
    made = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    lists = "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="0"/>{override if i > 1 else ""}</w:num>'
        for i in range(1, identities + 1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>{lists}'
