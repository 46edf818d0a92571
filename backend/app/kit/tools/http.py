"""Calls to other programs' addresses: only to hosts that the agent's rule for the tool names, and only through the egress guard.

What reads (`http_get`) and what may change something (`http_request`, which waits for a person) are two tools, because the toolbox
asks a tool for its effect before it looks at arguments. Redirects are answers. Credentials are refused: an argument is shown to people,
kept in the trail, and written by a model.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from app.kit.core.errors import Forbidden
from app.kit.core.http import Egress, Limits
from app.kit.tools.tool import Args, BuiltIn, Hands

LIMITS = Limits(connect=5, idle=15, total=20, body=2_000_000)
KEPT = 100_000
"""Bytes of an answer that are handed on."""
NOT_OURS = frozenset(
    (
        "authorization",
        "proxy-authorization",
        "cookie",
        "host",
        "content-length",
        "transfer-encoding",
        "connection",
        "upgrade",
        "te",
        "x-api-key",
    )
)
"""Headers that carry secrets, or that belong to whoever makes the connection."""


def _headers(given: dict[str, str]) -> dict[str, str]:
    for name, value in given.items():
        if not re.fullmatch(r"[A-Za-z0-9-]{1,64}", name) or not re.fullmatch(r"[\x20-\x7e]{0,1000}", value):
            raise ValueError("a header has a name or a value that no header may have")
        if name.lower() in NOT_OURS:
            raise ValueError(f"the header {name} can not be given here")
    return given


class GetArgs(Args):
    """What to read."""

    url: str = Field(max_length=2_000)
    headers: Annotated[dict[str, str], Field(max_length=20), AfterValidator(_headers)] = {}


class RequestArgs(GetArgs):
    """What to send."""

    method: Literal["POST", "PUT", "PATCH", "DELETE"] = "POST"
    body: str = Field(default="", max_length=100_000)


def granted(host: str, hosts: Sequence[str]) -> bool:
    """Whether a rule's hosts name this one: itself, or `*.example.com` for everything below example.com."""
    return any(host.endswith(known[1:]) and host != known[2:] if known.startswith("*.") else host == known for known in hosts)


async def reach(
    hands: Hands, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> dict[str, Any]:
    """An answer, cut to what is handed on. Raises Forbidden for a host that is not granted, EgressRefused, EgressFailed."""
    egress = Egress.of(hands.kit.settings)
    try:
        _grant(egress, hands, url)
        said = bytearray()
        async with egress.stream(method, url, headers=headers, content=body, limits=LIMITS) as answer:
            async for chunk in answer.chunks:
                said += chunk
                if len(said) > KEPT:
                    break
        return {
            "status": answer.status, "content_type": answer.headers.get("content-type", ""), "location": answer.headers.get("location", ""),
            "body": said[:KEPT].decode("utf-8", "replace").replace("\0", ""), "cut": len(said) > KEPT,
        }  # fmt: skip
    finally:
        await egress.aclose()


def _grant(egress: Egress, hands: Hands, url: str) -> None:
    host = egress.host_of(url)
    if not granted(host, hands.hosts):
        known = ", ".join(hands.hosts) or "none"
        raise Forbidden(f"This agent may not reach {host}. Hosts granted to it: {known}.")


async def within_reach(hands: Hands, args: GetArgs) -> None:
    """Raises Forbidden for a host that is not granted, EgressRefused for an address that nobody may call."""
    egress = Egress.of(hands.kit.settings)
    try:
        _grant(egress, hands, args.url)
    finally:
        await egress.aclose()


async def get(hands: Hands, args: GetArgs) -> dict[str, Any]:
    """Read an address."""
    return await reach(hands, "GET", args.url, headers=args.headers)


async def request(hands: Hands, args: RequestArgs) -> dict[str, Any]:
    """Send something to an address."""
    return await reach(hands, args.method, args.url, headers=args.headers, body=args.body.encode() or None)


HTTP_TOOLS = (
    BuiltIn("http_get", "Read an address of another program. Redirects are not followed.", GetArgs, get),
    BuiltIn(
        "http_request",
        "Send data to an address of another program (POST, PUT, PATCH, DELETE).",
        RequestArgs,
        request,
        effect="write",
        refuse=within_reach,
    ),
)
