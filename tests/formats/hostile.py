"""Files as nobody wants them: merges of every kind, broken and mislabelled files, bombs, traps; and what must come of each.

``CASES`` holds a builder for every file. A case that can be read tells the ledger it must give, one line a record (work:
lead / support | limit), and any text that must or must not be there; one that cannot tells what the refusal says.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import Workbook
from word_files import (
    GOES_ON,
    HEAD,
    MAIN,
    START,
    STRICT,
    TITLE,
    document,
    duties,
    numbered,
    numbering,
    p,
    package,
    r,
    tbl,
    tc,
    tr,
    wide,
    word,
)

from corpus.formats.types import Limits

SMALL = Limits(
    size=3 * 2**20, unpacked=40 * 2**20, part=30 * 2**20, entries=500, pages=20, scanned=2, cells=5_000, seconds=60
)


@dataclass(frozen=True)
class Case:
    """A file and what must come of it: ``ledger`` where it is read, ``refusal`` where it is not."""

    name: str
    make: Callable[[], bytes]
    ledger: tuple[str, ...] = ()
    refusal: str = ""
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    why: str = field(default="", compare=False)


def _row(number: str, *rest: str) -> str:
    return tr(number, *rest)


A = "清理河道: 市水利局 / 市财政局 | by 2021-06-30"
B = "整治排污口: 市水利局 / 市财政局 | by 2021-09-30"
C = "新建管网: 市住建局 / 市财政局、市水利局 | by 2021-12-31"
FIRST = ("1", "控源截污", "清理河道", "市水利局", "市财政局", "2021年6月底前")
SECOND = ("2", "控源截污", "整治排污口", "市水利局", "市财政局", "2021年9月底前")
THIRD = ("3", "内源治理", "新建管网", "市住建局", "市财政局、市水利局", "2021年底前")


def _down(text: str) -> str:
    return tc(text, START)


def _same() -> str:
    return tc("", GOES_ON)


# --- Word: merges --------------------------------------------------------------------------------------------------


def merged_down() -> bytes:
    return word(
        duties(
            tr("1", _down("控源截污"), "清理河道", _down("市水利局"), _down("市财政局"), "2021年6月底前"),
            tr("2", _same(), "整治排污口", _same(), _same(), "2021年9月底前"),
            tr(*THIRD),
        )
    )


def merged_over_groups() -> bytes:
    """The units are merged over two groups: no rule of thumb sees that."""
    return word(
        duties(
            tr("1", "控源截污", "清理河道", _down("市水利局"), _down("市财政局"), "2021年6月底前"),
            tr("2", "内源治理", "整治排污口", _same(), _same(), "2021年9月底前"),
            tr(*THIRD),
        )
    )


def blank_but_not_merged() -> bytes:
    """A blank support beside merged groups is nobody."""
    return word(
        duties(
            tr("1", _down("控源截污"), "清理河道", "市水利局", "市财政局", "2021年6月底前"),
            tr("2", _same(), "整治排污口", "市水利局", "", "2021年9月底前"),
            tr(*THIRD),
        )
    )


def merged_across() -> bytes:
    return word(
        duties(
            tr("1", "控源截污", "清理河道", tc("市水利局、市财政局负责", wide(2)), "2021年6月底前"),
            tr(*THIRD),
        )
    )


def merged_block() -> bytes:
    """Two rows by two columns in one cell."""
    return word(
        duties(
            tr("1", "控源截污", "清理河道", tc("市水利局负责", wide(2) + START), "2021年6月底前"),
            tr("2", "控源截污", "整治排污口", tc("", wide(2) + GOES_ON), "2021年9月底前"),
        )
    )


def merged_task() -> bytes:
    """One task over two rows with a lead and a limit each."""
    return word(
        duties(
            tr("1", "控源截污", _down("清理河道"), "市水利局", "市财政局", "2021年6月底前"),
            tr("2", "控源截污", _same(), "市住建局", "市财政局", "2021年9月底前"),
        )
    )


def old_merge() -> bytes:
    """hMerge, as Word 6 wrote it."""
    title = tc("一、控源截污", '<w:hMerge w:val="restart"/>')
    rest = [tc("", '<w:hMerge w:val="continue"/>')] * 5
    return word(duties(tr(title, *rest), tr(*FIRST), tr(*SECOND)))


def indented_rows() -> bytes:
    """gridBefore: the row begins under the second column."""
    return word(
        duties(
            tr(*FIRST),
            tr(
                "控源截污",
                "整治排污口",
                "市水利局",
                "市财政局",
                "2021年9月底前",
                properties='<w:gridBefore w:val="1"/>',
            ),
        )
    )


def orphan_merge() -> bytes:
    """A cell that goes on with nothing."""
    return word(duties(tr("1", "控源截污", "清理河道", tc("市水利局", GOES_ON), "市财政局", "2021年6月底前")))


def hidden_rest() -> bytes:
    """A merged cell's second half still holds what stood there before it was merged; Word does not show it."""
    return word(
        duties(
            tr("1", "控源截污", "清理河道", _down("市水利局"), "市财政局", "2021年6月底前"),
            tr("2", "控源截污", "整治排污口", tc("市公安局", GOES_ON), "市财政局", "2021年9月底前"),
        )
    )


def short_rows() -> bytes:
    return word(duties(tr(*FIRST), tr("2", "控源截污", "整治排污口", "市水利局")))


def divided_header() -> bytes:
    """Two header rows: 责任分工 over 牵头 and 配合."""
    return word(
        tbl(
            tr(_down("序号"), _down("工作任务"), tc("责任分工", wide(2)), _down("完成时限")),
            tr(_same(), _same(), "牵头单位", "配合单位", _same()),
            tr("1", "清理河道", "市水利局", "市财政局", "2021年6月底前"),
            tr("2", "整治排污口", "市水利局", "市财政局", "2021年9月底前"),
        )
    )


def wide_header() -> bytes:
    """One name over two columns of tasks."""
    return word(
        tbl(
            tr("序号", tc("工作任务", wide(2)), "牵头单位", "配合单位", "完成时限"),
            tr("1", "清理", "河道", "市水利局", "市财政局", "2021年6月底前"),
            tr("2", tc("整治排污口", wide(2)), "市水利局", "市财政局", "2021年9月底前"),
        )
    )


def second_table_without_header() -> bytes:
    return word(duties(tr(*FIRST)) + p("二、内源治理") + tbl(tr(*SECOND), tr(*THIRD)))


def unmerged_blanks() -> bytes:
    """Nothing is merged: blanks mean what they mean in a dump."""
    return word(duties(tr(*FIRST), tr("2", "", "整治排污口", "", "", "2021年9月底前"), tr(*THIRD)))


# --- Word: everything else -----------------------------------------------------------------------------------------


def nested_table() -> bytes:
    inner = tbl(tr("断面", "目标"), tr("东桥", "Ⅲ类"))
    task = tc(content=p("清理河道") + inner + p())
    return word(duties(tr("1", "控源截污", task, "市水利局", "市财政局", "2021年6月底前")))


def framed_page() -> bytes:
    """The whole page stands in a table of one cell."""
    return word(tbl(tr(tc(content=p("一、主要任务") + duties(tr(*FIRST), tr(*SECOND)) + p()))))


def automatic_headings() -> bytes:
    levels = (("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
    body = (
        p("主要任务", properties=numbered(0))
        + p("控源截污", properties=numbered(1))
        + p("清理河道。2021年6月底前完成。（市水利局牵头，市财政局配合）", properties=numbered(2))
        + p("整治排污口。2021年9月底前完成。（市水利局牵头，市财政局配合）", properties=numbered(2))
    )
    return word(body, numbering=numbering(*levels))


def automatic_serials() -> bytes:
    """The numbers of the rows are those of a list in blank paragraphs."""
    serial = tc(content=p(properties=numbered()))
    return word(duties(tr(serial, *FIRST[1:]), tr(serial, *SECOND[1:])), numbering=numbering(("decimal", "%1")))


def tracked_changes() -> bytes:
    lead = p(runs=f"<w:del>{r('市公安局').replace('w:t', 'w:delText')}</w:del><w:ins>{r('市水利局')}</w:ins>")
    gone = tr("9", "控源截污", "拆除旧闸", "市公安局", "市财政局", "2021年3月底前", properties="<w:del/>")
    return word(
        duties(tr("1", "控源截污", "清理河道", tc(content=lead), "市财政局", "2021年6月底前"), gone, tr(*SECOND))
    )


def joined_by_deletion() -> bytes:
    """The end of the first paragraph is deleted: the second goes on with it."""
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("清理河道。2021年6月底前完成。（市水利局") + "</w:p>"
    return word(p("一、主要任务") + p("（一）控源截污") + first + p("牵头，市财政局配合）"))


def text_box() -> bytes:
    box = f"<w:txbxContent>{p('（一）清理河道。2021年6月底前完成。（市水利局牵头，市财政局配合）')}</w:txbxContent>"
    drawing = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    return word(p("一、主要任务") + p(runs=f"<w:r>{drawing}</w:r>"))


def footnotes() -> bytes:
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>指市区段</w:t></w:r></w:p></w:footnote>'
    task = p(runs=r("清理河道") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    body = duties(tr("1", "控源截污", tc(content=task), "市水利局", "市财政局", "2021年6月底前"))
    return word(body, footnotes=note)


def fields_and_links() -> bytes:
    code = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field_runs = code.format("begin") + '<w:r><w:instrText>HYPERLINK "http://127.0.0.1/x"</w:instrText></w:r>'
    lead = p(runs=field_runs + code.format("separate") + r("市水利局") + code.format("end"))
    support = p(runs=f'<w:hyperlink r:id="x">{r("市财政局")}</w:hyperlink>')
    return word(duties(tr("1", "控源截污", "清理河道", tc(content=lead), tc(content=support), "2021年6月底前")))


def content_controls() -> bytes:
    row = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr(*FIRST)}</w:sdtContent></w:sdt>"
    cell = f"<w:sdt><w:sdtContent>{tc('市水利局')}</w:sdtContent></w:sdt>"
    second = f"<w:tr>{tc('2')}{tc('控源截污')}{tc('整治排污口')}{cell}{tc('市财政局')}{tc('2021年9月底前')}</w:tr>"
    return word(tbl(tr(*HEAD), row, second))


def contents_table() -> bytes:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    line = p("一、主要任务\t3", properties='<w:pStyle w:val="T1"/>')
    return word(line + duties(tr(*FIRST)), styles=styles)


def hidden_text() -> bytes:
    lead = p(runs=r("市水利局") + r("市公安局", "<w:vanish/>"))
    return word(duties(tr("1", "控源截污", "清理河道", tc(content=lead), "市财政局", "2021年6月底前")))


def with_macros() -> bytes:
    parts = _parts(word(duties(tr(*FIRST))))
    return package({**parts, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})


def strict_word() -> bytes:
    parts = _parts(word(duties(tr(*FIRST))))
    strict = parts["word/document.xml"].decode().replace(MAIN, STRICT)
    return package({**parts, "word/document.xml": strict})


def linked_picture() -> bytes:
    """A picture on a server: must not be fetched."""
    parts = _parts(word(p(runs='<w:r><w:drawing><a:blip r:link="p1"/></w:drawing></w:r>') + duties(tr(*FIRST))))
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p1" '
        'Type="http://x/image" Target="http://127.0.0.1:9/p.png" TargetMode="External"/></Relationships>'
    )
    return package({**parts, "word/_rels/document.xml.rels": link})


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def deep_tables() -> bytes:
    inner = p("底")
    for _ in range(200):
        inner = tbl(tr(tc(content=inner + p()), tc("x")))
    return word(inner)


# --- traps and damage ----------------------------------------------------------------------------------------------


def _with_part(name: str, content: bytes | str) -> bytes:
    return package({**_parts(word(duties(tr(*FIRST)))), name: content})


def entity_bomb() -> bytes:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    text = document(p("&l9;"), TITLE).split("?>", 1)[1]
    return _with_part("word/document.xml", f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{text}')


def outside_entity() -> bytes:
    text = document(p("&secret;"), TITLE).split("?>", 1)[1]
    trap = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return _with_part("word/document.xml", f'<?xml version="1.0"?>{trap}{text}')


def zip_bomb() -> bytes:
    return _with_part("word/document.xml", b"<x>" + b" " * 35 * 2**20)


def many_parts() -> bytes:
    return package({**_parts(word(duties(tr(*FIRST)))), **{f"word/x{i}.xml": "" for i in range(600)}})


def locked_zip() -> bytes:
    """The flag of an encrypted part."""
    data = bytearray(word(duties(tr(*FIRST))))
    position = data.rfind(b"PK\x01\x02")
    data[position + 8] |= 1
    return bytes(data)


def wrong_sum() -> bytes:
    """A flipped byte in the packed text."""
    data = bytearray(word(duties(*[tr(*FIRST)] * 40)))
    position = data.find(b"word/document.xml") + 120
    data[position] ^= 0xFF
    return bytes(data)


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def ole(stream: str, extra: bytes = b"") -> bytes:
    """The shell of an old office file with one named stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + stream.encode("utf-16-le") + b"\x00" * 512 + extra


# --- spreadsheets --------------------------------------------------------------------------------------------------


def _book(fill: Callable[[Workbook], None]) -> bytes:
    book = Workbook()
    fill(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_merges() -> bytes:
    def fill(book: Workbook) -> None:
        sheet = book.active
        for row in ((TITLE,), HEAD, FIRST, ("2", None, "整治排污口", None, None, "2021年9月底前"), THIRD):
            sheet.append(row)
        for area in ("A1:F1", "B3:B4", "D3:D4", "E3:E4"):
            sheet.merge_cells(area)
        hidden = book.create_sheet("旧稿")
        hidden.append(("拆除旧闸",))
        hidden.sheet_state = "hidden"

    return _book(fill)


def sheet_dates() -> bytes:
    """Limits that are dates, a figure that is a share, a result that was never computed."""
    from datetime import datetime

    def fill(book: Workbook) -> None:
        sheet = book.active
        for row in ((TITLE,), HEAD, (1, *FIRST[1:5], datetime(2021, 6, 1)), (2, *SECOND[1:5], datetime(2021, 9, 30))):
            sheet.append(row)
        sheet["F3"].number_format = 'yyyy"年"m"月"'
        sheet["F4"].number_format = '[$-804]yyyy"年"m"月"d"日";@'
        sheet["H4"], sheet["H4"].number_format = 0.95, "0%"
        sheet["H3"] = "=1+1"

    return _book(fill)


def stray_cell() -> bytes:
    """A blank cell with a format in the last row that Excel has."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        for row in ((TITLE,), HEAD, FIRST):
            sheet.append(row)
        sheet.cell(1_048_576, 40).number_format = "0%"

    return _book(fill)


def gapped_sheet() -> bytes:
    """A blank row and a title inside one table."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        for row in ((TITLE,), HEAD, FIRST, (), ("二、内源治理",), (), SECOND, THIRD):
            sheet.append(row)

    return _book(fill)


def huge_sheet() -> bytes:
    return _book(lambda book: [book.active.append([1] * 60) for _ in range(100)] and None)


def sheet_entity() -> bytes:
    parts = _parts(sheet_merges())
    trap = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    content = parts["xl/workbook.xml"]
    return package({**parts, "xl/workbook.xml": trap + content})


# --- web and text --------------------------------------------------------------------------------------------------


def _page(body: str, head: str = '<meta charset="utf-8">') -> str:
    return f"<html><head>{head}</head><body><h1>{TITLE}</h1>{body}</body></html>"


def _cells(*cells: str) -> str:
    return "<tr>" + "".join(cell if cell.startswith("<t") else f"<td>{cell}</td>" for cell in cells) + "</tr>"


def page_spans() -> str:
    rows = _cells(
        "1",
        "<td rowspan=2>控源截污</td>",
        "清理河道",
        "<td rowspan=0>市水利局</td>",
        "<td rowspan=2>市财政局</td>",
        FIRST[5],
    )
    return _page(f"<table>{_cells(*HEAD)}<tbody>{rows}{_cells('2', '整治排污口', SECOND[5])}</table>")


def page_unclosed() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in (HEAD, FIRST, SECOND))
    return _page(f"<table>{rows}</table>")


def page_spans_too_far() -> str:
    first = _cells(*FIRST[:5], f"<td rowspan=99999999 colspan=99999999>{FIRST[5]}</td>")
    return _page(f"<table>{_cells(*HEAD)}{first}</table>")


def page_traps() -> str:
    seen = f"<table>{_cells(*HEAD)}{_cells(*FIRST)}</table>"
    return _page(
        "<script>document.write('拆除旧闸')</script><iframe src='http://127.0.0.1:9/'></iframe><img src='http://127.0.0.1:9/a.png'>"
        f"<link rel=stylesheet href='http://127.0.0.1:9/a.css'><div style='display:none'>拆除旧闸</div><nav>首页</nav>{seen}"
    )


def page_deep() -> str:
    return _page("<div>" * 30_000 + f"<table>{_cells(*HEAD)}{_cells(*FIRST)}</table>")


def page_frame() -> str:
    """An old site: the page is a table in a table, with a menu beside the text."""
    inner = f"<table>{_cells(*HEAD)}{_cells(*FIRST)}{_cells(*SECOND)}</table>"
    return _page(f"<table><tr><td>首页<br>公开</td><td><p>一、主要任务</p>{inner}</td></tr></table>")


def page_list() -> str:
    items = "".join(
        f"<li>{text}（市水利局牵头，市财政局配合）</li>"
        for text in ("清理河道。2021年6月底前完成。", "整治排污口。2021年9月底前完成。")
    )
    return _page(f"<h2>一、主要任务</h2><ol>{items}</ol>")


def archive_page() -> bytes:
    html = _page(f"<table>{_cells(*HEAD)}{_cells(*FIRST)}</table>", "").encode("gb18030")
    import base64

    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + base64.encodebytes(html)
        + b"\r\n--b--\r\n"
    )


DUMP = "\n".join([TITLE, "", *("\t".join(row) for row in (HEAD, FIRST, SECOND)), ""])
TRADITIONAL = "安州市2021年水汙染防治實施方案\n一、主要任務\n（一）清理河道。2021年6月底前完成。（市水利局牽頭，市財政局配合）\n這是為了讓編碼可以被認出來而寫的一段話，說明各部門應當認真負責，按時完成全部任務。\n"


def markdown_with_html() -> str:
    rows = _cells(
        "1",
        "<td rowspan='2'>控源截污</td>",
        *FIRST[2:3],
        "<td rowspan='2'>市水利局</td>",
        "<td rowspan='2'>市财政局</td>",
        FIRST[5],
    )
    return f"# {TITLE}\n\n<table>{_cells(*HEAD)}{rows}{_cells('2', SECOND[2], SECOND[5])}</table>\n\n抄送：市委。\n"


def markdown_pipes() -> str:
    rows = (HEAD, ("---",) * 6, FIRST, SECOND)
    return f"# {TITLE}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


# --- PDF -----------------------------------------------------------------------------------------------------------


def pdf(pages: int = 1, extra: str = "", content: str = "BT /F1 12 Tf 72 700 Td (plan 2021) Tj ET") -> bytes:
    """A small PDF written out by hand."""
    kids = " ".join(f"{4 + i} 0 R" for i in range(pages))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        *[
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F1 << /Type /Font "
            "/Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        ]
        * pages,
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (
        data
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
            f"startxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )


def locked_pdf() -> bytes:
    """Standard security handler, a password that nobody knows."""
    text = pdf().decode("latin-1")
    trailer = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> /P -4 >> /ID [<00><00>]"
    )
    return text.replace("/Root 1 0 R", f"/Root 1 0 R {trailer}").encode("latin-1")


def loop_pdf() -> bytes:
    """A page tree that holds itself."""
    return pdf().replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")


ACTIVE = '/OpenAction << /S /JavaScript /JS (app.launchURL("http://127.0.0.1:9/")) >>'


CASES: tuple[Case, ...] = (
    Case("merged-down.docx", merged_down, (A, B, C)),
    Case("merged-over-groups.docx", merged_over_groups, (A, B, C)),
    Case("blank-not-merged.docx", blank_but_not_merged, (A, "整治排污口: 市水利局 /  | by 2021-09-30", C)),
    Case("merged-across.docx", merged_across, ("清理河道: 市水利局、市财政局 /  | by 2021-06-30", C)),
    Case(
        "merged-block.docx",
        merged_block,
        ("清理河道: 市水利局 /  | by 2021-06-30", "整治排污口: 市水利局 /  | by 2021-09-30"),
    ),
    Case("merged-task.docx", merged_task, (A, "清理河道: 市住建局 / 市财政局 | by 2021-09-30")),
    Case("old-merge.docx", old_merge, (A, B), holds=("一、控源截污",)),
    Case("indented-rows.docx", indented_rows, (A, B)),
    Case("orphan-merge.docx", orphan_merge, (A,)),
    Case("hidden-rest.docx", hidden_rest, (A, B), lacks=("市公安局",)),
    Case("short-rows.docx", short_rows, (A, "整治排污口: 市水利局 /  | ")),
    Case("divided-header.docx", divided_header, (A, B)),
    Case("wide-header.docx", wide_header, ("清理河道: 市水利局 / 市财政局 | by 2021-06-30", B)),
    Case("no-second-header.docx", second_table_without_header, (A, B, C)),
    Case("unmerged-blanks.docx", unmerged_blanks, (A, B, C)),
    Case(
        "nested-table.docx",
        nested_table,
        ("清理河道断面;目标东桥;III类: 市水利局 / 市财政局 | by 2021-06-30",),
        holds=("东桥；Ⅲ类",),
    ),
    Case("framed-page.docx", framed_page, (A, B)),
    Case(
        "automatic-headings.docx", automatic_headings, (A, B), holds=("一、主要任务", "（一）控源截污", "2.整治排污口")
    ),
    Case("automatic-serials.docx", automatic_serials, (A, B), holds=("\t1", "\t2")),
    Case("tracked-changes.docx", tracked_changes, (A, B), lacks=("市公安局", "拆除旧闸")),
    Case("joined-by-deletion.docx", joined_by_deletion, (A,)),
    Case("text-box.docx", text_box, (A,)),
    Case("footnotes.docx", footnotes, (A,), holds=("脚注1：指市区段",)),
    Case("fields.docx", fields_and_links, (A,), lacks=("HYPERLINK",)),
    Case("content-controls.docx", content_controls, (A, B)),
    Case("contents.docx", contents_table, (A,), notices=("目录未收入",)),
    Case("hidden-text.docx", hidden_text, (A,), lacks=("市公安局",), notices=("隐藏文字",)),
    Case("macros.docm", with_macros, (A,), notices=("宏，已忽略",)),
    Case("strict.docx", strict_word, (A,)),
    Case("linked-picture.docx", linked_picture, (A,), notices=("1 张图片",)),
    Case("deep-tables.docx", deep_tables, refusal="嵌套过深"),
    Case("entity-bomb.docx", entity_bomb, refusal="外部实体"),
    Case("outside-entity.docx", outside_entity, refusal="外部实体"),
    Case("zip-bomb.docx", zip_bomb, refusal="压缩炸弹"),
    Case("many-parts.docx", many_parts, refusal="压缩炸弹"),
    Case("locked-zip.docx", locked_zip, refusal="已加密"),
    Case("wrong-sum.docx", wrong_sum, refusal="已损坏"),
    Case("cut-off.docx", lambda: truncated(merged_down()), refusal="已损坏"),
    Case("no-body.docx", lambda: package({"word/other.xml": "<x/>"}), refusal="没有 Word 正文"),
    Case("not-xml.docx", lambda: _with_part("word/document.xml", "<w:document>"), refusal="已损坏"),
    Case("locked.docx", lambda: ole("EncryptedPackage"), refusal="已加密"),
    Case("unknown.doc", lambda: ole("Something"), refusal="格式无法识别"),
    Case("broken.doc", lambda: ole("WordDocument"), refusal="无法转换"),
    Case("slides.pptx", lambda: package({"ppt/presentation.xml": "<x/>"}), refusal="演示文稿"),
    Case("plan.ofd", lambda: package({"OFD.xml": "<x/>"}), refusal="OFD"),
    Case("plans.zip", lambda: package({"a.txt": DUMP}), refusal="压缩包"),
    Case("plans.rar", lambda: b"Rar!\x1a\x07\x00" + b"\x00" * 50, refusal="压缩包"),
    Case("setup.txt", lambda: b"MZ\x90\x00" + b"\x00" * 300, refusal="程序文件"),
    Case("docx-as.pdf", merged_down, (A, B, C), notices=("按内容读取",)),
    Case("xlsx-as.doc", sheet_merges, (A, B, C), notices=("按内容读取",)),
    Case("html-as.doc", lambda: page_spans().encode(), (A, B), notices=("按内容读取",)),
    Case("archive-as.doc", archive_page, (A,), notices=("按内容读取",)),
    Case("text-as.docx", lambda: DUMP.encode(), (A, B)),
    Case("pdf-as.docx", pdf, holds=("plan 2021",), notices=("按内容读取",)),
    Case("sheet-merges.xlsx", sheet_merges, (A, B, C), lacks=("拆除旧闸",), notices=("隐藏的工作表“旧稿”未读",)),
    Case(
        "sheet-dates.xlsx",
        sheet_dates,
        (A, "整治排污口: 市水利局 / 市财政局 | by 2021-09-30"),
        holds=("95%",),
        notices=("1 个公式没有保存结果",),
    ),
    Case("stray-cell.xlsx", stray_cell, (A,)),
    Case("gapped.xlsx", gapped_sheet, (A, B, C)),
    Case("huge.xlsx", huge_sheet, refusal="个单元格"),
    Case("entity.xlsx", sheet_entity, refusal="外部实体"),
    Case("cut-off.xlsx", lambda: truncated(sheet_merges()), refusal="已损坏"),
    Case("no-workbook.xlsx", lambda: package({"xl/x.xml": "<x/>"}), refusal="已损坏"),
    Case("spans.html", lambda: page_spans().encode(), (A, B)),
    Case("unclosed.html", lambda: page_unclosed().encode(), (A, B)),
    Case("spans-too-far.html", lambda: page_spans_too_far().encode(), (A,)),
    Case(
        "traps.html",
        lambda: page_traps().encode(),
        (A,),
        lacks=("拆除旧闸", "首页"),
        notices=("隐藏内容", "导航", "图片"),
    ),
    Case("deep.html", lambda: page_deep().encode(), refusal="嵌套过深"),
    Case("frame.html", lambda: page_frame().encode(), (A, B)),
    Case("list.html", lambda: page_list().encode(), (A, B), holds=("1. 清理河道",)),
    Case("gb2312.htm", lambda: page_spans().replace("utf-8", "gb2312").encode("gb18030"), (A, B)),
    Case("utf16-no-mark.txt", lambda: DUMP.encode("utf-16-le"), (A, B)),
    Case("utf16-big.txt", lambda: b"\xfe\xff" + DUMP.encode("utf-16-be"), (A, B)),
    Case("utf32.txt", lambda: DUMP.encode("utf-32"), (A, B)),
    Case(
        "gb18030.txt",
        lambda: DUMP.replace("河道", "河道\U00020000").encode("gb18030"),
        ("清理河道\U00020000: " + A.split(": ")[1], B),
    ),
    Case("big5.txt", lambda: TRADITIONAL.encode("big5"), holds=("實施方案",)),
    Case("noise.txt", lambda: bytes(range(256)) * 40, refusal="不是文本文件"),
    Case("nothing.txt", lambda: b"", refusal="没有文字"),
    Case("blanks.docx", lambda: word(p(), title=""), refusal="没有文字"),
    Case("tables.md", lambda: markdown_with_html().encode(), (A, B), holds=("抄送：市委。",)),
    Case("pipes.md", lambda: markdown_pipes().encode(), (A, B)),
    Case("too-big.txt", lambda: b"a" * (4 * 2**20), refusal="超过 3 MB"),
    Case("many-pages.pdf", lambda: pdf(30), refusal="超过 20 页"),
    Case("locked.pdf", locked_pdf, refusal="已加密"),
    Case("cut-off.pdf", lambda: b"%PDF-1.7\n" + b"\x00\x01garbage" * 50, refusal="已损坏"),
    Case("loop.pdf", loop_pdf, refusal="没有文字|已损坏"),
    Case("active.pdf", lambda: pdf(extra=ACTIVE), holds=("plan 2021",), lacks=("launchURL",)),
    Case("blank.pdf", lambda: pdf(content=" "), refusal="没有文字"),
)
