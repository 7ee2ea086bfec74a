"""The automatic numbers of Word's lists, written out: they stand in no paragraph, and python-docx does not compute them.

A paragraph's level comes from itself or from its style; a level's format from the abstract list, or from the list's
override. Counters belong to the abstract list; a level starts again after any level above it (ECMA-376 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.formats.numerals import written
from corpus.formats.ooxml import MC, Element, W, is_on, number, value

_LEVELS = 9
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered. ``restart`` is the level (1-based) that starts it again, 0 for none."""

    start: int
    form: str
    text: str
    legal: bool
    restart: int | None
    style: str


class Styles:
    """Paragraph styles: what each says itself or takes from the style it is based on."""

    def __init__(self, root: Element | None) -> None:
        styles = root.findall(f"{W}style") if root is not None else []
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        self._default = next((i for i, s in self._styles.items() if _is_default(s)), "")

    def chain(self, identity: str) -> Iterator[Element]:
        """The style and those it is based on, nearest first."""
        seen: set[str] = set()
        identity = identity or self._default
        while identity in self._styles and identity not in seen:
            seen.add(identity)
            yield self._styles[identity]
            identity = value(self._styles[identity], "basedOn")

    def name(self, identity: str) -> str:
        """The style's name as shown, in small letters."""
        return next((value(style, "name").lower() for style in self.chain(identity)), "")

    def heading(self, paragraph: Element) -> int:
        """The outline level of a paragraph, 1 to 9; 0 for body text."""
        properties = paragraph.find(f"{W}pPr")
        levels = [number(properties, "outlineLvl")]
        levels += [number(style, "pPr/outlineLvl") for style in self.chain(value(properties, "pStyle"))]
        level = next((level for level in levels if level is not None), 9)
        return level + 1 if 0 <= level < _LEVELS else 0


def _is_default(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")


class Numbering:
    """The lists of a document and their counters; ask for the paragraphs in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        for child in root if root is not None else ():
            if child.tag == f"{W}abstractNum":
                self._abstract[child.get(f"{W}abstractNumId", "")] = child
            elif child.tag == f"{W}num":
                self._lists[child.get(f"{W}numId", "")] = child
        self._levels: dict[str, dict[int, Level]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Element) -> str:
        """The number in front of ``paragraph``, empty where it has none. Counts it."""
        identity, level = self._place(paragraph)
        if identity not in self._lists:
            return ""
        levels = self._levels_of(identity)
        if level not in levels:
            return ""
        counters = self._count(identity, level, levels)
        if levels[level].form == "bullet":
            return _BULLET
        return self._text(levels, level, counters)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list and level of a paragraph."""
        properties = paragraph.find(f"{W}pPr")
        style = value(properties, "pStyle")
        sources = [properties, *(s.find(f"{W}pPr") for s in self._styles.chain(style))]
        identity = next((i for source in sources if (i := value(source, "numPr/numId"))), "")
        level = next((n for source in sources if (n := number(source, "numPr/ilvl")) is not None), None)
        if level is None and identity in self._lists:
            styled = (depth for depth, known in self._levels_of(identity).items() if known.style == style)
            level = next(styled, 0) if style else 0
        return identity, level or 0

    def _levels_of(self, identity: str) -> dict[int, Level]:
        if identity not in self._levels:
            found = self._lists[identity]
            levels = dict(_levels(self._abstract_of(found)))
            for override in found.findall(f"{W}lvlOverride"):
                levels.update(_levels(override))
            self._levels[identity] = levels
        return self._levels[identity]

    def _abstract_of(self, found: Element) -> Element | None:
        """The abstract list of a list; where it only names a style, that style's."""
        for _ in range(_LEVELS):
            abstract = self._abstract.get(value(found, "abstractNumId"))
            style = value(abstract, "numStyleLink")
            linked = next((value(s, "pPr/numPr/numId") for s in self._styles.chain(style)), "") if style else ""
            if linked not in self._lists:
                return abstract
            found = self._lists[linked]
        return None

    def _count(self, identity: str, level: int, levels: dict[int, Level]) -> list[int | None]:
        counters = self._counters.setdefault(value(self._lists[identity], "abstractNumId"), [None] * _LEVELS)
        if identity not in self._begun:
            self._begun.add(identity)
            for depth, start in _overridden_starts(self._lists[identity]):
                counters[depth] = start - 1
        before = counters[level]
        counters[level] = levels[level].start if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart > 0 and level < restart):
                counters[deeper] = None
        return counters

    @staticmethod
    def _text(levels: dict[int, Level], level: int, counters: list[int | None]) -> str:
        def counter(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            if depth not in levels or depth > level:
                return ""
            count = counters[depth]
            form = "decimal" if levels[level].legal and depth < level else levels[depth].form
            return written(levels[depth].start if count is None else count, form)

        return re.sub(r"%([1-9])", counter, levels[level].text)


def _levels(parent: Element | None) -> Iterator[tuple[int, Level]]:
    for found in parent.iter(f"{W}lvl") if parent is not None else ():
        depth = found.get(f"{W}ilvl", "")
        if depth.isdigit() and int(depth) < _LEVELS:
            start = number(found, "start")
            yield (
                int(depth),
                Level(
                    start=1 if start is None else start,
                    form=_format(found),
                    text=value(found, "lvlText"),
                    legal=is_on(found, "isLgl"),
                    restart=number(found, "lvlRestart"),
                    style=value(found, "pStyle"),
                ),
            )


def _format(level: Element) -> str:
    """The format's name; newer ones stand in a choice with an older one beside it."""
    choice = level.find(f"{MC}AlternateContent")
    fallback = choice.find(f"{MC}Fallback") if choice is not None else None
    return value(level, "numFmt") or value(fallback, "numFmt") or "decimal"


def _overridden_starts(found: Element) -> Iterator[tuple[int, int]]:
    for override in found.findall(f"{W}lvlOverride"):
        depth, start = override.get(f"{W}ilvl", ""), number(override, "startOverride")
        if depth.isdigit() and int(depth) < _LEVELS and start is not None:
            yield int(depth), start
