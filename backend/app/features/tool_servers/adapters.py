"""Tools of other servers in an agent's hands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal, cast

import orjson

from app.features.tool_servers import queries
from app.features.tool_servers.models import ServerTool
from app.features.tool_servers.service import Address, address_of, full_name, used
from app.kit.agent.base import BaseAgent
from app.kit.core.context import Context
from app.kit.core.errors import Invalid
from app.kit.core.log import logger
from app.kit.tools.tool import Hands, Tool

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


async def granted(ctx: Context, agent: BaseAgent) -> Sequence[Tool]:
    """The port `MoreTools`: what administrators gave this agent, or gave to all and it names."""
    found: list[Tool] = []
    for server, tool in await ctx.db.execute(queries.approved()):
        name = full_name(server.name, tool.name)
        if agent.name in tool.agents or ("*" in tool.agents and any(fnmatchcase(name, wanted) for wanted in agent.tools)):
            try:
                found.append(_held(name, tool, address_of(ctx, server)))
            except ValueError:  # a secret of another place or key: the others go on
                log.warning("tool_server_secret_unreadable", server=server.name)
    return found


def _held(name: str, tool: ServerTool, address: Address) -> ForeignTool:
    effect = cast("Literal['read', 'write']", tool.effect)
    return ForeignTool(name, tool.description or name, tool.parameters, effect, address, tool.name, tool.digest)
