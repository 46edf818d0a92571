"""What stands behind `--` narrows the suite that is named; what failed by chance is named, and asked again."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dev import node, shell, suites
from dev.paths import FRONTEND, PYTHON, ROOT
from dev.suites import Outcome


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


CASES = """
from pathlib import Path

def test_steady():
    pass

def test_unsteady():
    seen = Path("seen")
    first = not seen.exists()
    seen.touch()
    assert not first

def test_wrong():
    assert {right}
"""


@pytest.mark.parametrize("right", [True, False])
def test_what_failed_is_tried_once_more_and_shown(tmp_path: Path, right: bool, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "test_cases.py").write_text(CASES.format(right=right))

    def run(*options: str) -> Outcome:
        report = tmp_path / "report.xml"
        command = [PYTHON, "-m", "pytest", f"--junitxml={report}", f"--rootdir={tmp_path}", *options]
        code, printed = shell.captured(command, cwd=tmp_path, env=dict(os.environ))
        passed, failed, skipped = suites.counts(report)
        return Outcome("backend", passed, failed, skipped, 0.0, printed, code == 0)

    outcome = suites.once_more(run(), lambda: run("--last-failed"))
    assert (outcome.passed, outcome.failed, outcome.unsteady, outcome.good) == ((3, 0, 1, True) if right else (2, 1, 1, False))
    assert "1 at the second try" in outcome.line() and "test_unsteady" in capsys.readouterr().out


def test_many_failures_are_not_tried_again() -> None:
    first = Outcome("backend", 10, suites.FEW + 1, 0, 1.0, "", good=False)
    assert suites.once_more(first, lambda: pytest.fail("tried again")) is first
