"""The library's records on disk: one SQLite database, made and read in memory as one piece of bytes.

Readings go in and come out equal. Columns are what a person would query with ``sqlite3``; tuples are JSON.
Records keep their order by ``place``.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import date
from typing import Any

from corpus.types import (
    Area,
    Deadline,
    DeadlineKind,
    Document,
    Locator,
    Passage,
    Plan,
    Reading,
    Section,
    Smudge,
    Span,
    Task,
)

SCHEMA = """
CREATE TABLE documents (place INTEGER PRIMARY KEY, id TEXT, title TEXT, sha256 TEXT, kind TEXT, lines TEXT,
    places TEXT, notices TEXT, smudges TEXT);
CREATE TABLE plans (place INTEGER PRIMARY KEY, document TEXT, first INTEGER, last INTEGER, id TEXT UNIQUE, title TEXT,
    region TEXT, year INTEGER, number TEXT, issuer TEXT, date TEXT);
CREATE TABLE sections (place INTEGER PRIMARY KEY, document TEXT, first INTEGER, last INTEGER, path TEXT, part TEXT);
CREATE TABLE passages (place INTEGER PRIMARY KEY, document TEXT, first INTEGER, last INTEGER, id TEXT, plan TEXT,
    section TEXT, part TEXT, text TEXT, context TEXT, located TEXT);
CREATE TABLE tasks (place INTEGER PRIMARY KEY, document TEXT, first INTEGER, last INTEGER, id TEXT, plan TEXT,
    section TEXT, part TEXT, title TEXT, text TEXT, lead TEXT, support TEXT, implement TEXT,
    implement_is_default INTEGER, deadlines TEXT, note TEXT, inherited TEXT, number TEXT, "group" TEXT,
    located TEXT, doubtful TEXT);
CREATE TABLE windows (place INTEGER PRIMARY KEY, passage INTEGER, text TEXT);
"""

Row = dict[str, Any]


def store_to_bytes(readings: Sequence[Reading], windows: Iterable[tuple[int, str]]) -> bytes:
    """The database of ``readings`` and of ``windows``, each the number of its passage and its text."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        for reading in readings:
            _insert(connection, "documents", [_document_row(reading.document)])
            _insert(connection, "plans", map(_plan_row, reading.plans))
            _insert(connection, "sections", (_section_row(reading, section) for section in reading.sections))
            _insert(connection, "passages", map(_passage_row, reading.passages))
            _insert(connection, "tasks", map(_task_row, reading.tasks))
        _insert(connection, "windows", ({"passage": passage, "text": text} for passage, text in windows))
        connection.commit()
        return connection.serialize()


def store_from_bytes(data: bytes) -> tuple[list[Reading], list[tuple[int, str]]]:
    """What ``store_to_bytes`` was given. sqlite3.DatabaseError when ``data`` is no database."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        connection.row_factory = sqlite3.Row
        documents = [_document(row) for row in connection.execute("SELECT * FROM documents ORDER BY place")]
        readings = [_reading(connection, document) for document in documents]
        windows = connection.execute("SELECT passage, text FROM windows ORDER BY place").fetchall()
        return readings, [(row["passage"], row["text"]) for row in windows]


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    for row in rows:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def _reading(connection: sqlite3.Connection, document: Document) -> Reading:
    def rows(table: str) -> Iterable[sqlite3.Row]:
        return connection.execute(f"SELECT * FROM {table} WHERE document = ? ORDER BY place", (document.id,))

    plans = {row["id"]: _plan(row) for row in rows("plans")}
    return Reading(
        document,
        tuple(plans.values()),
        tuple(Section(_texts(row["path"]), _span(row), row["part"]) for row in rows("sections")),
        tuple(_passage(row, plans) for row in rows("passages")),
        tuple(_task(row, plans) for row in rows("tasks")),
    )


def _json(value: Sequence[Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _texts(column: str) -> tuple[str, ...]:
    return tuple(json.loads(column))


def _span_row(span: Span) -> Row:
    return {"first": span.first, "last": span.last}


def _span(row: sqlite3.Row) -> Span:
    return Span(row["first"], row["last"])


def _day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(column: str | None) -> date | None:
    return date.fromisoformat(column) if column else None


def _document_row(document: Document) -> Row:
    return {
        "id": document.id,
        "title": document.title,
        "sha256": document.sha256,
        "kind": document.kind,
        "lines": _json(document.lines),
        "places": _json([astuple(place) for place in document.places]),
        "notices": _json(document.notices),
        "smudges": _json([astuple(smudge) for smudge in document.smudges]),
    }


def _document(row: sqlite3.Row) -> Document:
    return Document(
        id=row["id"],
        title=row["title"],
        sha256=row["sha256"],
        lines=_texts(row["lines"]),
        kind=row["kind"],
        places=tuple(_locator(*values) for values in json.loads(row["places"])),
        notices=_texts(row["notices"]),
        smudges=tuple(Smudge(*values) for values in json.loads(row["smudges"])),
    )


def _locator(areas: Iterable[tuple[int, list[float]]], *rest: Any) -> Locator:
    left = tuple(Area(page, _box(*box)) for page, box in areas)
    return Locator(left, *rest)


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return left, top, right, bottom


def _plan_row(plan: Plan) -> Row:
    return {
        "document": plan.document,
        **_span_row(plan.span),
        "id": plan.id,
        "title": plan.title,
        "region": plan.region,
        "year": plan.year,
        "number": plan.number,
        "issuer": plan.issuer,
        "date": _day_text(plan.date),
    }


def _plan(row: sqlite3.Row) -> Plan:
    return Plan(
        id=row["id"],
        document=row["document"],
        title=row["title"],
        region=row["region"],
        year=row["year"],
        number=row["number"],
        issuer=row["issuer"],
        date=_day(row["date"]),
        span=_span(row),
    )


def _section_row(reading: Reading, section: Section) -> Row:
    place = {"document": reading.document.id, **_span_row(section.span)}
    return {**place, "path": _json(section.path), "part": section.part}


def _place_row(record: Passage | Task) -> Row:
    """The columns that passages and tasks share."""
    return {
        "document": record.document,
        **_span_row(record.span),
        "id": record.id,
        "plan": record.plan.id,
        "section": _json(record.section),
        "part": record.part,
        "text": record.text,
    }


def _place(row: sqlite3.Row, plans: Mapping[str, Plan]) -> Row:
    return {
        "id": row["id"],
        "document": row["document"],
        "plan": plans[row["plan"]],
        "section": _texts(row["section"]),
        "part": row["part"],
        "span": _span(row),
        "text": row["text"],
    }


def _passage_row(passage: Passage) -> Row:
    return {**_place_row(passage), "context": passage.context, "located": passage.place}


def _passage(row: sqlite3.Row, plans: Mapping[str, Plan]) -> Passage:
    return Passage(**_place(row, plans), context=row["context"], place=row["located"])


def _task_row(task: Task) -> Row:
    return {
        **_place_row(task),
        "title": task.title,
        "lead": _json(task.lead),
        "support": _json(task.support),
        "implement": _json(task.implement),
        "implement_is_default": task.implement_is_default,
        "deadlines": _json([(limit.kind, _day_text(limit.date), limit.text) for limit in task.deadlines]),
        "note": task.note,
        "inherited": _json(task.inherited),
        "number": task.number,
        "group": task.group,
        "located": task.place,
        "doubtful": _json(task.doubtful),
    }


def _task(row: sqlite3.Row, plans: Mapping[str, Plan]) -> Task:
    return Task(
        **_place(row, plans),
        title=row["title"],
        lead=_texts(row["lead"]),
        support=_texts(row["support"]),
        implement=_texts(row["implement"]),
        implement_is_default=bool(row["implement_is_default"]),
        deadlines=tuple(_deadlines(row["deadlines"])),
        note=row["note"],
        inherited=_texts(row["inherited"]),
        number=row["number"],
        group=row["group"],
        place=row["located"],
        doubtful=_texts(row["doubtful"]),
    )


def _deadlines(column: str) -> Iterable[Deadline]:
    return (Deadline(DeadlineKind(kind), _day(day), text) for kind, day, text in json.loads(column))
