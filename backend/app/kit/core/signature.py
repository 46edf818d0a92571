"""Signed messages between services, as Standard Webhooks 1.0.0 has them (github.com/standard-webhooks/standard-webhooks).

A message has an id (the same for every try), a time (of this try) and a body; HMAC-SHA256 over `id.time.body` proves who sent it and
that nothing was changed. Receivers refuse times that are far from now, so a message that was overheard is of no use later.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping

PREFIX = "whsec_"
BYTES = 32
TOLERANCE = 300
"""Seconds by which the time of a message may differ from ours."""


class Unsigned(ValueError):
    """Not signed by who it should be, or too long ago."""


def new_secret() -> str:
    """A signing secret: 256 random bits behind the prefix by which receivers' libraries know it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def sign(keys: Iterable[str], id: str, at: int, body: bytes) -> dict[str, str]:
    """The three headers. Two keys while one replaces the other: a receiver accepts whichever it knows."""
    marks = " ".join(f"v1,{_mark(key, id, str(at), body)}" for key in keys)
    return {"webhook-id": id, "webhook-timestamp": str(at), "webhook-signature": marks}


def verify(key: str, headers: Mapping[str, str], body: bytes, now: float) -> str:
    """The message's id. Raises Unsigned."""
    try:
        id, at, marks = headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"]
        moment = int(at)
    except (KeyError, ValueError):
        raise Unsigned("a header is missing or is not what it should be") from None
    if abs(now - moment) > TOLERANCE:
        raise Unsigned("too old, or from the future")
    expected = _mark(key, id, at, body)
    given = [mark.partition(",")[2] for mark in marks.split(" ") if mark.startswith("v1,")]
    if not any(hmac.compare_digest(expected.encode(), mark.encode()) for mark in given):
        raise Unsigned("signed with another secret, or changed on the way")
    return id


def _mark(key: str, id: str, at: str, body: bytes) -> str:
    try:
        raw = base64.b64decode(key.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise Unsigned("not a signing secret") from None
    return base64.b64encode(hmac.new(raw, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()).decode()
