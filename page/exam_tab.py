"""The tab 评测: run a set of questions, look at the scores, take the report away."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import gradio as gr
from markupsafe import Markup

from corpus.errors import InputError
from page.exam import Examiner, ExamReport
from page.exam_view import form, idle, report_view
from page.parcel import parcel
from page.parts import QUIET, acting_html, live_html, said, still_html
from page.shelf import progress
from serve.accounts import Accounts
from serve.assistant import Assistant
from serve.job import Bench, Job

PAUSE = 0.15
NAMES = {"html": "评测报告", "jsonl": "评测答案", "json": "评测分数"}
Updates = dict[Any, Any]


class ExamTab:
    """The components of the tab and the steps behind their events; a session keeps its last report."""

    def __init__(self, assistant: Assistant, examiner: Examiner | None, accounts: Accounts, parcels: gr.HTML) -> None:
        self.assistant, self.examiner, self.accounts = assistant, examiner, accounts
        self.bench = Bench("另一场评测正在进行，请等它结束。", "评测没有完成")
        self.report: gr.State = gr.State(None)
        with gr.Column(elem_id="exam-side"):
            self.form = live_html("exam-form", "")
            self.progress = still_html("exam-progress", "")
            self.result = acting_html("exam", idle(), "export")
        self.form.start(self.start, self.report, [self.report, self.progress, self.result], **QUIET)
        self.result.export(self.export, self.report, parcels, **QUIET)

    def arrive(self, request: gr.Request) -> Updates:
        """What this reader may run."""
        sets = self.examiner.sets if self.examiner else {}
        return {self.form: form(sets, self.accounts.may_change(request.username))}

    def start(self, before: ExamReport | None, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        """Run the chosen set or the uploaded one; the report before stays until there is another."""
        made: list[ExamReport] = []
        try:
            if self.examiner is None or not self.accounts.may_change(request.username):
                raise InputError("您的账号只能查询，不能运行评测。")
            job = self._begin(self.examiner, said(event, "set"), said(event, "name"), said(event, "data"), made)
        except InputError as error:
            yield {self.progress: progress(str(error), failed=True)}
            return
        while not job.over.wait(PAUSE):
            yield {self.progress: progress(job.line)}
        told = {self.progress: progress(job.line, failed=job.failed, over=True)}
        yield {**told, self.report: made[0], self.result: report_view(made[0])} if made else told

    def export(self, report: ExamReport | None, event: gr.EventData) -> Markup:
        """A file of the report."""
        kind = said(event, "format")
        known = report is not None and kind in report.files
        return parcel(NAMES[kind], kind, report.files[kind]) if report and known else Markup("")

    def _begin(self, examiner: Examiner, chosen: str, name: str, data: str, made: list[ExamReport]) -> Job:
        upload = (name, base64.b64decode(data)) if name else None

        def work(job: Job) -> str:
            def tick(done: int, total: int) -> None:
                job.line = f"正在提问 {done}/{total}"

            made.append(examiner.examine(self.assistant, chosen, upload, tick))
            return f"评测完成：{made[0].questions} 题，{len(made[0].failures)} 题没有答对。"

        return self.bench.begin(work)
