"""Pictures as inline SVG and as lists, drawn with the page's colours; what they say is there in words for screen readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from page.markup import tag

WIDTH = 640


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart; ``parts`` are its lengths by class name, laid end to end."""

    name: str
    parts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """Its whole length."""
        return sum(length for _, length in self.parts)


def svg(width: int, height: float, label: str, *children: Markup | None) -> Markup:
    """A picture that grows and shrinks with the page; ``label`` is what it shows, in words."""
    box, most = f"0 0 {width} {height:g}", f"max-width:{width}px"
    drawn = tag("svg", *children, viewBox=box, role="img", aria_label=label, class_="chart", style=most)
    return tag("div", drawn, class_="picture")


def text(x: float, y: float, words: str, **attributes: object) -> Markup:
    """Words in a picture."""
    return tag("text", words, x=f"{x:g}", y=f"{y:g}", **attributes)


def bars(label: str, rows: Sequence[Bar]) -> Markup:
    """Lying bars as a list, each with its name before and its number after it; it fits any width."""
    longest = max((row.total for row in rows), default=1) or 1
    return tag("ul", *(_lying(row, longest) for row in rows), class_="bars", aria_label=label)


def _lying(row: Bar, longest: int) -> Markup:
    parts = (
        tag("i", class_=kind, style=f"width:{100 * length / longest:.1f}%", title=f"{row.name} {length}")
        for kind, length in row.parts
        if length
    )
    return tag("li", tag("span", row.name, title=row.name), tag("div", *parts), tag("b", str(row.total)))


def months(label: str, days: Sequence[date]) -> Markup | None:
    """Standing bars, one a month from the first to the last; years below. None where there is no day."""
    counts = Counter((day.year, day.month) for day in days)
    if not counts:
        return None
    span = _months(min(counts), max(counts))
    step, tallest = (WIDTH - 16) / len(span), max(counts.values())
    drawn = [
        piece for place, month in enumerate(span) for piece in _standing(month, counts[month], place, step, tallest)
    ]
    said = "；".join(f"{year}年{month}月 {counts[year, month]}" for year, month in sorted(counts))
    return svg(WIDTH, 168, f"{label}：{said}", *drawn, *_years(span, step))


def _months(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    numbers = range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
    return [(number // 12, number % 12 + 1) for number in numbers]


def _standing(month: tuple[int, int], count: int, place: int, step: float, tallest: int) -> list[Markup]:
    if not count:
        return []
    left, height = 8 + place * step, 108 * count / tallest
    size = {"x": f"{left + step * 0.12:.1f}", "y": f"{126 - height:.1f}", "width": f"{step * 0.76:.1f}"}
    title = tag("title", f"{month[0]}年{month[1]}月 {count} 项")
    bar = tag("rect", title, class_="bar lead", height=f"{height:.1f}", rx=2, **size)
    middle = left + step / 2
    figure = text(middle, 121 - height, str(count), text_anchor="middle", class_="figure")
    named = text(middle, 141, str(month[1]), text_anchor="middle") if step > 17 or month[1] in {6, 12} else None
    return [each for each in (bar, figure, named) if each]


def _years(span: Sequence[tuple[int, int]], step: float) -> list[Markup]:
    """The axis, a tick where a year begins, and each year's name in the middle of its months, where there is room."""
    drawn = [tag("line", x1=8, y1=126.5, x2=WIDTH - 8, y2=126.5, class_="axis")]
    for year in dict.fromkeys(year for year, _ in span):
        places = [place for place, month in enumerate(span) if month[0] == year]
        left, right = 8 + places[0] * step, 8 + (places[-1] + 1) * step
        if places[0]:
            drawn.append(tag("line", x1=f"{left:.1f}", y1=126, x2=f"{left:.1f}", y2=164, class_="axis"))
        if right - left > 40:
            drawn.append(text((left + right) / 2, 161, f"{year}年", class_="year", text_anchor="middle"))
    return drawn


@dataclass(frozen=True, slots=True)
class Event:
    """A point of a timeline: a day, what is due, the class that colours it, and the anchor it leads to."""

    day: date
    name: str
    kind: str
    anchor: str


def timeline(label: str, events: Sequence[Event]) -> Markup | None:
    """Days from left to right; what is due on one day stands above it, one point each. None where nothing is."""
    if not events:
        return None
    first, last = min(event.day for event in events), max(event.day for event in events)
    start, end = first.replace(day=1), (last + timedelta(days=31)).replace(day=1)
    stacks: dict[date, list[Event]] = {}
    for event in sorted(events, key=lambda event: event.day):
        stacks.setdefault(event.day, []).append(event)
    height = 34 + 15 * max(map(len, stacks.values()))
    points = [each for day, stack in stacks.items() for each in _stack(stack, _across(day, start, end), height)]
    said = "；".join(f"{day} {len(stack)} 项" for day, stack in stacks.items())
    return svg(WIDTH, height + 38, f"{label}：{said}", *_scale(start, end, height), *points)


def _across(day: date, start: date, end: date) -> float:
    return 24 + (WIDTH - 48) * (day - start).days / (end - start).days


def _stack(events: Sequence[Event], x: float, bottom: float) -> list[Markup]:
    day = events[0].day
    drawn = [
        tag(
            "a",
            tag("title", f"{day} {event.name}"),
            tag("circle", cx=f"{x:.1f}", cy=f"{bottom - 11 - 15 * place:g}", r=5.5, class_=f"point {event.kind}"),
            href=f"#{event.anchor}",
            data_row=event.anchor,
            aria_label=f"{day} {event.name}",
            tabindex=-1,  # the rows below are reached by keyboard; a hundred points in the way would help nobody
        )
        for place, event in enumerate(events)
    ]
    top = bottom - 15 * len(events) - 8
    return [*drawn, text(x, top, f"{day.month}-{day.day:02}", text_anchor="middle", class_="figure")]


def _scale(start: date, end: date, bottom: float) -> list[Markup]:
    """The axis with a tick a month; months are named where there is room, else quarters or years only."""
    span = _months((start.year, start.month), (end.year, end.month))
    every = next(step for step in (1, 3, 12) if len(span) <= 18 * step or step == 12)
    drawn = [tag("line", x1=16, y1=bottom + 0.5, x2=WIDTH - 16, y2=bottom + 0.5, class_="axis")]
    for year, month in span:
        x = _across(date(year, month, 1), start, end)
        drawn.append(
            tag("line", x1=f"{x:.1f}", y1=bottom, x2=f"{x:.1f}", y2=bottom + (8 if month == 1 else 4), class_="axis")
        )
        if (month - 1) % every == 0 and every < 12 and (year, month) != span[-1]:
            drawn.append(text(x + 2, bottom + 18, f"{month}月"))
        if (month == 1 or (year, month) == span[0]) and x < WIDTH - 60:
            drawn.append(text(x + 2, bottom + 33, f"{year}年", class_="year"))
    return drawn
