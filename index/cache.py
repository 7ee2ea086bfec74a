"""Vectors that were computed before, by what they were computed from.

One SQLite file in the home. A build that is killed keeps every batch it finished; a plan taken out and put back is
not embedded again. The file holds 1.6 kB a window and may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.files import sha256

Floats = NDArray[np.float32]


def cache_key(identity: str, text: str) -> bytes:
    """What the vector of ``text`` by the embedder ``identity`` is kept under."""
    return bytes.fromhex(sha256(f"{identity}\n{text}".encode()))


class VectorCache:
    """Vectors by key. A vector whose checksum is wrong counts as missing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Floats]:
        """The vectors that are there."""
        found = {}
        for key in keys:
            row = self._connection.execute("SELECT vector, crc FROM vectors WHERE key = ?", (key,)).fetchone()
            if row and zlib.crc32(row[0]) == row[1]:
                found[key] = np.frombuffer(row[0], np.float32)
        return found

    def put(self, keys: Sequence[bytes], vectors: Floats) -> None:
        """Keep one vector for each key, for good when it returns."""
        blobs = [vector.tobytes() for vector in vectors.astype(np.float32)]
        rows = [(key, blob, zlib.crc32(blob)) for key, blob in zip(keys, blobs, strict=True)]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)


@contextlib.contextmanager
def open_cache(path: Path) -> Iterator[VectorCache]:
    """The cache in the file ``path``; a file that is no longer a database is started afresh."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(_connect_afresh(path)) as connection:
        yield VectorCache(connection)


def _connect_afresh(path: Path) -> sqlite3.Connection:
    try:
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):  # locked, full, no permission: the file itself is sound
            raise
        path.unlink()
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB, crc INTEGER)")
        if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
