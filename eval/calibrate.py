"""Sets the confidence below which a topic is refused: ``python -m eval.calibrate``.

Questions that the plans answer (dev gold) and questions on tasks of other subjects (``foreign-tasks.txt``) are told apart by
logistic regression over the signs of ``Desk.signs``. Printed: the weights to write into ``qa/desk.py``, how well signs and
confidence part the two (area under the ROC curve), and what each threshold keeps and refuses.
"""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from eval.gold import GOLD
from eval.selection import bundled_questions
from qa import PlanQA

FOREIGN = GOLD / "foreign-tasks.txt"
_LEDGER = (
    "scope",
    "duties",
    "count",
    "list",
    "conflict",
    "unanswerable",
)  # kinds that need no topic, or have no answer
_THRESHOLDS = (0.1, 0.2, 0.27, 0.3, 0.4, 0.5)


def foreign_tasks() -> list[str]:
    """Titles of tasks that no bundled plan holds."""
    lines = FOREIGN.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def main() -> None:
    """Fit and print."""
    qa = PlanQA.open()
    answered = [q.turns[0] for q in bundled_questions("dev") if len(q.turns) == 1 and q.type not in _LEDGER]
    regions = ("", *dict.fromkeys(plan.region for plan in qa.library.plans))
    foreign = [f"{region}{title}由谁牵头？" for title in foreign_tasks() for region in regions]
    asked = [(qa.signs(text), text in answered) for text in (*answered, *foreign)]
    signs = [found for found, _ in asked if found]
    truth = np.array([answerable for found, answerable in asked if found])
    names = list(signs[0])
    values = np.array([[one[name] for name in names] for one in signs])
    model = LogisticRegression(C=10, class_weight="balanced").fit(values, truth)
    likely = model.predict_proba(values)[:, 1]
    print("weights", dict(zip(names, model.coef_[0].round(2), strict=True)), "bias", model.intercept_.round(2))
    for number, name in enumerate(names):
        print(f"{name}: area {roc_auc_score(truth, values[:, number]):.3f}")
    print(f"confidence: area {roc_auc_score(truth, likely):.3f}")
    for threshold in _THRESHOLDS:
        kept, refused = (likely[truth] >= threshold).mean(), (likely[~truth] < threshold).mean()
        print(f"{threshold}: keeps {kept:.3f} of {truth.sum()}, refuses {refused:.3f} of {(~truth).sum()}")


if __name__ == "__main__":
    main()
