"""Check without running: style, types, import contracts, architecture, and that what is generated is in step.

    python3 backend/dev check

ruff, mypy --strict, import-linter, tests/architecture, tsc, oxlint, the generated TypeScript client against the API's description, and
the size of what the browser loads.
"""

import filecmp
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
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
    "architecture tests": _architecture,
    "mypy --strict (app, dev, bench)": lambda: _python("mypy", "--strict", "app", "dev", "bench", "tests/clone/features"),
    "tsc, oxlint": lambda: _npm("check"),
    "import-linter": _contracts,
    "ruff": lambda: _python("ruff", "check", "app", "bench", "dev", "migrations", "tests"),
    "generated client in step": _client,
    "size of what the browser loads": lambda: _npm("budget"),
}
"""The longest first, as two run at a time."""


def main(args: Sequence[str]) -> int:
    """0 if every check passed."""
    options.parser("check", __doc__).parse_args(args)
    stop.listen()
    setup.product(development=True)
    with ThreadPoolExecutor(2) as pool:
        failed = [name for name, good in zip(CHECKS, pool.map(_passes, CHECKS), strict=True) if not good]
    say.line(f"{len(CHECKS) - len(failed)} passed, {len(failed)} failed" + (f": {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


def _passes(name: str) -> bool:
    try:
        with say.step(name):
            CHECKS[name]()
    except DevError as error:
        say.line(f"  {name:<46}FAILED\n{error}")
        return False
    return True
