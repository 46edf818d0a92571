"""What stands behind `--` narrows the suite that is named."""

import re
import subprocess
import sys
from pathlib import Path

from dev import node, shell, suites
from dev.paths import FRONTEND, ROOT


def test_one_file_of_the_browser_tests_is_chosen() -> None:
    code, printed = shell.captured(suites.playwright(["hand-overs.spec.ts", "--list"]), cwd=FRONTEND, env=node.environment())
    assert code == 0, printed
    assert set(re.findall(r"([\w-]+\.spec\.ts):\d+", printed)) == {"hand-overs.spec.ts"}


def test_one_file_of_the_frontend_tests_is_run(tmp_path: Path) -> None:
    outcome = suites.frontend(tmp_path, ["src/kit/agent/blocks.test.ts"])
    assert outcome.good
    assert 0 < outcome.passed < 20


def test_arguments_for_two_suites_at_once_are_refused() -> None:
    command = [sys.executable, "backend/dev", "test", "frontend", "browser", "--", "x"]
    refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert refused.returncode == 2
    assert "name one" in refused.stderr
