"""Set-up of a checkout: Python and frontend side by side, each step only when its inputs have changed."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from dev import frontend, lock, venv


def python(*, development: bool = False) -> None:
    """The virtual environment with the runtime packages, and those for tests and checks on demand."""
    with lock.checkout():
        _python(development)


def product(*, development: bool = False, built: bool = True) -> None:
    """Python and the frontend. `development`: also what tests and checks need; `built`: with the SPA ready to be served."""
    with lock.checkout():
        venv.ensure()
        _together(lambda: _python(development), lambda: _spa(development, built))


def _python(development: bool) -> None:
    venv.ensure()
    local = os.environ.get("LLM_PROVIDER") == "local"
    venv.install(venv.RUNTIME, *([venv.DEVELOPMENT] if development else []), *([venv.LOCAL] if local else []))


def _spa(development: bool, built: bool) -> None:
    # First all packages, if they are wanted: the build would fetch its own few otherwise, and they would be fetched twice.
    if development:
        frontend.packages(development=True)
    if built:
        frontend.build()


def _together(*jobs: Callable[[], object]) -> None:
    """Run all at once; when all have ended, raise what the first that failed raised."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        for started in [pool.submit(job) for job in jobs]:
            started.result()
