from eval.baseline import CHUNK_SIZE, ChunkPipeline, split
from eval.gold import Question
from eval.results import measured
from eval.retrieval import ANSWERING, INDEX, evaluate, find

ONE = Question("a-1", "list", ("哪些？",), evidence=("河道清淤", "秸秆禁烧"))
NONE = Question("a-2", "unanswerable", ("多少？",), evidence=())
LINES = ["危险废物由环境分局牵头", "河道清淤由水利局牵头", "秸秆禁烧由农业局牵头"]


class Letters:
    """Vectors of three letters, unit length by construction of the texts."""

    def passages(self, texts):
        import numpy as np

        rows = np.array([[text.count(letter) for letter in "废淤烧"] for text in texts], np.float32)
        return rows / np.maximum(1, np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    questions = passages


def test_any_piece_is_a_hit_and_every_piece_counts() -> None:
    found = find(ONE, ["河道 清淤由水利局牵头"])
    assert (found.hit, found.pieces, found.characters) == (True, 0.5, 10)


def test_a_piece_cut_between_two_texts_is_not_found() -> None:
    assert not find(ONE, ["河道", "清淤"]).hit


def test_questions_without_evidence_are_left_out_and_counted() -> None:
    result = evaluate("x", lambda question: [question.text()], [ONE, NONE])
    assert (result.hits.met, result.hits.of, result.hits.left_out) == (0, 1, 1)
    assert result.to_dict()["missed"] == ["a-1"]
    assert result.of_type("lead").characters is None


def test_the_lead_is_taken_over_what_others_build_not_over_our_own_index() -> None:
    texts = {ANSWERING: "河道清淤", INDEX: "河道清淤", "chunks": "另一段"}
    retrievals = [evaluate(name, lambda question, text=text: [text], [ONE]) for name, text in texts.items()]
    assert measured([], [], retrievals)["retrieval"]["lead_over_baseline"] == 1.0


def test_chunks_keep_all_text_within_the_size() -> None:
    text = "\n".join(f"第{number}条。{'某局负责某事。' * 20}" for number in range(20))
    chunks = split([text])
    assert max(map(len, chunks)) <= CHUNK_SIZE
    assert all(line in "".join(chunks) for line in text.split("\n"))


def test_the_baseline_takes_the_nearest_chunk() -> None:
    pipeline = ChunkPipeline(LINES, Letters(), list)
    assert pipeline.dense("淤")[0] == LINES[1]
    assert pipeline.fused("秸秆")[0] == LINES[2]  # the vector knows no letter of it, the words do


def test_fusion_prefers_what_both_legs_find() -> None:
    pipeline = ChunkPipeline(LINES, Letters(), list)
    assert pipeline.fused("秸秆禁烧")[0] == LINES[2]


def test_a_question_of_no_words_is_left_to_the_vectors() -> None:
    pipeline = ChunkPipeline(LINES, Letters(), lambda text: list(text) if len(text) > 1 else [])
    assert pipeline.fused("淤") == pipeline.dense("淤")
