"""What every way of answering works with: the library, its bodies, the search, the contradictions found in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.notes import standing_sentence
from corpus.text import fold
from corpus.types import Passage, Plan, Task
from index import Library
from qa.clauses import Clause, best_clauses
from qa.conflicts import Conflict, find_conflicts, find_twins
from qa.names import UnitNames
from qa.question import Query
from qa.retrieval import Found, Retrieval
from qa.versions import current

ENOUGH = 0.40  # likeness below which the topic is not in the plans; set on the dev questions (eval/gold)
_ABOUT = 0.6  # share of a topic's words that a record of the ledger must hold to be about it
_TITLE = 0.5  # likeness that a passage gains when the question holds the title of its task
_OWN = 0.25  # likeness that a passage gains when a body named in the question takes part in its task
_WHOLE = 0.95  # share of the topic that one sentence holds
_SURE = 0.9  # likeness that foreign questions reach once in 400
_CONFIDENT = 0.27  # below: refused. Keeps 98 of 100 answerable dev questions, refuses 94 of 100 on foreign tasks
_WEIGHTS = {"grasped": 2.05, "dense": 13.98, "clause": 5.36}  # logistic regression: python -m eval.calibrate
_BIAS = -12.04
_FOREIGN = 0.5  # share of a topic that only other plans speak of: PM2.5 asked of a soil plan
ROLES = ("lead", "support", "implement")


class Desk:
    """Look-ups shared by the ways of answering. Read-only."""

    def __init__(
        self, library: Library, units: UnitNames, retrieval: Retrieval, of_year: Callable[[str], Sequence[Plan]]
    ) -> None:
        self.library = library
        self.units = units
        self.retrieval = retrieval
        self.of_year = of_year
        tasks = current(library.plans, library.tasks)
        self.twins = find_twins(tasks)
        self.conflicts: tuple[Conflict, ...] = find_conflicts(tasks, self.twins)
        self._last: tuple[Query, list[Found]] | None = None
        self._parts = {
            plan.id: {passage.part for passage in library.passages if passage.plan.id == plan.id}
            for plan in library.plans
        }
        self._rules = {plan.id: self._find_rule(plan) for plan in library.plans}

    def tasks(self, query: Query) -> list[Task]:
        """The tasks of the plans and the part that the question is about."""
        ids = {plan.id for plan in query.scope.plans}
        return [t for t in self.library.tasks if t.plan.id in ids and self._in_part(query, t)]

    def roles(self, task: Task, body: str) -> tuple[str, ...]:
        """The roles in which ``body`` (folded, as a person calls it) takes part in ``task``."""
        keys = self.units.in_plan(body, task.plan)
        return tuple(
            role for role in ROLES if any(self.units.key(name, task.plan) in keys for name in getattr(task, role))
        )

    def about(self, query: Query, tasks: Sequence[Task]) -> list[Task]:
        """The tasks that speak of the topic; all of them where none is named or none does."""
        return self.strictly_about(query, tasks) or list(tasks)

    def strictly_about(self, query: Query, tasks: Sequence[Task]) -> list[Task]:
        """The tasks that hold most of the topic's words."""
        weights = self.retrieval.weights(query.words)
        total = sum(weights.values())
        if not total:
            return []

        def share(task: Task) -> float:
            text = fold(task.text + "".join(task.section)).casefold()
            return sum(weight * self.retrieval.holds(word, text) for word, weight in weights.items()) / total

        return [task for task in tasks if share(task) >= _ABOUT]

    def found(self, query: Query) -> list[Found]:
        """All passages in scope by likeness to the topic; the part named is a wish, given up where it holds nothing."""
        last = self._last  # several ways look the same query up, one after the other
        if last is None or last[0] is not query:
            last = self._last = (query, self._find(query))
        return last[1]

    def _find(self, query: Query) -> list[Found]:
        found = self._by_title(query, self._alike(query))
        return sorted(found, key=lambda hit: -hit.score)

    def _by_title(self, query: Query, found: list[Found]) -> list[Found]:
        """A task whose title stands in the question is the one meant."""
        return [
            replace(hit, score=hit.score + _TITLE, words=1.0, titled=True)
            if any(len(t.title) >= 5 and fold(t.title) in query.text for t in self.retrieval.tasks_of(hit.passage))
            else hit
            for hit in found
        ]

    def _alike(self, query: Query) -> list[Found]:
        found = self.retrieval.search(query.topic, query.words, query.scope.plans, query.bare)
        inside = [hit for hit in found if self._in_part(query, hit.passage)]
        return inside if inside and inside[0].score >= ENOUGH else found

    def _in_part(self, query: Query, item: Task | Passage) -> bool:
        """In the part that the question names; a plan without that part counts whole."""
        part = query.scope.part
        return part in ("", item.part) or part not in self._parts[item.plan.id]

    def nearest(self, query: Query) -> list[Passage]:
        """Passages in scope, best first: by likeness to the topic, those of the bodies named before the others."""
        if query.words:
            ranked = [(hit.score, hit.passage) for hit in self.found(query)]
        else:
            ids = {plan.id for plan in query.scope.plans}
            hits = self.library.search(query.text, len(self.library.passages), plans=ids)
            ranked = [(10 * hit.score, hit.passage) for hit in hits]
        taking_part = {
            self.passage(task).id
            for task in (self.tasks(query) if query.units else ())
            if any(self.roles(task, mention.text) for mention in query.units)
        }
        order = sorted(ranked, key=lambda entry: -entry[0] - _OWN * (entry[1].id in taking_part))
        return [passage for _, passage in order]

    def strong(self, query: Query) -> list[Found]:
        """Passages that do speak of the topic, best first."""
        if not query.words or self._is_foreign(query):
            return []
        found = [hit for hit in self.found(query) if hit.score >= ENOUGH]
        return found if any(self._confidence(query, hit) >= _CONFIDENT for hit in found[:3]) else []

    def _is_foreign(self, query: Query) -> bool:
        """Only other plans speak of most of the topic's words."""
        away = self.retrieval.away(query.words, query.scope.plans)
        weights = self.retrieval.weights(query.words)
        return sum(weights[word] for word in away) >= _FOREIGN * sum(weights.values())

    def likely(self, query: Query) -> list[Found]:
        """Passages that hold enough of the topic to look closer at them, best first."""
        return [hit for hit in self.found(query) if hit.score >= ENOUGH] if query.words else []

    def _confidence(self, query: Query, hit: Found) -> float:
        """How likely the passage is about what is asked (0 to 1); a task's title in the question is certain, and so is a
        likeness that no foreign question reaches.
        """
        if hit.titled or hit.score >= _SURE:
            return 1.0
        signs = self.signs(query, hit)
        if min(signs["grasped"], signs["clause"]) >= _WHOLE:  # a short topic, said in so many words
            return 1.0
        return 1 / (1 + math.exp(-_BIAS - sum(_WEIGHTS[name] * value for name, value in signs.items())))

    def signs(self, query: Query, hit: Found) -> dict[str, float]:
        """What the confidence is made of: the share of the topic's words in the passage (a word that no plan knows counts
        as the rarest), the nearness of its vector, the share of the words in its best sentence.
        """
        best = max((clause.words for clause in self.clauses(query, [hit.passage])), default=0.0)
        return {"grasped": self.retrieval.grasped(query.words, hit.passage), "dense": hit.dense, "clause": best}

    def clauses(
        self, query: Query, passages: Sequence[Passage], *, figures: bool = False, part: str = ""
    ) -> list[Clause]:
        """The sentences of ``passages`` by likeness to the topic, or to one part of it."""
        words = tuple(word for word in query.words if word in part.casefold()) if part else query.words
        topic = fold(part or query.topic)
        return best_clauses(self.retrieval, passages, topic, words, figures=figures, wanted=query.wanted)

    def front(self, plan: Plan) -> Passage:
        """The passage that holds the plan's title."""
        return next(passage for passage in self.library.passages if passage.plan.id == plan.id)

    def passage(self, task: Task) -> Passage:
        """The passage that a task is quoted from."""
        return self.retrieval.passage_of(task)

    def rule(self, plan: Plan) -> tuple[Passage, str] | None:
        """The passage with the plan's standing rule on who carries tasks out, and the rule's words."""
        return self._rules[plan.id]

    def _find_rule(self, plan: Plan) -> tuple[Passage, str] | None:
        for passage in self.library.passages:
            if passage.plan.id == plan.id and (sentence := standing_sentence(passage.text)):
                return passage, sentence
        return None
