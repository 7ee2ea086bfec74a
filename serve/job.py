"""Something slow that runs on a thread while the page looks on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.errors import InputError, PlanqaError

FAULT = "出了内部错误，详情见服务窗口的日志。"


@dataclass(slots=True)
class Job:
    """``line`` says what is being done or, once the job is ``over``, what became of it."""

    line: str = "正在准备…"
    failed: bool = False
    over: threading.Event = field(default_factory=threading.Event)


class Bench:
    """Does one job at a time; ``busy`` is what a second one is told."""

    def __init__(self, busy: str, failed: str) -> None:
        self._busy, self._failed = busy, failed
        self._lock = threading.Lock()

    def begin(self, work: Callable[[Job], str]) -> Job:
        """Start ``work`` on a thread; what it returns is the job's last line. InputError while another is under way."""
        if not self._lock.acquire(blocking=False):
            raise InputError(self._busy)
        job = Job()
        threading.Thread(target=self._run, args=(work, job), daemon=True).start()
        return job

    def _run(self, work: Callable[[Job], str], job: Job) -> None:
        try:
            job.line = work(job)
        except (PlanqaError, OSError) as error:
            job.line, job.failed = f"{self._failed}：{error}", True
        except Exception:
            logging.getLogger(__name__).exception("a job of the page failed")
            job.line, job.failed = f"{self._failed}：{FAULT}", True
        finally:
            self._lock.release()
            job.over.set()
