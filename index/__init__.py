"""The index: the store on disk, both retrieval legs and their fusion. Knows no answers, and no task's meaning."""

from index.build import build_index, ensure_library, open_library
from index.library import Library
from index.types import BuildReport, Hit, IndexConfig, Progress, Skipped
from index.words import Words

__all__ = [
    "BuildReport",
    "Hit",
    "IndexConfig",
    "Library",
    "Progress",
    "Skipped",
    "Words",
    "build_index",
    "ensure_library",
    "open_library",
]
