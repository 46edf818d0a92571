"""Sentence vectors: the packaged weights give the model's published similarities."""

import numpy as np

from app.kit.llm.embed import embed, is_word


def test_vectors_have_unit_length_and_the_published_similarities() -> None:
    person, very, dog, other = embed(
        ["That is a happy person", "That is a very happy person", "That is a happy dog", "Today is a sunny day"]
    )
    assert np.isclose(np.linalg.norm(person), 1, atol=1e-5)
    assert np.isclose(person @ very, 0.943, atol=0.002)
    assert np.isclose(person @ dog, 0.695, atol=0.002)
    assert np.isclose(person @ other, 0.257, atol=0.002)


def test_a_text_has_one_vector_alone_or_among_longer_ones() -> None:
    text = "how many customers are in Germany"
    assert np.allclose(embed([text])[0], embed([text, "a much longer sentence that makes the batch wider " * 3])[0], atol=1e-5)
    assert embed([]).shape == (0, 384)


def test_the_vocabulary_tells_words_from_slips() -> None:
    assert is_word("rain")
    assert not is_word("custmer")
