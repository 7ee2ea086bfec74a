"""Names of WordprocessingML, and the two questions asked of its elements everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

Element: TypeAlias = Any  # of lxml, which brings no types
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def value(element: Element | None, path: str, default: str = "") -> str:
    """The ``w:val`` of the child at ``path`` (local names divided by slashes); ``default`` where there is none."""
    for name in path.split("/") if path else ():
        element = element.find(f"{W}{name}") if element is not None else None
    return element.get(f"{W}val", default) if element is not None else default


def number(element: Element | None, path: str) -> int | None:
    """The same as a whole number, None where there is none or it is no number."""
    text = value(element, path)
    return int(text) if text.lstrip("-").isdigit() and len(text) < 10 else None


def is_on(element: Element | None, name: str) -> bool:
    """Whether a toggle such as ``w:vanish`` is set."""
    found = element.find(f"{W}{name}") if element is not None else None
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "off", "none")


def local(element: Element) -> str:
    """The name without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def shown(parent: Element) -> Iterator[Element]:
    """The children that a reader sees, wrappers opened: insertions, content controls, fields, links, first choices.

    Deleted and moved-away content is left out: what is read is the text with all changes accepted.
    """
    for child in parent:
        name = local(child)
        if name in ("del", "moveFrom", "sdtPr", "sdtEndPr"):
            continue
        if name in (
            "ins",
            "moveTo",
            "sdt",
            "sdtContent",
            "customXml",
            "smartTag",
            "hyperlink",
            "fldSimple",
            "dir",
            "bdo",
        ):
            yield from shown(child)
        elif name == "AlternateContent":
            choice = next((part for part in child if local(part) in ("Choice", "Fallback")), None)
            yield from shown(choice) if choice is not None else ()
        elif name:
            yield child
