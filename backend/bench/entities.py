"""`dev bench entities`: what a declared entity costs with a million rows, beside the same by hand on the same rows in the same run.

Usage: python -m bench.entities [ROWS]. Needs DATABASE_URL (a superuser: the rows are loaded as a restore would), REDIS_URL and both
secrets. ROWS (1,000,000) are spread over 50 organisations, a tenth of them in the one that is looked at; for the export that one
organisation is filled up to ROWS, and a tenth of ROWS is imported.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from uuid import uuid4

from bench.support.files import exported, imported
from bench.support.million import Tasks
from bench.support.place import Place, Server, Worker, place
from bench.support.reads import CASES, Pair, deep_cursor, over_http
from bench.support.single import single

Line = tuple[str, float, str, float, str]
"""Name, measured, comparison, bound, more words."""


def measure(at: Place, rows: int) -> list[Line]:
    """All that is promised of entities with many rows."""
    with Server(at, "product") as product, Server(at, "sql") as sql, Server(at, "orm") as orm, Worker(at) as worker:
        at.sign_in(product.url)
        tasks = Tasks(at.database_url)
        _said("loading", lambda: asyncio.run(tasks.add({at.org: rows // 10} | {uuid4(): rows * 9 // 490 for _ in range(49)})))
        cursor = deep_cursor(product, at)
        lines = [_slower(case, pair) for case, pair in zip(CASES, over_http(product, sql, at, cursor), strict=True)]
        lines += [(f"{name} by product / by hand", ratio, "<=", 1.5, words) for name, ratio, words in single(product, orm, at)]
        _said("loading", lambda: asyncio.run(tasks.add({at.org: rows - rows // 10})))
        for name, found in [*exported(product, at, rows), *imported(product, worker, at, rows // 10)]:
            lines.append((f"{name}: peak MiB", found.megabytes, "<=", 400, f"{found.rows:,} rows in {found.seconds:.0f} s"))
            lines.append((f"{name}: rows missing", max(0, found.expected - found.rows), "<=", 0, ""))
    return lines


def _said(what: str, work: Callable[[], None]) -> None:
    began = time.monotonic()
    work()
    print(f"{what}: {time.monotonic() - began:.0f} s", flush=True)


def _slower(case: str, pair: Pair) -> Line:
    return f"{case}: product / SQL by hand", pair.product / pair.hand, "<=", 3, f"{pair.product:.2f} ms to {pair.hand:.2f} ms"


def report(lines: list[Line]) -> int:
    """Print them; 1 when a goal was missed."""
    missed = 0
    for name, value, sign, bound, words in lines:
        met = value <= bound if sign == "<=" else value >= bound
        missed += not met
        print(f"{'ok  ' if met else 'MISS'} {name:52} {value:8.2f}  {sign} {bound:<5} {words}")
    return int(missed > 0)


def main() -> None:
    """Make the place, measure, report."""
    rows = int(sys.argv[1].replace(",", "").replace("_", "")) if len(sys.argv) > 1 else 1_000_000
    with place() as at:
        raise SystemExit(report(measure(at, rows)))


if __name__ == "__main__":
    main()
