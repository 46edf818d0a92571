"""Work with the product from the command line: records, imports, exports, every operation.

    python3 backend/dev cli invoices list --status overdue --sort -total --limit 20
    python3 backend/dev cli operations invoice          what can be done
    python3 backend/dev cli chat --agent assistant       talk with an agent
    python3 backend/dev cli --as ann@example.com …      as somebody else than the first administrator

Works on the instance that runs on the data folder, else starts its engines for the moment. With --url (or GROUNDWORK_URL and
GROUNDWORK_API_KEY) on a product elsewhere. More in docs/start/command-line.md.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from dev import attach, environment, paths, setup, shell, stop
from dev.datadir import DataDir
from dev.paths import BACKEND, PYTHON


def main(args: Sequence[str]) -> int:
    """Exit code of the command. Every option is its own, so the data folder is chosen by DATA_DIR only."""
    if not args or args[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    stop.listen()
    command: list[str | Path] = [PYTHON, "-m", "app.cli", *args]
    away = any(word == "--url" or word.startswith("--url=") for word in args) or (os.environ.get("GROUNDWORK_URL") and "--as" not in args)
    if away:
        setup.python()
        return shell.loud(command, env={**os.environ, "PYTHONPATH": str(BACKEND)})
    data = DataDir(paths.data_dir(None))
    fresh = not data.in_use()
    # What the engines say is not part of the answer, which may be read by a program.
    with redirect_stdout(sys.stderr), attach.owner(data) as env:
        for preparing in ("migrate", "seed") if fresh else ():  # a command may be the first thing done on a data folder
            shell.quiet([PYTHON, "-m", "app.cli", preparing], what=preparing, cwd=BACKEND, env=env)
        acting = {"GROUNDWORK_USER": os.environ.get("GROUNDWORK_USER") or env["FIRST_ADMIN_EMAIL"]}
        quiet = {"LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"), "PYTHONPATH": str(BACKEND)}
        return shell.loud(command, env={**environment.powerless(env), **acting, **quiet})
