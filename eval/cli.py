"""The command line of the evaluation: ``python -m eval [run|score|ledger|compare|ablate]``.

Exit codes: 0 done, 1 below a floor or a question that crashed, 2 wrong usage, 3 input that cannot be used.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from corpus import read_document
from corpus.errors import PlanqaError, SettingError
from eval.ablate import ablate
from eval.args import ChineseParser
from eval.asking import read_answers
from eval.compare import comparison_tables
from eval.floors import CEILINGS, FLOORS, Floors, read_floors
from eval.ledger import Row, row_from_task
from eval.names import SCORES
from eval.results import REPORT, read_scores
from eval.run import BUNDLED, Options, chosen_questions, exam_of, run, score_ledgers
from eval.selection import PARAPHRASES, SPLITS, gold_ledgers, read_ledger
from eval.system import Opener, open_planqa
from eval.tables import (
    all_tables,
    difference_table,
    failure_table,
    ledger_table,
    output,
    retrieval_table,
    show,
    slice_table,
    summary_table,
)
from index.build import scan

DESCRIPTION = """评测 planqa：提问、判分、比较基线，写出报告。分数低于底线时以 1 退出。

其他命令：
  python -m eval score 答案.jsonl     只给已有的答案判分
  python -m eval ledger [台账.json]   只给台账判分（默认现读文库）
  python -m eval compare 甲 乙        两次结果逐题比较
  python -m eval ablate               逐路拆开：台账、向量、BM25、融合、全部
  python -m eval.bench                测速

自备题目的 CSV／XLSX：列表列（must_not、evidence、tasks、turns）一行一项；must 一行一组，组内几种说法用 | 隔开。"""


def main(argv: Sequence[str] | None = None, opener: Opener = open_planqa) -> int:
    """Run one command; faults that are planqa's own are one line on the error stream."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    name = arguments[0] if arguments and arguments[0] in COMMANDS else "run"
    rest = arguments[1:] if arguments[:1] == [name] else arguments
    try:
        return COMMANDS[name](rest, opener)
    except PlanqaError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, SettingError) else 3


def run_command(argv: Sequence[str], opener: Opener) -> int:
    """Run the evaluation, print it and hold it to its floors."""
    given = run_parser().parse_args(argv)
    results = run(options_from(given), argv, opener, Console(stderr=True))
    out = output()
    show(out, all_tables(results))
    show(out, (failure_table(exam, given.show) for exam in results.exams if given.show))
    out.print(f"报告：{given.out / REPORT}")
    return int(bool(results.shortfalls) or any(exam.errors for exam in results.exams))


def score_command(argv: Sequence[str], opener: Opener) -> int:
    """Score answers that were recorded before."""
    parser = ChineseParser("python -m eval score", "给 planqa ask --batch 写出的答案判分。")
    parser.options.add_argument("answers", type=Path, metavar="答案.jsonl", help="每行一个答案")
    add_question_options(parser)
    parser.options.add_argument("--sources", type=Path, default=BUNDLED, metavar="目录", help="原文所在目录（纯文本）")
    parser.options.add_argument("--show", type=int, default=0, metavar="N", help="列出前 N 道没答对的题")
    parser.options.add_argument("--min", type=float, default=0.0, metavar="值", help="答对率低于它时以 1 退出")
    given = parser.parse_args(argv)
    sources = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(given.sources.glob("*.txt"))]
    options = Options(Path(), split=given.split, questions=given.questions, sample=given.sample, seed=given.seed)
    exam = exam_of(options.part, chosen_questions(options), read_answers(given.answers), sources)
    kinds = (slice_table(exam.part, "type", parts) for way, parts in exam.slices().items() if way == "type")
    show(output(), [summary_table(exam), *kinds, *([failure_table(exam, given.show)] if given.show else ())])
    return int((exam.summary.correct.value or 0.0) < given.min)


def ledger_command(argv: Sequence[str], opener: Opener) -> int:
    """Score a ledger, by default what is read from the bundled documents now: no index is needed."""
    parser = ChineseParser("python -m eval ledger", "给台账判分；不给台账文件时现读文库，不建索引。")
    parser.options.add_argument("tasks", type=Path, nargs="?", metavar="台账.json", help="planqa ledger --json 的输出")
    parser.options.add_argument(
        "--gold", type=Path, nargs="+", default=(), metavar="文件", help="金标台账（默认内置的）"
    )
    parser.options.add_argument("--documents", type=Path, default=BUNDLED, metavar="目录", help="现读的文库目录")
    parser.options.add_argument("--show", type=int, default=0, metavar="N", help="列出前 N 处不一致")
    parser.options.add_argument("--min", type=float, default=0.0, metavar="值", help="合计总分低于它时以 1 退出")
    given = parser.parse_args(argv)
    tasks = read_ledger(given.tasks) if given.tasks else read_tasks(given.documents)
    scores = score_ledgers(gold_ledgers(given.gold), tasks)
    show(output(), [ledger_table(scores), *([difference_table(scores, given.show)] if given.show else ())])
    return int(scores[-1].score < given.min)


def compare_command(argv: Sequence[str], opener: Opener) -> int:
    """Compare two results."""
    parser = ChineseParser("python -m eval compare", "两次结果逐题比较。")
    parser.options.add_argument("before", type=Path, metavar="甲", help="先前结果的目录")
    parser.options.add_argument("after", type=Path, metavar="乙", help="后来结果的目录")
    given = parser.parse_args(argv)
    show(output(), comparison_tables(read_scores(given.before), read_scores(given.after)))
    return 0


def ablate_command(argv: Sequence[str], opener: Opener) -> int:
    """Measure each leg on its own."""
    parser = ChineseParser("python -m eval ablate", "逐路拆开，看证据从哪里来。")
    add_question_options(parser)
    parser.options.add_argument("--home", type=Path, metavar="目录", help="planqa 的工作目录")
    given = parser.parse_args(argv)
    options = Options(Path(), given.home, given.split, given.questions, sample=given.sample, seed=given.seed)
    legs = ablate(options, opener, Console(stderr=True))
    show(output(), [retrieval_table("各路能取到证据的题", legs)])
    return 0


COMMANDS: Mapping[str, Callable[[Sequence[str], Opener], int]] = {
    "run": run_command,
    "score": score_command,
    "ledger": ledger_command,
    "compare": compare_command,
    "ablate": ablate_command,
}


def run_parser() -> ChineseParser:
    """The options of a run."""
    parser = ChineseParser("python -m eval", DESCRIPTION)
    add_question_options(parser)
    add = parser.options.add_argument
    add("--home", type=Path, metavar="目录", help="planqa 的工作目录（默认与 planqa 命令相同）")
    add("--out", type=Path, default=Path("results/latest"), metavar="目录", help="结果写到哪里（默认 results/latest）")
    add("--ledger", type=Path, nargs="*", metavar="文件", help="再给台账判分（不写文件时用内置的金标台账）")
    add("--paraphrases", type=Path, nargs="?", const=PARAPHRASES, metavar="文件", help="再问每道题的其他说法")
    add("--baseline", action="store_true", help="再与切块检索比较")
    add("--model", action="store_true", help="同样的题再用 PLANQA_MODEL 的语言模型答一遍，并排比较")
    add("--floors", type=Path, default=FLOORS, metavar="文件", help="底线文件（默认 eval/floors.toml）")
    add("--no-floors", action="store_true", help="不管底线文件")
    add("--show", type=int, default=0, metavar="N", help="列出前 N 道没答对的题")
    for name, label in SCORES.items():
        add(bound_option(name), dest=name, type=float, metavar="值", help=f"底线：{label}")
    add("--min-ledger", type=float, metavar="值", help="底线：台账总分")
    add("--min-hits", type=float, metavar="值", help="底线：检索取到证据")
    return parser


def add_question_options(parser: ChineseParser) -> None:
    """The options that choose questions."""
    add = parser.options.add_argument
    add(
        "--split",
        choices=SPLITS,
        default="dev",
        help="内置题目的分组：dev（样题和开发题，默认）、sample、extra、test、all",
    )
    add(
        "--questions", type=Path, metavar="文件", help="自备题目（JSON、CSV 或 XLSX，列名与内置题目相同），替代内置题目"
    )
    add("--sample", type=int, metavar="N", help="只随机取 N 题")
    add("--seed", type=int, default=0, metavar="种子", help="取题的随机种子（默认 0）")


def bound_option(name: str) -> str:
    """``--min-cited``, ``--max-false-refusals``."""
    return f"--{'max' if name in CEILINGS else 'min'}-{name.replace('_', '-')}"


def options_from(given: Namespace) -> Options:
    """The run that the parsed arguments ask for."""
    options = Options(
        out=given.out,
        home=given.home,
        split=given.split,
        questions=given.questions,
        ledgers=None if given.ledger is None else tuple(given.ledger),
        paraphrases=given.paraphrases,
        baseline=given.baseline,
        model=given.model,
        sample=given.sample,
        seed=given.seed,
    )
    return replace(options, floors=floors_from(given, options.part))


def floors_from(given: Namespace, part: str) -> Floors:
    """The floors of the command line over those of the file."""
    filed = filed_floors(given)
    asked = {name: getattr(given, name) for name in SCORES}
    extra = {part: asked, "ledger": {"score": given.min_ledger}, "retrieval": {"hits": given.min_hits}}
    bounds = {key: {name: value for name, value in one.items() if value is not None} for key, one in extra.items()}
    return {key: {**filed.get(key, {}), **bounds.get(key, {})} for key in (*filed, *bounds)}


def filed_floors(given: Namespace) -> Floors:
    """The floors of the file for what they were measured on: all the bundled questions of a split, all the ledgers."""
    whole = given.questions is None and given.sample is None
    floors = {} if given.no_floors else read_floors(given.floors)
    return {part: one for part, one in floors.items() if (not given.ledger if part == "ledger" else whole)}


def read_tasks(folder: Path) -> list[Row]:
    """The tasks of every document in ``folder``, read now."""
    readings = (read_document(name, data) for name, data in scan(folder).items())
    return [row_from_task(task) for reading in readings for task in reading.tasks]
