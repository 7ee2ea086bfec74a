"""Which plans a document holds, and the facts of each: title, region, year, document number, issuer, date.

A title stands on a line of its own and ends in a word for a plan (方案, 计划, 清单, 分工表 …). One that names a table (清单, 分工表, 明细表)
belongs to the plan it follows; alone it is a plan itself. A 通知 that only hands a plan on is not one. The numbers, issuers
and dates come from labels, from lines of their own and from the signature; a line inside a sentence never counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from corpus.blocks import Block, Paragraph, Table
from corpus.headings import match_heading
from corpus.text import fold
from corpus.types import Document, Plan, Span
from corpus.units import is_complete, is_unit

_KINDS = "方案|计划|规划|意见|要点|行动纲要|办法|细则|预案|措施|决定|工作安排"
_TABLES = "清单|分工表|明细表|任务表|分解表|一览表|台账|任务书|责任表|分工|分解|分工方案"
_YEARS = r"(?:\((?:20\d\d[年\-—–至]*)*(?:20\d\d年)?(?:度)?\)|\((?:试行|征求意见稿|修订版?|暂行|送审稿)\))*"
_PLAN_TITLE = re.compile(rf"[^。;:!?]{{3,60}}(?:{_KINDS}){_YEARS}")
_TABLE_TITLE = re.compile(rf"[^。;:!?]{{3,60}}(?:{_TABLES}){_YEARS}")
_NUMBER = re.compile(r"[一-鿿]{2,14}(?:字)?[〔\[【(]20\d\d[〕\]】)](?:第)?\d{1,4}号")
_DATE = re.compile(r"(20\d\d)(?:年|-|/|\.)(\d{1,2})(?:月|-|/|\.)(\d{1,2})日?")
_CLOCK = re.compile(r"\s\d{1,2}:\d\d(?::\d\d)?\s*$")  # behind a date: folded, its hour would be part of the day
_REGION = re.compile(
    r"(?:(?P<long>[一-鿿]{2,8}?(?:自治区|自治州|自治县|示范区|开发区|高新区|新区|省|市|区|县|旗|州|盟|镇|乡))|(?P<short>[一-鿿]县))"
)
_BEFORE_REGION = re.compile(
    r"^(?:中共|20\d\d(?:[年度]*[-—–~至到]20\d\d)?(?:年度?|学年)|“?十[一二三四五六]五”?(?:期间|时期)?|新时代)"
)
_NO_REGION = re.compile(
    r"[年月日的与及]|..和|推进|加强|开展|关于|实施|贯彻|落实|重点|工业|建设|^(?:城市|乡村|农村|社区|园区|小区|[全各本我].)"
)
_COMMON = re.compile(
    r"(?:省|小区|社区|园区|景区|校区|片区|辖区|灾区|城市|城镇|集镇|乡镇|城乡)$|^(?:[山城郊牧林矿库街地]区)$|.{6}"
)
_LABELS = {
    "number": re.compile(r"(?:文号|发文字号|文件编号):([^:]{4,30}?号)"),
    "issuer": re.compile(
        r"(?:发布机构|发文机关|印发单位|制定机关|发布单位|填表单位|制发单位|印发机关|发文单位):([一-鿿]{4,30}?)(?=[,。;:\s]|发布|发文|成文|印发|日期|地址|20|$)"
    ),
}
_LIST_MARK = re.compile(r"^[•·*\-●◆]")


@dataclass(frozen=True, slots=True)
class PlanBlocks:
    """A plan with the blocks it is made of; ``front`` tells how many of them stand before its title."""

    plan: Plan
    blocks: tuple[Block, ...]
    front: int


def split_plans(document: Document, blocks: Sequence[Block]) -> list[PlanBlocks]:
    """The plans of ``document``. Blocks before the first title go with the first plan; there is always one plan."""
    starts = _title_positions(blocks)
    if not starts:
        return [_whole(document, blocks)]
    plans = []
    front = list(blocks[: starts[0][0]])
    for order, (start, length) in enumerate(starts):
        stop = starts[order + 1][0] if order + 1 < len(starts) else len(blocks)
        own = list(blocks[start:stop])
        title = _title_text(own[:length])
        before = front if order == 0 else []
        plan = _plan(document, title, front, [*before, *own])
        following = blocks[stop].span.first if stop < len(blocks) else len(document.lines) + 1
        plans.append(PlanBlocks(_to_last_line(document, plan, following), (*before, *own), len(before) + length))
    return plans


def _to_last_line(document: Document, plan: Plan, following: int) -> Plan:
    """The plan with the page numbers and the like behind its last block, up to line ``following``."""
    filled = (n for n in range(following - 1, plan.span.last, -1) if fold(document.lines[n - 1]))
    return replace(plan, span=Span(plan.span.first, next(filled, plan.span.last)))


def _title_positions(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """``(index, number of blocks)`` of every title that opens a plan."""
    found: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        length = _title_length(blocks, index)
        if not length or (found and index < found[-1][0] + found[-1][1]):
            continue
        text = _title_text(blocks[index : index + length])
        if found and not _PLAN_TITLE.fullmatch(text):
            continue
        if found and _between_is_empty(blocks, found[-1], index):
            found[-1] = (index, length)
        elif not any(_title_text(blocks[i : i + n]) == text for i, n in found):
            found.append((index, length))
    return found


def _title_length(blocks: Sequence[Block], index: int) -> int:
    """1 or 2 when a title of that many blocks opens at ``index``, else 0."""
    block = blocks[index]
    text = _plain(block)
    if not text or not _may_be_title(blocks, index, text):
        return 0
    following = _plain(blocks[index + 1]) if index + 1 < len(blocks) else ""
    adjacent = index + 1 < len(blocks) and blocks[index + 1].span.first == block.span.last + 1
    if _is_title(text):
        years_below = adjacent and re.fullmatch(rf"{_YEARS}", following)
        return 2 if years_below and following else 1
    if adjacent and following and len(text) <= 30 and not match_heading(following) and _is_title(text + following):
        return 2 if not re.search(r"[,。;:]", text) and _region(text) else 0
    return 0


def _may_be_title(blocks: Sequence[Block], index: int, text: str) -> bool:
    """Not a heading, a list of annexes, a running sentence or the last block."""
    heading = match_heading(text)
    if heading or text.startswith(("附件", "关于", "《", "根据", "按照", "现将", "注", "抄送")) or "关于印发" in text:
        return False
    return index + 1 < len(blocks) and len(text) <= 70 and not text.endswith("通知")


def _is_title(text: str) -> bool:
    if text.count("、") > 3 or re.search(r"[,。;]", text):
        return False
    return bool(_PLAN_TITLE.fullmatch(text) or _TABLE_TITLE.fullmatch(text))


def _plain(block: Block) -> str:
    return block.text.lstrip("#>") if isinstance(block, Paragraph) else ""


def _title_text(blocks: Sequence[Block]) -> str:
    """The title as written, without white space and marks of Markdown."""
    text = "".join(block.folded.written(0, len(block.folded)) for block in blocks if isinstance(block, Paragraph))
    return text.lstrip("#> ")


def _between_is_empty(blocks: Sequence[Block], title: tuple[int, int], index: int) -> bool:
    """Nothing but short lines lies between two titles: a cover page or an annex list, not a plan."""
    between = blocks[title[0] + title[1] : index]
    return all(isinstance(block, Paragraph) and len(block.text) <= 30 for block in between)


def _whole(document: Document, blocks: Sequence[Block]) -> PlanBlocks:
    """A document in which no title stands out: named after its notice or its first line."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    notice = next((p for p in paragraphs[:12] if re.search("关于.{2,60}(?:通知|意见|报告|函|通告)$", p.text)), None)
    named = notice or next(iter(paragraphs), None)
    title = named.folded.written(0, len(named.folded))[:80].lstrip("#> ") if named else document.title
    plan = _plan(document, title or document.title, paragraphs[:12], blocks)
    plan = _to_last_line(document, plan, len(document.lines) + 1)
    return PlanBlocks(plan, tuple(blocks), blocks.index(named) + 1 if named else 0)


def _plan(document: Document, title: str, front: Sequence[Block], own: Sequence[Block]) -> Plan:
    lines = [*_tabled_facts(front), *_fact_lines([*front, *own])]
    day = _day(lines)
    folded = fold(title)
    year = re.search(r"20\d\d(?=年|[—\-–至])", folded)
    issuer = _issuer(lines)
    region = _region(folded) or _region(fold(issuer)) or next((r for line in lines if (r := _region(line))), "")
    span = Span(own[0].span.first, own[-1].span.last) if own else Span(1, max(1, len(document.lines)))
    plan = Plan(f"{document.id}#{span.first}", document.id, title, region, None, _number(lines), issuer, day, span)
    numbered = re.search(r"20\d\d", plan.number)
    return replace(plan, year=int(year[0]) if year else day.year if day else int(numbered[0]) if numbered else None)


def _fact_lines(blocks: Sequence[Block]) -> list[str]:
    """Short lines that may state facts: the first thirty and the last six paragraphs, each folded."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    chosen = paragraphs if len(paragraphs) <= 36 else [*paragraphs[:30], *paragraphs[-6:]]
    lines = []
    for paragraph in chosen:
        for line in paragraph.folded.source.splitlines():
            text = _LIST_MARK.sub("", fold(line).lstrip("#>"))
            if text and (len(text) <= 40 or re.search(r"(?:文号|机构|单位|机关|日期|时间):", text)):
                lines.append(text)
    return lines


def _tabled_facts(front: Sequence[Block]) -> list[str]:
    """Labels and values of a table above the title (文号 | 崇政办〔2023〕5号 | 发文日期 | 2023-02-10), as lines."""
    tables = [block for block in front if isinstance(block, Table)]
    pairs = (pair for table in tables for pair in pairwise(_CLOCK.sub("", cell.source) for cell in table.cells))
    return [f"{fold(label)}:{fold(value)}" for label, value in pairs]


def _number(lines: Sequence[str]) -> str:
    for line in lines:
        match = _LABELS["number"].search(line) or (_NUMBER.search(line) if len(line) <= 40 else None)
        if match and not re.search(r"[,。《]", line[: match.start()]):
            return match[1] if match.re is _LABELS["number"] else match[0]
    return ""


def _day(lines: Sequence[str]) -> date | None:
    """The date of a line that holds little else, or of a label."""
    for line in lines:
        line = _arabic(line)
        match = _DATE.search(line) if not re.search(r"时限|时间节点|完成", line) else None
        rest = _DATE.sub("", line)
        labelled = re.search(r"(?:日期|时间|印发|发布|通过)", rest) or is_unit(re.split(r"[:：]", rest)[-1])
        if match and (len(rest.strip("()")) <= 6 or (labelled and not re.search(r"[,。;]|前|起|至", rest))):
            try:
                return date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
    return None


def _arabic(line: str) -> str:
    """二〇二一年三月十八日 in figures."""
    match = re.search(
        r"二[〇○零O][一二三四五六七八九〇○零]{2}年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日", line
    )
    if not match:
        return line
    digits = {name: str(number) for number, name in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "O": "0"}
    year = "".join(digits[c] for c in match[0][:4])
    return line.replace(match[0], f"{year}年{_count(match[1])}月{_count(match[2])}日")


def _count(numeral: str) -> int:
    """十八 → 18, 三十 → 30."""
    digits = {name: number for number, name in enumerate("零一二三四五六七八九")}
    tens, ten, ones = numeral.partition("十")
    return (digits.get(tens, 1) * 10 if ten else 0) + digits.get(ones if ten else tens, 0)


def _issuer(lines: Sequence[str]) -> str:
    """A labelled issuer, the name before 关于印发, a line that is only a name of office, or the name beside the date."""
    for line in lines:
        if match := _LABELS["issuer"].search(line):
            return match[1]
    for line in lines:
        if match := re.match(r"([一-鿿]{4,30}?)(?:等部门)?关于(?:印发|下发|转发)", line):
            return match[1]
    for line in lines:
        name = re.sub(r"(?:文件|印发)$", "", re.sub(r"^\(|\)$", "", line))
        match = re.match(r"([一-鿿]{4,30}?)(?=20\d\d年)", name)
        name = match[1] if match else name
        if is_complete(name) and not re.search(r"[,、:。]|^各|^附", name):
            return name
    return ""


def _region(text: str) -> str:
    """The place that folded ``text`` opens with: the innermost of 安阳市北关区."""
    region, position = "", 0
    text = _BEFORE_REGION.sub("", text)
    while match := _REGION.match(text, position):
        if _NO_REGION.search(match[0]) or (region and _COMMON.search(match[0])):
            break
        region, position = match[0], match.end()
    return region
