"""Sentence vectors: the packaged weights give the model's published similarities."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

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


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted in /proc")
def test_the_algebra_of_small_matrices_has_no_threads_that_wait_for_each_other() -> None:
    count = "import os, app.kit.llm.embed; print(len(os.listdir('/proc/self/task')))"
    bare = {key: value for key, value in os.environ.items() if "_NUM_THREADS" not in key}
    told = {**bare, "OPENBLAS_NUM_THREADS": "3"}
    threads = [int(subprocess.run([sys.executable, "-c", count], env=env, capture_output=True, check=True).stdout) for env in (bare, told)]
    assert threads[0] == 1 and (threads[1] > 1 or os.cpu_count() == 1)
