"""The command line: help from docstrings, on the standard library alone."""

import subprocess
import sys

import pytest

from dev.cli import VERBS
from dev.paths import BACKEND, ROOT


def dev(*args: str) -> subprocess.CompletedProcess[str]:
    # -S leaves site-packages out, -E the environment's paths: what runs like this runs on a machine with nothing installed.
    return subprocess.run([sys.executable, "-S", "-E", "backend/dev", *args], cwd=ROOT, capture_output=True, text=True)


def test_alone_it_prints_every_verb_with_its_purpose() -> None:
    shown = dev()
    assert shown.returncode == 0
    for verb in VERBS:
        assert any(line.split()[:1] == [verb] and len(line.split()) > 3 for line in shown.stdout.splitlines()), verb


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_explains_itself(verb: str) -> None:
    shown = dev(verb, "--help")
    assert shown.returncode == 0
    assert f"python3 backend/dev {verb}" in shown.stdout


def test_every_module_of_the_folder_is_a_verb() -> None:
    assert {file.stem for file in (BACKEND / "dev" / "verbs").glob("[!_]*.py")} == set(VERBS)


def test_an_unknown_verb_is_refused_with_the_help() -> None:
    shown = dev("fly")
    assert shown.returncode == 2
    assert "no verb 'fly'" in shown.stderr and "run" in shown.stderr
