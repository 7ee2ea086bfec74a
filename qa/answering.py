"""From a query to an answer: which way of answering fits, and the steps of each.

Exact questions go to the ledger (a body's duties, lists by date, an item by its number, contradictions); questions about a
topic find the tasks that it means, plan by plan; what asks for a figure or for content is answered with the sentence that says
it. What the plans do not state is refused in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.headings import match_heading
from corpus.notes import find_standing
from corpus.text import Folded, fold
from corpus.types import DeadlineKind, Passage, Plan, Task
from index import Library
from qa import render
from qa.citing import Marks
from qa.clauses import Clause, best_clauses, matching_rows, table_rows
from qa.conflicts import Conflict, find_conflicts
from qa.names import Mention, UnitNames
from qa.question import Query
from qa.retrieval import Found, Retrieval
from qa.wording import wording

REFUSAL = "文库中的方案没有写明{what}。{holds}"
_ENOUGH = 0.40  # likeness below which the topic is not in the plans; set on the dev questions (eval/gold)
_LONG_LIST = 8


@dataclass(slots=True)
class Reply:
    """An answer in the making."""

    intent: str
    found: bool = True
    lines: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    subject: str = ""

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)


class Answerer:
    """Answers queries about one library."""

    def __init__(
        self,
        library: Library,
        units: UnitNames,
        retrieval: Retrieval,
        of_year: Callable[[str], Sequence[Plan]],
    ) -> None:
        self.library = library
        self._of_year = of_year
        self.units = units
        self.retrieval = retrieval
        self.conflicts: tuple[Conflict, ...] = find_conflicts(library.tasks)

    def answer(self, query: Query) -> Reply:
        """The reply to ``query``."""
        if query.scope.missing:
            return self._missing(query)
        for applies, way in self._ways():
            if applies(query):
                reply = way(query)
                if reply is not None:
                    return reply
        return self._refuse(query, query.topic or query.text)

    def _ways(self) -> Sequence[tuple[Callable[[Query], bool], Callable[[Query], Reply | None]]]:
        """The ways of answering, each with when it applies; the first that has an answer gives it."""
        return (
            (lambda q: bool(q.unstated), self._unstated),
            (lambda q: "scope" in q.intents, self._library_facts),
            (lambda q: "outline" in q.intents and not q.units, self._outline),
            (lambda q: bool(q.intents & {"count", "list", "target"}), self._figures_table),
            (lambda q: q.ordinal is not None, self._by_number),
            (lambda q: "conflict" in q.intents, self._contradictions),
            (lambda q: bool(q.units) and _asks_duties(q), self._duties),
            (lambda q: q.dates is not None and not q.units, self._due),
            (lambda q: bool(q.intents & {"list", "count", "duties"}), self._under_heading),
            (lambda q: "implement" in q.intents and not self._strong(q), self._standing),
            (lambda q: _counts_all(q), self._count),
            (lambda q: bool(q.words), self._topic),
            (lambda q: bool(q.units), self._duties),
        )

    # --- scope and refusal ------------------------------------------------------------------------------------

    def _missing(self, query: Query) -> Reply:
        reply = Reply("unanswerable", found=False)
        reply.lines.append(REFUSAL.format(what=f"“{query.scope.missing}”的内容", holds=self._holds(query.scope.plans)))
        return reply

    def _holds(self, nearest: Sequence[Plan] = ()) -> str:
        plans = nearest or self.library.plans
        return f"文库现有：{'、'.join(render.plan_name(plan) for plan in plans)}。"

    def _refuse(self, query: Query, what: str) -> Reply:
        reply = Reply("unanswerable", found=False)
        where = render.plan_name(query.scope.plans[0]) if len(query.scope.plans) == 1 else ""
        reply.lines.append(REFUSAL.format(what=f"{where}“{what.strip()}”", holds="可以问任务由谁牵头、谁配合、什么时候完成。"))
        return reply

    def _unstated(self, query: Query) -> Reply | None:
        """A kind of fact that plans seldom state: given only where a sentence on the topic states it."""
        for kind in query.unstated:
            _, stated, name = wording().kinds[kind]
            clauses = self._clauses(query, figures=False)
            if not any(stated.search(fold(clause.text)) and clause.words >= 0.5 for clause in clauses[:6]):
                reply = self._refuse(query, f"{query.topic.replace(' ', '')}的{name}" if query.topic else name)
                related = [clause for clause in clauses[:1] if clause.words >= 0.4]
                for clause in related:
                    mark = reply.marks(clause.passage)
                    reply.lines.append(f"相关原文只写到：“{render.clause(clause.text)}”{mark}")
                return reply
        return None

    # --- the library and its plans ----------------------------------------------------------------------------

    def _library_facts(self, query: Query) -> Reply | None:
        reply = Reply("scope")
        plans = query.scope.plans
        asks_issue = any(word in query.text for word in ("印发", "发文", "文号", "谁发", "发布", "制定的", "成文", "号文", "下发"))
        if asks_issue and query.scope.named:
            for plan in plans:
                reply.lines.append(self._facts(plan) + reply.marks(self._front(plan)))
            return reply
        if query.units:
            return None
        titled = [plan for plan in plans if all(word in fold(plan.title) for word in query.words)]
        if query.words and not titled:
            return None
        plans = [plan for plan in titled if plan in (self._of_year(query.text) or titled)] or titled
        reply.lines.append(f"共{len(plans)}个方案：")
        for plan in plans:
            year = f"（{plan.region}，{plan.year}年）" if plan.year else f"（{plan.region}，未写明年份）"
            reply.lines.append(f"- {render.plan_name(plan)}{year}{reply.marks(self._front(plan))}")
        return reply

    def _outline(self, query: Query) -> Reply | None:
        """How a plan or a part of it is divided: the headings over its tasks, with counts."""
        tasks = self._tasks(query)
        if not tasks or not query.scope.named:
            return None
        reply = Reply("scope")
        for plan in dict.fromkeys(task.plan for task in tasks):
            own = [task for task in tasks if task.plan.id == plan.id]
            levels = [dict.fromkeys(task.section[: depth + 1] for task in own if len(task.section) > depth) for depth in (0, 1)]
            level = levels[0] if len(levels[0]) > 1 else levels[1] or levels[0]
            below = levels[1] if level is levels[0] and len(levels[1]) > len(levels[0]) else {}
            more = f"，其下共{len(below)}个小项" if below else ""
            reply.lines.append(f"{render.plan_name(plan)}的任务分为{len(level)}部分{more}，共{len(own)}项任务：")
            for path in level:
                inside = [task for task in own if task.section[: len(path)] == path]
                mark = reply.marks(self.retrieval.passage_of(inside[0]))
                reply.lines.append(f"- {path[-1]}（{len(inside)}项）{mark}")
        return reply

    def _facts(self, plan: Plan) -> str:
        pieces = [f"{render.plan_name(plan)}"]
        pieces.append(f"印发单位：{plan.issuer or render.NONE_STATED}")
        pieces.append(f"文号：{plan.number or render.NONE_STATED}")
        day = f"{plan.date.year}年{plan.date.month}月{plan.date.day}日（{plan.date.isoformat()}）" if plan.date else ""
        pieces.append(f"日期：{day or render.NONE_STATED}")
        return "；".join(pieces)

    def _front(self, plan: Plan) -> Passage:
        return next(passage for passage in self.library.passages if passage.plan.id == plan.id)

    def _figures_table(self, query: Query) -> Reply | None:
        """Counting and listing rows of a table that is no ledger: 断面一共几个, 目标为Ⅲ类的有哪些."""
        hits = [hit for hit in self._strong(query)[:2] if len(table_rows(hit.passage.text)) > 2]
        for hit in hits:
            header, *rows = table_rows(hit.passage.text)
            chosen, columns = matching_rows(header, rows, query.text)
            if not columns and "count" not in query.intents:
                continue
            reply = Reply("count" if "count" in query.intents else "list")
            mark = reply.marks(hit.passage)
            reply.lines.append(f"{render.plan_name(hit.passage.plan)}的表中共{len(rows)}个：{mark}" if not columns else f"表中共{len(rows)}个，符合的{len(chosen)}个：{mark}")
            reply.lines += [f"- {'，'.join(f'{name}：{value}' for name, value in zip(header, row, strict=False))}" for row in chosen]
            return reply
        return None

    # --- the ledger -------------------------------------------------------------------------------------------

    def _tasks(self, query: Query) -> list[Task]:
        ids = {plan.id for plan in query.scope.plans}
        part = query.scope.part
        return [t for t in self.library.tasks if t.plan.id in ids and (not part or t.part == part)]

    def _roles_of(self, task: Task, mention: Mention) -> tuple[str, ...]:
        keys = self.units.in_plan(mention.text, task.plan)
        return tuple(
            role
            for role in ("lead", "support", "implement")
            if any(self.units.key(name, task.plan) in keys for name in getattr(task, role))
        )

    def _duties(self, query: Query) -> Reply | None:
        """What a body leads and supports, complete, plan by plan."""
        reply = Reply("duties")
        wanted = _wanted_roles(query)
        for mention in query.units[:2]:
            self._duties_of(query, mention, wanted, reply)
        if not reply.tasks:
            where = "、".join(render.plan_name(plan) for plan in query.scope.plans[:3]) if query.scope.named else "文库各方案"
            reply.found = False
            names = "、".join(mention.text for mention in query.units)
            reply.lines = [f"{where}中没有写明“{names}”{_role_words(wanted)}的任务。"]
        return reply

    def _duties_of(self, query: Query, mention: Mention, wanted: Sequence[str], reply: Reply) -> None:
        rows = [(task, roles) for task in self._tasks(query) if (roles := self._roles_of(task, mention))]
        rows = [(task, roles) for task, roles in rows if set(roles) & set(wanted)]
        rows = self._about(query, rows)
        if query.dates:
            rows = [(task, roles) for task, roles in rows if _due_within(task, query)]
        plans = list(dict.fromkeys(task.plan for task, _ in rows))
        for plan in plans:
            own = [(task, roles) for task, roles in rows if task.plan.id == plan.id]
            self._list_duties(plan, mention, own, wanted, reply)

    def _about(self, query: Query, rows: list[tuple[Task, tuple[str, ...]]]) -> list[tuple[Task, tuple[str, ...]]]:
        """Of the rows those that speak of the topic, where one is named and any does."""
        if not query.words:
            return rows
        weights = self.retrieval.weights(query.words)
        total = sum(weights.values())

        def share(task: Task) -> float:
            text = fold(task.text + "".join(task.section))
            return sum(weight * self.retrieval.holds(word, text) for word, weight in weights.items()) / total

        fitting = [(task, roles) for task, roles in rows if share(task) >= 0.6]
        return fitting or rows

    def _list_duties(
        self, plan: Plan, mention: Mention, rows: list[tuple[Task, tuple[str, ...]]], wanted: Sequence[str], reply: Reply
    ) -> None:
        explicit = [(t, r) for t, r in rows if set(r) - {"implement"} or not t.implement_is_default]
        default = [t for t, r in rows if set(r) == {"implement"} and t.implement_is_default]
        counted = []
        for role, name in (("lead", "牵头"), ("support", "配合"), ("implement", "落实")):
            own = [task for task, roles in explicit if role in roles]
            if own and role in wanted:
                counted.append(f"{name}{len(own)}项")
        names = _written_names(self.units, mention, plan, [task for task, _ in rows])
        reply.lines.append(f"{render.plan_name(plan)}中，{names}{'、'.join(counted) or '按方案统一要求落实各项任务'}（共{len(explicit) or len(default)}项）：")
        for role, name in (("lead", "牵头"), ("support", "配合"), ("implement", "落实")):
            own = [task for task, roles in explicit if role in roles]
            if own and role in wanted:
                reply.lines.append(f"【{name}】")
                reply.lines.extend(self._row(number, task, reply, len(rows)) for number, task in enumerate(own, 1))
        if default and "implement" in wanted:
            self._add_standing(plan, reply, default)

    def _row(self, number: int, task: Task, reply: Reply, among: int, *, roles: bool = False) -> str:
        """One line of a list: what, by when, where, its mark."""
        reply.tasks.append(task)
        text = _what(task, 160 if among <= _LONG_LIST else 70)
        limits = render.deadlines(task.deadlines)
        who = f"；牵头：{render.units(task.lead) or render.NONE_STATED}" if roles else ""
        where = render.place(task)
        tail = f"（{where}）" if where else ""
        return f"{number}. {text}{who}{'；时限：' + limits if limits else ''}{tail}{reply.marks(self.retrieval.passage_of(task))}"

    def _due(self, query: Query) -> Reply | None:
        """Tasks by time limit, sorted by day."""
        rows = [task for task in self._tasks(query) if _due_within(task, query)]
        if query.words:
            kept = self._about(query, [(task, ()) for task in rows])
            rows = [task for task, _ in kept]
        if not rows:
            return None
        reply = Reply("list")
        assert query.dates is not None
        reply.lines.append(f"时限为“{query.dates.text}”的共{len(rows)}项：")
        for plan in dict.fromkeys(task.plan for task in rows):
            own = [task for task in rows if task.plan.id == plan.id]
            reply.lines.append(render.plan_name(plan))
            reply.lines.extend(self._row(number, task, reply, len(rows), roles=True) for number, task in enumerate(own, 1))
        return reply

    def _under_heading(self, query: Query) -> Reply | None:
        """All tasks below a heading (or in a merged group) that the question names."""
        groups: dict[tuple[str, str, str], list[Task]] = {}
        for task in self._tasks(query):
            for title in task.section:
                groups.setdefault((task.plan.id, task.part, title), []).append(task)
        named = [(key, tasks) for key, tasks in groups.items() if _names_heading(query.text, key[2])]
        if not named:
            return None
        longest = max(len(_plain_heading(key[2])) for key, _ in named)
        reply = Reply("list")
        for (_, part, title), tasks in named:
            if len(_plain_heading(title)) == longest:
                where = "" if part == "正文" else part
                reply.lines.append(f"{render.plan_name(tasks[0].plan)}{where}“{title}”下共{len(tasks)}项：")
                reply.lines += [self._row(n, task, reply, len(tasks), roles=True) for n, task in enumerate(tasks, 1)]
        return reply

    def _count(self, query: Query) -> Reply | None:
        """How many tasks a plan or a part of it has."""
        tasks = self._tasks(query)
        if not tasks:
            return None
        reply = Reply("count")
        for plan in dict.fromkeys(task.plan for task in tasks):
            own = [task for task in tasks if task.plan.id == plan.id]
            parts = {part: sum(task.part == part for task in own) for part in dict.fromkeys(task.part for task in own)}
            detail = "、".join(f"{part}{number}项" for part, number in parts.items()) if len(parts) > 1 else ""
            reply.lines.append(f"{render.plan_name(plan)}共{len(own)}项任务{'：' + detail if detail else ''}。{reply.marks(self._front(plan))}")
            reply.tasks.extend(own)
        return reply

    def _by_number(self, query: Query) -> Reply | None:
        """第N项 of a table or a numbered plan."""
        rows = [t for t in self._tasks(query) if t.number in (str(query.ordinal), f"{query.ordinal}.")]
        if not rows or not query.scope.named or len(rows) > 6:
            return None
        reply = Reply("item")
        for task in rows:
            reply.lines.append(self._fact_line(task, query, reply))
        return reply

    # --- standing implementers --------------------------------------------------------------------------------

    def _standing(self, query: Query) -> Reply | None:
        reply = Reply("implement")
        for plan in query.scope.plans:
            tasks = [t for t in self.library.tasks if t.plan.id == plan.id and t.implement_is_default]
            if tasks:
                self._add_standing(plan, reply, tasks)
        return reply if reply.lines else None

    def _add_standing(self, plan: Plan, reply: Reply, tasks: Sequence[Task]) -> None:
        rule = self._rule(plan)
        names = render.units(tasks[0].implement)
        mark = reply.marks(rule[0]) if rule else ""
        quote = f"原文：“{rule[1]}”" if rule else ""
        reply.lines.append(f"{render.plan_name(plan)}统一规定，各项任务均由{names}负责落实（适用{len(tasks)}项）。{quote}{mark}")
        reply.tasks.extend(tasks)

    def _rule(self, plan: Plan) -> tuple[Passage, str] | None:
        """The passage that states the standing rule, and its words."""
        for passage in self.library.passages:
            if passage.plan.id != plan.id:
                continue
            folded = Folded(passage.text)
            names = find_standing(folded)
            if names:
                start = max(folded.text.find(word) for word in ("以下", "下列", "以下均"))
                stop = min((p for p in (folded.text.find("列出", start) + 2, folded.text.find("落实", start) + 2) if p > 2), default=0)
                stop = max(stop, folded.text.find("列出", start) + 2)
                return passage, folded.written(start, stop)
        return None

    # --- contradictions ---------------------------------------------------------------------------------------

    def _contradictions(self, query: Query) -> Reply | None:
        ids = {plan.id for plan in query.scope.plans}
        kinds = [kind for kind in ("deadline", "lead", "support") if kind in query.intents or (kind == "deadline" and "时间" in query.text)]
        rows = [c for c in self.conflicts if c.first.plan.id in ids and (not kinds or c.kind in kinds)]
        if query.words:
            about = {task.id for task, _ in self._about(query, [(c.first, ()) for c in rows] + [(c.second, ()) for c in rows])}
            strong = self._strong(query)
            if strong and not any(f.passage.id in {self.retrieval.passage_of(t).id for c in rows for t in (c.first, c.second)} for f in strong[:2]):
                return self._side_by_side(query, strong)
            rows = [c for c in rows if c.first.id in about or c.second.id in about]
        if not rows:
            return None
        reply = Reply("conflict")
        reply.lines.append(f"共发现{len(rows)}处前后不一致：")
        for number, conflict in enumerate(rows, 1):
            reply.lines.append(f"{number}. {self._conflict(conflict, reply)}")
        return reply

    def _conflict(self, conflict: Conflict, reply: Reply) -> str:
        name = {"deadline": "时限", "lead": "牵头单位", "support": "配合单位"}[conflict.kind]
        sides = []
        for task, value in ((conflict.first, conflict.first_value), (conflict.second, conflict.second_value)):
            reply.tasks.append(task)
            sides.append(f"{task.part}写“{'、'.join(value)}”{reply.marks(self.retrieval.passage_of(task))}")
        return f"{conflict.matter}：{name}{'，'.join(sides)}。"

    def _side_by_side(self, query: Query, found: Sequence[Found]) -> Reply:
        """Two or three tasks that the question may be mixing up, each with its facts and its words."""
        reply = Reply("conflict")
        reply.lines.append("这些说法分属不同的任务或段落，逐条列出：")
        shown: set[str] = set()
        for hit in found[:3]:
            for task in self.retrieval.tasks_of(hit.passage)[:1]:
                clause = self._spoken_role(query, hit.passage)
                quote = f"；文中写到“{clause}”" if clause else ""
                mark = reply.marks(hit.passage)
                reply.lines.append(f"{len(shown) + 1}. {_what(task, 120)}；{render.facets(task, ('lead', 'deadline'))}{quote}{mark}")
                reply.tasks.append(task)
                shown.add(task.id)
        return reply

    def _spoken_role(self, query: Query, passage: Passage) -> str:
        """A sentence inside the text that says who leads a part of the task."""
        clauses = best_clauses(self.retrieval, [passage], fold(query.topic), query.words, figures=False)
        return next((render.clause(c.text) for c in clauses if "牵头" in c.text and not c.text.startswith(("（", "("))), "")

    # --- a topic ----------------------------------------------------------------------------------------------

    def _found(self, query: Query) -> list[Found]:
        found = self.retrieval.search(query.topic, query.words, query.scope.plans)
        part = query.scope.part
        inside = [hit for hit in found if not part or hit.passage.part == part]
        return inside if inside and inside[0].score >= _ENOUGH else found

    def _strong(self, query: Query) -> list[Found]:
        """Passages that do speak of the topic, best first."""
        if not query.words:
            return []
        return [hit for hit in self._found(query) if hit.score >= _ENOUGH]

    def _clauses(self, query: Query, *, figures: bool) -> list[Clause]:
        passages = [hit.passage for hit in self._found(query)[:4]]
        return best_clauses(self.retrieval, passages, fold(query.topic), query.words, figures=figures)

    def _topic(self, query: Query) -> Reply | None:
        strong = self._strong(query)
        if not strong:
            return None
        timed = set(query.facets) <= {"deadline"} and "target" in query.intents
        if not query.facets or timed or (
            "content" in query.intents and not set(query.facets) & {"lead", "support", "implement"}
        ):
            return self._reading(query, strong)
        return self._roles(query, strong)

    def _roles(self, query: Query, strong: list[Found]) -> Reply | None:
        """Who and when, for the task that the topic means, one line a plan."""
        reply = Reply("+".join(query.facets))
        chosen = self._per_plan(strong)
        for hits in chosen:
            tasks = self._same_item(hits, query)
            for task in tasks:
                reply.lines.append(self._fact_line(task, query, reply))
            if not tasks:
                clause = best_clauses(self.retrieval, [hits[0].passage], fold(query.topic), query.words, figures=False)[0]
                reply.lines.append(f"{render.plan_name(hits[0].passage.plan)}：“{render.clause(clause.text)}”{reply.marks(hits[0].passage)}")
        if "implement" in query.facets:
            for plan in dict.fromkeys(task.plan for task in reply.tasks if task.implement_is_default):
                self._add_standing(plan, reply, [t for t in reply.tasks if t.plan.id == plan.id])
        if len(chosen) > 1:
            reply.lines.insert(0, f"有{len(chosen)}个方案写到这件事：")
        self._add_conflicts(reply)
        return reply

    def _per_plan(self, strong: list[Found]) -> list[list[Found]]:
        """Hits by plan, plans whose best hit comes near the best of all, best first."""
        plans: dict[str, list[Found]] = {}
        for hit in strong:
            plans.setdefault(hit.passage.plan.id, []).append(hit)
        top = strong[0]
        rivals = []
        for hits in plans.values():
            spoken = max(hits, key=lambda hit: hit.words)  # 新城区 writes of it inside a wider task: all words, low likeness
            if hits[0].score >= 0.72 * top.score:
                rivals.append(hits)
            elif spoken.words >= max(0.9, top.words):
                rivals.append([spoken])
        return rivals

    def _same_item(self, hits: list[Found], query: Query) -> list[Task]:
        """The best task, and those that tell of the same item nearly as well."""
        best: list[tuple[float, Task]] = []
        for hit in hits[:6]:
            tasks = self.retrieval.tasks_of(hit.passage)
            if len(tasks) > 1:
                tasks = [task for task, _ in self._about(query, [(task, ()) for task in tasks])]
            best.extend((hit.score, task) for task in tasks)
        if not best:
            return []
        top = best[0][0]
        return [task for score, task in best if score >= 0.93 * top][:3]

    def _fact_line(self, task: Task, query: Query, reply: Reply) -> str:
        reply.tasks.append(task)
        mark = reply.marks(self.retrieval.passage_of(task))
        where = render.place(task)
        asked = query.facets or ("lead", "deadline")
        role = "".join(self._role_remark(task, mention) for mention in query.units)
        when = self._when(task, query) if "deadline" in query.facets else ""
        spoken = self._spoken(task, query) if set(query.facets) & {"lead", "implement"} else ""
        name = f"{task.plan.region}·{render.title(task)}{'（' + where + '）' if where else ''}"
        return f"{name}：{render.facets(task, asked)}{when}{role}{spoken}{mark}"

    def _spoken(self, task: Task, query: Query) -> str:
        """A sentence of the text that gives a part of the task to someone else: …的，由所在地人民政府负责组织实施。"""
        passage = self.retrieval.passage_of(task)
        clauses = best_clauses(self.retrieval, [passage], fold(query.topic), query.words, figures=False)
        own = {fold(name) for name in (*task.lead, *task.support, *task.implement)}
        for clause in clauses[:3]:
            match = _IN_CHARGE.search(fold(clause.text))
            if match and clause.words >= 0.3 and not clause.text.startswith(("（", "(", "牵头", "责任")):
                return "" if match["who"] in own else f"；文中另写到：“{render.clause(clause.text)}”"
        return ""

    def _role_remark(self, task: Task, mention: Mention) -> str:
        roles = self._roles_of(task, mention)
        names = {"lead": "牵头单位", "support": "配合单位", "implement": "落实单位"}
        if not roles:
            return f"；{mention.text}不在其中"
        return f"；{mention.text}是{'、'.join(names[role] for role in roles)}"

    def _when(self, task: Task, query: Query) -> str:
        """The sentence that the time limit stands in, when the task has several or none."""
        if "\t" in task.text:
            return ""
        clauses = best_clauses(self.retrieval, [self.retrieval.passage_of(task)], fold(query.topic), query.words, figures=True)
        fitting = [c for c in clauses if any(limit.text in c.text for limit in task.deadlines)]
        return f"；原文：“{render.clause(fitting[0].text)}”" if fitting else ""

    def _reading(self, query: Query, strong: list[Found]) -> Reply | None:
        """The sentences that say it, plan by plan."""
        reply = Reply("target" if "target" in query.intents else "content")
        chosen = self._per_plan(strong)
        for hits in chosen:
            passages = [hit.passage for hit in hits[:3]]
            clauses = best_clauses(self.retrieval, passages, fold(query.topic), query.words, figures="target" in query.intents)
            top = clauses[0]
            kept = [c for c in clauses[:3] if c.score >= 0.85 * top.score]
            prefix = f"{render.plan_name(top.passage.plan)}：" if len(chosen) > 1 or not query.scope.named else ""
            quotes = "".join(f"“{render.clause(c.text)}”{reply.marks(c.passage)}" for c in kept)
            reply.lines.append(f"{prefix}{quotes}")
            for passage in dict.fromkeys(c.passage for c in kept):
                for task in self.retrieval.tasks_of(passage)[:1]:
                    reply.tasks.append(task)
                    given = render.facets(task, ())
                    reply.lines.append(f"（{render.title(task)}：{given}）" if given else "")
        reply.lines = [line for line in reply.lines if line]
        self._add_conflicts(reply)
        return reply

    def _add_conflicts(self, reply: Reply) -> None:
        ids = {task.id for task in reply.tasks}
        for conflict in self.conflicts:
            if conflict.first.id in ids or conflict.second.id in ids:
                reply.lines.append(f"注意：{self._conflict(conflict, reply)}")


_IN_CHARGE = re.compile(r"(?:由|(?<=[,。;]))(?P<who>[^,。;:()]{2,24}?)(?:负责|牵头|组织(?:实施|工业企业|开展))")


def _plain_heading(title: str) -> str:
    heading = match_heading(fold(title))
    return fold(title)[heading.mark_end if heading else 0 :]


def _names_heading(text: str, title: str) -> bool:
    """The question holds the heading's words as they stand, or by its mark (第三部分) and most of them."""
    plain = _plain_heading(title)
    return len(plain) >= 4 and plain in text


def _asks_duties(query: Query) -> bool:
    """A body is named and no task is asked about: 供电公司有什么任务."""
    asks = query.intents & {"duties", "list", "count"}
    return not query.words or bool(asks and len(query.words) <= 3)


def _counts_all(query: Query) -> bool:
    return "count" in query.intents and not query.units and len(query.words) <= 1 and query.scope.named


def _wanted_roles(query: Query) -> tuple[str, ...]:
    roles = tuple(role for role in ("lead", "support", "implement") if role in query.intents)
    only_lead = "lead" in roles and "support" not in roles
    return roles if only_lead or "support" in roles else ("lead", "support", "implement")


def _role_words(roles: Sequence[str]) -> str:
    return "或".join({"lead": "牵头", "support": "配合", "implement": "落实"}[role] for role in roles)


def _due_within(task: Task, query: Query) -> bool:
    """Whether one of the task's last days is the day asked for."""
    if query.dates is None:
        return False
    last = query.dates.last(task.plan.year)
    return any(limit.kind is DeadlineKind.BY and limit.date == last for limit in task.deadlines if last)


def _what(task: Task, limit: int) -> str:
    text = render.body(task) if limit > 100 and "\t" not in task.text else render.title(task, limit)
    return text if len(text) <= limit else render.title(task, limit)


def _written_names(units: UnitNames, mention: Mention, plan: Plan, tasks: Sequence[Task]) -> str:
    """The body as this plan writes it; all its spellings where there are several."""
    keys = units.in_plan(mention.text, plan)
    names = [n for task in tasks for n in (*task.lead, *task.support, *task.implement) if units.key(n, plan) in keys]
    return "／".join(dict.fromkeys(names)) or mention.text
