"""What other rooms reach of conversations: calling a person, listening live, readiness, the end of the process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

from app.features.conversations import queries
from app.features.conversations.service import ConversationService, want_person
from app.kit.agent.running import Running
from app.kit.core.access import Actor
from app.kit.core.context import Kit, work
from app.kit.core.errors import AppError, NotFound
from app.kit.llm.router import Models

LAST_SECONDS = 5.0
"""What a process that is told to stop gives its turns."""


class Escalated:
    """The port `Escalation`: an agent calls a person into the conversation it works in."""

    async def __call__(self, kit: Kit, actor: Actor, conversation_id: UUID, reason: str) -> None:
        """See the port."""
        async with work(kit, actor) as ctx:
            talk = (await ctx.db.execute(queries.one(conversation_id, lock=True))).scalar_one_or_none()
            if talk is None or talk.user_id != actor.user_id:
                raise NotFound("There is no such conversation.")
            await want_person(ctx, talk, reason)


async def may_follow(kit: Kit, actor: Actor, name: str) -> bool:
    """Whether the actor may hear a conversation live."""
    with suppress(ValueError, AppError):
        async with work(kit, actor) as ctx:
            return bool(await ConversationService(ctx).get(UUID(name)))
    return False


async def answering(kit: Kit) -> str:
    """Whether the model that answers can be reached, for the readiness of the process."""
    return await kit.use(Models).check(kit)


@asynccontextmanager
async def turns(kit: Kit) -> AsyncIterator[None]:
    """As long as the process lives; at its end the turns end before the database is let go."""
    yield
    await kit.use(Running).close(LAST_SECONDS)
