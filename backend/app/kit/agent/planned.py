"""A turn without a language model: the offline planner reads the question, the toolbox does the calling.

The planner never writes: its proposals go the same way as a model's. It takes orders from the person's words alone: what it reads does
not lead it, unless a model wrote the question, or the person picked one of the names that it offered.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from app.kit.agent.base import BaseAgent
from app.kit.agent.memory import REMEMBER
from app.kit.agent.records import catalogue
from app.kit.agent.toolbox import Toolbox
from app.kit.agent.turn import Citation, Outcome, Turn
from app.kit.agent.vocabulary import Vocabulary
from app.kit.core.access import People
from app.kit.core.context import work
from app.kit.core.spans import decided
from app.kit.llm.port import ToolCall
from app.kit.llm.providers.offline import answer
from app.kit.llm.providers.offline.types import EntityInfo, Proposal, ToolError

UNDERSTOOD = {
    "answer": "A question about records: it was read, and answered from the API.",
    "clarify": "Several readings fit: the person is asked which one is meant.",
    "refuse": "What is wanted can not be done.",
    "scope": "This is not about records.",
    "proposal": "A change of records: it is proposed, nothing is written yet.",
}
"""What the planner made of the request, by the kind of its reply."""
MOST = 2_000
"""Characters of a question: how long it takes to be read grows with the square of its length, and everybody else waits meanwhile."""
TOO_LONG = f"Without a language model I read questions of up to {MOST:,} characters. Please say it shorter."
TO_REMEMBER = re.compile(
    r"\s*(?:please |bitte )?(?:remember(?: that\b|:)|merke? dir(?:,? dass\b|:))(?P<fact>.+)", re.IGNORECASE | re.DOTALL
)
UNREAD = "What stands in attached files ({names}) is read by a language model, or as a table by the Data analyst."


class _World:
    """The planner's `World` over a toolbox."""

    def __init__(self, box: Toolbox, entities: Sequence[EntityInfo], today: date) -> None:
        self._box, self._entities, self._today = box, entities, today

    @property
    def entities(self) -> Sequence[EntityInfo]:
        return self._entities

    @property
    def today(self) -> date:
        return self._today

    @property
    def silent(self) -> bool:
        return not self._box.turn.line.empty

    def person_may(self, permission: str) -> bool:
        return self._box.turn.actor.may(permission)

    async def call(self, operation: str, args: dict[str, Any]) -> Any:
        result = await self._box.use(ToolCall(f"call_{len(self._box.calls) + 1}", operation, args))
        if not result.ok:
            raise ToolError(result.status, result.detail)
        return result.data

    async def people(self, ids: Collection[str]) -> Mapping[str, str]:
        """How the screens call them, too; not a step of the answer either."""
        hands = self._box.hands
        async with work(hands.kit, hands.actor) as ctx:
            known = await ctx.use(People).names(ctx, {UUID(id) for id in ids})
        return {str(id): name for id, name in known.items()}

    async def values(self, entity: str, field: str) -> Sequence[str]:
        """Through the stats operation, without an event: it is the planner's dictionary, not part of the answer."""
        hands = self._box.hands
        return await hands.kit.use(Vocabulary).values(hands, entity, field)


async def run(agent: BaseAgent, turn: Turn) -> Outcome:
    """Ask the planner; propose what it wants written; speak."""
    if len(turn.text) > MOST:
        decided("understood", TOO_LONG)
        await turn.delta(TOO_LONG)
        return Outcome(TOO_LONG, "scope", agent.name, state=turn.state)
    box = Toolbox(agent, turn, steered=turn.second_hand or "pending" in turn.state)
    if noted := await _noted(box, agent, turn):
        return noted
    known = catalogue(box.hands.actor)
    reply = await answer(turn.text, turn.state, _World(box, list(known.values()), turn.today))
    decided("understood", UNDERSTOOD[reply.kind], read=reply.state, choices=reply.choices)
    done, refused = await _propose(box, reply.proposals)
    waiting = len(done) + len(refused) < len(reply.proposals)
    unread = [UNREAD.format(names=", ".join(f.name for f in turn.files))] if turn.files and reply.kind in ("scope", "clarify") else []
    text = "\n\n".join([*([reply.text] if waiting or not reply.proposals else done), *refused, *unread])
    await turn.delta(text)
    return Outcome(
        text,
        reply.kind if waiting or not reply.proposals else "answer" if done else "refuse",
        agent.name,
        box.calls,
        [Citation(c.entity, c.id, c.label, c.key) for c in reply.citations],
        reply.choices,
        state=reply.state,
    )


async def _noted(box: Toolbox, agent: BaseAgent, turn: Turn) -> Outcome | None:
    """`Remember that I …` is understood as it stands, where the person lets agents remember."""
    said = TO_REMEMBER.match(turn.text)
    if said is None or not any(tool.name == REMEMBER for tool in turn.tools):
        return None
    fact = said["fact"].strip()
    result = await box.use(ToolCall("call_1", REMEMBER, {"text": fact}))
    done = "Noted under Memory" if result.data is not None else "To be noted under Memory, if you approve it"
    text = f"{done}: {fact}" if result.ok else f"I can not note this: {result.detail}"
    await turn.delta(text)
    return Outcome(text, "answer" if result.ok else "refuse", agent.name, box.calls, state=turn.state)


async def _propose(box: Toolbox, proposals: Sequence[Proposal]) -> tuple[list[str], list[str]]:
    """What was done at once, and what could not even be proposed, in words."""
    done, refused = [], []
    for proposal in proposals:
        result = await box.use(ToolCall(f"call_{len(box.calls) + 1}", proposal.operation, proposal.args))
        if not result.ok:
            refused.append(f"I can not propose this: {result.detail}")
        elif result.data is not None:
            done.append(f"Done: {proposal.summary}.")
    return done, refused
