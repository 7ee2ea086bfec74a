"""Files for the reader to keep: handed to the browser as an event's output, so that a login covers them as well."""

from __future__ import annotations

import base64
import re
from datetime import date

from markupsafe import Markup

from page.markup import made, tag

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "html": "text/html",
}


def parcel(name: str, kind: str, data: bytes) -> Markup:
    """What ``static/parcel.js`` saves under ``name`` with the day and the ending of ``kind``."""
    clean = re.sub(r'[\\/:*?"<>|\s]+', "_", name)
    file = tag(
        "data",
        data_name=f"{clean}-{date.today()}.{kind}",
        data_type=TYPES[kind],
        value=base64.b64encode(data).decode(),
    )
    return made(file)
