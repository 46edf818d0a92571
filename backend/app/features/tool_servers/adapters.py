"""Tools of other servers in an agent's hands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal

import orjson

from app.features.tool_servers import queries
from app.features.tool_servers.models import ServerTool, ToolServer
from app.features.tool_servers.service import Address, address_of, full_name, used
from app.kit.agent.base import BaseAgent
from app.kit.agent.directory import ToolsOf
from app.kit.core.context import Context
from app.kit.core.errors import Invalid
from app.kit.core.log import logger
from app.kit.core.remembered import Remembered
from app.kit.tools.tool import Hands

log = logger(__name__)
MOST_ARGS = 50_000
"""Bytes of JSON that are sent."""


@dataclass(frozen=True, slots=True)
class ForeignTool:
    """One tool of one server. What it answers is somebody else's text; it gets the arguments, and nothing of the caller."""

    name: str
    description: str
    parameters: dict[str, Any] = field(compare=False)  # the digest says it all
    effect: Literal["read", "write"]
    address: Address = field(compare=False)
    called: str
    digest: str
    permission: str = "agents:use"

    def schema(self) -> dict[str, Any]:
        """As somebody agreed to it."""
        return self.parameters

    async def call(self, hands: Hands, args: dict[str, Any]) -> bytes:
        """Ask the server."""
        if len(orjson.dumps(args)) > MOST_ARGS:
            raise Invalid(f"The arguments are longer than {MOST_ARGS} bytes.")
        return orjson.dumps(await used(hands.kit.settings, self.address, self.called, self.digest, args))


Given = tuple[tuple["ForeignTool", tuple[str, ...]], ...]
"""Tools, and the names of the agents that hold them."""


class Grants(Remembered[Given]):
    """What administrators gave agents, of each organisation."""

    def __init__(self) -> None:
        super().__init__("tool_servers", _given)


async def granted(ctx: Context) -> ToolsOf:
    """The port `MoreTools`: what administrators gave an agent, or gave to all and it names."""
    given = await ctx.use(Grants).of(ctx)
    return lambda agent: [tool for tool, holders in given if _holds(agent, tool.name, holders)]


async def _given(ctx: Context) -> Given:
    rows = (await ctx.db.execute(queries.approved())).all()
    addresses = {server.id: _opened(ctx, server) for server in {server.id: server for server, _ in rows}.values()}
    return tuple(
        (_foreign(server, tool, address), tuple(tool.agents)) for server, tool in rows if (address := addresses[server.id]) is not None
    )


def _opened(ctx: Context, server: ToolServer) -> Address | None:
    """None where its secret is of another place or key: the other servers go on."""
    try:
        return address_of(ctx, server)
    except ValueError:
        log.warning("tool_server_secret_unreadable", server=server.name)
        return None


def _holds(agent: BaseAgent, name: str, holders: Sequence[str]) -> bool:
    return agent.name in holders or ("*" in holders and any(fnmatchcase(name, wanted) for wanted in agent.tools))


def _foreign(server: ToolServer, tool: ServerTool, address: Address) -> ForeignTool:
    name = full_name(server.name, tool.name)
    return ForeignTool(name, tool.description or name, tool.parameters, tool.effect, address, tool.name, tool.digest)
