"""Answers on a topic: the task that it means, plan by plan, or the sentence that says what is asked."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.headings import match_heading
from corpus.text import fold
from corpus.types import Passage, Task
from qa import figures, render
from qa.clauses import Clause, sentences
from qa.desk import Desk
from qa.disputes import add_conflicts
from qa.duties import add_standing
from qa.names import Mention
from qa.question import Query
from qa.reply import Reply
from qa.retrieval import Found

_SPOKEN = 0.3  # share of the topic's words by which a place that was named is worth showing
_NEAR_PLAN, _NEAR_TASK, _NEAR_CLAUSE = 0.72, 0.93, 0.85  # shares of the best likeness; set on the dev questions
_IN_CHARGE = re.compile(r"(?:由|(?<=[,。;]))(?P<who>[^,。;:()]{2,24}?)(?:负责|牵头|组织(?:实施|工业企业|开展))")
_CASE = re.compile(r"的,?由(?P<who>[^,。;:()]{2,24}?)(?:负责|牵头|组织|承担|实施|处理|整治)")
_CHARGED = re.compile(
    "负责|牵头|承担|主管|配合|会同|协同|参与|落实|由.{2,}(?:组织|实施)|(?:局|委|办|部门|政府|单位|企业|机构)"
)
_TIME = re.compile(r"[\d一二三四五六七八九十][年月日天]|每[年月季周日]|期间|季前|之前|年内|年底|月底|尽快|立即|及时")
_EACH = re.compile("分别|各自|各要|各需|各达|各多少|各为|各控制|各是|各由|各归|各有|都是|都由")
_SEVERAL = 2
_MOST_ROWS = 4  # rows under one title that are shown with it
_ROLE_NAMES = {"lead": "牵头单位", "support": "配合（参与）单位", "implement": "落实单位"}


def topic(desk: Desk, query: Query) -> Reply | None:
    """Roles and dates from the ledger, or the sentences that answer; None where the topic is in no plan asked."""
    several = _each(desk, query)
    if several:
        return several
    strong = desk.strong(query)
    if not strong:
        return None
    lasting = set(query.facets) <= {"deadline"} and "duration" in query.intents
    if not query.facets or lasting:
        return _reading(desk, query, strong)
    return _roles(desk, query, strong) or figures.rows_named(desk, query)


def _each(desk: Desk, query: Query) -> Reply | None:
    """Several topics asked of in one question (秸秆禁烧和烟花爆竹分别谁牵头): each looked up by itself; None where they are one."""
    if not _EACH.search(query.text) or len(query.scope.regions) > 1:
        return None
    queries = [_on(query, part) for part in re.split("和|与|跟|以及|还有| ", query.topic)]
    found = [(own, desk.strong(own)) for own in queries if own.words]
    best = {strong[0].passage.id for _, strong in found if strong}
    if len(found) < _SEVERAL or len(best) < len(found):
        return None
    reply = Reply("+".join(query.facets) or "content")
    for own, _ in found:
        answer = topic(desk, own)
        if answer is not None:
            reply.lines.append(f"【{render.topic(own.topic)}】")
            reply.add(answer)
    return reply


def _on(query: Query, part: str) -> Query:
    """``query`` on one of its topics."""
    words = tuple(word for word in query.words if word in part.casefold())
    return replace(query, text=part, bare=part, topic=part, words=words, parts=())


def _by_plan(desk: Desk, query: Query, strong: list[Found]) -> list[list[Found]]:
    """Hits by plan, best plan first: plans near the best, and plans that write of the topic inside a wider task. Where
    several places are named, each keeps its best plan.
    """
    plans: dict[str, list[Found]] = {}
    for hit in strong:
        plans.setdefault(hit.passage.plan.id, []).append(hit)
    chosen = []
    for hits in plans.values():
        spoken = max(hits, key=lambda hit: hit.words)
        if hits[0].score >= _NEAR_PLAN * strong[0].score:
            chosen.append(hits)
        elif spoken.words >= max(0.9, strong[0].words):
            chosen.append([spoken])
    return [*chosen, *_of_places_left_out(desk, query, chosen)]


def _of_places_left_out(desk: Desk, query: Query, chosen: list[list[Found]]) -> list[list[Found]]:
    """The best hits of every place that the question names beside those of ``chosen``."""
    shown = {fold(hits[0].passage.plan.region) for hits in chosen}
    left = [region for region in query.scope.regions if len(query.scope.regions) > 1 and region not in shown]
    best = []
    for region in left:
        hits = [hit for hit in desk.found(query) if fold(hit.passage.plan.region) == region and hit.words >= _SPOKEN]
        best += [[hit for hit in hits if hit.passage.plan == hits[0].passage.plan]] if hits else []
    return best


def _roles(desk: Desk, query: Query, strong: list[Found]) -> Reply | None:
    """Who and when, one line a task; None where what is found tells neither of a body nor of a time."""
    reply = Reply("+".join(query.facets))
    plans = _by_plan(desk, query, strong)
    for hits in plans:
        tasks = _same_item(desk, query, hits)
        reply.lines += [fact_line(desk, query, task, reply) for task in tasks]
        if not tasks:
            clause = desk.clauses(query, [hits[0].passage])[0]
            if not _tells(clause.text, query):
                continue
            name = render.plan_name(clause.passage.plan)
            reply.lines.append(f"{name}：“{render.clause(clause.text)}”{reply.marks(clause.passage)}")
    if not reply.lines:
        return None
    if "implement" in query.facets or _carries_out(desk, query, reply.tasks):
        for plan in dict.fromkeys(task.plan for task in reply.tasks if task.implement_is_default):
            add_standing(desk, plan, reply, [task for task in reply.tasks if task.plan.id == plan.id])
    if len(plans) > 1:
        reply.lines.insert(0, f"有{len(plans)}个方案写到这件事：")
    add_conflicts(desk, reply)
    return reply


def _tells(sentence: str, query: Query) -> bool:
    """Whether a sentence that stands in no task can answer who or when: it names someone in charge, or a time."""
    told = {facet: _TIME if facet == "deadline" else _CHARGED for facet in query.facets}
    return any(pattern.search(fold(sentence)) for pattern in told.values())


def _carries_out(desk: Desk, query: Query, tasks: list[Task]) -> bool:
    """A body that the question names carries the tasks out by a standing rule."""
    return any(
        task.implement_is_default and "implement" in desk.roles(task, mention.text)
        for mention in query.units
        for task in tasks
    )


def _same_item(desk: Desk, query: Query, hits: list[Found]) -> list[Task]:
    """The best task, and up to two that tell of the same item nearly as well."""
    best: list[tuple[float, Task]] = []
    for hit in hits[:6]:
        tasks = desk.retrieval.tasks_of(hit.passage)
        tasks = desk.about(query, tasks) if len(tasks) > 1 else tasks
        best.extend((hit.score, task) for task in tasks)
    near = [task for score, task in best if score >= _NEAR_TASK * best[0][0]][:3]
    return list({task.id: task for task in [*near, *_same_name(desk, near[:1])]}.values())


def _same_name(desk: Desk, tasks: list[Task]) -> list[Task]:
    """The rows that stand under the title of a task of the text, and the text that the group of a row names."""
    same = [
        other
        for task in tasks
        for other in desk.library.tasks
        if other.plan.id == task.plan.id
        and bool(task.group) != bool(other.group)
        and _name(task.group or task.title) == _name(other.group or other.title)
    ]
    return same if len(same) <= _MOST_ROWS else []


def _name(title: str) -> str:
    heading = match_heading(fold(title))
    return fold(title)[heading.mark_end if heading else 0 :].rstrip("。;,")


def fact_line(desk: Desk, query: Query, task: Task, reply: Reply) -> str:
    """One task with the facts asked for, and what else its text says on the topic."""
    reply.tasks.append(task)
    where = f"（{render.place(task)}）" if render.place(task) else ""
    extras = "".join(_role_remark(desk, task, mention) for mention in query.units)
    if "deadline" in query.facets:
        extras += _when(desk, query, task)
    if set(query.facets) & {"lead", "implement"}:
        extras += _spoken(desk, query, task)
    if "target" in query.intents or ("deadline" not in query.facets and "content" in query.intents):
        extras += _said(desk, query, task) if "原文：" not in extras else ""
    facts = render.facets(task, query.facets or ("lead", "deadline"))
    return f"{task.plan.region}·{render.title(task)}{where}：{facts}{extras}{reply.marks(desk.passage(task))}"


def _role_remark(desk: Desk, task: Task, mention: Mention) -> str:
    roles = desk.roles(task, mention.text)
    return f"；{mention.text}是{'、'.join(_ROLE_NAMES[r] for r in roles)}" if roles else f"；{mention.text}不在其中"


def _when(desk: Desk, query: Query, task: Task) -> str:
    """The sentences that the time limits of a prose task stand in."""
    if "\t" in task.text:
        return ""
    clauses = desk.clauses(query, [desk.passage(task)], figures=True)
    limits = {limit.text for limit in task.deadlines}
    fitting = [c for c in clauses if any(text in c.text for text in limits)][: max(1, min(3, len(limits)))]
    return "；原文：" + "".join(f"“{render.clause(c.text)}”" for c in fitting) if fitting else ""


def _said(desk: Desk, query: Query, task: Task) -> str:
    """The sentence that answers what is asked beside the roles: how often, how much, how."""
    clauses = desk.clauses(query, [desk.passage(task)], figures="target" in query.intents)
    return f"；原文：“{render.clause(clauses[0].text)}”" if clauses and clauses[0].words >= 0.3 else ""


def _spoken(desk: Desk, query: Query, task: Task) -> str:
    """A sentence that gives a part of the task to someone else: …的，由所在地人民政府负责组织实施。"""
    own = {fold(name) for name in (*task.lead, *task.support, *task.implement)}
    cases = [s for s in sentences(task.text) if (found := _CASE.search(fold(s))) and found["who"] not in own]
    if cases:
        return "；文中另写到：" + "".join(f"“{render.clause(sentence)}”" for sentence in cases[:2])
    for clause in desk.clauses(query, [desk.passage(task)])[:3]:
        match = _IN_CHARGE.search(fold(clause.text))
        if match and clause.words >= 0.2 and not clause.text.startswith(("（", "(", "牵头单位", "责任单位")):
            return "" if match["who"] in own else f"；文中另写到：“{render.clause(clause.text)}”"
    return ""


def _said_best(desk: Desk, query: Query, passages: list[Passage], *, figures: bool) -> list[Clause]:
    """The sentences nearest to the topic; of several questions in one breath the nearest to each."""
    kept: dict[str, Clause] = {}
    for part in query.parts or ("",):
        clauses = desk.clauses(query, passages, figures=figures, part=part)
        near = [clause for clause in clauses[: 2 if part else 3] if clause.score >= _NEAR_CLAUSE * clauses[0].score]
        kept |= {clause.text: clause for clause in near}
    return list(kept.values())


def _reading(desk: Desk, query: Query, strong: list[Found]) -> Reply:
    """The sentences that say it, plan by plan, each followed by who leads the task they stand in."""
    reply = Reply("target" if "target" in query.intents else "content")
    plans = _by_plan(desk, query, strong)
    for hits in plans:
        figures = "target" in query.intents
        goals = [
            hit for hit in hits[6:] if figures and "目标" in "".join((*hit.passage.section, hit.passage.text[:20]))
        ]
        chosen = [*hits[: 6 if figures else 3], *goals[:2]]
        kept = _said_best(desk, query, [hit.passage for hit in chosen], figures=figures)
        named = len(plans) > 1 or not query.scope.named
        prefix = f"{render.plan_name(hits[0].passage.plan)}：" if named else ""
        quotes = "".join(f"“{render.clause(clause.text)}”{reply.marks(clause.passage)}" for clause in kept)
        reply.lines.append(prefix + quotes)
        for passage in dict.fromkeys(clause.passage for clause in kept):
            for task in desk.retrieval.tasks_of(passage)[:1]:
                reply.tasks.append(task)
                reply.lines.append(
                    f"（{render.title(task)}：{render.facets(task, ())}）" if render.facets(task, ()) else ""
                )
    add_conflicts(desk, reply)
    return reply
