"""Other readers on the tables of the bundled plans, written to Word with true merges: ``make peers``.

What each makes of a file is read by the same ledger reader, so that the only thing compared is what became of the cells.
A row counts when its lead, support and deadline are all exactly those of the text ledger. A reader that is not installed
(``pip install -e '.[peers]'``) is said to be missing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import writers
from docx import Document
from docx.table import Table
from originals import NAMES, reading
from reading import score_against

from corpus import PlanqaError, read_document
from corpus.types import Reading, Task

JUDGED = ("lead", "support", "deadlines")


def planqa(name: str, data: bytes) -> Reading:
    return read_document(name, data)


def row_cells(name: str, data: bytes) -> Reading:
    """python-docx as its documentation shows it: ``row.cells`` repeats a merged cell in every place that it covers."""
    lines: list[str] = []
    for item in Document(BytesIO(data)).iter_inner_content():
        if isinstance(item, Table):
            lines += ["|" + "|".join(c.text.replace("\n", "<br>") for c in row.cells) + "|" for row in item.rows]
        else:
            lines.append(item.text)
    return _read(name, "\n".join(lines))


def markitdown(name: str, data: bytes) -> Reading:
    from markitdown import MarkItDown

    return _read(name, MarkItDown().convert_stream(BytesIO(data), file_extension=".docx").text_content)


def docx2txt(name: str, data: bytes) -> Reading:
    import docx2txt as library

    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.docx"
        path.write_bytes(data)
        return _read(name, library.process(str(path)))


def unstructured(name: str, data: bytes) -> Reading:
    from unstructured.partition.docx import partition_docx

    parts = partition_docx(file=BytesIO(data))
    return _read(name, "\n".join(getattr(part.metadata, "text_as_html", None) or part.text for part in parts))


def _read(name: str, text: str) -> Reading:
    return read_document(f"{Path(name).stem}.md", text.encode())


READERS: tuple[Callable[[str, bytes], Reading], ...] = (planqa, row_cells, markitdown, docx2txt, unstructured)


def main() -> int:
    """A line for each reader: table rows with everything right, plan by plan and in all."""
    for reader in READERS:
        try:
            made = [_right(reader, plan) for plan in NAMES]
        except ModuleNotFoundError as error:
            print(f"{reader.__name__:14} is not installed ({error.name})")
            continue
        except RuntimeError as error:  # unstructured fetches a model of spaCy at its first use
            print(f"{reader.__name__:14} does not run here: {str(error).partition('.')[0]}")
            continue
        right, rows = sum(r for r, _, _ in made), sum(n for _, n, _ in made)
        each = "  ".join(f"{r}/{n}" for r, n, _ in made if n)
        print(
            f"{reader.__name__:14} {right}/{rows} = {right / rows:.3f}   {each}   {sum(s for *_, s in made):.1f} s",
            flush=True,
        )
    return 0


def _right(reader: Callable[[str, bytes], Reading], plan: str) -> tuple[int, int, float]:
    """How many table rows of ``plan`` come out right, how many there are, and the seconds taken."""
    original = _tables_only(reading(plan))
    data = writers.docx(plan)
    started = time.perf_counter()
    try:
        found = reader(f"{plan}.docx", data)
    except PlanqaError as error:
        print(f"{reader.__name__}: {error}")
        return 0, len(original.tasks), time.perf_counter() - started
    seconds = time.perf_counter() - started
    score = score_against(original, found)
    wrong = {difference.row for difference in score.differences if difference.field in JUDGED}
    return score.recall.met - len(wrong), len(original.tasks), seconds


def _tables_only(found: Reading) -> Reading:
    return replace(found, tasks=tuple(task for task in found.tasks if _is_row(task)))


def _is_row(task: Task) -> bool:
    return "\t" in task.text


if __name__ == "__main__":
    sys.exit(main())
