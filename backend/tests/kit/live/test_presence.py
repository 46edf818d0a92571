"""Who looks at the same record, and what each is editing: over real sockets, of one process and of two."""

import asyncio
import secrets
import time
from pathlib import Path
from typing import Any

import pytest

from app.kit.live import presence
from app.kit.testing import Organisation, started
from app.kit.testing.live import Listener, listening, served
from app.kit.testing.people import signed_in


async def record(org: Organisation) -> str:
    made = await org.admin.http.post("/customers", json={"code": secrets.token_hex(6), "name": "Jo"})
    return f"record:customers:{made.json()['id']}"


def shown(socket: Listener) -> dict[str, str | None]:
    """Who is there, by the newest event: name to field."""
    newest: dict[str, Any] = max(socket.of("presence"), key=lambda e: e["seq"], default={"users": []})
    return {u["name"]: u["editing"] for u in newest["users"]}


async def until(socket: Listener, expected: dict[str, str | None]) -> None:
    try:
        await socket.until(lambda _: shown(socket) == expected)
    except TimeoutError:
        assert shown(socket) == expected


async def say(socket: Listener, topic: str, field: Any) -> bool:
    answer: dict[str, Any] = await socket.client.call("presence", {"topic": topic, "editing": field})
    return bool(answer["ok"])


async def test_two_people_see_each_other_come_edit_and_go(org: Organisation, address: str) -> None:
    topic, anna = await record(org), await org.person("user")
    admin = (await org.admin.http.get("/auth/me")).json()["name"]
    name = (await anna.http.get("/auth/me")).json()["name"]
    async with listening(address, org.admin.token, topic) as first:
        await until(first, {admin: None})
        async with listening(address, anna.token, topic) as second:
            await until(first, {admin: None, name: None})
            await until(second, {admin: None, name: None})
            assert await say(second, topic, "city")
            await until(first, {admin: None, name: "city"})
            assert await say(second, topic, None)
            await until(first, {admin: None, name: None})
        await until(first, {admin: None})
        event = first.of("presence")[-1]
        assert event["entity_type"] == "customers" and topic.endswith(event["entity_id"]) and event["at"].endswith("Z")


async def test_one_person_in_two_windows_is_shown_once_and_leaves_with_the_last(org: Organisation, address: str) -> None:
    topic, anna = await record(org), await org.person("user")
    admin = (await org.admin.http.get("/auth/me")).json()["name"]
    name = (await anna.http.get("/auth/me")).json()["name"]
    async with listening(address, org.admin.token, topic) as socket, listening(address, anna.token, topic) as one:
        async with listening(address, anna.token, topic) as other:
            await say(one, topic, "city")
            await until(socket, {admin: None, name: "city"})
            assert len(max(socket.of("presence"), key=lambda e: e["seq"])["users"]) == 2
            await other.client.call("unsubscribe", {"topic": topic})
        await say(one, topic, "name")
        await until(socket, {admin: None, name: "name"})


async def test_only_who_may_see_the_record_hears_and_is_shown(org: Organisation, other_org: Organisation, address: str) -> None:
    topic = await record(org)
    blind = await org.person(permissions={"tasks:read"})
    for token in (blind.token, other_org.admin.token):
        async with listening(address, token) as socket:
            assert not (await socket.subscribe(topic))["ok"]
            assert not await say(socket, topic, "city")
    async with listening(address, org.admin.token, topic) as socket:
        braced = f"record:customers:{{{topic[-36:]}}}"
        for odd in (f"{topic}0", "record:customers:", "record:unicorns:1", "record:users:1", braced, topic.upper()):
            assert not (await socket.subscribe(odd))["ok"], odd
        for field in ("<b>", 3, "x" * 80, ["city"]):
            assert not await say(socket, topic, field)
        assert not await say(socket, "entity:customers", "city")
        assert len(shown(socket)) == 1


async def test_people_of_two_processes_see_each_other(org: Organisation, address: str, tmp_path: Path) -> None:
    topic = await record(org)
    admin = (await org.admin.http.get("/auth/me")).json()["name"]
    anna = await org.person("user")
    name = (await anna.http.get("/auth/me")).json()["name"]
    async with started(tmp_path) as second, served(second) as other_address:
        there = await signed_in(second, anna.email, address=org.address)
        async with listening(address, org.admin.token, topic) as here:
            await asyncio.sleep(0.3)  # both listen to Redis by now
            async with listening(other_address, there.token, topic) as far:
                await say(far, topic, "city")
                await until(here, {admin: None, name: "city"})
                await until(far, {admin: None, name: "city"})
            await until(here, {admin: None})
        await there.http.aclose()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "BEAT_SECONDS", 0.2)
    monkeypatch.setattr(presence, "KEPT_SECONDS", 1.0)


async def test_whoever_was_in_a_process_that_died_is_gone_after_a_while(org: Organisation, quick: None, tmp_path: Path) -> None:
    topic = await record(org)
    admin = (await org.admin.http.get("/auth/me")).json()["name"]
    async with started(tmp_path) as product, served(product) as address:
        me = await signed_in(product, org.admin.email, address=org.address)
        async with listening(address, me.token, topic) as socket:
            await until(socket, {admin: None})
            (key,) = [k async for k in product.kit.redis.scan_iter(f"*presence:{topic}@*")]
            left = '{"id": "00000000-0000-0000-0000-000000000001", "name": "Ghost", "editing": "city", "until": %s}'
            await product.kit.redis.hset(key, "dead", left % (time.time() + 0.5))
            await say(socket, topic, "name")
            await until(socket, {admin: "name", "Ghost": "city"})
            await until(socket, {admin: "name"})  # told by the repeat, without anybody doing anything
            assert await product.kit.redis.hlen(key) == 1
        await me.http.aclose()
