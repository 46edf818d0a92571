"""A thousand conversations of fifty people at once on one agent: no word of one appears in another."""

import asyncio
import re
from collections.abc import AsyncIterator
from uuid import UUID

from app.features.conversations.schemas import ConversationIn, MessageIn
from app.features.conversations.service import AskService, ConversationService, follow
from app.kit.core.access import Actor
from app.kit.core.context import Kit, work
from app.kit.core.ids import new_id
from app.kit.llm.line import Chain
from app.kit.llm.port import Line, Part, Request, Stop, TextDelta, Tier
from app.kit.llm.router import Models
from app.kit.testing import Organisation, Product

PEOPLE, EACH, AT_ONCE = 50, 20, 25
WORD = re.compile(r"w[0-9a-f]{12}")


class Gossip:
    """A model that says every secret word it can find anywhere in what it was given."""

    name, model, window, images = "scripted", "gossip", 128_000, False

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        """In the order in which they were given, with pauses so that the others come between."""
        found = dict.fromkeys(WORD.findall("\n".join(m.content for m in request.messages)))
        for word in found:
            await asyncio.sleep(0)
            yield TextDelta(f"{word} ")
        yield Stop("stop")

    async def check(self) -> str:
        """Always there."""
        return self.model

    async def aclose(self) -> None:
        """Nothing is held."""


class Loose(Models):
    """Everybody's model."""

    async def line(self, kit: Kit, actor: Actor, tier: Tier = "standard") -> Line:
        return Chain([Gossip()])


async def test_no_word_of_one_conversation_appears_in_another(product: Product, org: Organisation) -> None:
    kit, before = product.kit, product.kit.ports[Models]
    kit.ports[Models] = Loose()
    people = [Actor(new_id(), UUID(org.id), frozenset({"agents:use", "customers:read"}), "user", f"Person {n}") for n in range(PEOPLE)]
    gate = asyncio.Semaphore(AT_ONCE)

    async def say(actor: Actor, talk: UUID, text: str) -> set[str]:
        async with gate:
            async with work(kit, actor) as ctx:
                answer = await AskService(ctx).send(talk, MessageIn(content=text), None)
            told = follow(kit, actor, talk, answer.id, mine=True)
            said = [event.data["message"]["content"] async for event in told if event.kind == "complete"]
        return set(WORD.findall(said[-1]))

    async def converse(actor: Actor) -> tuple[set[str], set[str]]:
        async with work(kit, actor) as ctx:
            talk = await ConversationService(ctx).create(ConversationIn(agent="assistant"))
        first, second = (f"w{new_id().hex[-12:]}" for _ in range(2))
        heard = await say(actor, talk.id, f"My word is {first}")
        return {first, second}, heard | await say(actor, talk.id, f"My other word is {second}. Which words do you know?")

    try:
        ends = await asyncio.gather(*(converse(actor) for _ in range(EACH) for actor in people))
    finally:
        kit.ports[Models] = before
    assert len(ends) == PEOPLE * EACH
    assert [own for own, heard in ends if heard != own] == []
