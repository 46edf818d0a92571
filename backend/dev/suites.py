"""The test suites: how each is run, and what came out."""

import os
import shutil
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dev import chromium, engines, environment, node, say, shell
from dev.datadir import DataDir
from dev.environment import Site
from dev.paths import BACKEND, DIST, FRONTEND, PYTHON
from dev.postgres import free_port
from dev.stack import Stack

FEW = 3
"""Failures up to this number may be a busy machine's; more are the change's."""


@dataclass(frozen=True)
class Outcome:
    """One suite's result: the cases by what became of them, the seconds, and all that was printed.

    `unsteady` of the passed ones failed at first.
    """

    suite: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    printed: str
    good: bool
    unsteady: int = 0

    def line(self) -> str:
        """The summary of the suite."""
        verdict = "ok    " if self.good else "FAILED"
        passed = f"{self.passed} passed" + (f" ({self.unsteady} at the second try)" if self.unsteady else "")
        return f"  {verdict} {self.suite:<9} {passed}, {self.failed} failed, {self.skipped} skipped in {self.seconds:.1f} s"


def backend(scratch: Path, extra: Sequence[str] = ()) -> Outcome:
    """pytest on a throwaway pair of engines, two processes at a time; `extra` goes to pytest as it is, and its output to the user.

    Under `CI` a few failures are tried again, as Playwright does it there.
    """
    report = scratch / "backend.xml"
    pytest: list[str | Path] = [PYTHON, "-m", "pytest", f"--junitxml={report}"]
    with engines.throwaway() as (postgres, valkey):
        env = environment.sealed() | {"TEST_DATABASE_URL": postgres.url(engines.DATABASE), "TEST_REDIS_URL": valkey.url()}
        if extra:
            return _run("backend", [*pytest, *extra], BACKEND, env, report, live=True)
        first = _run("backend", [*pytest, "tests", "--numprocesses", "2"], BACKEND, env, report)
        if not os.environ.get("CI"):
            return first
        return once_more(first, lambda: _run("backend", [*pytest, "--last-failed"], BACKEND, env, report))


def once_more(first: Outcome, failed_ones: Callable[[], Outcome]) -> Outcome:
    """The outcome after a few that failed have run again, alone; what they said at first is printed either way."""
    if not 0 < first.failed <= FEW:
        return first
    say.line(f"\n---- {first.suite}, first try ----\n{first.printed}")
    second = failed_ones()
    return replace(
        first,
        passed=first.passed + second.passed,
        failed=second.failed,
        seconds=first.seconds + second.seconds,
        printed=second.printed,
        good=second.good and second.passed == first.failed,
        unsteady=second.passed,
    )


def frontend(scratch: Path, extra: Sequence[str] = ()) -> Outcome:
    """vitest; `extra` goes to it as it is, and its output to the user."""
    report = scratch / "frontend.xml"
    options = ["--reporter=default", "--reporter=junit", f"--outputFile.junit={report}"]
    return _run("frontend", ["npm", "run", "test", "--", *options, *extra], FRONTEND, node.environment(), report, live=bool(extra))


def playwright(extra: Sequence[str] = ()) -> list[str]:
    """The command of the browser tests; `extra` (files, `-g`, `--list`) narrows them."""
    return ["npm", "run", "e2e", "--", "--reporter=list,junit", "--output=test-results", *extra]


def browser(scratch: Path, extra: Sequence[str] = ()) -> Outcome:
    """Playwright against the whole product, started for it on an empty data folder; `extra` goes to it, and its output to the user.

    At `E2E_MODEL_PORT` a test may be the model: the one private address that the product may call.
    """
    report = scratch / "browser.xml"
    program = chromium.path()
    data = DataDir(scratch / "data")
    # A copy of the SPA: a build that happens meanwhile (a test of `dev run`, somebody at work) would take files from under the browsers.
    built = shutil.copytree(DIST, scratch / "spa")
    model = free_port()
    outside = environment.sealed() | {"STATIC_DIR": str(built), "EGRESS_ALLOW": f"127.0.0.1:{model}"}
    with Stack(data, Site("127.0.0.1", free_port()), outside) as stack:
        stack.prepare(stack.start_engines())
        stack.serve(workers=1)
        first = environment.admin(data, stack.outside)
        env = node.environment() | {
            "CHROMIUM_PATH": program,
            "E2E_BASE_URL": stack.site.url,
            "E2E_ADMIN_EMAIL": first.email,
            "E2E_ADMIN_PASSWORD": first.password,
            "E2E_MODEL_PORT": str(model),
            "PLAYWRIGHT_JUNIT_OUTPUT_FILE": str(report),
        }
        return _run("browser", playwright(extra), FRONTEND, env, report, live=bool(extra))


def _run(suite: str, command: Sequence[str | Path], cwd: Path, env: dict[str, str], report: Path, *, live: bool = False) -> Outcome:
    begin = time.monotonic()
    code, printed = (shell.loud(command, cwd=cwd, env=env), "") if live else shell.captured(command, cwd=cwd, env=env)
    passed, failed, skipped = counts(report)
    return Outcome(suite, passed, failed, skipped, time.monotonic() - begin, printed, code == 0 and passed > 0)


def counts(report: Path) -> tuple[int, int, int]:
    """Cases passed, failed (an error counts) and skipped of a JUnit report; a suite that wrote none did not run: one failure."""
    if not report.exists():
        return 0, 1, 0
    cases = list(ElementTree.parse(report).iter("testcase"))
    failed = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    skipped = sum(1 for case in cases if case.find("skipped") is not None)
    return len(cases) - failed - skipped, failed, skipped
