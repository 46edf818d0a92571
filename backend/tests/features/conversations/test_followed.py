"""Who follows another person's conversation live, and until when (security cases 94, 95)."""

import asyncio

import httpx

from app.kit.testing import Organisation
from app.kit.testing.live import listening, served
from tests.features.conftest import Model, Talk, ask


async def test_who_may_read_no_longer_hears_no_more(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model({"match": ".", "text": "CANARY"})
    path = await talk()
    topic = f"conversation:{path.rpartition('/')[2]}"
    bob = await org.person(permissions=["agents:use"])
    async with served(org.product) as address, listening(address, bob.token) as socket:
        assert not (await socket.subscribe(topic))["ok"]
        await ann.put(f"{path}/shares/{bob.id}")
        assert (await socket.subscribe(topic))["ok"]
        await ask(ann, path, "one")
        await until(lambda: len(socket.of("message.completed")) == 1)
        await ann.delete(f"{path}/shares/{bob.id}")
        await asyncio.sleep(1)
        before = len(socket.heard)
        await ask(ann, path, "two")
        await asyncio.sleep(0.5)
        assert len(socket.heard) == before and not (await socket.subscribe(topic))["ok"]


async def test_who_answered_for_the_agents_hears_no_more_once_they_have_the_word_again(
    org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    model({"match": ".", "text": "CANARY"})
    path = await talk()
    topic = f"conversation:{path.rpartition('/')[2]}"
    eve = await org.person(permissions=["agents:use", "agents:manage"])
    await ann.post(f"{path}/hand-over", json={"reason": "please"})
    async with served(org.product) as address, listening(address, eve.token, topic) as socket:
        await eve.http.post(f"{path}/take-over")
        await until(lambda: len(socket.of("conversation.changed")) > 0)
        assert (await eve.http.post(f"{path}/hand-back", json={})).status_code == 200
        await asyncio.sleep(1)
        before = len(socket.heard)
        await ask(ann, path, "only for me")
        await asyncio.sleep(0.5)
        assert socket.heard[before:] == []
        assert (await eve.http.get(f"{path}/messages")).status_code == 404


async def until(true: object) -> None:
    """Wait for what must come."""
    assert callable(true)
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.05)
