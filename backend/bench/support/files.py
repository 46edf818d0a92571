"""A file out and a file in: how long, and the most memory of the process that does it."""

import csv
import io
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from bench.support.load import forget_peak, peak_mb
from bench.support.place import Place, Server, Worker

FORMATS = ("csv", "json", "xlsx")
Found = tuple[str, "Moved"]


@dataclass(frozen=True, slots=True)
class Moved:
    """What went through, and at what cost."""

    rows: int
    expected: int
    seconds: float
    megabytes: float


def exported(product: Server, at: Place, rows: int) -> Iterator[Found]:
    """Every row of the organisation in each format, written to a file as a browser does."""
    with TemporaryDirectory() as folder:
        for name in FORMATS:
            path = Path(folder) / f"tasks.{name}"
            forget_peak(product.pid)
            began = time.monotonic()
            with (
                httpx.stream("GET", f"{product.url}/api/v1/tasks/export", params={"format": name}, **_as(at)) as answer,
                path.open("wb") as file,
            ):
                answer.raise_for_status()
                for chunk in answer.iter_bytes():
                    file.write(chunk)
            seconds = time.monotonic() - began
            yield f"export {name}", Moved(_count(path), rows, seconds, peak_mb(product.pid))
            path.unlink()


def imported(product: Server, worker: Worker, at: Place, rows: int) -> Iterator[Found]:
    """New rows from a CSV file with a relation to look up in each."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(["title", "description", "due_on", "priority", "customer"])
    days = [f"2026-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(84)]
    lines.writerows([f"Imported {n}", f"What to do about number {n}", days[n % 84], "high", "BENCH"] for n in range(rows))
    for pid in (product.pid, *worker.pids):
        forget_peak(pid)
    began = time.monotonic()
    mapping = '{"title":"title","description":"description","due_on":"due_on","priority":"priority","customer":"customer.code"}'
    sent = httpx.post(
        f"{product.url}/api/v1/tasks/import", files={"file": ("tasks.csv", out.getvalue().encode())}, data={"mapping": mapping}, **_as(at)
    )
    operation = sent.raise_for_status().json()["operation_id"]
    while (now := httpx.get(f"{product.url}/api/v1/operations/{operation}", **_as(at)).json())["status"] in ("queued", "running"):
        time.sleep(0.5)
    if now["status"] != "completed":
        raise RuntimeError(f"the import ended as {now['status']}: {now['error']}")
    seconds, made = time.monotonic() - began, now["result"]["created"]
    yield "import csv, worker", Moved(made, rows, seconds, max(peak_mb(pid) for pid in worker.pids))
    yield "import csv, API", Moved(made, rows, seconds, peak_mb(product.pid))


def _as(at: Place) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer {at.token}"}, "timeout": 600, "trust_env": False}


def _count(path: Path) -> int:
    """Records in a file, read in pieces."""
    if path.suffix == ".xlsx":
        found, tail = -1, b""
        with zipfile.ZipFile(path) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
            for chunk in iter(lambda: sheet.read(1 << 20), b""):
                found += (tail + chunk).count(b"<row")
                tail = chunk[-3:]
        return found
    mark = b'"deleted_at":' if path.suffix == ".json" else b"\r\n"
    with path.open("rb") as file:
        found = sum(line.count(mark) for line in iter(lambda: file.readline(1 << 20), b""))
    return found if path.suffix == ".json" else found - 1
