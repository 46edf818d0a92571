"""Play scenarios (YAML), or ask the assistant every question of a file, and print how many came out right.

    python3 backend/dev eval backend/evals         the scenarios that ship (docs/start/evaluate.md)
    python3 backend/dev eval FOLDER --keep         the same, and this run is the one to compare with from now on
    python3 backend/dev eval FOLDER --model        with the configured model instead of the files' scripts
    python3 backend/dev eval QUESTIONS.jsonl       one question a line, judged by the checker.py beside them

Works on the instance that runs on the data folder, else starts its engines for the moment.
"""

from collections.abc import Sequence
from pathlib import Path

from dev import attach, options, paths, shell, stop
from dev.datadir import DataDir
from dev.paths import BACKEND, PYTHON


def main(args: Sequence[str]) -> int:
    """Exit code of the evaluation."""
    parser = options.with_data_dir(options.parser("eval", __doc__))
    parser.add_argument("file", type=Path)
    chosen, more = parser.parse_known_args(args)
    stop.listen()
    with attach.owner(DataDir(paths.data_dir(chosen.data_dir))) as env:
        for command in ("migrate", "seed"):  # an evaluation may be the first thing done on a data folder
            shell.quiet([PYTHON, "-m", "app.cli", command], what=command, cwd=BACKEND, env=env)
        return shell.loud([PYTHON, "-m", "app.cli", "eval", chosen.file.resolve(), *more], cwd=BACKEND, env=env)
