"""评测 as HTML: what to run, the scores, the slices, and every question that was not answered right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from page.exam import ExamReport, Failure, Score, Slice
from page.markup import tag

FILES = {"html": "下载报告", "jsonl": "下载答案", "json": "下载分数"}
COLUMNS = (
    ("id", "编号，不能重复"),
    ("type", "题型：lead、support、deadline、duties、list、content、followup 等；文中没有的写 unanswerable"),
    ("question", "问题"),
    ("turns", "连续追问的题写这一列：一行一问"),
    ("must", "答案里必须有的话：一行一组，组内几种说法用 | 隔开"),
    ("must_not", "答案里不该有的话：一行一项"),
    ("evidence", "应当引用的原文：一行一项"),
)


def form(sets: Mapping[str, str], allowed: bool) -> Markup:
    """What can be run; ``allowed`` is False for those who may only ask."""
    if not allowed:
        return tag("p", "您的账号只能查询，不能运行评测。", class_="hint")
    options = (tag("option", name, value=key) for key, name in sets.items())
    field = tag("input", type="file", accept=".csv,.xlsx,.json", class_="unseen", aria_label="上传题目")
    return tag(
        "form",
        tag("label", tag("span", "内置题目"), tag("select", *options, name="set")),
        tag("button", "开始评测", type="submit", class_="primary"),
        tag("label", field, "上传题目并评测", class_="plain upload", title="CSV、Excel 或 JSON"),
        _columns(),
        aria_label="运行评测",
    )


def _columns() -> Markup:
    rows = (tag("div", tag("dt", name), tag("dd", meaning)) for name, meaning in COLUMNS)
    return tag("details", tag("summary", "题目文件怎么写"), tag("p", "CSV、Excel 的第一行是列名："), tag("dl", *rows))


def idle() -> Markup:
    """Before anything was run."""
    return tag(
        "div",
        tag("h2", "用一组题目检验系统"),
        tag("p", "每道题自动判分：答得对不对、有没有引对原文、文中没有的该不该拒答。"),
        class_="blank",
    )


def report_view(report: ExamReport) -> Markup:
    """One evaluation."""
    buttons = (tag("button", FILES[kind], type="button", data_act="export", data_format=kind) for kind in report.files)
    return tag(
        "article",
        tag("header", tag("h2", f"{report.title}（{report.questions} 题）"), tag("div", *buttons, class_="exports")),
        tag("ul", *map(_score, report.scores), class_="scores"),
        _failures(report.failures),
        *(_slices(f"按{way}", report.columns, parts) for way, parts in report.slices.items()),
    )


def _score(score: Score) -> Markup:
    detail = " · ".join(part for part in (score.count, score.interval) if part)
    return tag("li", tag("b", score.value), tag("span", score.name), tag("small", detail) if detail else None)


def _slices(title: str, columns: Sequence[str], parts: Sequence[Slice]) -> Markup:
    head = tag("tr", *(tag("th", name, scope="col") for name in ("", "题数", *columns)))
    rows = (
        tag("tr", tag("th", part.name, scope="row"), tag("td", str(part.questions), data_name="题数"),
            *(tag("td", value, data_name=name) for name, value in zip(columns, part.values, strict=True)))
        for part in parts
    )  # fmt: skip
    return tag("section", tag("h3", title), tag("table", tag("thead", head), tag("tbody", *rows), class_="slices"))


def _failures(failures: Sequence[Failure]) -> Markup:
    if not failures:
        return tag("section", tag("h3", "全部答对"))
    rows = (_failure(each) for each in failures)
    return tag(
        "section", tag("h3", "没有答对的题", tag("span", f"{len(failures)} 题")), tag("ol", *rows, class_="failures")
    )


def _failure(failure: Failure) -> Markup:
    return tag(
        "li",
        tag("p", tag("small", f"{failure.id} · {failure.kind}"), tag("strong", " → ".join(failure.turns))),
        tag("p", failure.wrong, class_="wrong") if failure.wrong else None,
        tag("details", tag("summary", "系统的回答"), *(tag("p", line) for line in failure.answer.split("\n") if line)),
    )
