"""Who is told what: records that name a person, the end of his work, and how he wants to be told."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.kit.core.access import Actor
from app.kit.core.context import work
from app.kit.core.notify import Notifier
from app.kit.testing import Organisation, Person, Product
from app.kit.testing.live import listening, served


async def bell(http: httpx.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await http.get("/notifications", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def unread(http: httpx.AsyncClient) -> int:
    return int((await http.get("/notifications/unread-count")).json()["count"])


async def task(http: httpx.AsyncClient, assignee: Person | None, title: str = "Call Bob") -> dict[str, Any]:
    answer = await http.post("/tasks", json={"title": title, "assignee": assignee.id if assignee else None})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


@pytest.fixture
async def jo(org: Organisation) -> Person:
    return await org.person("user", name="Jo Doer")


async def test_assigned_person_is_told_by_whom(org: Organisation, jo: Person) -> None:
    made = await task(org.admin.http, jo)
    (told,) = await bell(jo.http)
    assert told["title"] == "Ada Admin assigned you the task Call Bob" and told["kind"] == "record.assigned"
    assert (told["entity_type"], told["entity_id"], told["link"]) == ("tasks", made["id"], f"/tasks/{made['id']}")
    assert told["read_at"] is None and await unread(jo.http) == 1
    assert await bell(org.admin.http) == []


async def test_reassigning_tells_the_new_one(org: Organisation, jo: Person) -> None:
    made = await task(org.admin.http, None)
    kim = await org.person("user", name="Kim")
    await org.admin.http.patch(f"/tasks/{made['id']}", json={"assignee": jo.id})
    await org.admin.http.patch(f"/tasks/{made['id']}", json={"assignee": kim.id})
    assert [t["kind"] for t in await bell(jo.http)] == ["record.watched", "record.assigned"]
    assert [t["kind"] for t in await bell(kim.http)] == ["record.assigned"]


async def test_status_of_ones_record_is_told(org: Organisation, jo: Person) -> None:
    made = await task(org.admin.http, jo)
    await org.admin.http.patch(f"/tasks/{made['id']}/status", json={"status": "in_progress"})
    told = (await bell(jo.http))[0]
    assert told["title"] == "Ada Admin set the task Call Bob to in progress" and told["kind"] == "record.status"
    await org.admin.http.patch(f"/tasks/{made['id']}", json={"description": "More words"})
    told = (await bell(jo.http))[0]
    assert (told["kind"], told["title"]) == ("record.watched", "Ada Admin changed the task Call Bob")
    assert told["body"] == "Description\n\nYou watch this." and len(await bell(jo.http)) == 3


async def test_nobody_is_told_of_his_own_doing(jo: Person) -> None:
    made = await task(jo.http, jo)
    await jo.http.patch(f"/tasks/{made['id']}/status", json={"status": "done"})
    assert await bell(jo.http) == []


async def test_nothing_is_told_of_what_was_rolled_back(org: Organisation, jo: Person) -> None:
    answer = await org.admin.http.post("/tasks", json={"title": "x", "assignee": jo.id, "customer": str(UUID(int=1))})
    assert answer.status_code >= 400
    assert await bell(jo.http) == []


async def test_many_at_once_are_one_line(org: Organisation, jo: Person) -> None:
    ids = [(await task(org.admin.http, None, f"Task {i}"))["id"] for i in range(4)]
    answer = await org.admin.http.post("/tasks/bulk", json={"action": "update", "ids": ids, "values": {"assignee": jo.id}})
    assert answer.status_code == 200, answer.text
    (told,) = await bell(jo.http)
    assert told["kind"] == "record.changed_together" and told["title"] == "Ada Admin changed 4 tasks that name you"


async def test_reading_one_and_all(org: Organisation, jo: Person) -> None:
    for i in range(3):
        await task(org.admin.http, jo, f"Task {i}")
    newest = (await bell(jo.http))[0]
    read = (await jo.http.patch(f"/notifications/{newest['id']}/read")).json()
    assert read["read_at"] is not None and await unread(jo.http) == 2
    assert (await jo.http.patch(f"/notifications/{newest['id']}/read")).json()["read_at"] == read["read_at"]
    assert newest["id"] not in {t["id"] for t in await bell(jo.http, unread=True)}
    assert (await jo.http.post("/notifications/read-all")).status_code == 204
    assert await unread(jo.http) == 0 and len(await bell(jo.http)) == 3


async def test_they_are_private(org: Organisation, other_org: Organisation, jo: Person) -> None:
    await task(org.admin.http, jo)
    (told,) = await bell(jo.http)
    for http in (org.admin.http, other_org.admin.http):
        assert (await http.patch(f"/notifications/{told['id']}/read")).status_code == 404
        await http.post("/notifications/read-all")
        assert await bell(http) == []
    assert await unread(jo.http) == 1
    mute = await org.client(permissions={"tasks:read"})
    assert (await mute.get("/notifications")).status_code == 403


async def test_pages_and_filters(org: Organisation, jo: Person) -> None:
    for i in range(5):
        await task(org.admin.http, jo, f"Task {i}")
    page = (await jo.http.get("/notifications", params={"limit": 3})).json()
    rest = (await jo.http.get("/notifications", params={"limit": 3, "cursor": page["next_cursor"]})).json()
    assert [t["title"][-1] for t in page["items"] + rest["items"]] == ["4", "3", "2", "1", "0"] and rest["next_cursor"] is None
    assert await bell(jo.http, kind="record.status") == []
    assert (await jo.http.get("/notifications", params={"color": "red"})).status_code == 422


async def test_kind_that_is_switched_off_does_not_come(org: Organisation, jo: Person) -> None:
    mine = (await jo.http.get("/notifications/preferences")).json()["preferences"]
    assert mine["record.assigned"] == {"in_app": True, "email": False}
    answer = await jo.http.put("/notifications/preferences", json={"preferences": {"record.assigned": {"in_app": False, "email": False}}})
    assert answer.json()["preferences"] == {**mine, "record.assigned": {"in_app": False, "email": False}}
    made = await task(org.admin.http, jo)
    assert await bell(jo.http) == []
    await org.admin.http.patch(f"/tasks/{made['id']}/status", json={"status": "in_progress"})
    assert len(await bell(jo.http)) == 1
    on = {"preferences": {"record.assigned": {"in_app": True, "email": False}}}
    assert (await jo.http.put("/notifications/preferences", json=on)).status_code == 200
    await task(org.admin.http, jo)
    assert len(await bell(jo.http)) == 2
    for wrong in ({"preferences": {"nothing": {}}}, {"preferences": {"record.assigned": {"sms": True}}}, {}):
        assert (await jo.http.put("/notifications/preferences", json=wrong)).status_code == 422, wrong


async def test_mail_comes_to_those_who_want_it(org: Organisation, jo: Person) -> None:
    title = f"Task {secrets.token_hex(6)}"
    await jo.http.put("/notifications/preferences", json={"preferences": {"record.assigned": {"in_app": False, "email": True}}})
    made = await task(org.admin.http, jo, title)
    await task(org.admin.http, await org.person("user"), f"{title} of another")
    letters = [letter for letter in await org.product.letters() if title in letter]
    assert len(letters) == 1 and f"To: {jo.email}" in letters[0] and f"/tasks/{made['id']}" in letters[0].replace("=\n", "")


async def test_port_tells_anybody_of_the_organisation(org: Organisation, jo: Person) -> None:
    actor = Actor(UUID(org.admin.id), UUID(org.id), via="system")
    async with work(org.product.kit, actor) as ctx:
        people = [UUID(jo.id), UUID(jo.id), UUID(org.admin.id)]
        await ctx.use(Notifier).notify(ctx, people, "conversation.waiting", "A conversation waits", body="for you", link="/conversations/1")
    (told,) = await bell(jo.http)
    assert (told["title"], told["body"], told["link"]) == ("A conversation waits", "for you", "/conversations/1")
    assert len(await bell(org.admin.http)) == 1


@pytest.fixture
async def address(product: Product) -> AsyncIterator[str]:
    async with served(product) as url:
        yield url


async def test_it_appears_live_for_its_person_only(org: Organisation, jo: Person, address: str) -> None:
    async with listening(address, jo.token) as socket, listening(address, org.admin.token) as other:
        made = await task(org.admin.http, jo)
        await socket.until(lambda heard: heard)
        (told,) = socket.of("notification")
        assert told["id"] == (await bell(jo.http))[0]["id"] and told["entity_id"] == made["id"] and told["title"].endswith("Call Bob")
        await asyncio.sleep(0.2)
        assert other.of("notification") == []
