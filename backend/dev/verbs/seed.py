"""Add the first administrator, and with --demo an organisation full of demo records; does nothing twice.

    python3 backend/dev seed [--demo]

Works on the instance that runs on the data folder, else starts its engines for the moment.
"""

from collections.abc import Sequence

from dev import attach, options, paths, shell, stop
from dev.datadir import DataDir
from dev.paths import BACKEND, PYTHON


def main(args: Sequence[str]) -> int:
    """Exit code of the seeding."""
    parser = options.with_data_dir(options.parser("seed", __doc__))
    parser.add_argument("--demo", action="store_true", help="demo records too")
    chosen = parser.parse_args(args)
    stop.listen()
    with attach.owner(DataDir(paths.data_dir(chosen.data_dir))) as env:
        shell.quiet([PYTHON, "-m", "app.cli", "migrate"], what="the migration", cwd=BACKEND, env=env)
        return shell.loud([PYTHON, "-m", "app.cli", "seed", *(["--demo"] if chosen.demo else [])], cwd=BACKEND, env=env)
