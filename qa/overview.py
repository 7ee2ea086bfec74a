"""Answers about the library itself: which plans there are, who issued them, how they are divided, and what is not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from corpus.text import fold
from corpus.types import Passage, Plan, Task
from qa import figures, render
from qa.clauses import Clause, sentences
from qa.desk import Desk
from qa.question import Query, questions_in
from qa.reply import Reply, refusal
from qa.wording import load_words, wording

_PLAN_NOUNS = frozenset({"方案", "计划", "清单", "文件", "文库", "资料", "规划"})
_HOW_MANY = re.compile(
    r"(?:(?<![哪这那前后头])几|多少)(?P<measure>座|处|辆|台|吨|口|艘|栋|户|头|万|公里|所|间|套|株|棵|家|根|人|块|份|立方米|立方|个(?!任务|方案|地方|局|单位|部门|科室|环节|月|点|百|部|款|条|大|小))"
)
_FACTS: tuple[tuple[str, Callable[[Plan], object]], ...] = (
    ("文号|号文", lambda plan: plan.number),
    ("什么时候|何时|哪天|几号|几月|哪年|哪一年|日期|时间", lambda plan: plan.date),
    ("谁|单位|部门|机关", lambda plan: plan.issuer),
)
_SPEAKS = 0.35  # share of the topic's words that the sentence with the number must hold; set on the dev questions
_SPEAKS_WITHOUT = 0.55  # the same where it does not hold the rarest thing
_NUMBER = r"[\d一二三四五六七八九十两百千万.]+余?"
_MEASURE = re.compile(r"[一-鿿]{3,}?率")
_GOALS = re.compile(r"目标(?:任务|指标|要求)?$")
_ITEMS = 30  # headings of the second level that an outline still shows
_SENTENCES = 12  # sentences of a section on goals that are quoted
_COMPOUND = 4  # letters of a measure that says what it is the rate of
_HOW = re.compile("怎么|怎样|如何")
_ISSUE = re.compile("印发|发文|文号|谁发|发布|制定的|成文|号文|下发")


def courtesy() -> Reply:
    """A greeting or thanks returned, with what can be asked. No answer: nothing was asked."""
    return Reply(
        "courtesy", found=False, lines=["您好。可以问任务由谁牵头、谁配合、什么时候完成，也可以问一个单位有哪些任务。"]
    )


def missing_scope(desk: Desk, query: Query) -> Reply:
    """A place or a year that no plan of the library is of: refused by name, with what there is."""
    plans = query.scope.plans or desk.library.plans
    holds = f"文库现有：{'、'.join(render.plan_name(plan) for plan in plans)}。"
    return refusal(f"“{query.scope.missing}”的内容", holds)


def not_stated(query: Query) -> Reply:
    """The topic is in none of the plans asked."""
    where = render.plan_name(query.scope.plans[0]) if len(query.scope.plans) == 1 else ""
    return refusal(f"{where}“{render.topic(query.topic) or query.text}”")


def unstated_kind(desk: Desk, query: Query) -> Reply | None:
    """A kind of fact that plans seldom state (money, persons …): None where a sentence on the topic does state it."""
    passages = [hit.passage for hit in desk.found(query)[:4]]
    clauses = desk.clauses(query, passages)
    for kind in query.unstated:
        if kind in ("firm", "names") and set(query.facets) & {"lead", "support", "implement"}:  # 参与部门是哪几家
            continue
        if kind == "actual" and "deadline" in query.facets:  # 去年的排放情况几月底前报
            continue
        if kind in ("names", "bounds") and (
            not query.words or _in_table(desk, query)
        ):  # 都在哪条河上: the table may tell
            continue
        _, stated, name = wording().kinds[kind]
        if any(stated.search(fold(clause.text)) and clause.words >= _SPEAKS for clause in clauses[:8]):
            continue
        topic = render.topic(query.topic)
        reply = refusal(f"“{topic}”的{name}" if topic else name)
        for clause in clauses[:1]:
            if clause.words >= _SPEAKS:
                reply.lines.append(f"相关原文只写到：“{render.clause(clause.text)}”{reply.marks(clause.passage)}")
        return reply
    return None


def _in_table(desk: Desk, query: Query) -> bool:
    """The topic stands in a table that holds no tasks: it lists the names."""
    best = desk.strong(query)[:1]
    return any(next(figures.tables(hit.passage.text), None) for hit in best if not desk.retrieval.tasks_of(hit.passage))


def unstated_number(desk: Desk, query: Query) -> Reply | None:
    """几座, 多少辆, 几成, 多少微克: None where a sentence on the topic gives a number of that kind."""
    inherited = query.topic if query.bare == query.topic else ""  # a follow-up leaves out of what it asks the number
    asked = _number_asked(query.text) or (_number_asked(f"{inherited}多少") if inherited else None)
    strong = desk.strong(query)[:3] if asked and query.words else []
    how_often = "duration" in query.intents and len([*questions_in(query.text)]) > 1  # 从哪年开始，多久一次
    beside = query.facets and (query.units or how_often)
    if not asked or not strong or beside or _asks_how(query.text, asked):
        return None
    given, what = asked
    passages = [hit.passage for hit in strong]
    measure = _measure_named(query, passages)
    clauses = [clause for clause in desk.clauses(query, passages) if measure in fold(clause.text)]
    if any(given.search(fold(clause.text)) and _is_about(desk, query, clause) for clause in clauses[:6]):
        return None
    return _only_says(desk, query, f"“{render.topic(query.topic)}”{what}")


def _asks_how(text: str, asked: tuple[re.Pattern[str], str]) -> bool:
    """What is done is asked too (怎么处理，能不能卖): a sentence that tells it answers, whatever it says of leave."""
    return asked[0] == _leave() and bool(_HOW.search(text))


@cache
def _leave() -> re.Pattern[str]:
    return re.compile(load_words("measures.toml")["permission"]["stated"])


def _measure_named(query: Query, passages: Sequence[Passage]) -> str:
    """The measure that the question names as a passage writes it (再生水利用率): its number, not another rate's, is asked.

    Empty where no passage writes more of it than a bare 利用率.
    """
    text = "\n".join(fold(passage.text) for passage in passages)
    for match in _MEASURE.finditer(query.text):
        ends = (match[0][start:] for start in range(len(match[0]) - _COMPOUND + 1))
        if written := next((end for end in ends if end in text), ""):
            return written
    return ""


def _is_about(desk: Desk, query: Query, clause: Clause) -> bool:
    """The sentence speaks of the topic, its rarest thing included: a limit for PM2.5 is none for 臭氧."""
    weights = desk.retrieval.weights(query.words)
    things = [word for word in query.words if desk.library.words.names_thing(word)]
    rarest = max(things, key=lambda word: weights[word], default="")
    text = fold(clause.text).casefold()
    if not rarest or desk.retrieval.holds(rarest, text):
        return clause.words >= _SPEAKS
    whole = [word for word in query.words if not any(word in other and word != other for other in query.words)]
    spoken = sum(
        weights[word] * desk.retrieval.holds(word, text) for word in whole
    )  # 利用率 counts once, not with 利用
    return min(clause.words, spoken / (sum(weights[word] for word in whole) or 1.0)) >= _SPEAKS_WITHOUT


def _number_asked(text: str) -> tuple[re.Pattern[str], str] | None:
    """The pattern of the number that a folded question wants, and what a refusal calls it."""
    for asked, stated, name in wording().measures:
        if name and asked.search(text):
            return stated, name
    counted = _HOW_MANY.search(text)
    return (re.compile(_NUMBER + counted["measure"]), f"有几{counted['measure']}") if counted else None


def unstated_year(desk: Desk, query: Query) -> Reply | None:
    """A figure of a year that is not the plans' own: None where a passage on the topic speaks of that year."""
    own = {plan.year for plan in query.scope.plans}
    asked = [year for year in re.findall(r"(?<!\d)20\d\d(?=年)", query.text) if int(year) not in own]
    strong = desk.strong(query)[:6]
    if not asked or None in own or not strong or query.dates:
        return None
    if all(any(year in hit.passage.text for hit in strong) for year in asked) and not _of_other_years(
        desk, query, asked
    ):
        return None
    return _only_says(desk, query, f"{'、'.join(asked)}年“{render.topic(query.topic)}”的数")


def _of_other_years(desk: Desk, query: Query, asked: Sequence[str]) -> bool:
    """The sentences nearest to the topic give their figures for other years, and name none of those asked for."""
    clauses = desk.clauses(query, [hit.passage for hit in desk.strong(query)[:3]], figures=True)
    nearest = [clause for clause in clauses[:3] if clause.words >= _SPEAKS]
    years = [set(re.findall(r"20\d\d(?=年)", clause.text)) for clause in nearest]
    return any(years) and not any(year in named for named in years for year in asked)


def _only_says(desk: Desk, query: Query, what: str) -> Reply:
    """A refusal with the nearest sentence, so that the reader sees how far the plan goes."""
    reply = refusal(what)
    for clause in desk.clauses(query, [hit.passage for hit in desk.strong(query)[:3]])[:1]:
        reply.lines.append(f"相关原文只写到：“{render.clause(clause.text)}”{reply.marks(clause.passage)}")
    return reply


def library_facts(desk: Desk, query: Query) -> Reply | None:
    """Which plans there are, of a year or on a subject; who issued one, when, under which number."""
    if query.units and not _ISSUE.search(query.text):
        return None
    if _ISSUE.search(query.text) and (query.scope.named or all(map(_ISSUE.search, query.words))):
        return _issue_facts(desk, query)
    words = [word for word in query.words if word not in _PLAN_NOUNS]
    plans = [plan for plan in query.scope.plans if all(word in fold(plan.title) for word in words)]
    if not plans:
        return None
    of_year = set(desk.of_year(query.text))
    chosen = [plan for plan in plans if plan in of_year] or plans
    reply = Reply("scope", lines=[f"共{len(chosen)}个方案："])
    for plan in chosen:
        year = f"{plan.year}年" if plan.year else "未写明年份"
        reply.lines.append(f"- {render.plan_name(plan)}（{plan.region}，{year}）{reply.marks(desk.front(plan))}")
    return reply


def _issue_facts(desk: Desk, query: Query) -> Reply:
    asked = [fact for pattern, fact in _FACTS if re.search(pattern, query.text)]
    if asked and not any(fact(plan) for plan in query.scope.plans for fact in asked):
        plans = "、".join(render.plan_name(plan) for plan in query.scope.plans)
        return refusal(f"{plans}的印发情况")
    reply = Reply("scope")
    for plan in query.scope.plans:
        day = (
            f"{plan.date.year}年{plan.date.month}月{plan.date.day}日（{plan.date}）"
            if plan.date
            else render.NONE_STATED
        )
        facts = f"印发单位：{plan.issuer or render.NONE_STATED}；文号：{render.plain(plan.number) or render.NONE_STATED}；日期：{day}"
        reply.lines.append(f"{render.plan_name(plan)}：{facts}{reply.marks(desk.front(plan))}")
    return reply


def outline(desk: Desk, query: Query) -> Reply | None:
    """How a plan is divided: the headings over its tasks, with counts."""
    tasks = desk.tasks(query)
    if not tasks or not query.scope.named or query.units:
        return None
    reply = Reply("scope")
    for plan in dict.fromkeys(task.plan for task in tasks):
        _outline_of(desk, plan, [task for task in tasks if task.plan.id == plan.id], reply)
    return reply


def goals(desk: Desk, query: Query) -> Reply | None:
    """What a plan as a whole is to reach: its section on goals. None where a matter of its own is named, or no plan has one."""
    if not query.scope.named or _own_matter(query):
        return None
    reply = Reply("target")
    for plan in query.scope.plans:
        own = [passage for passage in desk.library.passages if passage.plan.id == plan.id and _tells_goals(passage)]
        for passage in own:
            lines = [line for line in passage.text.split("\n") if fold(line) != fold(passage.section[-1])]
            said = list(sentences("\n".join(lines)))[:_SENTENCES]
            quotes = "".join(f"“{render.clause(sentence)}”" for sentence in said)
            reply.lines.append(f"{render.plan_name(plan)}的{passage.section[-1]}：{quotes}{reply.marks(passage)}")
    return reply if reply.lines else None


def _own_matter(query: Query) -> list[str]:
    """The words that name more than the plan and its goals."""
    titles = fold("".join(plan.title for plan in query.scope.plans))
    cue = wording().cues["goals"].search(query.text)
    said = titles + "达到" + (cue[0] if cue else "")
    return [word for word in query.words if word not in said and "目标" not in word]


def _tells_goals(passage: Passage) -> bool:
    return len(passage.section) == 1 and bool(_GOALS.search(fold(passage.section[-1]))) and "\t" not in passage.text


def _outline_of(desk: Desk, plan: Plan, tasks: list[Task], reply: Reply) -> None:
    first, second = (dict.fromkeys(t.section[: d + 1] for t in tasks if len(t.section) > d) for d in (0, 1))
    parts, below = (first, second) if len(first) > 1 else (second or first, {})
    more = f"，其下共{len(below)}个小项" if len(below) > len(parts) else ""
    reply.lines.append(f"{render.plan_name(plan)}的任务分为{len(parts)}部分{more}，共{len(tasks)}项任务：")
    for path in parts:
        inside = [task for task in tasks if task.section[: len(path)] == path]
        reply.lines.append(f"- {path[-1]}（{len(inside)}项）{reply.marks(desk.passage(inside[0]))}")
        own = [item for item in below if item[: len(path)] == path]
        reply.lines += [f"    - {item[-1]}" for item in own if len(below) <= _ITEMS]
