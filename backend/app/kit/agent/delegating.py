"""One agent asks another: the same person's rights, the same budget, one step deeper."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from app.kit.agent.base import BaseAgent
from app.kit.agent.turn import Kind, Outcome, Proposal, Turn, Voice
from app.kit.core.spans import span
from app.kit.llm.port import Spent
from app.kit.llm.router import Models


@dataclass(slots=True)
class Aside:
    """A colleague's voice: what he does is told to everybody, what he says only to who asked him."""

    out: Voice
    said: list[str] = field(default_factory=list)

    async def say(self, kind: Kind, data: dict[str, Any]) -> None:
        """Text is kept, everything else goes on."""
        if kind == "delta":
            self.said.append(str(data["text"]))
        else:
            await self.out.say(kind, data)

    async def propose(self, call_id: str, proposal: Proposal) -> UUID:
        """Waits in the same conversation as anybody's."""
        return await self.out.propose(call_id, proposal)


async def ask(colleague: BaseAgent, turn: Turn, text: str, *, aloud: bool = False, state: dict[str, Any] | None = None) -> Outcome:
    """The colleague's answer to `text`. `aloud`: his words go straight to the person. Raises Spent when too deep, ModelError."""
    if turn.depth >= turn.budget.limits.depth:
        raise Spent(f"More than {turn.budget.limits.depth} colleagues in a row.")
    line = await turn.kit.use(Models).line(turn.kit, turn.actor, colleague.tier)
    inner = replace(
        turn,
        text=text,
        line=line,
        voice=turn.voice if aloud else Aside(turn.voice),
        depth=turn.depth + 1,
        history=turn.history if aloud else (),
        state=state or {},
        theirs=turn.theirs if aloud else (),
        since=turn.since if aloud else (),
        purpose=replace(turn.purpose, agent=colleague.name, daily_cost=colleague.limits.daily_cost),
    )
    with span("agent", colleague.name, asked=text) as here:
        outcome = await colleague.respond(inner)
        here.note(answered=outcome.text, outcome=outcome.kind)
    return outcome
