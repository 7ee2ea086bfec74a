"""How the scorers compare text: two rules, kept apart from the product's own ``corpus.fold`` on purpose.

A scorer that shared its normalisation with the parser would forgive the parser's mistakes.
"""

from __future__ import annotations

import re
import unicodedata

_WHITE = re.compile(r"\s+")
_BRACKETED_END = re.compile(r"[（(][^）)]*[）)]$")
_LEVEL = re.compile(r"^[区市县]")


def bare(text: str) -> str:
    """``text`` without white space and without Markdown's bold marks (the ledger's rule)."""
    return _WHITE.sub("", text).replace("**", "")


def squash(text: str) -> str:
    """``bare`` after full and half width are made one (the questions' rule)."""
    return bare(unicodedata.normalize("NFKC", text))


def unit(name: str) -> str:
    """A unit's name as compared: without 等, a bracketed ending and the level before it (区国土局 is 国土局)."""
    return _LEVEL.sub("", _BRACKETED_END.sub("", bare(name).rstrip("等")))


def same_plan(one: str, other: str) -> bool:
    """Whether two plan titles name one plan: either may be a part of the other."""
    one, other = bare(one), bare(other)
    return one in other or other in one
