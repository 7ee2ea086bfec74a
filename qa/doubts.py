"""What an answer says about values that were read from a scan and may be wrong."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.types import Task

MOST = 6  # values named; a long list would hide the answer


def unsure(tasks: Sequence[Task]) -> str:
    """One line that names the doubtful units and time limits of ``tasks``; empty where there are none."""
    values = list(dict.fromkeys(value for task in tasks for value in task.doubtful))
    if not values:
        return ""
    named = "、".join(f"“{value}”" for value in values[:MOST])
    more = f"等{len(values)}处" if len(values) > MOST else ""
    return f"（扫描件识别没有把握，请对照原件核实：{named}{more}）"
