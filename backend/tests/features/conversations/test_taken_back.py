"""What is taken from a person while an agent works for him is gone for the agent's next tool call, not only for his next question."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator

import httpx
import pytest

from app.features.tasks.module import Task
from app.kit.llm.router import Models
from app.kit.testing import Organisation, Product
from app.kit.testing.people import Person
from tests.features.api_keys.test_api_keys import made, with_key
from tests.features.conftest import Halting, Lines

RIGHTS = {"agents:use", "tasks:read", "tasks:write", "customers:read"}
ORDERS = (
    {"role": "tool", "match": ".", "step": 1, "calls": [{"name": "create_task", "args": {"title": "Too late"}}]},
    {"role": "tool", "match": ".", "text": "That was it."},
    {"role": "user", "match": ".", "calls": [{"name": "get_task_stats", "args": {}}]},
)
"""Reads a number, then writes."""


@pytest.fixture
def halting(product: Product) -> Iterator[Halting]:
    """Tasks are written at once meanwhile."""
    before, let = product.kit.ports[Models], Task.__agents__
    model = Halting(*ORDERS)
    product.kit.ports[Models], Task.__agents__ = Lines([], model), "write"
    yield model
    product.kit.ports[Models], Task.__agents__ = before, let


async def _demoted(org: Organisation, person: Person) -> None:
    role = await org.admin.http.post("/roles", json={"name": f"r{secrets.token_hex(4)}", "permissions": sorted(RIGHTS - {"tasks:write"})})
    assert (await org.admin.http.patch(f"/users/{person.id}", json={"role": role.json()["name"]})).status_code == 200


async def _deactivated(org: Organisation, person: Person) -> None:
    assert (await org.admin.http.patch(f"/users/{person.id}/status", json={"status": "inactive"})).status_code == 200


async def _kept(org: Organisation, person: Person) -> None:
    assert (await org.admin.http.patch(f"/users/{person.id}/status", json={"status": "active"})).status_code == 200


@pytest.mark.parametrize(("take", "written"), [(_demoted, False), (_deactivated, False), (_kept, True)])
async def test_rights_that_are_taken_in_the_middle_of_an_answer_are_gone(
    org: Organisation, halting: Halting, take: Callable[[Organisation, Person], Awaitable[None]], written: bool
) -> None:
    ben = await org.person(permissions=RIGHTS)
    path = f"/conversations/{(await ben.http.post('/conversations', json={'agent': 'assistant'})).json()['id']}"
    asking = asyncio.create_task(ben.http.post(f"{path}/messages", json={"content": "Go"}, timeout=60))
    async with asyncio.timeout(30):
        await halting.there.wait()
        await take(org, ben)
        halting.on.set()
        await asking
    titles = [t["title"] for t in (await org.admin.http.get("/tasks")).json()["items"]]
    assert titles == (["Too late"] if written else [])


@pytest.mark.parametrize("door", ["conversation", "completion"])
async def test_a_key_that_is_revoked_in_the_middle_of_an_answer_does_nothing_more(
    product: Product, org: Organisation, halting: Halting, door: str
) -> None:
    key = await made(org.admin.http, sorted(RIGHTS))
    async with with_key(product, key["secret"]) as http:
        asking = asyncio.create_task(_asked(http, door))
        async with asyncio.timeout(30):
            await halting.there.wait()
            assert (await org.admin.http.delete(f"/api-keys/{key['id']}")).status_code == 204
            halting.on.set()
            await asking
    assert (await org.admin.http.get("/tasks")).json()["items"] == []
    assert "revoked" in halting.seen[-1].messages[-1].content, "the model is told why"


async def _asked(http: httpx.AsyncClient, door: str) -> httpx.Response:
    if door == "completion":
        asked = {"model": "assistant", "messages": [{"role": "user", "content": "Go"}]}
        return await http.post("http://testserver/v1/chat/completions", json=asked, timeout=60)
    path = f"/conversations/{(await http.post('/conversations', json={'agent': 'assistant'})).json()['id']}"
    return await http.post(f"{path}/messages", json={"content": "Go"}, timeout=60)
