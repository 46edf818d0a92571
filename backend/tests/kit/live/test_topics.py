"""What a socket hears: changes of what it follows and may read, in its own organisation, once, without values."""

import asyncio
import secrets
from pathlib import Path

import httpx

from app.kit.testing import Organisation, started
from app.kit.testing.live import Heard, Listener, listening, served
from app.kit.testing.people import signed_in


def customer() -> dict[str, str]:
    return {"code": f"C{secrets.token_hex(6)}", "name": "Café Über"}


def changes(heard: list[Heard]) -> int:
    return sum(1 for name, _ in heard if name == "entity.changed")


async def quiet(socket: Listener, seconds: float = 0.4) -> None:
    await asyncio.sleep(seconds)
    assert not socket.of("entity.changed")


async def test_change_by_one_is_heard_by_another(org: Organisation, address: str) -> None:
    colleague = await org.person("user")
    async with listening(address, colleague.token, "entity:customers") as socket:
        made = (await org.admin.http.post("/customers", json=customer())).json()
        await org.admin.http.patch(f"/customers/{made['id']}", json={"name": "Secret name"})
        await org.admin.http.delete(f"/customers/{made['id']}")
        await org.admin.http.post(f"/customers/{made['id']}/restore")
        await socket.until(lambda heard: changes(heard) == 4)
        heard = socket.of("entity.changed")
        assert [e["action"] for e in heard] == ["create", "update", "delete", "restore"]
        assert {e["entity_id"] for e in heard} == {made["id"]} and {e["entity_type"] for e in heard} == {"customers"}
        assert [e["version"] for e in heard[:2]] == [1, 2]
        assert len({e["id"] for e in heard}) == 4 and all(e["at"].endswith("Z") for e in heard)
        assert "Secret name" not in str(socket.heard)


async def test_nothing_is_told_of_what_was_rolled_back(org: Organisation, address: str) -> None:
    given = customer()
    await org.admin.http.post("/customers", json=given)
    async with listening(address, org.admin.token, "entity:customers") as socket:
        assert (await org.admin.http.post("/customers", json=given)).status_code == 409
        await quiet(socket)


async def test_other_organisations_and_topics_are_not_heard(org: Organisation, other_org: Organisation, address: str) -> None:
    async with (
        listening(address, other_org.admin.token, "entity:customers") as foreign,
        listening(address, org.admin.token, "entity:invoices") as elsewhere,
        listening(address, org.admin.token) as unsubscribed,
    ):
        await org.admin.http.post("/customers", json=customer())
        await quiet(foreign)
        assert not changes(elsewhere.heard) and not changes(unsubscribed.heard)


async def test_topic_needs_the_permission_to_read(org: Organisation, address: str) -> None:
    blind = await org.person(permissions={"tasks:read"})
    async with listening(address, blind.token, "entity:tasks") as socket:
        for topic in (
            "entity:customers",
            "entity:users",
            "entity:",
            "nothing:x",
            "customers",
            "operation:",
            "operation:nonsense",
            "x" * 200,
        ):
            assert not (await socket.subscribe(topic))["ok"], topic
        for odd in (None, [], "entity:tasks", {"topic": 3}, {"topic": None}, {}):
            assert not (await socket.client.call("subscribe", odd))["ok"]
        await org.admin.http.post("/customers", json=customer())
        await quiet(socket)


async def test_unsubscribed_topic_is_silent(org: Organisation, address: str) -> None:
    async with listening(address, org.admin.token, "entity:customers") as socket:
        assert (await socket.client.call("unsubscribe", {"topic": "entity:customers"}))["ok"]
        await org.admin.http.post("/customers", json=customer())
        await quiet(socket)


async def test_many_records_at_once_are_one_event(org: Organisation, address: str) -> None:
    made = [(await org.admin.http.post("/customers", json=customer())).json()["id"] for _ in range(5)]
    async with listening(address, org.admin.token, "entity:customers") as socket:
        answer = await org.admin.http.post("/customers/bulk", json={"action": "update", "ids": made, "values": {"city": "Köln"}})
        assert answer.status_code == 200, answer.text
        await socket.until(lambda heard: changes(heard))
        await asyncio.sleep(0.2)
        (told,) = socket.of("entity.changed")
        assert told["entity_id"] is None and told["entity_type"] == "customers"


async def test_processes_share_what_happens_and_each_socket_hears_it_once(org: Organisation, address: str, tmp_path: Path) -> None:
    async with started(tmp_path) as second, served(second) as other_address:
        there = await signed_in(second, org.admin.email, address=org.address)
        async with (
            listening(address, org.admin.token, "entity:customers") as here,
            listening(other_address, there.token, "entity:customers") as elsewhere,
        ):
            await asyncio.sleep(0.3)  # both listen to Redis by now
            for http in (org.admin.http, there.http, org.admin.http):
                assert (await http.post("/customers", json=customer())).status_code == 201
            for socket in (here, elsewhere):
                await socket.until(lambda heard: changes(heard) >= 3)
            await asyncio.sleep(0.3)
            assert changes(here.heard) == changes(elsewhere.heard) == 3
            assert len({e["id"] for e in elsewhere.of("entity.changed")}) == 3
        await there.http.aclose()


async def test_own_operation_can_be_followed_and_no_other(org: Organisation, address: str) -> None:
    colleague = await org.person("user")
    operation = await importing(org.admin.http)
    async with listening(address, org.admin.token) as own, listening(address, colleague.token) as other:
        assert (await own.subscribe(f"operation:{operation}"))["ok"]
        assert not (await other.subscribe(f"operation:{operation}"))["ok"]


async def importing(http: httpx.AsyncClient) -> str:
    answer = await http.post("/customers/import", files={"file": ("c.csv", f"code,name\n{secrets.token_hex(5)},Jo\n")})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["operation_id"])
