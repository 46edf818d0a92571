"""Install what is missing and run the tests: backend, frontend, browser.

    python3 backend/dev test                      all suites
    python3 backend/dev test backend frontend     some of them
    python3 backend/dev test -- tests/kit -x      backend only, with these arguments for pytest
    python3 backend/dev test browser -- chat.spec.ts -g stop
                                                  browser only, with these for Playwright; those behind `frontend --` go to vitest

Each run has engines of its own in a temporary folder; pytest finds them by TEST_DATABASE_URL (owner) and TEST_REDIS_URL. The browser
tests drive the whole product on an empty data folder, by E2E_BASE_URL, E2E_ADMIN_EMAIL, E2E_ADMIN_PASSWORD, CHROMIUM_PATH and
E2E_MODEL_PORT (where a test may play the model).
What failed is printed in full; one line per suite and the sum come last. Where CI is set, few failures (backend: up to three; browser: any)
are tried a second time, and the suite's line says how many passed only then.
"""

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dev import options, say, setup, stop, suites
from dev.suites import Outcome

SUITES = ("backend", "frontend", "browser")


def main(args: Sequence[str]) -> int:
    """0 if all that ran passed."""
    chosen, extra = _split(args)
    stop.listen()
    try:
        setup.product(development=True, built="browser" in chosen)
        with tempfile.TemporaryDirectory(prefix="groundwork-test-") as folder:
            scratch = Path(folder)
            scratch.chmod(0o711)
            outcomes = _run(chosen, extra, scratch)
    except stop.Stopped:
        say.line("Stopped.")
        return 130
    return _sum_up(outcomes)


def _split(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """The suites, and what stands behind `--` (for the program of the one suite that is named)."""
    own, extra = list(args), []
    if "--" in own:
        at = own.index("--")
        own, extra = own[:at], own[at + 1 :]
    parser = options.parser("test", __doc__)
    parser.add_argument("suite", nargs="*", choices=[*SUITES, []], metavar="suite", help=", ".join(SUITES))
    named = parser.parse_args(own).suite or (["backend"] if extra else list(SUITES))
    if extra and len(set(named)) > 1:
        parser.error("what stands behind -- goes to one suite: name one")
    return [name for name in SUITES if name in named], extra


def _run(chosen: Sequence[str], extra: Sequence[str], scratch: Path) -> list[Outcome]:
    """Two lanes, as the backend's tests and the others hardly wait for the same things: backend | frontend, then browser."""
    lanes: list[list[Callable[[], Outcome]]] = [[], []]
    if "backend" in chosen:
        lanes[0].append(lambda: suites.backend(scratch, extra))
    if "frontend" in chosen:
        lanes[1].append(lambda: suites.frontend(scratch, extra))
    if "browser" in chosen:
        lanes[1].append(lambda: suites.browser(scratch, extra))
    with ThreadPoolExecutor(len(lanes)) as pool:
        return [outcome for lane in pool.map(_lane, lanes) for outcome in lane]


def _lane(lane: Sequence[Callable[[], Outcome]]) -> list[Outcome]:
    done = []
    for suite in lane:
        outcome = suite()
        if not outcome.good and outcome.printed:
            say.line(f"\n---- {outcome.suite} ----\n{outcome.printed}")
        done.append(outcome)
    return done


def _sum_up(outcomes: Sequence[Outcome]) -> int:
    say.line()
    for outcome in outcomes:
        say.line(outcome.line())
    failed = sum(outcome.failed for outcome in outcomes)
    say.line(f"{sum(outcome.passed for outcome in outcomes)} passed, {failed} failed")
    return 0 if all(outcome.good for outcome in outcomes) else 1
