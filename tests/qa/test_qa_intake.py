"""Taking files in: what is found, unpacked, refused, taken for the same, kept as another version, put back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from small_home import EAST, NORTH, WEST

from corpus.errors import InputError
from corpus.formats import Limits
from qa import ingesting
from qa.intake import Incoming, Intake, Outcome, Remembering, gather, opened, plain_name, settled, snapshot
from qa.settings import load_settings

Run = Callable[..., tuple[int, str, str]]
EAST_TEXT, WEST_TEXT = EAST.encode(), WEST.encode()


def archive(*files: tuple[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def told(found: object) -> list[str]:
    return [each.name if isinstance(each, Incoming) else f"! {each.text}" for each in found]


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    (tmp_path / "bundled").mkdir()
    (tmp_path / "bundled" / "east.txt").write_bytes(EAST_TEXT)
    (tmp_path / "bundled" / "README.md").write_bytes(WEST_TEXT)
    (tmp_path / "home").mkdir()
    return Intake(tmp_path / "home", tmp_path / "bundled", Remembering())


def library(intake: Intake) -> SimpleNamespace:
    readings = [intake.read(path.name, path.read_bytes()) for path in sorted(intake.folder().glob("*.txt"))]
    return SimpleNamespace(
        documents=tuple(r.document for r in readings), plans=tuple(plan for r in readings for plan in r.plans)
    )


def test_folders_are_searched_and_what_is_no_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "内").mkdir()
    for name in ("a.txt", "内/b.docx", "内/c.exe", "~$b.docx", ".d.txt"):
        (tmp_path / name).write_bytes(b"x")
    assert told(gather([tmp_path, tmp_path / "没有"])) == [
        "a.txt",
        "b.docx",
        next(line for line in told(gather([tmp_path])) if "c.exe" in line),
        f"! {tmp_path / '没有'}：没有这个文件或文件夹：请检查路径。",
    ]


def test_an_archive_gives_its_documents_by_their_bare_names() -> None:
    data = archive(("../../出去/a.txt", EAST_TEXT), ("b.exe", b"MZ"), ("__MACOSX/._a.txt", b""), ("c/.d.txt", b""))
    assert told(opened(Incoming("包.zip", data))) == ["a.txt", "! 包.zip／b.exe：格式不在可读之列。"]


def test_names_of_chinese_windows_are_read() -> None:
    data = archive(("aaaa.txt", EAST_TEXT)).replace(b"aaaa.txt", "方案.txt".encode("gb18030"))
    assert told(opened(Incoming("包.zip", data))) == ["方案.txt"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 broken", "已损坏"),
        (archive(("a.txt", b"x" * 200_000)), "过大"),
        (archive(*((f"{n}.txt", b"x") for n in range(30))), "过大"),
    ],
)
def test_broken_archives_and_bombs_are_refused(data: bytes, reason: str) -> None:
    (only,) = opened(Incoming("包.zip", data), Limits(size=50_000, unpacked=100_000, entries=20))
    assert isinstance(only, Outcome)
    assert reason in only.text


def test_the_same_content_is_taken_once_whatever_its_name_and_layout(intake: Intake) -> None:
    files = [Incoming("west.txt", WEST_TEXT), Incoming("另名.txt", WEST_TEXT.replace(b"\n", b"\r\n\r\n"))]
    outcomes, _ = intake.take(files, library(intake))
    assert [outcome.taken for outcome in outcomes] == [True, False]
    assert "与文库中的 west.txt 内容相同" in outcomes[1].text
    assert sorted(path.name for path in intake.folder().iterdir()) == ["east.txt", "west.txt"]


def test_a_plan_that_differs_is_kept_as_a_later_version(intake: Intake) -> None:
    later = EAST.replace("11月底前", "10月底前").encode()
    outcomes, _ = intake.take([Incoming("新的.txt", later)], library(intake))
    assert outcomes[0].document == "新的（2）.txt"
    again, _ = intake.take([Incoming("east.txt", later.replace("10月".encode(), "9月".encode()))], library(intake))
    assert again[0].document == "east（3）.txt"


def test_changes_can_be_taken_back(intake: Intake) -> None:
    _, undo = intake.take([Incoming("west.txt", WEST_TEXT)], library(intake))
    undo()
    gone = intake.remove("east.txt")
    gone()
    assert [path.name for path in intake.folder().iterdir()] == ["east.txt"]
    with pytest.raises(InputError, match="没有文件"):
        intake.remove("../bundled/east.txt")


def test_a_file_is_taken_from_a_watched_folder_once_it_is_written_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"half")
    first = snapshot(tmp_path)
    path.write_bytes(b"half and half")
    second = snapshot(tmp_path)
    assert settled(first, second, {}) == []
    assert settled(second, second, {}) == [path]
    assert settled(second, second, second) == []


def test_a_name_is_brought_into_one_form() -> None:
    assert plain_name(" e\u0301.TXT ") == "é.TXT"


def test_the_command_takes_in_lists_versions_and_removes(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "north.txt").write_text(NORTH, encoding="utf-8")
    (tmp_path / "in" / "坏.docx").write_bytes(b"PK\x03\x04")
    code, out, _ = run("ingest", str(tmp_path / "in"))
    assert (code, "收入1个文件，未收入1个；文库现有3个文件。" in out) == (0, True)
    assert "牵头：区环保局" in run("ask", "北塘区危险废物由谁牵头？", "--no-citations")[1]
    assert "没有同一方案的多个版本" in run("versions")[1]
    code, out, _ = run("remove", "north.txt")
    assert (code, "文库现有2个文件" in out) == (0, True)
    assert run("remove", "north.txt")[0] == 3
    assert run("ingest", str(tmp_path / "in" / "坏.docx"))[0] == 3
    assert sorted(path.name for path in (small / "documents").iterdir()) == ["east.txt", "west.txt"]


def test_answers_rest_on_the_newer_version_and_say_so(run: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "east.txt").write_text(EAST.replace("生态环境分局牵头", "区环保局牵头"), encoding="utf-8")
    code, out, _ = run("ingest", str(tmp_path / "east.txt"))
    assert (code, "牵头：生态环境分局 → 区环保局" in out) == (0, True)
    answer = run("ask", "东河区危险废物由谁牵头？", "--no-citations")[1]
    assert "牵头：区环保局" in answer
    assert "生态环境分局" not in answer
    assert "以较新的“east（2）.txt”为准" in answer
    assert "生态环境分局" in run("ask", "东河区旧版里危险废物由谁牵头？", "--no-citations")[1]
    assert run("conflicts")[1].strip() == "共0处。"


def test_a_watched_folder_is_taken_in(run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "POLL", 0.01)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "north.txt").write_text(NORTH, encoding="utf-8")
    taken: list[str] = []
    ingesting.watch(
        load_settings(),
        tmp_path / "in",
        lambda *_: None,
        lambda found, _: taken.extend(o.document for o in found),
        rounds=3,
    )
    assert taken == ["north.txt"]
