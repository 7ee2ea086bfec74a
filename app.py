"""The Gradio page of planqa and the doors for programs, in one server: ``python app.py``, then the address it prints.

The page is served first and the library opened after, because loading the model and building the first index take
longer than anyone likes to look at a page that does not load. See ``page/`` for the page itself.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read by Gradio when it is imported

from corpus.errors import InputError, PlanqaError, SettingError
from corpus.formats import SUFFIXES
from corpus.types import Document
from page.exam import ExamReport, Failure, Score, Slice, Tick
from page.examples import examples
from qa import PlanQA
from qa.intake import Remembering
from qa.settings import Settings, load_settings
from qa.types import Answer, Dialogue
from serve.accounts import check_host, read_accounts
from serve.assistant import Assistant
from serve.doors import Doors, beside
from serve.guard import Policy, state_of
from serve.holdings import Holdings, Source
from serve.keys import read_keys
from serve.limits import Crew, Rate
from serve.opening import Opening, Progress
from serve.server import Server
from serve.service import Service

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from eval.questions import Judgement
    from eval.results import Exam
    from index.embedder import Embedder as Encoder

__all__ = ["main"]
Opener = Callable[[Settings, Progress, Remembering | None], Assistant]
Encode = Callable[[Settings], "Encoder"]


def open_planqa(settings: Settings, progress: Progress, read: Remembering | None = None) -> Assistant:
    """The real assistant; this is what takes time, the first time minutes."""
    return PlanQA.open(settings=settings, progress=progress, read=read)


def open_encoder(settings: Settings) -> Encoder:
    """The embedder, whose name an evaluation keeps beside its numbers."""
    from index import IndexConfig
    from index.embedder import choose_embedder

    return choose_embedder(settings.home, IndexConfig(settings.embedder, settings.vector_store))


def main(opener: Opener = open_planqa, encode: Encode = open_encoder) -> int:
    """Serve page and doors until interrupted; the exit code of the project's commands."""
    return ending(lambda: run(load_settings(), opener, encode))


def ending(work: Callable[[], None]) -> int:
    """The exit code of ``work``, its error said on one line."""
    try:
        work()
    except (PlanqaError, OSError) as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2 if isinstance(error, SettingError) else 3
    except KeyboardInterrupt:
        print("\n已停止。")
    return 0


def run(settings: Settings, opener: Opener = open_planqa, encode: Encode = open_encoder, page: bool = True) -> None:
    """Serve the doors and the page, open the library, and let the server's thread work until Ctrl+C."""
    accounts, keys = read_accounts(settings.auth.get_secret_value()), read_keys(settings.api_keys.get_secret_value())
    check_host(settings.host, accounts if page else keys, "PLANQA_AUTH" if page else "PLANQA_API_KEYS")
    opening = Opening()
    service = Service(opening)
    change = holdings(settings, opener, opening)
    policy = Policy(state_of(settings.host, keys, accounts), keys, Rate(settings.api_rate))
    doors = Doors(service, policy, Crew(settings.api_parallel), Crew(settings.api_parallel), change).app()
    served: ASGIApp = doors
    if page:
        with uncollected():
            from page.build import Parts, build_page  # Gradio takes seconds to import
            from page.serve import mounted

            parts = Parts(service, settings.home, lambda: opening.status, change, accounts,
                          EvalExaminer(settings, encode), pictures(settings))  # fmt: skip
            served = beside(doors, mounted(build_page(parts), accounts))
    server = Server(served, settings.host, settings.port)
    server.start()
    print(f"方案问答的{'网页' if page else '接口'}地址：{server.address} （按 Ctrl+C 停止）", flush=True)
    opening.open(lambda progress: opener(settings, progress, None), tell)
    print("资料库已就绪，可以提问。", flush=True)
    warm_up(opening)
    server.join()


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage is looked for among what imports make, which stays: 0.6 of 2.9 seconds with Gradio. Nor is it looked at later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def warm_up(assistant: Assistant) -> None:
    """Answer a question for nobody: the first loads the dictionary and the encoder, a second or more."""
    with suppress(PlanqaError):
        assistant.ask(examples()[0], model=False)


def pictures(settings: Settings) -> Callable[[Document, int], bytes]:
    """The pages of the library's files as they lie in its folder."""

    @lru_cache(maxsize=16)
    def picture(document: Document, page: int) -> bytes:
        from corpus.formats.pdf import page_picture

        path = settings.library / document.id
        data = path.read_bytes() if path.is_file() else b""
        return page_picture(document.id, data, page) if sha256(data).hexdigest() == document.sha256 else b""

    return picture


def holdings(settings: Settings, opener: Opener, opening: Opening) -> Holdings:
    """How the library's files change; each change opens the library anew."""
    read = Remembering()

    def reopen(progress: Progress) -> Assistant:
        try:
            return opener(settings, progress, read)
        finally:
            read.forget()

    return Holdings(Source(settings.home, settings.documents, SUFFIXES, read, reopen), opening)


class EvalExaminer:
    """The page's evaluations, run by ``eval``; each leaves its files in a folder of the home."""

    def __init__(self, settings: Settings, encode: Encode) -> None:
        self.settings, self.encode = settings, encode

    @property
    def sets(self) -> Mapping[str, str]:
        """The bundled questions."""
        return {"sample": "样题", "dev": "样题和开发题", "test": "测试题"}

    def examine(self, assistant: Assistant, chosen: str, upload: tuple[str, bytes] | None, tick: Tick) -> ExamReport:
        """As ``Examiner`` says."""
        if upload is None and chosen not in self.sets:
            raise InputError(f"没有题目“{chosen}”。")
        folder = self.settings.home / "evaluations" / datetime.now().strftime("%Y%m%d-%H%M%S")
        folder.mkdir(parents=True, exist_ok=True)
        given = folder / f"questions{Path(upload[0]).suffix.lower()}" if upload else None
        if upload and given:
            given.write_bytes(upload[1])
        try:
            return self._run(assistant, folder, chosen, given, tick)
        except InputError as error:  # a reader knows the file's own name, not where it was put
            raise InputError(str(error).replace(str(given), upload[0]) if upload else str(error)) from error

    def _run(self, assistant: Assistant, folder: Path, split: str, given: Path | None, tick: Tick) -> ExamReport:
        from rich.console import Console

        from eval.run import Options, chosen_questions, run
        from eval.system import System

        settings = self.settings
        options = Options(folder, settings.home, split, given)
        encoder = self.encode(settings)
        turns = sum(len(question.turns) for question in chosen_questions(options))
        counting: Any = Counting(assistant, turns, tick)  # its search is for comparing baselines, which no page does
        system = System(counting, encoder, encoder.identity(), settings.model_dump())
        results = run(options, ["（网页）"], lambda *_: system, Console(quiet=True))
        return exam_report(results.exams[0], folder)


class Counting:
    """An assistant that tells how many of ``total`` questions it has answered."""

    def __init__(self, assistant: Assistant, total: int, tick: Tick) -> None:
        self.library = assistant.library
        self._assistant, self._total, self._tick, self._done = assistant, total, tick, 0

    def ask(self, question: str, dialogue: Dialogue | None = None) -> Answer:
        """As ``PlanQA.ask``."""
        self._done += 1
        self._tick(self._done, self._total)
        return self._assistant.ask(question, dialogue or Dialogue(), model=False)


def exam_report(exam: Exam, folder: Path) -> ExamReport:
    """What the page shows of an exam whose files are in ``folder``."""
    from eval.names import SLICES, chinese, share_text, slice_name
    from eval.results import ANSWERS, REPORT, SCORES
    from eval.tables import count_text, interval_text

    shares = exam.summary.shares()
    scores = (Score(chinese(name), share_text(one.value), count_text(one), interval_text(one))
              for name, one in shares.items())  # fmt: skip
    slices = {
        SLICES[way]: tuple(
            Slice(
                slice_name(way, key), one.correct.of, tuple(share_text(share.value) for share in one.shares().values())
            )
            for key, one in parts.items()
        )
        for way, parts in exam.slices().items()
    }
    files = {"html": REPORT, "jsonl": ANSWERS, "json": SCORES}
    return ExamReport(
        chinese(exam.part), len(exam.judgements), tuple(scores), tuple(map(chinese, shares)), slices,
        tuple(failure(one, exam.errors) for one in exam.failures()),
        {kind: (folder / name).read_bytes() for kind, name in files.items()},
    )  # fmt: skip


def failure(judgement: Judgement, errors: Mapping[str, str]) -> Failure:
    """A question that was not answered right."""
    from eval.names import chinese

    question, reply = judgement.question, judgement.reply
    lacking = [f"缺少：{'／'.join(group)}" for group in judgement.unmet]
    wrong = [*lacking, *(f"不该有：{text}" for text in judgement.forbidden)]
    if judgement.refused and question.answerable:
        wrong.insert(0, "不该拒答")
    said = reply.text if reply else errors.get(question.id, "没有回答")
    return Failure(question.id, chinese(question.type), question.turns, "；".join(wrong) or "该拒答而没有拒答", said)


def tell(stage: str, done: int, total: int) -> None:
    """Progress on the console: a line that counts up on a terminal, elsewhere a stage's first and last step."""
    if total == 0:
        print(stage, flush=True)
    elif sys.stdout.isatty():
        print(f"\r\033[K{stage} {done}/{total}", end="\n" if done >= total else "", flush=True)
    elif done in {0, total}:
        print(f"{stage} {done}/{total}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
