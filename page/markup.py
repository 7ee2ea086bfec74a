"""The one place where text becomes HTML: every plain string is escaped here, and nowhere else.

``tag`` builds an element from children. A child that is a plain ``str`` (a question, an answer, a line of a
document) is escaped; a child that is ``Markup`` was built by ``tag`` and passes. There is no way to a page's HTML
but through ``tag``, so text from a user or a document cannot become markup.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from markupsafe import Markup, escape


def tag(name: str, /, *children: str | None, **attributes: object) -> Markup:
    """``<name attributes>children</name>``; a child or an attribute that is None is left out.

    Attribute names are written the Python way: ``class_`` is class, ``aria_label`` is aria-label. True gives a
    bare attribute, False leaves it out.
    """
    opening = Markup("").join(_attribute(key, value) for key, value in attributes.items())
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), opening, join(children))


def join(children: Iterable[str | None]) -> Markup:
    """The children one after another, plain strings escaped."""
    return Markup("").join(escape(child) for child in children if child is not None)


def made(html: Markup) -> Markup:
    """``html`` and a note of the moment it was made, at its end: Gradio renews elements by their place in what was there.

    Gradio hands a component only what differs from what it was given last: without the note a source that was closed, or
    a file that was saved, could not be asked for again. And answers to two clicks in a row may be drawn in the wrong
    order: ``planqa.newest`` in ``static/common.js`` leaves out what was made before what is on show.
    """
    return html + Markup("<!--{}-->").format(time.time_ns())


def _attribute(key: str, value: object) -> Markup:
    name = Markup(key.rstrip("_").replace("_", "-"))
    if value is None or value is False:
        return Markup("")
    return Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, str(value))
