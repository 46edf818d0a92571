"""A turn without a database: for agents that use none, heard by somebody who writes down everything."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast
from uuid import UUID

from app.kit.agent.turn import Kind, Proposal, Turn
from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.core.ids import new_id
from app.kit.llm.router import Chain


@dataclass
class Heard:
    """A voice."""

    events: list[tuple[Kind, dict[str, Any]]] = field(default_factory=list)
    proposed: list[Proposal] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(data["text"] for kind, data in self.events if kind == "delta").strip()

    async def say(self, kind: Kind, data: dict[str, Any]) -> None:
        self.events.append((kind, data))

    async def propose(self, call_id: str, proposal: Proposal) -> UUID:
        self.proposed.append(proposal)
        return new_id()


def turn_of(heard: Heard, text: str = "How much?") -> Turn:
    """Of nobody, without a model."""
    return Turn(cast("Kit", None), Actor(), text, heard, Chain(), date(2026, 11, 20))
