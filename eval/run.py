"""One evaluation run: ask, judge, score the ledger, measure retrieval, write it all down.

``run`` is the list of steps. Nothing here is shown to the reader but progress; ``eval.cli`` prints the tables.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

import corpus
from corpus.errors import SettingError
from corpus.types import Document
from eval.asking import Record, ask_all, converse, replies_from, write_answers
from eval.floors import Floors, shortfalls
from eval.gold import Question
from eval.ledger import FIELDS, LedgerScore, Row, row_from_task, score_ledger
from eval.names import TOTAL, chinese
from eval.progress import counting, reporting
from eval.questions import judge_all
from eval.recipe import Recipe, make_recipe
from eval.report import render
from eval.results import ANSWERS, REPORT, WORDED, Exam, Results, Worded, measured, write_scores
from eval.retrieval import ANSWERING, DEPTH, INDEX, Retrieval, Retriever, evaluate
from eval.selection import bundled_questions, gold_ledgers, paraphrases_of
from eval.sheets import read_questions
from eval.system import Assistant, Library, Opener, System
from eval.worded import faithfulness, wordings

BUNDLED = Path(corpus.__file__).parent / "documents"


@dataclass(frozen=True, slots=True)
class Options:
    """What a run does. ``questions`` replaces the bundled ``split``; ``sample`` takes that many by ``seed``.

    ``ledgers`` are gold ledger files, none of them meaning all the bundled ones, and None meaning: no ledgers.
    """

    out: Path
    home: Path | None = None
    split: str = "dev"
    questions: Path | None = None
    ledgers: tuple[Path, ...] | None = None
    paraphrases: Path | None = None
    baseline: bool = False
    model: bool = False
    sample: int | None = None
    seed: int = 0
    floors: Floors = field(default_factory=dict)

    @property
    def part(self) -> str:
        """The part of the run that its questions are, as floors name it."""
        return "questions" if self.questions else self.split


def run(options: Options, argv: Sequence[str], opener: Opener, console: Console) -> Results:
    """Run everything that ``options`` ask for and write it to ``options.out``."""
    questions = chosen_questions(options)
    paraphrases = paraphrases_of(questions, options.paraphrases) if options.paraphrases else []
    if options.paraphrases and not paraphrases:
        console.print("所选题目没有改写题。")
    ledgers = {} if options.ledgers is None else gold_ledgers(options.ledgers)
    with reporting(console) as progress:
        system = opener(options.home, progress)
    if options.model and system.worded is None:
        raise SettingError("要比较用模型和不用模型，先设置 PLANQA_MODEL 和 PLANQA_MODEL_URL。")
    library = system.assistant.library
    recipe = recipe_of(argv, system, (questions, paraphrases, printed(ledgers)), options.seed)
    asked = {options.part: questions, "paraphrases": paraphrases}
    exams, records = examine(system, {part: some for part, some in asked.items() if some}, console)
    scores = score_ledgers(ledgers, [row_from_task(task) for task in library.tasks])
    retrievals = compare_retrieval(system, questions, console) if options.baseline else ()
    below = shortfalls(measured(exams, scores, retrievals), options.floors)
    worded = compare_worded(system, exams[0], questions, console) if options.model else None
    results = Results(recipe, exams, scores, retrievals, tuple(below), worded[0] if worded else None)
    write(options.out, results, records)
    if worded:
        write_answers(options.out / WORDED, worded[1])
    return results


def compare_worded(
    system: System, plain: Exam, questions: Sequence[Question], console: Console
) -> tuple[Worded, list[Record]]:
    """The questions of ``plain`` once more, worded by the model, and its answers."""
    assert system.worded
    with counting("提问：用模型", len(questions), console) as tick:
        records = ask_all(system.worded, questions, tick)
    exam = exam_of(plain.part, questions, records, source_texts(system.assistant.library.documents))
    said = wordings(records)
    return Worded(plain, exam, said, faithfulness(said.values())), records


def recipe_of(argv: Sequence[str], system: System, gold: object, seed: int) -> Recipe:
    """What makes this run's numbers."""
    hashes = {document.id: document.sha256 for document in system.assistant.library.documents}
    return make_recipe(argv, hashes, gold, system.embedder, system.settings, seed)


def printed(ledgers: dict[str, list[Row]]) -> list[tuple[str, ...]]:
    """Gold ledgers in a form that prints the same in every process; a set's order changes from one to the next."""
    return [
        (name, row.id, row.plan, row.text, *("、".join(sorted(row.field(field))) for field in FIELDS))
        for name, rows in ledgers.items()
        for row in rows
    ]


def chosen_questions(options: Options) -> list[Question]:
    """The questions of a run, in their own order also when only some are taken."""
    given = options.questions
    questions = read_questions(given) if given else bundled_questions(options.split)
    if options.sample is None or options.sample >= len(questions):
        return questions
    chosen = random.Random(options.seed).sample(range(len(questions)), options.sample)
    return [questions[place] for place in sorted(chosen)]


def examine(
    system: System, parts: dict[str, list[Question]], console: Console
) -> tuple[tuple[Exam, ...], list[Record]]:
    """Ask and judge each part; the records of all parts come in one list."""
    sources = source_texts(system.assistant.library.documents)
    exams, kept = [], []
    for part, questions in parts.items():
        with counting(f"提问：{chinese(part)}", len(questions), console) as tick:
            records = ask_all(system.assistant, questions, tick)
        exams.append(exam_of(part, questions, records, sources))
        kept += records
    return tuple(exams), kept


def exam_of(part: str, questions: Sequence[Question], records: Sequence[Record], sources: Sequence[str]) -> Exam:
    """Recorded answers as judged."""
    errors = {str(record["id"]): str(record["error"]) for record in records if "error" in record}
    return Exam(part, tuple(judge_all(questions, replies_from(records), sources)), errors)


def source_texts(documents: Sequence[Document], bundled: Path = BUNDLED) -> list[str]:
    """What a quote must occur in: the file itself where it is plain text, else its rendering.

    Quotes are checked against the file, not the reading: a reader that drops a word would confirm its own quotes.
    """
    return [_source_text(document, bundled / document.id) for document in documents]


def score_ledgers(gold: dict[str, list[Row]], tasks: Sequence[Row]) -> tuple[LedgerScore, ...]:
    """The score of each gold ledger and, last, of all of them together."""
    if not gold:
        return ()
    every = [row for rows in gold.values() for row in rows]
    return tuple(score_ledger(name, rows, tasks) for name, rows in {**gold, TOTAL: every}.items())


def search_retriever(library: Library, legs: tuple[str, ...] = ("dense", "lexical")) -> Retriever:
    """Our own search, handing on the passages as quoted."""
    return lambda question: [hit.passage.text for hit in library.search(question.text(), DEPTH, legs=legs)]


def assistant_retriever(assistant: Assistant) -> Retriever:
    """What the answering layer seeks an answer in: the question understood, the dialogue heard."""

    def retrieve(question: Question) -> list[str]:
        dialogue = converse(assistant, question.turns[:-1]).dialogue if len(question.turns) > 1 else None
        return [passage.text for passage in assistant.search(question.turns[-1], DEPTH, dialogue)]

    return retrieve


def compare_retrieval(system: System, questions: Sequence[Question], console: Console) -> tuple[Retrieval, ...]:
    """Ours first, then the baselines, over the same questions with the same embedder."""
    from eval.baseline import ChunkPipeline  # its text splitter is installed for development only

    library = system.assistant.library
    texts = ["\n".join(document.lines) for document in library.documents]
    with console.status("建立基线索引"):
        chunks = ChunkPipeline(texts, system.encoder, library.words)
    retrievers: dict[str, Retriever] = {
        ANSWERING: assistant_retriever(system.assistant),
        INDEX: search_retriever(library),
        "切块＋向量": lambda question: chunks.dense(question.text()),
        "切块＋向量＋BM25": lambda question: chunks.fused(question.text()),
    }
    with console.status("比较检索"):
        return tuple(evaluate(name, retrieve, questions) for name, retrieve in retrievers.items())


def write(folder: Path, results: Results, records: Sequence[Record]) -> None:
    """The three files of a result; those of an earlier run of the same name are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    write_answers(folder / ANSWERS, records)
    write_scores(folder, results)
    (folder / REPORT).write_text(render(results), encoding="utf-8")


def _source_text(document: Document, file: Path) -> str:
    if file.suffix in (".txt", ".md") and file.is_file():
        return file.read_text(encoding="utf-8")
    return "\n".join(document.lines)
