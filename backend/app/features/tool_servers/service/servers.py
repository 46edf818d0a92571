"""The verbs of tool servers: where they are, what they offer, and to what of it somebody agreed."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.features.tool_servers import queries
from app.features.tool_servers.models import ServerTool, ToolServer
from app.features.tool_servers.schemas import GrantIn, ServerToolOut, ToolServerIn, ToolServerOut, ToolServerUpdate
from app.features.tool_servers.service.offers import Offer
from app.features.tool_servers.service.talking import Address
from app.kit.agent.directory import agents_for
from app.kit.core.context import Context
from app.kit.core.crypto import decrypt, encrypt
from app.kit.core.errors import Conflict, Invalid, NotFound, Stale
from app.kit.core.http import Egress, EgressFailed, EgressRefused
from app.kit.core.ids import new_id
from app.kit.web.shapes import Page

MOST = 30
"""Servers of one organisation."""


def place(org_id: UUID, id: UUID) -> str:
    """Where a server's secret belongs."""
    return f"tool_servers:{org_id}:{id}"


def full_name(server: str, tool: str) -> str:
    """As agents call it."""
    return f"{server}__{tool}"


class ToolServerService:
    """What administrators do with tool servers."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def find(self) -> Page[ToolServerOut]:
        """All of them."""
        counts = await self._counts()
        return Page(items=[_shown(s, counts[s.id]) for s in await self.ctx.db.scalars(queries.servers())])

    async def get(self, id: UUID) -> ToolServerOut:
        """One."""
        return await self._answer(await self._load(id))

    async def create(self, given: ToolServerIn) -> ToolServerOut:
        """Keep an address. Its tools are read by `refresh`, and given to nobody before somebody agreed."""
        if int(await self.ctx.db.scalar(queries.number()) or 0) >= MOST:
            raise Conflict(f"An organisation has at most {MOST} tool servers: remove one first.")
        await self._check(given.url)
        made = ToolServer(id=new_id(), name=given.name, label=given.label, url=given.url, header=given.header)
        self._seal(made, given.secret.get_secret_value() if given.secret else None)
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        return await self._answer(made)

    async def update(self, id: UUID, given: ToolServerUpdate) -> ToolServerOut:
        """Change it. A new address never gets the old one's secret, and nothing that was agreed to holds there."""
        found = await self._load(id, expected=True)
        values = given.model_dump(include=given.model_fields_set - {"secret"}, exclude_none=True)
        if values.get("url", found.url) != found.url:
            await self._check(values["url"])
            found.secret = None
            for tool in await self._tools(id):
                tool.status, tool.agents = "gone", []
        for key, value in values.items():
            setattr(found, key, value)
        if "secret" in given.model_fields_set:
            self._seal(found, given.secret.get_secret_value() if given.secret else None)
        await self.ctx.db.flush()
        return await self._answer(found)

    async def delete(self, id: UUID) -> None:
        """Forget it, with all its tools."""
        await self.ctx.db.delete(await self._load(id, expected=True))

    async def address(self, id: UUID) -> Address:
        """Of one, for a conversation with it."""
        return address_of(self.ctx, await self._load(id))

    async def heard(self, id: UUID, address: Address, said: Sequence[Offer]) -> ToolServerOut:
        """Keep what it said at this address. What is new or not the same any more waits for consent; what is not offered any more
        and held by no agent is forgotten, so that a server can not fill the table with ever new names."""
        found = await self._at(id, address)
        kept = {tool.name: tool for tool in await self._tools(id)}
        for one in said:
            self._take(found, kept.pop(one.name, None), one)
        for tool in kept.values():
            if tool.agents:
                tool.status = "gone"
            else:
                await self.ctx.db.delete(tool)
        found.error, found.checked_at = "", datetime.now(UTC)
        await self.ctx.db.flush()
        return await self._answer(found)

    async def silent(self, id: UUID, address: Address, why: str) -> ToolServerOut:
        """Its tools could not be read: what is kept of them stays."""
        found = await self._at(id, address)
        found.error, found.checked_at = why[:500], datetime.now(UTC)
        await self.ctx.db.flush()
        return await self._answer(found)

    async def tools(self, id: UUID) -> Page[ServerToolOut]:
        """What it offers, and who has it."""
        server = await self._load(id)
        return Page(items=[_tool(server, tool) for tool in await self._tools(id)])

    async def grant(self, id: UUID, tool_id: UUID, given: GrantIn) -> ServerToolOut:
        """Agree to a tool as it was shown, and say which agents hold it; to none: it is taken from all."""
        server = await self._load(id)
        tool = next((t for t in await self._tools(id) if t.id == tool_id), None)
        if tool is None:
            raise NotFound("This server has no such tool.")
        if tool.status == "gone":
            raise Conflict("The server does not offer this tool any more.")
        if given.digest != _now(tool)["digest"]:
            raise Conflict("The tool has changed since you looked at it: look again.")
        known = await agents_for(self.ctx)
        if unknown := sorted(set(given.agents) - {"*"} - set(known)):
            raise Invalid.field("agents", f"names {', '.join(unknown[:5])}: there is no such agent")
        if tool.pending:
            tool.description, tool.parameters, tool.digest, tool.pending = *_parts(tool.pending), None
        tool.status, tool.effect, tool.agents = "approved", given.effect, sorted(set(given.agents))
        await self.ctx.db.flush()
        return _tool(server, tool)

    def _take(self, server: ToolServer, kept: ServerTool | None, said: Offer) -> None:
        facts = {"description": said.description, "parameters": said.parameters, "digest": said.digest}
        if kept is None:
            self.ctx.db.add(ServerTool(server_id=server.id, name=said.name, status="new", effect="write", agents=[], **facts))
        elif kept.status == "new":
            kept.description, kept.parameters, kept.digest = _parts(facts)
        elif kept.digest == said.digest:
            kept.pending, kept.status = None, "approved" if kept.agents or kept.status != "gone" else "new"
        else:
            kept.pending, kept.status = facts, "changed"

    async def _check(self, url: str) -> None:
        """Whether this address may be called at all."""
        if self.ctx.settings.production and not url.startswith("https://"):
            raise Invalid.field("url", "must begin with https://")
        egress = Egress.of(self.ctx.settings)
        try:
            async with self.ctx.away(), asyncio.timeout(5):
                await egress.check(url)
        except EgressRefused as error:
            raise Invalid.field("url", str(error)) from None
        except (EgressFailed, TimeoutError):
            pass  # a name that is not known yet may be known later; the guard looks again then
        finally:
            await egress.aclose()

    def _seal(self, server: ToolServer, secret: str | None) -> None:
        if secret is not None and not (secret.isascii() and secret.isprintable()):
            raise Invalid.field("secret", "can not be the value of a header")
        server.secret = encrypt(self.ctx.settings, secret, place(self.ctx.actor.org_id, server.id)) if secret else None

    async def _load(self, id: UUID, *, expected: bool = False) -> ToolServer:
        found = (await self.ctx.db.execute(queries.server(id))).scalar_one_or_none()
        if found is None:
            raise NotFound("There is no tool server with this id.")
        if expected and self.ctx.if_match is not None and found.version != self.ctx.if_match:
            raise Stale("Somebody saved a newer version first. Read it again, then repeat your change.")
        return found

    async def _at(self, id: UUID, address: Address) -> ToolServer:
        """While it was asked, somebody may have changed where it is: what another address says does not count here."""
        found = await self._load(id)
        if found.url != address.url:
            raise Conflict("The address was changed while its tools were read: read them again.")
        return found

    async def _tools(self, id: UUID) -> list[ServerTool]:
        return list(await self.ctx.db.scalars(queries.tools(id)))

    async def _answer(self, server: ToolServer) -> ToolServerOut:
        self.ctx.etag = server.version
        return _shown(server, (await self._counts(server.id))[server.id])

    async def _counts(self, id: UUID | None = None) -> defaultdict[UUID, Counter[str]]:
        """Tools by server and status: descriptions and schemas stay where they are."""
        found: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
        for server_id, status, number in await self.ctx.db.execute(queries.counts(id)):
            found[server_id][status] = number
        return found


def address_of(ctx: Context, server: ToolServer) -> Address:
    """With the secret, for a call."""
    opened = decrypt(ctx.settings, server.secret, place(server.org_id, server.id)) if server.secret else ""
    return Address(server.url, server.header, opened)


def _parts(facts: dict[str, Any]) -> tuple[str, dict[str, Any], str]:
    return facts["description"], facts["parameters"], facts["digest"]


def _now(tool: ServerTool) -> dict[str, Any]:
    """What the server says at present."""
    return tool.pending or {"description": tool.description, "parameters": tool.parameters, "digest": tool.digest}


def _shown(server: ToolServer, tools: Counter[str]) -> ToolServerOut:
    own = {key: getattr(server, key) for key in ToolServerOut.model_fields if hasattr(server, key)}
    counted = {"tools": tools["approved"], "waiting": tools["new"] + tools["changed"]}
    return ToolServerOut(**{**own, **counted, "has_secret": server.secret is not None})


def _tool(server: ToolServer, tool: ServerTool) -> ServerToolOut:
    own = {key: getattr(tool, key) for key in ServerToolOut.model_fields if hasattr(tool, key)}
    return ServerToolOut(**{**own, "full_name": full_name(server.name, tool.name), "digest": _now(tool)["digest"]})
