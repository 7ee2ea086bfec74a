"""How Excel shows a value: dates by their Chinese formats, percentages, fixed decimals. Only what plans hold.

openpyxl gives values and format codes but draws nothing; a ledger needs 2021年11月 and 100%, as people see them.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from openpyxl.utils.datetime import from_excel

# Date formats that Chinese Excel numbers without writing them into the file (ECMA-376 18.8.30, zh-cn); openpyxl knows none.
CHINESE_FORMATS = {
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_CODE = re.compile(r'"([^"]*)"|\\(.)|(y+|m+|d+|h+|s+|AM/PM|上午/下午)|(.)', re.IGNORECASE)
_NUMERALS = "○一二三四五六七八九"


def shown_value(value: object, code: str, built_in: int = 0) -> str:
    """``value`` as a sheet shows it under the format ``code`` (number ``built_in`` where the file gives only that)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if built_in in CHINESE_FORMATS and isinstance(value, int | float | datetime | date):
        code = CHINESE_FORMATS[built_in]
        value = from_excel(value) if isinstance(value, int | float) else value
    if isinstance(value, datetime | date | time):
        return _moment(value, code)
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, code)
    return str(value)


def _section(code: str) -> str:
    """The first section of a format without locale and colour marks."""
    return re.sub(r"\[(?!DBNum)[^\]]*\]|_.|\*.", "", code.split(";")[0])


def _moment(value: datetime | date | time, code: str) -> str:
    section = _section(code)
    if not re.search(r"[ymdhs]", re.sub(r'"[^"]*"', "", section), re.IGNORECASE):
        section = "yyyy-m-d" if isinstance(value, date) else "h:mm"
    counted = "DBNum1" in section
    pieces = [match for match in _CODE.finditer(re.sub(r"\[DBNum\d\]", "", section)) if match[0] != "@"]
    written = ""
    for index, match in enumerate(pieces):
        field = (match[3] or "").lower()
        if not field:
            written += match[1] or match[2] or match[4] or ""
            continue
        minute = field[0] == "m" and _after_hour(pieces, index)
        written += _field(value, field, minute=minute, counted=counted)
    return written.strip()


def _after_hour(pieces: list[re.Match[str]], index: int) -> bool:
    """Whether an ``m`` means minutes: the field before it is the hour, or the one after it the second."""
    before = next((p[3].lower() for p in reversed(pieces[:index]) if p[3]), "")
    after = next((p[3].lower() for p in pieces[index + 1 :] if p[3]), "")
    return before.startswith("h") or after.startswith("s")


def _field(value: datetime | date | time, field: str, *, minute: bool, counted: bool) -> str:
    names = {"y": "year", "m": "minute" if minute else "month", "d": "day", "h": "hour", "s": "second"}
    number = getattr(value, names.get(field[0], ""), None)
    if number is None:
        return ""
    if field[0] == "y":
        text = f"{number:04}" if len(field) > 2 else f"{number % 100:02}"
        return "".join(_NUMERALS[int(digit)] for digit in text) if counted else text
    if counted:
        from corpus.formats.numerals import chinese

        return chinese(number) if number else "○"
    return f"{number:02}" if len(field) >= 2 else str(number)


def _number(value: int | float, code: str) -> str:
    section = _section(code)
    decimals = len(match[1]) if (match := re.search(r"\.([0#?]+)", section)) else 0
    literal = re.fullmatch(r'("[^"]*")?[#,0.?]*0[#,0.?]*("[^"]*")?', section)
    if "%" in section:
        return f"{value * 100:.{decimals}f}%"
    if literal and "0" in section:
        grouped = "," if "," in section else ""
        before, after = ((literal[group] or "").strip('"') for group in (1, 2))
        zeros = re.fullmatch(r"0+", re.sub(r'"[^"]*"', "", section))
        digits = f"{value:0{len(zeros[0])}.0f}" if zeros else f"{value:{grouped}.{decimals}f}"
        return f"{before}{digits}{after}"
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.10g}"
