"""Who may log in, what is kept of a password, and where the page may listen."""

from __future__ import annotations

import hashlib
import io

import pytest

from corpus.errors import SettingError
from page.password import main
from serve.accounts import Accounts, check_host, new_account, read_accounts


def test_a_password_is_kept_as_scrypt_with_salt_of_its_own() -> None:
    one, other = new_account("王", "管理", "密码密码密码密码"), new_account("王", "管理", "密码密码密码密码")
    assert one.salt != other.salt
    assert one.digest == hashlib.scrypt("密码密码密码密码".encode(), salt=one.salt, n=16384, r=8, p=1, dklen=32)
    assert "密码" not in one.entry()


def test_entries_are_read_as_they_were_made() -> None:
    made = [new_account("王科长", "管理", "password-1"), new_account("小李", "查询", "password-2")]
    accounts = read_accounts(" ;\n".join(each.entry() for each in made))
    assert accounts.known == tuple(made)
    assert accounts.admits("王科长", "password-1")
    assert not accounts.admits("王科长", "password-2")
    assert not accounts.admits("外人", "password-1")
    assert (accounts.may_change("王科长"), accounts.may_change("小李"), accounts.may_change(None)) == (
        True,
        False,
        False,
    )


def test_without_entries_nobody_logs_in_and_everyone_may_change() -> None:
    assert not read_accounts("")
    assert read_accounts("").may_change(None)


@pytest.mark.parametrize("setting", ["王:管理", "王:老板:" + "0" * 32 + ":" + "0" * 64, "王:管理:盐:secret"])
def test_an_entry_that_is_none_is_told_without_being_repeated(setting: str) -> None:
    with pytest.raises(SettingError, match="第 1 项") as told:
        read_accounts(setting)
    assert "secret" not in str(told.value)


def test_a_user_stands_once() -> None:
    entry = new_account("王", "管理", "password-1").entry()
    with pytest.raises(SettingError, match="重复：王"):
        read_accounts(f"{entry};{entry}")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "plan.example"])
def test_other_machines_are_let_in_only_with_a_login(host: str) -> None:
    with pytest.raises(SettingError, match="PLANQA_AUTH"):
        check_host(host, Accounts())
    check_host(host, Accounts((new_account("王", "管理", "password-1"),)))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.1.1", "::1", "[::1]", "localhost"])
def test_this_machine_needs_none(host: str) -> None:
    check_host(host, Accounts())


def test_the_command_prints_an_entry(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("password-1\n"))
    assert main(["王科长", "管理"]) == 0
    said = capsys.readouterr()
    assert read_accounts(said.out.strip()).admits("王科长", "password-1")
    assert "PLANQA_AUTH" in said.err


@pytest.mark.parametrize(
    ("arguments", "typed"), [([], "x"), (["王", "老板"], "x"), (["王"], "short"), (["a:b"], "password-1")]
)
def test_wrong_usage_prints_no_entry(
    arguments: list[str], typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert (said.out, typed in said.err) == ("", False)
