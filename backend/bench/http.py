"""`dev bench http`: the product beside two references in one run, on the same rows. Ratios and CPU per request are what counts.

Usage: python -m bench.http [ROUNDS [SECONDS]]. Needs DATABASE_URL (an owner that may create databases), REDIS_URL and both secrets.
"""

import asyncio
import os
import statistics
import sys
import threading
import time
from pathlib import Path

import httpx

from bench.support.load import Cell, memory_mb, run
from bench.support.place import EMAIL, PASSWORD, Place, Server, place

SYSTEMS = ("product", "plain", "tight", "bare")
HERE = Path(__file__).parent
Table = dict[tuple[str, str], Cell]


def goals(got: Table, more: dict[str, float]) -> list[tuple[str, float, str, float]]:
    """What the product promises: (name, measured, comparison, bound)."""
    product = {case: got["product", case] for case in ("get", "list", "create", "get 16", "get 64", "get 256")}
    return [
        ("get one / bare", product["get"].per_second / got["bare", "get"].per_second, ">=", 0.18),
        ("get one p99 ms at 32", product["get"].p99, "<=", 60),
        ("list of 100 with count / bare", product["list"].per_second / got["bare", "list"].per_second, ">=", 0.25),
        ("create with audit and event / bare", product["create"].per_second / got["bare", "create"].per_second, ">=", 0.2),
        ("create CPU / plain create CPU", product["create"].cpu / got["plain", "create"].cpu, "<=", 1.5),
        ("throughput at 64 / at 16", product["get 64"].per_second / product["get 16"].per_second, ">=", 0.9),
        ("throughput at 256 / at 16", product["get 256"].per_second / product["get 16"].per_second, ">=", 0.9),
        ("errors at 64 and 256", product["get 64"].errors + product["get 256"].errors, "<=", 0),
        ("p99 of reads during 16 logins / quiet", more["login p99"] / more["quiet p99"], "<=", 3),
        ("memory of 16 logins, MB", more["login memory"], "<=", 80),
        ("idle memory, MB", more["idle memory"], "<=", 160),
        ("ready after, s", more["ready"], "<=", 3),
    ]


def measure(at: Place, rounds: int, seconds: int) -> tuple[Table, dict[str, float]]:
    """All cells, each system in turn within a round, so that a noisy moment hits all alike; medians over the rounds."""
    with Server(at, "product") as product, Server(at, "plain") as plain, Server(at, "tight") as tight, Server(at, "bare") as bare:
        servers = dict(zip(SYSTEMS, (product, plain, tight, bare), strict=True))
        more = {"idle memory": memory_mb(product.pid), "ready": product.ready_after}
        at.prepare(product.url)
        for server in servers.values():  # connections, statements and caches of every system are there before anything is measured
            run(server.url + cases(at)[0][1], at.token, server.pid, connections=32, seconds=1)
        cells: dict[tuple[str, str], list[Cell]] = {}
        for n in range(rounds):
            for case, path, connections, script in cases(at):
                for name, server in servers.items():
                    if case.startswith("get ") and name != "product":
                        continue
                    os.environ |= {"BENCH_RUN": f"{n}{name}", "BENCH_CUSTOMER": at.customer}
                    cells.setdefault((name, case), []).append(
                        run(server.url + path, at.token, server.pid, connections=connections, seconds=seconds, script=script)
                    )
        more |= logins(product, at, seconds)
    return {key: _median(found) for key, found in cells.items()}, more


def cases(at: Place) -> list[tuple[str, str, int, Path | None]]:
    """Name, path, connections, script."""
    one, many = f"/api/v1/invoices/{at.invoice}", "/api/v1/invoices?limit=100&count=true"
    create = HERE / "create.lua"
    return [
        ("get", one, 32, None), ("list", many, 16, None), ("create", "/api/v1/invoices", 16, create),
        ("get 16", one, 16, None), ("get 64", one, 64, None), ("get 256", one, 256, None),
    ]  # fmt: skip


def logins(server: Server, at: Place, seconds: int) -> dict[str, float]:
    """What reads feel, and what memory does, while 16 people sign in at once."""
    path = server.url + f"/api/v1/invoices/{at.invoice}"
    quiet = run(path, at.token, server.pid, connections=8, seconds=seconds)
    before, stop = memory_mb(server.pid), threading.Event()
    busy = threading.Thread(target=lambda: asyncio.run(_sign_in(server.url, stop)))
    busy.start()
    time.sleep(0.5)
    during = run(path, at.token, server.pid, connections=8, seconds=seconds)
    peak = memory_mb(server.pid)
    stop.set()
    busy.join()
    return {"quiet p99": quiet.p99, "login p99": during.p99, "login memory": peak - before}


async def _sign_in(url: str, stop: threading.Event) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as client:

        async def again() -> None:
            while not stop.is_set():
                await client.post("/api/v1/auth/login", json={"email": EMAIL, "password": PASSWORD})

        await asyncio.gather(*(again() for _ in range(16)))


def _median(found: list[Cell]) -> Cell:
    values = ((c.per_second, c.p50, c.p99, c.cpu) for c in found)
    per_second, p50, p99, cpu = (statistics.median(v) for v in zip(*values, strict=True))
    return Cell(per_second, p50, p99, cpu, sum(c.errors for c in found))


def report(got: Table, more: dict[str, float]) -> int:
    """Print both tables; 1 when a goal was missed."""
    print(f"{'case':10} {'system':8} {'req/s':>8} {'/bare':>6} {'p50 ms':>8} {'p99 ms':>8} {'CPU us':>8} {'errors':>6}")
    for (system, case), cell in sorted(got.items(), key=lambda item: (item[0][1], SYSTEMS.index(item[0][0]))):
        base = got.get(("bare", case))
        ratio = f"{cell.per_second / base.per_second:6.2f}" if base else " " * 6
        print(f"{case:10} {system:8} {cell.per_second:8.0f} {ratio} {cell.p50:8.1f} {cell.p99:8.1f} {cell.cpu:8.0f} {cell.errors:6}")
    print()
    missed = 0
    for name, value, sign, bound in goals(got, more):
        met = value >= bound if sign == ">=" else value <= bound
        missed += not met
        print(f"{'ok  ' if met else 'MISS'} {name:42} {value:9.2f}  {sign} {bound}")
    return int(missed > 0)


def main() -> None:
    """Make the place, measure, report."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    with place() as at:
        raise SystemExit(report(*measure(at, rounds, seconds)))


if __name__ == "__main__":
    main()
