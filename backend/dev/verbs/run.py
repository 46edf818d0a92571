"""Set up what is missing and run the whole product on one port; Ctrl-C stops it.

    python3 backend/dev run [--port N] [--host ADDRESS] [--data-dir FOLDER] [--workers N]

Makes the virtual environment, builds the SPA, starts Postgres and Valkey, migrates, adds the first administrator, and starts
API, worker and scheduler. All that it keeps is in the data folder (`.data`): database, secrets, logs, mails, pids.json.

Environment: PORT, DATA_DIR; FIRST_ADMIN_EMAIL, FIRST_ADMIN_PASSWORD (generated if absent); DATABASE_URL, REDIS_URL (then no engine
of that kind is started); and every setting of the product, see backend/.env.example.
"""

import argparse
import os
from collections.abc import Callable, Sequence

from dev import environment, options, paths, renewal, say, setup, stop
from dev.datadir import DataDir
from dev.environment import Site
from dev.stack import Stack, need_free


def _options(args: Sequence[str]) -> argparse.Namespace:
    parser = options.with_data_dir(options.parser("run", __doc__))
    parser.add_argument("--port", type=_within(1, 65535), default=os.environ.get("PORT") or "8000", help="PORT, else 8000")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--workers", type=_within(1, 64), default=1, help="API processes (1)")
    return parser.parse_args(args)


def _within(least: int, most: int) -> Callable[[str], int]:
    """A whole number of a range, for the parser, which turns the error into a sentence."""

    def number(text: str) -> int:
        if not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text} is not between {least} and {most}")
        return int(text)

    return number


def main(args: Sequence[str]) -> int:
    """Run until stopped."""
    chosen = _options(args)
    site, data = Site(chosen.host, chosen.port), DataDir(paths.data_dir(chosen.data_dir))
    stop.listen()
    try:
        with Stack(data, site, os.environ) as stack:
            need_free(site)
            setup.product()
            stack.prepare(stack.start_engines())
            stack.serve(chosen.workers)
            renewal.listen(data)
            _welcome(stack)
            stack.supervisor.watch(renewal.requested)
            say.line("\nStopping …")
    except stop.Stopped:
        say.line("\nStopped before it was ready.")
        return 130
    return 0


def _welcome(stack: Stack) -> None:
    first = environment.admin(stack.data, stack.outside)
    kept = f" (generated, unless you have changed it; kept in {stack.data.path / 'secrets.json'})" if first.generated else ""
    say.line(f"""
Groundwork is ready after {say.elapsed():.1f} s

    {stack.site.url}

    sign in as  {first.email}
    password    {first.password if first.generated else "(from FIRST_ADMIN_PASSWORD)"}{kept}

Logs: {stack.data.logs}    Stop: Ctrl-C""")
    if weak := [f"{name} is {status}" for name, status in stack.parts().items() if status != "ok"]:
        say.line(f"\nNot everything works: {', '.join(weak)}. See {stack.site.url}/api/v1/ready")
