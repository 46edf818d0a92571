"""The four questions of a list, asked in turn of the product and by hand, so that a noisy moment hits both alike."""

import http.client
import statistics
import time
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import orjson

from bench.support.place import Place, Server

TIMES = 60
DEEP = 500
PAGE: dict[str, Any] = {"sort": "-due_on", "priority": "normal"}
WORDS = "balanda comer"
CASES = ("list page", "list page with total", "filtered and sorted page 500", "full-text search", "grouped stats")
NAMES = ("list", "counted", "page", "search", "stats")
STATS = {"group_by": "status", "bucket": "month:due_on", "min": "due_on", "max": "due_on", "sort": "status,due_on"}
TSQUERY = " & ".join(f"'{word}':*" for word in WORDS.split())


@dataclass(frozen=True, slots=True)
class Pair:
    """Milliseconds of the same answer; medians."""

    product: float
    hand: float


@dataclass(frozen=True, slots=True)
class Deep:
    """Where page 500 begins: as a cursor, and as the values by hand."""

    cursor: str
    due_on: date
    id: UUID


def deep_cursor(product: Server, at: Place) -> Deep:
    """Turn pages as a client does, to the 500th or as deep as a smaller run goes."""
    client, cursor, last = Client(product, at), "", {}
    for _ in range(DEEP - 1):
        answer = orjson.loads(client.get("/api/v1/tasks", PAGE | ({"cursor": cursor} if cursor else {})))
        if answer["next_cursor"] is None or answer["items"][-1]["due_on"] is None:
            break
        cursor, last = answer["next_cursor"], answer["items"][-1]
    return Deep(cursor, date.fromisoformat(last["due_on"]), UUID(last["id"]))


class Client:
    """One kept connection, with next to no cost of its own."""

    def __init__(self, server: Server, at: Place) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=120)
        self.headers = {"Authorization": f"Bearer {at.token}"}

    def get(self, path: str, query: dict[str, Any]) -> bytes:
        """The body of a 200."""
        self.connection.request("GET", f"{path}?{urlencode(query)}", headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {body[:500]!r}")
        return body

    def first(self, entity: str) -> str:
        """The id of the newest record."""
        return str(orjson.loads(self.get(f"/api/v1/{entity}", {"limit": 1}))["items"][0]["id"])


def over_http(product: Server, sql: Server, at: Place, deep: Deep) -> list[Pair]:
    """From request to answer, one at a time."""
    ours, hand = Client(product, at), Client(sql, at)
    pages: list[dict[str, Any]] = [{}, {"count": "true"}, {**PAGE, "cursor": deep.cursor}, {"q": WORDS}]
    asked = [*(("/api/v1/tasks", query) for query in pages), ("/api/v1/tasks/stats", STATS)]
    given: dict[str, dict[str, Any]] = {"page": {"a": deep.due_on, "b": deep.id}, "search": {"a": TSQUERY}}
    pairs = []
    for question, name in zip(asked, NAMES, strict=True):
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(TIMES):
            for found, client, (path, query) in zip(times, (ours, hand), (question, (f"/sql/{name}", given.get(name, {}))), strict=True):
                began = time.perf_counter()
                client.get(path, query)
                found.append(time.perf_counter() - began)
        pairs.append(_pair(times))
    return pairs


def _pair(times: tuple[list[float], list[float]]) -> Pair:
    product, hand = (statistics.median(found[5:]) * 1000 for found in times)  # the first few warm caches and plans
    return Pair(product, hand)
