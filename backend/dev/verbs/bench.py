"""Measure the product beside small reference servers on the same records.

    python3 backend/dev bench [http|entities|llm] [options of the benchmark]

`http` is single requests under load, `entities` a million records (lists, search, figures, import and export), `llm` what an answer of
a model costs on its way through conversations, with everything that is written down. Each runs as
`python -m bench.<name>` on engines of its own, set as for `run`, in a temporary folder.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from dev import environment, options, setup, shell, stop
from dev.datadir import DataDir
from dev.environment import Site
from dev.paths import BACKEND, PYTHON
from dev.postgres import free_port
from dev.stack import Stack


def main(args: Sequence[str]) -> int:
    """Exit code of the benchmark."""
    parser = options.parser("bench", __doc__)
    parser.add_argument("what", nargs="?", default="http", choices=sorted(f.stem for f in (BACKEND / "bench").glob("[!_]*.py")) or ["http"])
    chosen, more = parser.parse_known_args(args)
    stop.listen()
    setup.python(development=True)
    with tempfile.TemporaryDirectory(prefix="groundwork-bench-") as folder:
        Path(folder).chmod(0o711)
        with Stack(DataDir(Path(folder) / "data"), Site("127.0.0.1", free_port()), environment.sealed()) as stack:
            stack.prepare(stack.start_engines())
            return shell.loud([PYTHON, "-m", f"bench.{chosen.what}", *more], cwd=BACKEND, env=stack.environment)
