"""Bring the database schema up to date; --new MESSAGE first writes a migration for what has changed in the models.

    python3 backend/dev migrate                        apply what is missing
    python3 backend/dev migrate --new "add due date"   write backend/migrations/versions/… from the models, then apply it

Works on the instance that runs on the data folder, else starts its engines for the moment.
"""

from collections.abc import Sequence
from pathlib import Path

from dev import attach, options, paths, say, shell, stop
from dev.datadir import DataDir
from dev.paths import BACKEND, PYTHON


def main(args: Sequence[str]) -> int:
    """Exit code of the migration."""
    parser = options.with_data_dir(options.parser("migrate", __doc__))
    parser.add_argument("--new", metavar="MESSAGE", help="write a migration for the changes in the models")
    chosen = parser.parse_args(args)
    stop.listen()
    with attach.owner(DataDir(paths.data_dir(chosen.data_dir))) as env:
        apply: list[str | Path] = [PYTHON, "-m", "app.cli", "migrate"]
        if chosen.new:
            # Autogenerate compares the models with the database, which must therefore be at the newest version.
            shell.quiet(apply, what="the migration", cwd=BACKEND, env=env)
            write: list[str | Path] = [PYTHON, "-m", "alembic", "revision", "--autogenerate", "--rev-id", _next(), "-m", chosen.new]
            say.line(shell.quiet(write, what="writing the migration", cwd=BACKEND, env=env).strip())
        return shell.loud(apply, cwd=BACKEND, env=env)


def _next() -> str:
    """The number after the highest one: the history is one line, and its files stand in its order."""
    numbers = [int(file.name[:4]) for file in (BACKEND / "migrations" / "versions").glob("[0-9][0-9][0-9][0-9]_*.py")]
    return f"{max(numbers, default=0) + 1:04d}"
