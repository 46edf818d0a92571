"""One record: read it, and make one with audit row, event and notification. The product beside `orm`, in turn, under load."""

import os
import statistics
from pathlib import Path

from bench.support.load import Cell, run
from bench.support.place import Place, Server
from bench.support.reads import Client

ROUNDS = 3
SECONDS = 4
SCRIPT = Path(__file__).parents[1] / "task.lua"


def single(product: Server, orm: Server, at: Place) -> list[tuple[str, float, str]]:
    """(name, cost of the product over cost by hand, words): CPU of the server per request, and time at 8 connections."""
    task = Client(product, at).first("tasks")
    os.environ |= {"BENCH_CUSTOMER": at.customer, "BENCH_ASSIGNEE": at.colleague}
    lines = []
    for name, path, script in (("read", f"/api/v1/tasks/{task}", None), ("create", "/api/v1/tasks", SCRIPT)):
        cells: dict[str, list[Cell]] = {"product": [], "orm": []}
        for n in range(ROUNDS + 1):
            for system, server in (("product", product), ("orm", orm)):
                found = run(server.url + path, at.token, server.pid, connections=8, seconds=SECONDS if n else 1, script=script)
                if found.errors:
                    raise RuntimeError(f"{system} answers {name} with errors")
                cells[system] += [found] if n else []  # the first round warms up
        cpu, wait = ({s: statistics.median(getattr(c, what) for c in found) for s, found in cells.items()} for what in ("cpu", "p50"))
        lines.append((f"{name}: CPU", cpu["product"] / cpu["orm"], f"{cpu['product']:.0f} us to {cpu['orm']:.0f} us"))
        lines.append((f"{name}: p50", wait["product"] / wait["orm"], f"{wait['product']:.1f} ms to {wait['orm']:.1f} ms"))
    return lines
