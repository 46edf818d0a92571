"""Reading along, taking away, finding again, and news between people."""

import asyncio
from typing import Any

import httpx

from app.kit.core.tell import Teller
from app.kit.testing import Organisation, Product
from tests.features.beside import bell
from tests.features.conftest import Model, Talk, ask

STREAM = {"accept": "text/event-stream"}


async def test_a_colleague_reads_along_until_it_is_taken_back(
    org: Organisation, other_org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    model({"match": ".", "text": "Blue."})
    bob, eve = await org.person("user"), await org.person("user")
    path = await talk()
    answer = await ask(ann, path, "Which colour?")
    await ann.post(f"{path}/attachments", files={"file": ("a.csv", b"a\n1\n", "text/csv")})
    assert (await ann.put(f"{path}/shares/{bob.id}")).status_code == 204
    assert [s["user_id"] for s in (await ann.get(f"{path}/shares")).json()["items"]] == [bob.id]
    [shared] = (await bob.http.get("/conversations", params={"shared": True})).json()["items"]
    assert shared["id"] == path.rpartition("/")[2] and shared["owner"]
    assert [m["content"] for m in (await bob.http.get(f"{path}/messages")).json()["items"]] == ["Which colour?", "Blue."]
    assert (await bob.http.get(f"{path}/export")).status_code == 200
    assert "shared" in (await bell(bob.http))[0]["title"]
    m = f"{path}/messages/{answer['id']}"
    refused = [
        await bob.http.post(f"{path}/messages", json={"content": "hi"}), await bob.http.patch(path, json={"title": "x"}),
        await bob.http.delete(path), await bob.http.post(f"{path}/stop"), await bob.http.post(f"{m}/regenerate", json={}),
        await bob.http.put(f"{m}/feedback", json={"rating": "up"}), await bob.http.patch(m, json={"pinned": True}),
        await bob.http.get(f"{m}/events", headers=STREAM), await bob.http.get(f"{path}/attachments"),
        await bob.http.get(f"{path}/shares"), await bob.http.put(f"{path}/shares/{eve.id}"), await bob.http.post(f"{path}/hand-back"),
        await bob.http.get(f"{path}/approvals"),
    ]  # fmt: skip
    assert {r.status_code for r in refused} == {403}
    assert (await eve.http.get(path)).status_code == 404
    assert (await ann.put(f"{path}/shares/{other_org.admin.id}")).status_code == 422
    await ann.delete(f"{path}/shares/{bob.id}")
    assert (await bob.http.get(path)).status_code == 404
    assert (await bob.http.get("/conversations", params={"shared": True})).json()["items"] == []


async def test_it_can_be_taken_away(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model({"role": "tool", "match": ".", "text": "There is **one**."}, {"match": ".", "calls": [{"name": "list_customers", "args": {}}]})
    path = await talk()
    await ask(ann, path, "How many customers?")
    text = await ann.get(f"{path}/export", params={"format": "markdown"})
    assert text.headers["content-disposition"].endswith("how-many-customers.md") and "There is **one**." in text.text
    data = (await ann.get(f"{path}/export", params={"format": "json"})).json()
    assert [m["content"] for m in data["messages"]] == ["How many customers?", "There is **one**."]
    assert data["messages"][1]["tools"][0]["name"] == "list_customers" and "user_id" not in data
    assert (await ann.get(f"{path}/export", params={"format": "exe"})).status_code == 422


async def test_search_finds_word_forms_and_shows_where(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    await ann.put(f"/organizations/{org.id}/language", json={"language": "english"})
    model({"match": ".", "text": "The refunds were paid last Tuesday to the zebra company, as agreed."})
    path = await talk()
    await ask(ann, path, "What about the money?")
    model({"match": ".", "text": "Nothing of that kind."})
    await ask(ann, await talk(), "And the weather?")
    [found] = (await ann.get("/conversations", params={"q": "refund"})).json()["items"]
    assert found["id"] == path.rpartition("/")[2]
    assert [m["text"] for m in found["found"]["marks"] if m["hit"]] == ["refunds"]
    assert found["found"]["message_id"]
    assert [c["title"] for c in (await ann.get("/conversations", params={"q": "weather"})).json()["items"]] == ["And the weather?"]
    other = (await org.person("user")).http
    assert (await other.get("/conversations", params={"q": "refund"})).json()["items"] == []
    assert (await ann.get("/conversations", params={"q": "'); --"})).json()["items"] == []
    await ann.put(f"/organizations/{org.id}/language", json={"language": "simple"})


class Heard(list[tuple[str, str, dict[str, Any]]]):
    """Keeps what is told instead of sending it."""

    def tell(self, room: str, event: str, data: dict[str, Any]) -> None:
        self.append((room, event, data))


async def test_what_people_write_to_one_another_is_told_live(
    org: Organisation, product: Product, ann: httpx.AsyncClient, talk: Talk
) -> None:
    before, heard = product.kit.ports.get(Teller), Heard()
    path = await talk()
    await ann.post(f"{path}/hand-over", json={})
    helper = await org.client(permissions=["agents:use", "agents:manage"])
    product.kit.ports[Teller] = heard
    try:
        said = (await helper.post(f"{path}/messages", json={"content": "Good morning"})).json()
        mine = (await ann.post(f"{path}/messages", json={"content": "Hello"})).json()
        await ann.post(f"{path}/hand-back")
        await asyncio.sleep(0)
    finally:
        product.kit.ports[Teller] = before
    room = f"conversation:{path.rpartition('/')[2]}@{org.id}"
    told = [(event, data.get("message_id")) for where, event, data in heard if where == room]
    changed = ("conversation.changed", None)  # the helper has the word; the agents have it again
    assert told == [changed, ("message.completed", said["id"]), ("message.completed", mine["id"]), changed]
