"""`dev cli` on a data folder that nothing has been done with: the answer alone on standard output."""

import json
import os
import subprocess
import sys
from pathlib import Path

from dev import environment
from dev.paths import ROOT


def test_it_works_before_anything_else_and_says_nothing_but_the_answer(tmp_path: Path) -> None:
    env = {**environment.sealed(), "DATA_DIR": str(tmp_path / "data"), "PATH": os.environ["PATH"]}
    command = [sys.executable, "backend/dev", "cli"]
    made = subprocess.run(
        [*command, "customers", "create", "--code", "ACME", "--name", "Acme", "--json"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["code"] == "ACME"


def test_its_help_names_the_page() -> None:
    shown = subprocess.run([sys.executable, "backend/dev", "cli"], cwd=ROOT, capture_output=True, text=True)
    assert shown.returncode == 0 and "docs/start/command-line.md" in shown.stdout
