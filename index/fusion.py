"""How the two legs become one ranking."""

from __future__ import annotations

from collections.abc import Sequence

RANK_CONSTANT = 60  # as in the paper; it keeps the first places of one leg from outweighing agreement of both


def reciprocal_rank(place: int, constant: int = RANK_CONSTANT) -> float:
    """What the ``place``-th passage of one ranking (1-based) earns: 1 / (constant + place).

    Cormack, Clarke and Büttcher, "Reciprocal rank fusion", SIGIR 2009.
    """
    return 1 / (constant + place)


def fuse(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    """The sum of what each passage earns over ``rankings``, best first; equal sums stay in source order."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for place, passage in enumerate(ranking, start=1):
            scores[passage] = scores.get(passage, 0.0) + reciprocal_rank(place)
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))
