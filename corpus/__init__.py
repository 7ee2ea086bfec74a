"""Reading plans: files in; documents, plans, sections, passages and task records out. Knows no model, no question."""

from corpus.errors import InputError, LibraryError, PlanqaError, SettingError
from corpus.reader import read_document
from corpus.text import fold

__all__ = ["InputError", "LibraryError", "PlanqaError", "SettingError", "fold", "read_document"]
