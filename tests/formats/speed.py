"""Pages a second of each format, and the peak memory of reading a PDF of 500 pages: ``make speed``.

Each measurement runs in a process of its own, so that the peak is that of one file.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pypdfium2
import writers
from score import FORMS

PLAN = "zhongyuan-soil-division-table"
PAGES = 500


def long_pdf() -> bytes:
    """The PDF of the longest plan, over and over, 500 pages long."""
    source = pypdfium2.PdfDocument(writers.pdf("pingyuan-2020-air-water-soil-plans"))
    made = pypdfium2.PdfDocument.new()
    while len(made) < PAGES:
        made.import_pages(source, list(range(min(len(source), PAGES - len(made)))))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def measure(path: str) -> dict[str, float]:
    """Seconds and megabytes for reading one file in this process; the libraries are loaded before, by a small file."""
    from corpus import read_document

    read_document("small.txt", "某区2021年土壤污染防治实施方案\n一、主要任务".encode())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    found = read_document(Path(path).name, Path(path).read_bytes())
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "peak": peak / 1024, "more": (peak - before) / 1024, "tasks": len(found.tasks)}


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
        _line("pdf, long", PAGES, Path(folder) / "long.pdf", long_pdf())
    return 0


def _line(name: str, pages: int, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    command = [sys.executable, "-m", "speed", str(path)]
    made = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    print(
        f"{name:10} {pages:4} pages  {made['seconds']:7.2f} s  {pages / made['seconds']:8.1f} pages/s"
        f"  peak {made['peak']:.0f} MB (+{made['more']:.0f})  {made['tasks']} records",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
