"""Write the migration for what has changed in the declarations, apply it, and let the running product take it up.

    python3 backend/dev migrate                        write backend/migrations/versions/… if something has changed, and apply it
    python3 backend/dev migrate -m "add due date"      the same under a name of your own
    python3 backend/dev migrate --lossy                also where that loses data
    python3 backend/dev migrate --rename tasks.due_on:deadline   a field that only changed its name keeps what it holds

Read what was written: it is yours, and goes into git. A change that would lose data is refused with what would be lost, unless you say
--lossy; one that can not be made with the records there are is refused with what to do. Works on the instance that runs on the data
folder, whose API, worker and scheduler then start anew; else it starts the engines for the moment. docs/reference and the TypeScript
client are made anew with it.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dev import attach, environment, node, options, paths, renewal, shell, stop
from dev.datadir import DataDir
from dev.paths import BACKEND, FRONTEND, NODE_MODULES, PYTHON


def main(args: Sequence[str]) -> int:
    """Exit code of the migration."""
    parser = options.with_data_dir(options.parser("migrate", __doc__))
    parser.add_argument("-m", "--message", default="", help="what the migration is called; otherwise it names the tables")
    parser.add_argument("--lossy", action="store_true", help="also write what loses data")
    parser.add_argument("--rename", action="append", default=[], metavar="TABLE.OLD:NEW", help="a field that only changed its name")
    chosen = parser.parse_args(args)
    stop.listen()
    data = DataDir(paths.data_dir(chosen.data_dir))
    code = revise(data, chosen.message, lossy=chosen.lossy, renames=chosen.rename)
    if code == 0:
        follow(data)
    return code


def follow(data: DataDir) -> None:
    """What goes by the declarations beside the schema: the running product, the reference, the client (if its generator is there)."""
    with ThreadPoolExecutor(1) as aside:
        written = aside.submit(_reference)
        renewal.ask(data)
        written.result()


def _reference() -> None:
    shell.quiet([PYTHON, "-m", "app.cli", "reference"], what="writing docs/reference", cwd=BACKEND, env=environment.sealed())
    if (NODE_MODULES / ".bin" / "openapi-ts").exists():
        shell.quiet(["npm", "run", "-s", "api"], what="npm run api", cwd=FRONTEND, env=node.environment())


def revise(data: DataDir, message: str = "", *, lossy: bool = False, renames: Sequence[str] = ()) -> int:
    """Write and apply on the database of the data folder; its exit code (1: refused, with the reason on the terminal)."""
    command: list[str | Path] = [PYTHON, "-m", "app.cli", "revise"]
    if message:
        command += ["--message", message]
    command += ["--lossy"] if lossy else []
    command += [part for one in renames for part in ("--rename", one)]
    with attach.owner(data) as env:
        return shell.loud(command, cwd=BACKEND, env=env)
