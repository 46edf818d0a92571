"""The inbox: what one may decide, with names and titles; heard live; after a restart; what was under way when a process died."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from app.features.agents.agents import Assistant
from app.features.approvals.models import Approval
from app.features.approvals.service import leave_unsure
from app.kit.agent.policy import Policy
from app.kit.core.access import Actor
from app.kit.core.context import work
from app.kit.core.errors import Forbidden
from app.kit.core.http import EgressFailed
from app.kit.llm.router import Models
from app.kit.testing import Organisation, Product, founded, started
from app.kit.testing.live import Heard, listening, served
from app.kit.testing.people import signed_in
from app.kit.tools.tool import Args, BuiltIn, Hands
from tests.features.approvals.test_approvals import OBEDIENT, customer, proposed
from tests.features.conftest import Lines, Model, Talk, ask

BEN = {"agents:use", "notifications:read", "customers:read", "customers:delete"}


@pytest.fixture
async def four_eyes() -> AsyncIterator[None]:
    """What the assistant proposes to delete is for admins to decide."""
    before = Assistant.policies
    Assistant.policies = (Policy("delete_*", approver="admin"), *before)
    yield
    Assistant.policies = before


class Letter(Args):
    """What is sent."""

    text: str


@dataclass
class Post:
    """A tool that reaches out: it counts what it sent, and answers when it is let."""

    sent: list[str] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None

    async def run(self, hands: Hands, args: Letter) -> dict[str, Any]:
        self.sent.append(args.text)
        await self.open.wait()
        if self.error:
            raise self.error
        return {"ok": True}


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    """The assistant can send letters."""
    before, made = Assistant.built_ins, Post()
    Assistant.built_ins = (*before, BuiltIn("send_letter", "Send a letter.", Letter, made.run, effect="write"))
    yield made
    made.open.set()
    Assistant.built_ins = before


async def aged(product: Product, org: Organisation, id: str) -> None:
    """As if it had been begun an hour ago."""
    async with work(product.kit, Actor(UUID(org.admin.id), UUID(org.id))) as ctx:
        found = (await ctx.db.execute(select(Approval).where(Approval.id == UUID(id)))).scalar_one()
        found.decided_at = datetime.now(UTC) - timedelta(hours=1)


async def test_the_list_names_person_and_conversation_only_to_who_may_read_it(
    org: Organisation, four_eyes: None, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    acme = await customer(ann)
    ben = await org.client("user", permissions=BEN)
    model(*OBEDIENT)
    path = await talk(client=ben)
    await ask(ben, path, f'CALL delete_customer {{"id": "{acme["id"]}"}}')
    asked = {"scope": "inbox", "open": "true", "count": "true"}
    seen = (await ann.get("/approvals", params=asked)).json()
    me = (await ben.get("/auth/me")).json()
    assert (seen["total"], seen["items"][0]["person"], seen["items"][0]["conversation_title"]) == (1, me["name"], None)
    his = (await ben.get("/approvals", params={"scope": "mine"})).json()["items"][0]
    assert his["conversation_title"].startswith("CALL delete_customer")
    await ben.post(f"{path}/hand-over", json={"reason": "help"})
    assert (await ann.get("/approvals", params=asked)).json()["items"][0]["conversation_title"] == his["conversation_title"]
    await ann.post(f"{path}/approvals/{his['id']}", json={"decision": "reject", "note": "Keep it."})
    assert (await ann.get("/approvals", params=asked)).json()["total"] == 0
    settled = (await ann.get("/approvals", params={"scope": "inbox", "open": "false"})).json()["items"]
    assert [(a["status"], a["decider"], a["note"]) for a in settled] == [("rejected", "Ada Admin", "Keep it.")]
    last = (await ben.get(f"{path}/messages")).json()["items"][-1]["content"]
    assert "Ada Admin rejected it" in last and "Keep it." in last


async def test_everybody_who_may_decide_hears_of_it_and_of_the_decision(
    org: Organisation, product: Product, four_eyes: None, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    acme = await customer(ann)
    ben = await org.person("user", permissions=BEN)
    chief = await org.person(permissions=["agents:use", "approvals:decide"])
    other = await org.person(permissions=["agents:use"])
    model(*OBEDIENT)

    def heard(event: str) -> Callable[[list[Heard]], Any]:
        return lambda events: any(name == event for name, _ in events)

    async with (
        served(product) as base,
        listening(base, org.admin.token) as hers,
        listening(base, chief.token) as his,
        listening(base, ben.token) as own,
        listening(base, other.token) as nobodys,
    ):
        path = await talk(client=ben.http)
        approval = (await ask(ben.http, path, f'CALL delete_customer {{"id": "{acme["id"]}"}}'))["approvals"][0]
        for listener in (hers, his, own):
            await listener.until(heard("approval.required"))
        assert (await chief.http.post(f"{path}/approvals/{approval['id']}", json={"decision": "approve"})).json()["status"] == "approved"
        for listener in (hers, his, own):
            await listener.until(heard("approval.decided"))
            assert listener.of("approval.decided")[-1]["approval_id"] == approval["id"]
        assert nobodys.of("approval.required") == nobodys.of("approval.decided") == []


async def test_a_proposal_outlives_the_process_and_its_conversation_takes_it_along(tmp_path: Path) -> None:
    async with started(tmp_path / "a") as first:
        first.kit.ports[Models] = Lines(OBEDIENT)
        there = await founded(first)
        acme = await customer(there.admin.http)
        path = f"/conversations/{(await there.admin.http.post('/conversations', json={'agent': 'assistant'})).json()['id']}"
        kept, gone = [
            (await ask(there.admin.http, path, f'CALL update_customer {{"id": "{acme["id"]}", "city": "{city}"}}'))["approvals"][0]
            for city in ("Bonn", "Köln")
        ]
    async with started(tmp_path / "b") as second:
        ada = (await signed_in(second, there.admin.email, address=there.address)).http
        waiting = (await ada.get("/approvals", params={"scope": "inbox", "open": "true"})).json()["items"]
        assert {a["id"] for a in waiting} == {kept["id"], gone["id"]}
        assert (await ada.post(f"{path}/approvals/{kept['id']}", json={"decision": "approve"})).json()["status"] == "approved"
        assert (await ada.get(f"/customers/{acme['id']}")).json()["city"] == "Bonn"
        assert (await ada.delete(path)).status_code == 204
        assert (await ada.get("/approvals", params={"scope": "inbox"})).json()["items"] == []
        assert (await ada.post(f"{path}/approvals/{gone['id']}", json={"decision": "approve"})).status_code == 404


async def test_other_values_stay_beside_what_was_proposed(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    acme = await customer(ann, city="Bonn")
    path, approval = await proposed(model, ann, talk, f'update_customer {{"id": "{acme["id"]}", "city": "Köln"}}')
    args = {**approval["args"], "city": "Mainz"}
    decided = {"decision": "approve", "args": args, "note": "They moved."}
    done = (await ann.post(f"{path}/approvals/{approval['id']}", json=decided)).json()
    assert (done["proposed"], done["changes"][0]["new"], done["undoable"]) == (
        [{"field": "city", "old": "Bonn", "new": "Köln", "hidden": None}],
        "Mainz",
        True,
    )
    said = (await ann.get(f"{path}/messages")).json()["items"]
    assert "Mainz" in said[-1]["content"] and "They moved." in said[-1]["content"]
    assert said[-2]["approvals"][0]["proposed"] == done["proposed"]


async def test_what_was_under_way_when_the_process_died_is_for_a_person_to_settle(
    org: Organisation, product: Product, post: Post, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    path, approval = await proposed(model, ann, talk, 'send_letter {"text": "Hello"}')
    url = f"{path}/approvals/{approval['id']}"
    approving = asyncio.create_task(ann.post(url, json={"decision": "approve"}))
    while not post.sent:
        await asyncio.sleep(0.02)
    assert (await ann.get("/approvals", params={"open": "true"})).json()["items"][0]["status"] == "doing"
    await leave_unsure(product.kit)
    assert (await ann.get(f"{path}/approvals")).json()["items"][0]["status"] == "doing", "it is not late yet"
    await aged(product, org, approval["id"])
    await leave_unsure(product.kit)
    unsure = (await ann.get(f"{path}/approvals")).json()["items"][0]
    assert (unsure["status"], "look before you repeat it" in unsure["error"]) == ("unsure", True)
    assert any("not known" in n["title"] for n in (await ann.get("/notifications")).json()["items"])
    assert (await ann.post(url, json={"decision": "approve"})).status_code == 409, "it is never done a second time"
    settled = (await ann.post(url, json={"decision": "not_done"})).json()
    assert (settled["status"], "it was not done" in settled["error"]) == ("failed", True)
    assert (await ann.post(url, json={"decision": "done"})).status_code == 409
    post.open.set()
    assert (await approving).status_code == 409
    assert post.sent == ["Hello"]


@pytest.mark.parametrize(("error", "status"), [(EgressFailed("no answer"), "unsure"), (Forbidden("no"), "failed"), (None, "approved")])
async def test_a_call_that_broke_off_is_unsure_one_that_was_refused_is_not(
    error: Exception | None, status: str, post: Post, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    path, approval = await proposed(model, ann, talk, 'send_letter {"text": "Hello"}')
    post.error = error
    post.open.set()
    url = f"{path}/approvals/{approval['id']}"
    both = await asyncio.gather(*(ann.post(url, json={"decision": "approve"}) for _ in range(2)))
    assert sorted(r.status_code for r in both) == [200, 409]
    assert next(r.json()["status"] for r in both if r.status_code == 200) == status
    assert post.sent == ["Hello"]
    if status == "unsure":
        assert (await ann.post(url, json={"decision": "done"})).json()["status"] == "approved"
