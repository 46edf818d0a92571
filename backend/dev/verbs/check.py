"""Check without running: style, types, import contracts, architecture, and that what is generated is in step.

    python3 backend/dev check

ruff, mypy --strict, import-linter, tests/architecture, tsc, oxlint, and the generated TypeScript client against the API's description.
"""

import filecmp
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from dev import engines, environment, node, options, say, setup, shell, stop
from dev.errors import DevError
from dev.paths import BACKEND, FRONTEND, PYTHON

CLIENT = FRONTEND / "src" / "kit" / "api" / "generated"


def _python(*arguments: str) -> None:
    shell.quiet([PYTHON, "-m", *arguments], what=arguments[0], cwd=BACKEND)


def _contracts() -> None:
    shell.quiet([PYTHON.with_name("lint-imports"), "--config", "contracts.toml"], what="import-linter", cwd=BACKEND)


def _architecture() -> None:
    with engines.throwaway() as (postgres, valkey):
        env = environment.sealed() | {"TEST_DATABASE_URL": postgres.url(engines.DATABASE), "TEST_REDIS_URL": valkey.url()}
        shell.quiet([PYTHON, "-m", "pytest", "-q", "tests/architecture"], what="the architecture tests", cwd=BACKEND, env=env)


def _npm(*arguments: str) -> None:
    shell.quiet(["npm", "run", *arguments], what=f"npm run {arguments[0]}", cwd=FRONTEND, env=node.environment())


def _client() -> None:
    with tempfile.TemporaryDirectory(dir=CLIENT.parent, prefix=".compare-") as folder:
        fresh = Path(folder) / CLIENT.name
        _npm("api", "--", "--output", str(fresh))
        made = {file.relative_to(fresh) for file in fresh.rglob("*") if file.is_file()}
        kept = {file.relative_to(CLIENT) for file in CLIENT.rglob("*") if file.is_file()}
        if made != kept or filecmp.cmpfiles(fresh, CLIENT, [str(name) for name in made], shallow=False)[1:] != ([], []):
            raise DevError("the generated client is not in step with the API; run: npm run api   (in frontend)")


CHECKS: dict[str, Callable[[], None]] = {
    "ruff": lambda: _python("ruff", "check", "app", "dev", "tests", "bench", "migrations"),
    "mypy --strict (app, dev, bench)": lambda: _python("mypy", "--strict", "app", "dev", "bench"),
    "import-linter": _contracts,
    "architecture tests": _architecture,
    "tsc, oxlint": lambda: _npm("check"),
    "generated client in step": _client,
}


def main(args: Sequence[str]) -> int:
    """0 if every check passed."""
    options.parser("check", __doc__).parse_args(args)
    stop.listen()
    setup.product(development=True, built=False)
    failed = []
    for name, check in CHECKS.items():
        try:
            with say.step(name):
                check()
        except DevError as error:
            failed.append(name)
            say.line(f"  {name:<46}FAILED\n{error}")
    say.line(f"{len(CHECKS) - len(failed)} passed, {len(failed)} failed" + (f": {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0
