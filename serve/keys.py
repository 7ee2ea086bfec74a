"""Keys of programs, and which of them may change the library: the entries of ``PLANQA_API_KEYS``.

An entry is ``name:role:hash``, made by ``planqa key``; entries are divided by ``;``. The hash is SHA-256 of the key. Passwords
are kept as scrypt, because people choose guessable ones; a key is 256 random bits, which nobody guesses however fast the
hash, and a fast hash lets wrong keys be refused without work (OWASP, Password Storage: high-entropy secrets).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from corpus.errors import SettingError
from serve.accounts import MANAGE, ROLES

PREFIX = "planqa-"
_ENTRY = re.compile(r"(?P<name>[^:;\s]+):(?P<role>[^:;\s]+):(?P<hash>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Key:
    """A program that may enter, by the hash of its key."""

    name: str
    role: str
    digest: bytes

    def entry(self) -> str:
        """As it stands in the setting."""
        return f"{self.name}:{self.role}:{self.digest.hex()}"

    @property
    def may_change(self) -> bool:
        """Whether it may add and remove files."""
        return self.role == MANAGE


@dataclass(frozen=True, slots=True)
class Keys:
    """All keys."""

    known: tuple[Key, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.known)

    def find(self, secret: str) -> Key | None:
        """The one whose key is ``secret``."""
        digest = _hash(secret)
        return next((key for key in self.known if hmac.compare_digest(key.digest, digest)), None)


def read_keys(setting: str) -> Keys:
    """The keys of ``PLANQA_API_KEYS``. SettingError for an entry that is none; it is not repeated in the message."""
    entries = [entry.strip() for entry in setting.split(";") if entry.strip()]
    keys = tuple(_key(entry, number) for number, entry in enumerate(entries, 1))
    names = [key.name for key in keys]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise SettingError(f"PLANQA_API_KEYS 里的名称重复：{'、'.join(repeated)}。")
    return Keys(keys)


def _key(entry: str, number: int) -> Key:
    found = _ENTRY.fullmatch(entry)
    if not found or found["role"] not in ROLES:
        form = "名称:角色:哈希，角色是“管理”或“查询”"
        raise SettingError(f"PLANQA_API_KEYS 的第 {number} 项写法不对，应为 {form}。用 planqa key 生成。")
    return Key(found["name"], found["role"], bytes.fromhex(found["hash"]))


def new_key(name: str, role: str) -> tuple[Key, str]:
    """A fresh key: what is kept of it, and the key itself, which is shown once. SettingError for what cannot be a name."""
    if not re.fullmatch(r"[^:;\s]{1,40}", name) or role not in ROLES:
        raise SettingError("名称不能含空格、冒号和分号，最长 40 个字；角色是“管理”或“查询”。")
    secret = PREFIX + secrets.token_urlsafe(32)
    return Key(name, role, _hash(secret)), secret


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode(errors="replace")).digest()
