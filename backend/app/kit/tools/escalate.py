"""A tool with which an agent calls a person: who carries it out (the feature that owns conversations) stands behind a port."""

from typing import Any, Protocol
from uuid import UUID

from pydantic import Field

from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.core.errors import Conflict
from app.kit.tools.tool import Args, BuiltIn, Hands


class Escalation(Protocol):
    """Who brings a conversation to people."""

    async def __call__(self, kit: Kit, actor: Actor, conversation_id: UUID, reason: str) -> None:
        """It waits for a person from now on; nothing where it does already."""
        ...


class CallArgs(Args):
    """Why."""

    reason: str = Field(max_length=1000, description="What the person is needed for, in a sentence")


async def call_a_person(hands: Hands, args: CallArgs) -> dict[str, Any]:
    """Bring the conversation to a person. Raises Conflict where there is no conversation to take over."""
    if hands.actor.conversation_id is None or Escalation not in hands.kit.ports:
        raise Conflict("Nobody can be called from here: it takes a conversation that a person can take over.")
    escalate: Escalation = hands.kit.use(Escalation)
    await escalate(hands.kit, hands.actor, hands.actor.conversation_id, args.reason)
    return {"called": True, "note": "A person will take over. Tell the user so, and that he can go on writing here."}


CALL_A_PERSON = BuiltIn(
    "call_a_person",
    "Hand this conversation over to a human colleague: when the user asks for one, or when you can not help him.",
    CallArgs,
    call_a_person,
    clean=True,
)
