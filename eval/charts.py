"""Charts as inline SVG: bars and a histogram, drawn here because a report must open with no script and no network.

Colours are CSS variables of the page, so the charts follow its light and dark faces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_LABEL, _PLOT, _ROW, _TAIL = 150, 420, 24, 150  # widths of label, plot and note columns; height of a row


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of length ``value`` (0 to 1; None is drawn as no bar) with a note after it."""

    label: str
    value: float | None
    note: str
    strong: bool = False


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars over a scale from 0 to 1."""
    drawn = "".join(_bar(row, place * _ROW) for place, row in enumerate(rows))
    return _svg(title, _LABEL + _PLOT + _TAIL, len(rows) * _ROW, _grid(len(rows)) + drawn)


def histogram(title: str, values: Sequence[float], unit: str, bins: int = 24) -> str:
    """How often values fall into equal ranges from 0 to the largest; empty text for no values."""
    if not values:
        return ""
    width = max(values) / bins or 1.0
    counts = _counts(values, width, bins)
    step, tallest, height = _PLOT / bins, max(counts), 120
    columns = "".join(
        f'<rect class="bar" x="{place * step:.1f}" y="{height * (1 - count / tallest):.1f}" '
        f'width="{step - 2:.1f}" height="{height * count / tallest:.1f}">'
        f"<title>{place * width:.0f}–{(place + 1) * width:.0f} {unit}：{count}</title></rect>"
        for place, count in enumerate(counts)
    )
    ends = _text(0, height + 16, f"0 {unit}") + _text(_PLOT, height + 16, f"{max(values):.0f} {unit}", "end")
    return _svg(title, _PLOT, height + 20, columns + ends)


def _counts(values: Iterable[float], width: float, bins: int) -> list[int]:
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int(value / width))] += 1
    return counts


def _bar(row: Bar, top: float) -> str:
    base, length = top + _ROW * 0.68, _PLOT * (row.value or 0.0)
    kind = "bar strong" if row.strong else "bar"
    rect = f'<rect class="{kind}" x="{_LABEL}" y="{top + 4:.0f}" width="{length:.1f}" height="{_ROW - 8}"/>'
    return _text(_LABEL - 8, base, row.label, "end") + rect + _text(_LABEL + length + 6, base, row.note)


def _grid(rows: int) -> str:
    places = [_LABEL + _PLOT * quarter / 4 for quarter in range(5)]
    return "".join(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{rows * _ROW}"/>' for x in places)


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(title: str, width: float, height: float, inner: str) -> str:
    name = escape(title)
    head = f'<svg viewBox="0 0 {width} {height}" style="max-width:{width}px" role="img" aria-label="{name}">'
    return f"<figure><figcaption>{name}</figcaption>{head}{inner}</svg></figure>"
