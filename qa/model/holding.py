"""Holding a model's words to the facts: sentence by sentence, what holds is shown, what fails is mended or left out.

- A sentence that holds is shown with the marks that support it.
- One without a valid mark gets the mark of the only fact that supports it.
- One that fails is replaced by the lines of the deterministic answer at its marks, once; without valid marks it is left out.
- What the deterministic answer tells and the sentences did not is added at the end: no plan, no record and no fact that was asked for is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.text import fold
from corpus.types import Task
from qa.model.blocks import Block, blocks, first_words, quotes_in, share
from qa.model.checking import Finding, examine, unfounded_heading
from qa.model.facts import Evidence, Fact, evidence_of
from qa.model.splitting import PAUSE, Sentence, Statement
from qa.types import Answer

_REMARK = re.compile(
    r"；([^；“”：]*(?:是[^；“”：]*单位|不在其中))"
)  # what topics.py says of a body that was asked about
_MOST = 0.7  # share of the letters of a quotation that must be said for it to count as told
_CLAUSES = re.compile(r"[；;，,]")
FACETS = frozenset({"lead", "support", "implement", "deadline"})
NO_MARK, BAD_MARK, NO_SUBJECT, UNFINISHED = "没有注明依据", "依据编号不存在", "没有写明是哪项任务", "没有写完"


@dataclass(frozen=True, slots=True)
class Note:
    """What became of a sentence that did not hold: ``kind`` is mended, dropped or added."""

    kind: str
    sentence: str
    reason: str

    def text(self) -> str:
        """In one Chinese line."""
        did = {"mended": "已按台账改正", "marked": "已改正依据编号", "dropped": "已删去", "added": "已补上"}[self.kind]
        return f"{did}：“{self.sentence}”{f'（{self.reason}）' if self.reason else ''}"


@dataclass(slots=True)
class Held:
    """What has been shown so far and what was done to it. ``told`` are the facets shown for each record by its id, ``shown`` the
    deterministic lines that took a sentence's place, ``text`` the model's own words, folded.
    """

    notes: list[Note] = field(default_factory=list)
    said: int = 0
    marks: set[int] = field(default_factory=set)
    told: dict[str, set[str]] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    text: str = ""


class Holder:
    """Judges the sentences of one reply by the facts of ``answer``."""

    def __init__(self, answer: Answer, facts: Sequence[Fact], surfaces: Callable[[str], Iterable[str]]) -> None:
        self.held = Held()
        self._answer = answer
        self._facts = {fact.mark: fact for fact in facts}
        self._evidence = {fact.mark: evidence_of(fact) for fact in facts}
        self._surfaces = surfaces
        self._blocks, self._remarks = blocks(answer.text)
        self._heading: Sentence | None = None
        self._last: Evidence | None = None

    def judged(self, sentences: Iterable[Sentence]) -> Iterator[str]:
        """The text to be shown for each sentence, as soon as it is known."""
        for sentence in sentences:
            if sentence is PAUSE:
                self._context = self._context if self._heading else ""
                continue
            if self._is_heading(sentence):
                self._heading, self._last = sentence, None
                continue
            yield from self._one(sentence)

    def rest(self) -> list[str]:
        """The lines of the deterministic answer that are still to be told, and its remarks."""
        missing = [block for block in self._blocks if self._untold(block)]
        if self.held.said:
            self.held.notes += [Note("added", first_words(block.text), "") for block in missing]
        return [block.text for block in missing]

    @property
    def failed(self) -> int:
        """How many sentences did not hold."""
        return sum(note.kind in ("mended", "dropped") for note in self.held.notes)

    @property
    def remarks(self) -> list[str]:
        """What the answer remarks on itself: contradictions, doubtful readings, older versions."""
        return self._remarks

    def _is_heading(self, sentence: Sentence) -> bool:
        """Words without a mark that claim nothing; what follows is read together with them."""
        if sentence.marked:
            return False
        return not unfounded_heading(
            sentence.text, [each for some in self._evidence.values() for each in some], self._surfaces(sentence.text)
        )

    def _one(self, sentence: Sentence) -> Iterator[str]:
        shown, findings, reason = self._checked(sentence) if sentence.finished else ("", [], UNFINISHED)
        if shown and not any(finding.says for finding in findings):
            return  # 好的: nothing is said
        if shown:
            yield from self._opened()
            self._tell(findings)
            self.held.text += fold(shown)
            yield f"{sentence.lead_in}{shown}\n" if sentence.ends_line else f"{sentence.lead_in}{shown}"
            return
        lines = self._instead(sentence)
        kind = "mended" if lines else "dropped"
        self.held.notes.append(Note(kind, sentence.text.strip(), reason))
        for line in lines:
            yield f"{line}\n"

    def _opened(self) -> Iterator[str]:
        """The heading, with the first sentence below it that holds."""
        if self._heading is not None:
            heading, self._heading = self._heading, None
            self._context = heading.text
            yield f"{heading.lead_in}{heading.text.strip()}\n" if heading.ends_line else heading.text

    _context = ""

    def _checked(self, sentence: Sentence) -> tuple[str, list[Finding], str]:
        """The sentence with its marks made good, what supports it, and why it fails (empty text)."""
        context = self._heading.text if self._heading else self._context
        pieces, findings = [], []
        for statement in (each for each in sentence.statements if each.text.strip()):
            shown, found, reason = self._statement(statement, context)
            if reason:
                return "", [], reason
            pieces.append(shown)
            findings += found
        return "".join(pieces), findings, ""

    def _statement(self, statement: Statement, context: str) -> tuple[str, list[Finding], str]:
        valid = [mark for mark in statement.marks if mark in self._facts]
        reason = (BAD_MARK if len(valid) < len(statement.marks) else "") if statement.marks else NO_MARK
        if valid:
            found, fault = self._supported(statement.text, valid, context)
            if found:
                used = {finding.evidence.mark for finding in found}
                alone = [m for m in valid if m in used or self._supported(statement.text, [m], context)[0]]
                if alone != list(statement.marks):
                    self.held.notes.append(Note("marked", statement.text.strip(), reason))
                return _with_marks(statement.text, alone), found, ""
            return "", [], fault
        supporting = {
            mark: found for mark in self._facts if (found := self._supported(statement.text, [mark], context)[0])
        }
        if len(supporting) == 1:
            ((mark, found),) = supporting.items()
            self.held.notes.append(Note("marked", statement.text.strip(), reason))
            return _with_marks(statement.text, [mark]), found, ""
        return "", [], reason

    def _supported(self, text: str, marks: Sequence[int], context: str) -> tuple[list[Finding], str]:
        """The records at ``marks`` that hold the words, all by one or group by group of clauses; else why not."""
        found = [
            self._find(f"{context}\n{text}" if context else text, each)
            for mark in marks
            for each in self._evidence[mark]
        ]
        fine = [finding for finding in found if not finding.fault and self._goes_on(finding, context)]
        if fine:
            self._last = fine[0].evidence
            return fine[:1], ""
        grouped = self._by_groups(text, marks, context) if len(found) > 1 else []
        if grouped:
            return grouped, ""
        faults = [finding.fault for finding in found if finding.fault]
        return [], faults[0] if faults else NO_SUBJECT

    def _find(self, text: str, evidence: Evidence) -> Finding:
        return examine(text, evidence, self._surfaces(text))

    def _goes_on(self, finding: Finding, context: str) -> bool:
        """A sentence that names no task speaks of the one before it."""
        known = self._last
        same = (
            known is None
            or known == finding.evidence
            or (known.mark == finding.evidence.mark and finding.evidence.task is None)
        )
        return finding.subject or same or bool(context)

    def _by_groups(self, text: str, marks: Sequence[int], context: str) -> list[Finding]:
        """Clause after clause, each group of them by one record whose name stands in it."""
        pieces = [piece for piece in _CLAUSES.split(text) if piece.strip()]
        findings: list[Finding] = []
        start = 0
        while start < len(pieces):
            group = next(
                (
                    (end, finding)
                    for end in range(len(pieces), start, -1)
                    for mark in marks
                    for evidence in self._evidence[mark]
                    if (finding := self._find("，".join([context, *pieces[start:end]]), evidence)).subject
                    and not finding.fault
                ),
                None,
            )
            if group is None:
                return []
            start, finding = group
            findings.append(finding)
        return findings

    def _tell(self, findings: Sequence[Finding]) -> None:
        held = self.held
        held.said += 1
        for finding in findings:
            held.marks.add(finding.evidence.mark)
            if finding.evidence.task:
                held.told.setdefault(finding.evidence.task.id, set()).update(finding.told)

    def _instead(self, sentence: Sentence) -> list[str]:
        """The deterministic lines at the marks of a sentence that failed, those not shown yet."""
        marks = {mark for statement in sentence.statements for mark in statement.marks}
        chosen = [block for block in self._blocks if block.marks & marks and block.text not in self.held.shown]
        self.held.shown |= {block.text for block in chosen}
        return [block.text for block in chosen]

    def _untold(self, block: Block) -> bool:
        """Whether a line holds a record, or something asked for, that has not been shown."""
        if block.text in self.held.shown:
            return False
        if not self._quotes_told(block):
            return True
        asked = set(self._answer.intent.split("+")) & FACETS
        return self._facets_untold(block, asked) if asked else self._plans_untold(block)

    def _facets_untold(self, block: Block, asked: set[str]) -> bool:
        tasks = [task for mark in block.marks if mark in self._facts for task in self._facts[mark].asked]
        told = self.held.told
        asked = asked | {"implement"} if "落实：" in block.text.partition("“")[0] else asked
        return not block.marks <= self.held.marks or any(
            not _given(task, asked) <= told.get(task.id, set()) for task in tasks
        )

    def _plans_untold(self, block: Block) -> bool:
        shown = [self._facts[mark] for mark in self.held.marks]
        shown += [self._facts[m] for other in self._blocks if other.text in self.held.shown for m in other.marks]
        plans = {self._facts[mark].passage.plan.id for mark in block.marks if mark in self._facts}
        return not plans <= {fact.passage.plan.id for fact in shown}

    def _quotes_told(self, block: Block) -> bool:
        """Whether the words shown say most of what the line quotes and remarks: the sentence that answers is in them."""
        needed = [*quotes_in(block.text)[:2], *_REMARK.findall(block.text)]
        return all(share(fold(piece), self.held.text) >= _MOST for piece in needed)


def _given(task: Task, asked: set[str]) -> set[str]:
    """Of the facets asked for, without 落实 where the record names nobody."""
    return asked - {"implement"} if not task.implement else asked


def _with_marks(text: str, marks: Sequence[int]) -> str:
    """Marks before the full stop, as the deterministic answers have them."""
    match = re.search(r"[。！？!?；;，,\s]*$", text)
    end = match.start() if match else len(text)
    return f"{text[:end]}{''.join(f'[{mark}]' for mark in marks)}{text[end:]}"
