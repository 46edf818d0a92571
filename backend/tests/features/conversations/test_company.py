"""What was read for somebody is shown to others by their own rights, whichever way it goes out: stored, replayed, live, exported."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx

from app.kit.llm.port import Part, Request
from app.kit.llm.providers.scripted import Script, Scripted
from app.kit.llm.router import Models
from app.kit.testing import Organisation, Product
from app.kit.testing.live import listening, served
from tests.features.approvals.test_approvals import customer
from tests.features.conftest import Lines, Model, Talk, ask, events

STREAM = {"accept": "text/event-stream"}
SECRET = "Nightingale Ltd"
READS = {"agents:use", "agents:manage", "notifications:read"}
LIST = {"name": "list_customers", "args": {}}


def reading(model: Model, *calls: dict[str, Any], **more: Any) -> None:
    """A model that makes these calls and says nothing of what it read."""
    model({"role": "tool", "match": ".", "text": "I have looked it up.", **more}, {"match": ".", "calls": list(calls or [LIST])})


async def ways_out(client: httpx.AsyncClient, path: str, message_id: str) -> dict[str, str]:
    urls = {
        "messages": f"{path}/messages", "events": f"{path}/messages/{message_id}/events",
        "json": f"{path}/export?format=json", "markdown": f"{path}/export?format=markdown",
    }  # fmt: skip
    return {name: (await client.get(url)).text for name, url in urls.items()}


def result_of(text: str) -> dict[str, Any]:
    return next(data for _, kind, data in events(text) if kind == "tool_result")


async def test_who_takes_over_sees_only_what_he_may_read_himself(
    org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    await customer(ann, name=SECRET)
    reading(model)
    path = await talk()
    answer = await ask(ann, path, "How many customers?")
    assert (answer["tool_calls"][0]["summary"], [c["label"] for c in answer["citations"]]) == ("1 row", [SECRET])
    await ann.post(f"{path}/hand-over", json={"reason": "help"})
    role = await org.person(permissions=READS)
    assert (await role.http.post(f"{path}/take-over")).status_code == 200
    told = await ways_out(role.http, path, answer["id"])
    assert [way for way, text in told.items() if SECRET in text or "1 row" in text] == []
    result = result_of(told["events"])
    assert (result["status"], "Not shown" in result["summary"]) == ("ok", True)
    assert "Not shown" in json.loads(result["result"])["hidden"]
    assert "Not shown" in told["markdown"] and "I have looked it up." in told["messages"]
    own = await ways_out(ann, path, answer["id"])
    assert SECRET in json.loads(result_of(own["events"])["result"])["items"][0]["name"]
    assert all(SECRET in own[way] for way in ("messages", "json", "markdown"))


async def test_the_right_counts_when_it_is_read(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    await customer(ann, name=SECRET)
    reading(model)
    path = await talk()
    answer = await ask(ann, path, "How many customers?")
    await ann.post(f"{path}/hand-over", json={"reason": "help"})
    helper = await org.client(permissions=READS)
    assert SECRET not in (await ways_out(helper, path, answer["id"]))["events"]
    name = (await helper.get("/auth/me")).json()["role"]
    role = next(r for r in (await ann.get("/roles")).json()["items"] if r["name"] == name)
    assert (await ann.patch(f"/roles/{role['id']}", json={"permissions": sorted(READS | {"customers:read"})})).status_code == 200
    told = await ways_out(helper, path, answer["id"])
    assert SECRET in told["events"] and "1 row" in told["messages"]


async def test_figures_by_another_entitys_field_are_that_entitys(
    org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    acme, total = await customer(ann, name=SECRET), {"amount": "10.00", "currency": "EUR"}
    bill = {"number": "N-1", "customer": acme["id"], "issued_on": "2026-03-01", "total": total, "status": "sent"}
    assert (await ann.post("/invoices", json=bill)).status_code == 201
    reading(model, {"name": "get_invoice_stats", "args": {"group_by": "customer.name"}})
    path = await talk()
    answer = await ask(ann, path, "What does each owe?")
    await ann.post(f"{path}/hand-over", json={"reason": "help"})
    helper = await org.client(permissions=READS | {"invoices:read"})
    assert SECRET in (await ways_out(ann, path, answer["id"]))["events"]
    told = await ways_out(helper, path, answer["id"])
    assert [way for way, text in told.items() if SECRET in text] == []


async def test_what_is_the_persons_own_is_nobody_elses(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    """A right that everybody has, each to his own: the reader holds it, and still may not read hers."""
    await ann.post("/agents", json={"name": "mirror", "label": "Mirror", "role": "You tell people who they are.", "tools": ["get_me"]})
    reading(model, {"name": "get_me", "args": {}})
    path, email = await talk("mirror"), (await ann.get("/auth/me")).json()["email"]
    answer = await ask(ann, path, "Who am I?")
    await ann.post(f"{path}/hand-over", json={"reason": "help"})
    helper = (await org.person("admin")).http
    assert email in (await ways_out(ann, path, answer["id"]))["events"]
    told = await ways_out(helper, path, answer["id"])
    assert [way for way, text in told.items() if email in text] == [] and "Not shown" in told["events"]


class Held(Scripted):
    """A model that waits, once it has read something, until it is let go."""

    def __init__(self) -> None:
        rules = [{"role": "tool", "match": ".", "text": "I have looked it up."}, {"match": ".", "calls": [LIST]}]
        super().__init__(Script.model_validate({"rules": rules}))
        self.read, self.go_on = asyncio.Event(), asyncio.Event()

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        if request.messages[-1].role == "tool":
            self.read.set()
            await self.go_on.wait()
        async for part in super().stream(request):
            yield part


async def test_who_listens_while_the_answer_is_made_hears_no_more(
    org: Organisation, product: Product, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    """In the process that makes it: over server-sent events and over the socket."""
    await customer(ann, name=SECRET)
    model()
    product.kit.ports[Models] = Lines([], held := Held())
    helper, path = await org.person(permissions=READS), await talk()
    async with served(product) as base, listening(base, helper.token) as socket:
        asked = asyncio.create_task(ask(ann, path, "How many customers?"))
        try:
            async with asyncio.timeout(20):
                await held.read.wait()
            await ann.post(f"{path}/hand-over", json={"reason": "help"})
            assert (await socket.subscribe(path[1:].replace("conversations/", "conversation:")))["ok"]
            answer = (await helper.http.get(f"{path}/messages")).json()["items"][-1]
            assert (answer["status"], SECRET in str(answer)) == ("running", False)
            live = asyncio.create_task(helper.http.get(f"{path}/messages/{answer['id']}/events", headers=STREAM))
            await asyncio.sleep(0.2)  # it follows
        finally:
            held.go_on.set()
        whole, text = await asked, (await live).text
        await socket.until(lambda _: socket.of("message.completed"))
    assert SECRET in str(whole) and [kind for _, kind, _ in events(text)][-1] == "complete"
    assert result_of(text)["status"] == "ok" and SECRET not in text and SECRET not in str(socket.heard)
