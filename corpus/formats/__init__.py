"""Any plan as it comes: Word, PDF, scans, spreadsheets, web pages and text, rendered to lines that know their place.

``render`` is the one door. Each format has one small reader that yields the same stream of pieces (paragraphs and true
grids); ``lay`` writes the stream to lines in the form of the bundled plans, and ``known.KnownTableReader`` reads the tables by
their grids. Nothing is executed or fetched; what was not read is told in ``Rendered.notices``.
"""

from corpus.formats.render import SUFFIXES, is_document, render
from corpus.formats.types import Grid, GridCell, Limits, Rendered

__all__ = ["SUFFIXES", "Grid", "GridCell", "Limits", "Rendered", "is_document", "render"]
