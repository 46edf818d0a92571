"""What all providers share: one request whose answer is a stream, faults as the port names them, the loop from events to parts.

A provider is then two things: how a request is written in its protocol, and a `Reader` of its events. Nothing is tried again here:
each failure is raised once, and the line decides. The one exception is a server that does not know an optional field of the
request: it is asked again without that field, before anything was answered.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import orjson

from app.kit.core.errors import Unavailable
from app.kit.core.http import Egress, EgressFailed, EgressRefused, Limits, Streamed, retry_after
from app.kit.llm.port import Fault, ModelError, Part, TextDelta, Usage
from app.kit.llm.sse import Framing, Payloads

PATIENT = Limits(idle=60, total=300)
"""A large model may think for a minute before its first word."""
QUICK = Limits(connect=2, idle=5, total=5)
LONGEST_REFUSAL = 16_384
"""Bytes that are read of an answer which is not the expected one; they are never shown: they may quote the request or the key."""
UNKNOWN = (
    b"unsupported",
    b"not support",
    b"unknown",
    b"unrecognized",
    b"unexpected",
    b"not permitted",
    b"extra input",
    b"deprecated",
    b"only works",
)
NO_CREDIT = (b"API_KEY_INVALID", b"insufficient_quota", b"credit balance is too low")
"""What OpenAI, Google and Anthropic say under another status than 401 or 403 when it is the key or its account."""
RETRY_DELAY = re.compile(rb'"retryDelay":\s*"(\d{1,6})')
"""Seconds that Google asks to wait: it says so in the body (google.rpc.RetryInfo) and sends no Retry-After."""
IN_STREAM: tuple[tuple[str, Fault], ...] = (
    ("overloaded", "busy"),
    ("rate_limit", "busy"),
    ("exhausted", "busy"),
    ("429", "busy"),
    ("authentication", "credentials"),
    ("permission", "credentials"),
    ("invalid_request", "refused"),
    ("400", "refused"),
)


class Reader(Protocol):
    """Reads the events of one answer."""

    done: bool
    """Nothing more of the answer will come."""

    def read(self, event: dict[str, Any]) -> Iterable[Part]:
        """The parts that this event completes; an event of an unknown kind has none."""
        ...

    def end(self) -> Iterable[Part]:
        """What is known when all has come: calls, usage, `Stop`. Raises ModelError("interrupted") when the answer is not whole."""
        ...


@dataclass(frozen=True, slots=True)
class Post:
    """One request of a model."""

    url: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    limits: Limits = PATIENT
    framing: Callable[[], Framing] = Payloads


def never(refusal: bytes) -> Post | None:
    """No other way to ask."""
    return None


async def answer(egress: Egress, post: Post, reader: Reader, otherwise: Callable[[bytes], Post | None] = never) -> AsyncIterator[Part]:
    """The parts of one answer. `otherwise` may give another way to ask, from what a 400 or 422 said."""
    begun = False
    try:
        while True:
            async with egress.stream(
                "POST",
                post.url,
                headers={"content-type": "application/json", **post.headers},
                content=orjson.dumps(post.body),
                limits=post.limits,
            ) as given:
                if given.status != 200:
                    post = await _asked_otherwise(given, otherwise)
                    continue
                async with aclosing(_parts(given.chunks, post.framing(), reader)) as parts:
                    async for part in parts:
                        begun = begun or not isinstance(part, Usage)
                        yield part
                await _drained(given.chunks)
            break
        last = list(reader.end())
    except (EgressFailed, EgressRefused) as error:
        raise _failed(error, begun) from error
    except ModelError as error:
        if begun and error.fault != "malformed":
            raise ModelError("interrupted") from error
        if error.fault == "interrupted":
            raise ModelError("unavailable") from error  # nothing was said yet: asking again repeats nothing
        raise
    for part in last:
        yield part


async def _parts(chunks: AsyncIterator[bytes], framing: Framing, reader: Reader) -> AsyncGenerator[Part]:
    """Until the reader is done, or the body ends."""
    async for chunk in chunks:
        for part in _joined(_read(framing.feed(chunk), reader)):
            yield part
        if reader.done:
            return
    for part in _joined(_read(framing.end(), reader)):
        yield part


def _read(payloads: Iterable[bytes], reader: Reader) -> Iterator[Part]:
    for payload in payloads:
        if payload == b"[DONE]":
            reader.done = True
        if reader.done:
            return
        yield from reader.read(_loaded(payload))


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Pieces of text that came together as one, also those before a fault."""
    pieces: list[str] = []
    try:
        for part in parts:
            if isinstance(part, TextDelta):
                pieces.append(part.text)
                continue
            if pieces:
                yield TextDelta("".join(pieces))
                pieces.clear()
            yield part
    except ModelError:
        if pieces:
            yield TextDelta("".join(pieces))
        raise
    if pieces:
        yield TextDelta("".join(pieces))


async def fetched(egress: Egress, url: str, headers: Mapping[str, str], body: dict[str, Any] | None = None) -> dict[str, Any]:
    """A small JSON answer, for checks: GET, or POST of a body. Raises ModelError; an answer that is no JSON object is empty."""
    method, content = ("GET", None) if body is None else ("POST", orjson.dumps(body))
    headers = {"content-type": "application/json", **headers}
    try:
        try:
            reply = await egress.request(method, url, headers=headers, content=content, limits=QUICK)
        except EgressFailed:  # a kept connection that the server has just closed says nothing about the server
            reply = await egress.request(method, url, headers=headers, content=content, limits=QUICK)
    except EgressFailed as error:
        raise ModelError("unavailable") from error
    if reply.status >= 400:
        raise fault(reply.status, reply.headers, reply.body)
    with suppress(orjson.JSONDecodeError):
        found = orjson.loads(reply.body)
        return found if isinstance(found, dict) else {}
    return {}


def fault(status: int, headers: Mapping[str, str], body: bytes) -> ModelError:
    """What a status means. Anthropic's 529 is its "overloaded"."""
    if status in (401, 402, 403) or any(word in body for word in NO_CREDIT):
        return ModelError("credentials")
    wait = retry_after(headers)
    if wait is None and (told := RETRY_DELAY.search(body)):
        wait = int(told[1])
    if status in (429, 529):
        return ModelError("busy", retry_after=wait)
    return ModelError("unavailable" if status >= 500 or status == 408 else "refused", retry_after=wait)


def does_not_know(field: str, refusal: bytes) -> bool:
    """Whether a refusal says that the server has no such field, or no such value for it."""
    said = refusal.lower()
    return field.encode() in said and any(word in said for word in UNKNOWN)


def host_and_port(base_url: str) -> str:
    """As EGRESS_ALLOW names it."""
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unavailable("LLM_BASE_URL must be an http(s) address")
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


async def _asked_otherwise(given: Streamed, otherwise: Callable[[bytes], Post | None]) -> Post:
    body = b""
    with suppress(EgressFailed):
        async for chunk in given.chunks:
            body += chunk
            if len(body) > LONGEST_REFUSAL:
                break
    if given.status in (400, 422) and (other := otherwise(body)):
        return other
    raise fault(given.status, given.headers, body)


async def _drained(chunks: AsyncIterator[bytes]) -> None:
    """Reads the end of the body, so that the connection can serve the next call; a server that keeps it open is not waited for."""
    with suppress(EgressFailed, TimeoutError):
        async with asyncio.timeout(0.1):
            async for _ in chunks:
                pass


def _failed(error: EgressFailed | EgressRefused, begun: bool) -> ModelError:
    """Asking again helps when the network failed, not when the guard let nothing out."""
    if begun:
        return ModelError("interrupted")
    made = ModelError("unavailable")
    made.transient = isinstance(error, EgressFailed) and error.transient
    return made


def _loaded(payload: bytes) -> dict[str, Any]:
    try:
        event = orjson.loads(payload)
    except orjson.JSONDecodeError as error:
        raise ModelError("malformed") from error
    if not isinstance(event, dict):
        raise ModelError("malformed")
    if said := event.get("error"):
        raise ModelError(_meaning(said))
    return event


def _meaning(error: object) -> Fault:
    """Of an error inside a stream that began well: its type, code or status as the four protocols call it."""
    words = " ".join(str(error.get(key, "")) for key in ("type", "code", "status")).lower() if isinstance(error, dict) else ""
    return next((found for word, found in IN_STREAM if word in words), "unavailable")
