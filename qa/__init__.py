"""Answers from plans: ``from qa import PlanQA; PlanQA.open().ask("…")``."""

from qa.engine import PlanQA
from qa.types import Answer, Citation, Dialogue

__all__ = ["Answer", "Citation", "Dialogue", "PlanQA"]
