"""Pages a second of each format, and what long PDFs cost, of many tables and of one over all pages: ``make speed``.

Each measurement runs in a process of its own, so that the peak is that of one file.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from io import BytesIO
from itertools import chain, cycle, islice
from pathlib import Path

import pypdfium2
import writers
from score import FORMS

PLAN = "zhongyuan-soil-division-table"
LONG = "pingyuan-2020-air-water-soil-plans"
PAGES = (50, 100, 200, 400)


def long_pdf(count: int) -> bytes:
    """The PDF of the longest plan, over and over, ``count`` pages long."""
    source = pypdfium2.PdfDocument(writers.pdf(LONG))
    return _of_pages(source, islice(cycle(range(len(source))), count))


def one_table_pdf(count: int) -> bytes:
    """A plan whose table runs over all ``count`` pages: those that the table fills, over and over."""
    source = pypdfium2.PdfDocument(writers.pdf(PLAN))
    return _of_pages(source, islice(chain([0], cycle(range(1, len(source) - 1))), count))


def _of_pages(source: pypdfium2.PdfDocument, chosen: Iterable[int]) -> bytes:
    made = pypdfium2.PdfDocument.new()
    made.import_pages(source, list(chosen))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def measure(path: str) -> dict[str, float]:
    """Seconds and megabytes for reading one file in this process; the libraries are loaded before, by a small file."""
    from corpus import read_document

    read_document("small.txt", "某区2021年土壤污染防治实施方案\n一、主要任务".encode())
    before = peak_memory()
    started, worked = time.perf_counter(), time.process_time()
    found = read_document(Path(path).name, Path(path).read_bytes())
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    peak = peak_memory()
    return {"seconds": seconds, "work": work, "peak": peak, "more": peak - before, "tasks": len(found.tasks)}


def peak_memory() -> float:
    """Megabytes that this process has held at most; ``getrusage`` would tell those of its parent where they are more."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s*(\d+)", status)[1]) / 1024  # type: ignore[index]


def main() -> int:
    """Print a line for each format."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
        return 0
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder, pypdfium2.PdfDocument(writers.pdf(PLAN)) as document:
        pages = len(document)
        for name in ("text", "docx", "xlsx", "html", "doc", "pdf", "scan"):
            _line(name, pages, Path(folder) / f"{name}{FORMS[name].suffix}", FORMS[name].write(PLAN))
        for count in PAGES:
            _line("long pdf", count, Path(folder) / "long.pdf", long_pdf(count))
            _line("one table", count, Path(folder) / "table.pdf", one_table_pdf(count))
    return 0


def _line(name: str, pages: int, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    command = [sys.executable, "-m", "speed", str(path)]
    made = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    print(
        f"{name:10} {pages:4} pages  {made['seconds']:7.2f} s  {pages / made['seconds']:8.1f} pages/s"
        f"  {made['work']:6.2f} s of processor"
        f"  peak {made['peak']:.0f} MB (+{made['more']:.0f})  {made['tasks']} records",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
