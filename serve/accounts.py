"""Who may log in, and who of them may change the library: the entries of ``PLANQA_AUTH``.

An entry is ``user:role:salt:hash``, made by ``python -m page.password``; entries are divided by ``;``. The hash is
scrypt's (RFC 7914) over the password with 16 random bytes of salt, both in hexadecimal: a leaked setting gives no
password away. Without entries nobody logs in, everyone may do everything, and the page is served to this machine only.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
from dataclasses import dataclass

from corpus.errors import SettingError

MANAGE, ASK = "管理", "查询"
ROLES = (MANAGE, ASK)
# 16 MB and 50 ms a try on an office machine: OWASP's smallest recommended cost
COST, BLOCK, PARALLEL, LENGTH = 2**14, 8, 1, 32
NAMED = {
    "PLANQA_AUTH": "登录账号（用 python -m page.password 生成）",
    "PLANQA_API_KEYS": "接口密钥（用 planqa key 生成）",
}
_ENTRY = re.compile(r"(?P<user>[^:;\s]+):(?P<role>[^:;\s]+):(?P<salt>[0-9a-f]{32}):(?P<hash>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Account:
    """One who may log in."""

    user: str
    role: str
    salt: bytes
    digest: bytes

    def entry(self) -> str:
        """As it stands in the setting."""
        return f"{self.user}:{self.role}:{self.salt.hex()}:{self.digest.hex()}"


@dataclass(frozen=True, slots=True)
class Accounts:
    """All who may log in; none means that nobody has to."""

    known: tuple[Account, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.known)

    def admits(self, user: str, password: str) -> bool:
        """Whether ``password`` is the user's. An unknown user takes as long as a known one."""
        account = next((each for each in self.known if each.user == user), None)
        salt = account.salt if account else b"\0" * 16
        digest = scrypt(password, salt)
        return account is not None and hmac.compare_digest(digest, account.digest)

    def may_change(self, user: str | None) -> bool:
        """Whether ``user`` may add and remove files; everyone may where nobody logs in."""
        return not self.known or any(each.user == user and each.role == MANAGE for each in self.known)


def read_accounts(setting: str) -> Accounts:
    """The accounts of ``PLANQA_AUTH``. SettingError for an entry that is none; it is not repeated in the message."""
    entries = [entry.strip() for entry in setting.split(";") if entry.strip()]
    accounts = tuple(_account(entry, number) for number, entry in enumerate(entries, 1))
    users = [account.user for account in accounts]
    if repeated := sorted({user for user in users if users.count(user) > 1}):
        raise SettingError(f"PLANQA_AUTH 里的用户重复：{'、'.join(repeated)}。")
    return Accounts(accounts)


def _account(entry: str, number: int) -> Account:
    found = _ENTRY.fullmatch(entry)
    if not found or found["role"] not in ROLES:
        form = "用户:角色:盐:哈希，角色是“管理”或“查询”"
        raise SettingError(f"PLANQA_AUTH 的第 {number} 项写法不对，应为 {form}。用 python -m page.password 生成。")
    return Account(found["user"], found["role"], bytes.fromhex(found["salt"]), bytes.fromhex(found["hash"]))


def new_account(user: str, role: str, password: str) -> Account:
    """An account with fresh salt. SettingError for a name or a password that cannot be one."""
    if not re.fullmatch(r"[^:;\s]{1,40}", user) or role not in ROLES:
        raise SettingError("用户名不能含空格、冒号和分号，最长 40 个字；角色是“管理”或“查询”。")
    if len(password) < 8:
        raise SettingError("密码至少 8 个字。")
    salt = secrets.token_bytes(16)
    return Account(user, role, salt, scrypt(password, salt))


def scrypt(password: str, salt: bytes) -> bytes:
    """The hash that is kept instead of the password."""
    return hashlib.scrypt(password.encode(), salt=salt, n=COST, r=BLOCK, p=PARALLEL, dklen=LENGTH)


def check_host(host: str, admitted: object, setting: str = "PLANQA_AUTH") -> None:
    """SettingError when others could reach ``host`` and nobody is ``admitted`` by name, which ``setting`` would do."""
    if not admitted and not is_own(host):
        raise SettingError(
            f"监听地址 {host} 会让其他电脑也能连接，须先用 {setting} 设置{NAMED[setting]}，或改回 127.0.0.1。"
        )


def is_own(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
