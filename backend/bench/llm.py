"""`dev bench llm`: what our path adds to a model's answer, with persistence, metering and trail on, beside asking the model directly.

Usage: python -m bench.llm [STREAMS [ROUNDS]]. Needs DATABASE_URL (an owner that may create databases), REDIS_URL and both secrets.
A stand-in model on this machine answers 200 tokens, the first after 0.3 s, then one every 25 ms. STREAMS (50) readers ask again as soon
as they have an answer, beginning spread over one answer's length, so that so many streams run all the time. Direct and ours take turns
within a round; medians of all answers count.
"""

import asyncio
import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from bench.support.load import cpu_seconds
from bench.support.place import BACKEND, Place, Server, place

TOKENS, FIRST, GAP = 200, 0.3, 0.025
EACH = 3
"""Answers that every reader takes in a round."""
Ask = Callable[[httpx.AsyncClient, int], Awaitable["Answer"]]


@dataclass(frozen=True, slots=True)
class Answer:
    """Seconds until the first word and until the end; how many words came."""

    first: float
    total: float
    words: int


@contextmanager
def standin() -> Iterator[str]:
    """The model's address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "bench.support.standin", *map(str, (port, TOKENS, FIRST, GAP))]
    process = subprocess.Popen(command, cwd=BACKEND)
    try:
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(10)


def direct(url: str) -> Ask:
    """As somebody asks who has nothing but an HTTP client."""
    body = {"model": "m", "stream": True, "messages": [{"role": "user", "content": "Tell me a story."}]}

    async def ask(client: httpx.AsyncClient, _: int) -> Answer:
        began, first, words = time.perf_counter(), 0.0, 0
        async with client.stream("POST", f"{url}/chat/completions", json=body) as answer:
            async for line in answer.aiter_lines():
                if '"content"' in line:
                    first = first or time.perf_counter() - began
                    words += 1
        return Answer(first, time.perf_counter() - began, words)

    return ask


def ours(url: str, at: Place, conversations: list[str]) -> Ask:
    """As the conversation page asks."""
    headers = {"authorization": f"Bearer {at.token}", "accept": "text/event-stream"}

    async def ask(client: httpx.AsyncClient, reader: int) -> Answer:
        began, first, text, kind = time.perf_counter(), 0.0, "", ""
        path = f"{url}/api/v1/conversations/{conversations[reader]}/messages"
        async with client.stream("POST", path, json={"content": "Tell me a story."}, headers=headers) as answer:
            async for line in answer.aiter_lines():
                if line.startswith("event: "):
                    kind = line[7:]
                elif kind == "delta" and line.startswith("data: "):
                    first = first or time.perf_counter() - began
                    text += json.loads(line[6:])["text"]
        return Answer(first, time.perf_counter() - began, len(text.split()))

    return ask


async def streams(ask: Ask, readers: int, each: int) -> list[Answer]:
    """So many readers at once, beginning one after the other over the length of an answer."""
    limits = httpx.Limits(max_connections=readers, max_keepalive_connections=readers)
    async with httpx.AsyncClient(timeout=60, trust_env=False, limits=limits) as client:

        async def read(reader: int) -> list[Answer]:
            await asyncio.sleep(reader / readers * (FIRST + TOKENS * GAP))
            return [await ask(client, reader) for _ in range(each)]

        return [answer for some in await asyncio.gather(*(read(n) for n in range(readers))) for answer in some]


def measure(at: Place, readers: int, rounds: int) -> tuple[list[Answer], list[Answer], float]:
    """Answers of the model alone, of the product, and the product's CPU seconds per answer."""
    plain: list[Answer] = []
    product: list[Answer] = []
    with standin() as model:
        at.env |= {"LLM_PROVIDER": "compatible", "LLM_BASE_URL": model, "LLM_MODEL": "bench"}
        with Server(at, "product") as server:
            at.sign_in(server.url)
            ask = ours(server.url, at, conversations(server.url, at, readers))
            asyncio.run(streams(direct(model), readers, 1))
            asyncio.run(streams(ask, readers, 1))  # titles, caches and connections are there before anything is measured
            spent = -cpu_seconds(server.pid)
            for _ in range(rounds):
                plain += asyncio.run(streams(direct(model), readers, EACH))
                product += asyncio.run(streams(ask, readers, EACH))
            spent += cpu_seconds(server.pid)
    return plain, product, spent / len(product)


def conversations(url: str, at: Place, count: int) -> list[str]:
    """One for each reader."""
    client = httpx.Client(base_url=f"{url}/api/v1", headers={"authorization": f"Bearer {at.token}"}, trust_env=False, timeout=30)
    return [client.post("/conversations", json={"agent": "assistant"}).raise_for_status().json()["id"] for _ in range(count)]


def report(plain: list[Answer], product: list[Answer], cpu: float) -> int:
    """Print both and the goals; 1 when one was missed."""
    print(f"{'':10} {'answers':>8} {'first p50 ms':>13} {'first p95 ms':>13} {'total p50 s':>12} {'total p95 s':>12}")
    for name, found in (("direct", plain), ("product", product)):
        first, total = [a.first * 1000 for a in found], [a.total for a in found]
        row = (statistics.median(first), _p95(first), statistics.median(total), _p95(total))
        print(f"{name:10} {len(found):8} {row[0]:13.1f} {row[1]:13.1f} {row[2]:12.3f} {row[3]:12.3f}")
    print(f"CPU of the product per answer of {TOKENS} tokens: {cpu * 1000:.0f} ms\n")
    more = (statistics.median(a.first for a in product) - statistics.median(a.first for a in plain)) * 1000
    ratio = statistics.median(a.total for a in product) / statistics.median(a.total for a in plain)
    lost = sum(a.words != TOKENS for a in product)
    goals = [("first word later by, ms", more, 15.0), ("total / direct", ratio, 1.05), ("answers with words lost or twice", lost, 0)]
    for name, value, bound in goals:
        print(f"{'ok  ' if value <= bound else 'MISS'} {name:34} {value:8.3f}  <= {bound}")
    return int(any(value > bound for _, value, bound in goals))


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def main() -> None:
    """Make the place, measure, report."""
    readers = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with place() as at:
        raise SystemExit(report(*measure(at, readers, rounds)))


if __name__ == "__main__":
    main()
