"""One conversation with a tool server: the official client of the Model Context Protocol over streamable HTTP, behind our guard.

Each conversation is short and has its own connection: nothing of one caller can stay for the next. A server may only answer: requests
of its own (sampling, elicitation, roots) find nobody, and no stream is kept open for it to speak unasked.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from app.features.tool_servers.service.offers import MOST_TOOLS, Offer, offer, plain
from app.kit.core.errors import AppError
from app.kit.core.http import Egress, EgressFailed, Limits
from app.kit.core.settings import Settings
from app.kit.tools.tool import Outdated

if TYPE_CHECKING:
    from mcp import Client

LIMITS = Limits(connect=5, idle=20, total=30, body=2_000_000)
SECONDS = 30.0
"""Of a whole conversation."""
MOST_PAGES = 5
MOST_TEXT = 50_000
"""Characters of a result that are handed on."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, and what opens it."""

    url: str
    header: str = ""
    secret: str = ""


async def offers(settings: Settings, address: Address, *, seconds: float = SECONDS) -> tuple[list[Offer], int]:
    """Its tools, and how many were left out. Raises EgressRefused, EgressFailed."""
    async with _talk(settings, address, seconds) as client:
        return await _listed(client)


async def used(settings: Settings, address: Address, name: str, digest: str, args: dict[str, Any]) -> dict[str, Any]:
    """The result of a tool that still is what somebody agreed to. Raises Outdated, EgressRefused, EgressFailed."""
    async with _talk(settings, address, SECONDS) as client:
        said, _ = await _listed(client)
        if not any(one.name == name and one.digest == digest for one in said):
            raise Outdated(f"{name} is not what was agreed to any more: an administrator has to look at it")
        result = await client.call_tool(name, args)
        parts = [block.text if block.type == "text" else f"[{block.type}]" for block in result.content]
        text = "\n".join(parts).replace("\0", "")
        made: dict[str, Any] = {"text": text[:MOST_TEXT], "cut": len(text) > MOST_TEXT}
        if result.structured_content is not None and len(orjson.dumps(result.structured_content)) <= MOST_TEXT:
            made["data"] = result.structured_content
        if result.is_error:
            raise EgressFailed(f"{name}: {plain(text, 500) or 'it failed'}", transient=False)
        return made


async def _listed(client: "Client") -> tuple[list[Offer], int]:
    found: list[Offer] = []
    skipped, cursor = 0, None
    for _ in range(MOST_PAGES):
        page = await client.list_tools(cursor=cursor)
        for tool in page.tools:
            made = offer(tool.name, tool.description or "", tool.input_schema) if len(found) < MOST_TOOLS else None
            found += [made] if made and made.name not in {f.name for f in found} else []
            skipped += made is None
        cursor = page.next_cursor
        if not cursor:
            break
    return found, skipped


@asynccontextmanager
async def _talk(settings: Settings, address: Address, seconds: float) -> AsyncIterator["Client"]:
    """Connected; whatever goes wrong on the way is said in our own words."""
    client_of, over_http, guarded = await asyncio.to_thread(_libraries)
    egress = Egress.of(settings)
    transport = guarded.GuardedTransport(egress, LIMITS)
    headers = {address.header: address.secret} if address.secret else {}
    try:
        async with (
            asyncio.timeout(seconds),
            guarded.guarded_client(transport, headers) as http,
            client_of(over_http(address.url, http_client=http), cache=None, read_timeout_seconds=seconds) as client,
        ):
            yield client
    except AppError:
        raise
    except TimeoutError:
        raise EgressFailed(f"no answer within {seconds:g} s") from None
    except Exception as error:  # a group of whatever the client's tasks met
        raise transport.fault or _first(error) or EgressFailed("it does not speak the Model Context Protocol", transient=False) from error
    finally:
        await egress.aclose()


def _first(error: BaseException) -> AppError | None:
    """What we said ourselves, wherever in a group of exceptions it is."""
    if isinstance(error, BaseExceptionGroup):
        return next((found for inner in error.exceptions if (found := _first(inner))), None)
    return error if isinstance(error, AppError) else None


def _libraries() -> tuple[Any, Any, Any]:
    """They take a second to load: when they are first needed, aside from the event loop."""
    from mcp import Client
    from mcp.client.streamable_http import streamable_http_client

    from app.kit.core import guarded

    return Client, streamable_http_client, guarded
