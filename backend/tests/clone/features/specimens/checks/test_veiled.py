"""A proposal shows everybody which fields would change, and their values to those who may read them: looked at when it is read."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from app.features.agents.agents import Assistant
from app.kit.agent.policy import Policy
from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.llm.port import Line, Tier
from app.kit.llm.providers.scripted import Script, Scripted
from app.kit.llm.router import Chain, Models
from app.kit.testing import Organisation, Person, Product

Json = dict[str, Any]
OLD, NEW = "12.34", "43.21"
MARGIN = {"field": "margin", "old": None, "new": None, "hidden": "both"}
READS = ("specimens:read", "agents:use", "notifications:read")


class Says(Models):
    """A model that wants the same write, whoever asks."""

    def __init__(self, write: str, args: Json) -> None:
        super().__init__()
        rules = [{"role": "tool", "match": ".", "text": "It waits."}, {"match": ".", "calls": [{"name": write, "args": args}]}]
        self._line = Chain([Scripted(Script.model_validate({"rules": rules}))])

    async def line(self, kit: Kit, actor: Actor, tier: Tier = "standard") -> Line:
        return self._line


@pytest.fixture
async def checker(org: Organisation) -> Person:
    """Somebody who decides, reads and writes specimens, but does not read their margins."""
    return await org.person(permissions=(*READS, "specimens:write"))


@pytest.fixture
async def ruled(product: Product, checker: Person) -> AsyncIterator[Product]:
    rules, model = Assistant.policies, product.kit.ports[Models]
    role = (await checker.http.get("/auth/me")).json()["role"]
    Assistant.policies = (Policy("*_specimen*", approval="always", approver=role), *rules)
    yield product
    Assistant.policies, product.kit.ports[Models] = rules, model


async def asked(product: Product, by: Person, write: str, **args: Any) -> tuple[str, Json]:
    """The conversation's path, and the proposal as its person sees it."""
    product.kit.ports[Models] = Says(write, args)
    path = f"/conversations/{(await by.http.post('/conversations', json={'agent': 'assistant'})).json()['id']}"
    answer = (await by.http.post(f"{path}/messages", json={"content": "raise it"}, timeout=60)).json()
    return path, answer["approvals"][0]


async def stone(by: Person) -> Json:
    made = await by.http.post("/specimens", json={"name": "Ruby", "code": "RUB-1", "pieces": 3, "margin": OLD})
    assert made.status_code == 201, made.text
    return dict(made.json())


async def inbox(person: Person) -> Json:
    [found] = (await person.http.get("/approvals", params={"scope": "inbox"})).json()["items"]
    return dict(found)


def by_field(changes: list[Json]) -> dict[str, Json]:
    return {change["field"]: change for change in changes}


async def test_who_decides_sees_that_it_changes_and_leaves_it_as_proposed(org: Organisation, ruled: Product, checker: Person) -> None:
    ruby = await stone(org.admin)
    path, approval = await asked(ruled, org.admin, "update_specimen", id=ruby["id"], margin=NEW, pieces=4)
    assert (by_field(approval["changes"])["margin"]["old"], approval["args"]["margin"]) == (OLD, NEW)
    shown = await inbox(checker)
    assert by_field(shown["changes"]) == {"margin": MARGIN, "pieces": {"field": "pieces", "old": 3, "new": 4, "hidden": None}}
    assert OLD not in json.dumps(shown) and NEW not in json.dumps(shown)
    url = f"{path}/approvals/{approval['id']}"
    forged = await checker.http.post(url, json={"decision": "approve", "args": {**shown["args"], "margin": "99"}})
    assert forged.status_code == 422, forged.text
    done = (await checker.http.post(url, json={"decision": "approve", "args": {**shown["args"], "pieces": 5}})).json()
    assert done["status"] == "approved", done
    assert OLD not in json.dumps(done) and NEW not in json.dumps(done)
    now = (await org.admin.http.get(f"/specimens/{ruby['id']}")).json()
    assert (now["margin"], now["pieces"]) == (NEW, 5)
    said = (await org.admin.http.get(f"{path}/messages")).json()["items"]
    assert NEW not in said[-1]["content"] and "pieces 5" in said[-1]["content"], "everybody who reads along reads the report"
    assert by_field(said[1]["approvals"][0]["changes"])["margin"]["new"] == NEW, "who may read it still does"


async def test_who_reads_along_or_takes_over_reads_with_his_own_rights(org: Organisation, ruled: Product, checker: Person) -> None:
    ruby = await stone(org.admin)
    path, approval = await asked(ruled, org.admin, "update_specimen", id=ruby["id"], margin=NEW)
    await org.admin.http.put(f"{path}/shares/{checker.id}")
    along = await checker.http.get(f"{path}/messages")
    assert [a["changes"] for a in along.json()["items"][-1]["approvals"]] == [[MARGIN]]
    taken = await checker.http.get(f"{path}/export", params={"format": "json"})
    assert all(OLD not in text and NEW not in text for text in (along.text, taken.text))
    helper = await org.person(permissions=[*READS, "agents:manage"])
    await org.admin.http.post(f"{path}/hand-over", json={"reason": "help"})
    url = f"{path}/messages/{approval['message_id']}/events"
    for person, hidden in ((helper, [MARGIN]), (org.admin, [{"field": "margin", "old": OLD, "new": NEW, "hidden": None}])):
        body = (await person.http.get(url, headers={"accept": "text/event-stream"})).text
        datas = [json.loads(line[6:]) for line in body.splitlines() if line.startswith("data: ")]
        seen = [d["approval"]["changes"] for d in datas if "approval" in d]
        seen += [a["changes"] for d in datas if "message" in d for a in d["message"]["approvals"]]
        assert seen == [hidden, hidden]


async def test_a_field_that_may_be_set_but_not_read_is_not_shown_as_empty(org: Organisation, ruled: Product) -> None:
    ruby = await stone(org.admin)
    setter = await org.person(permissions=[*READS, "specimens:write", "specimens.margin:write"])
    _, approval = await asked(ruled, setter, "update_specimen", id=ruby["id"], margin=NEW)
    assert approval["changes"] == [{"field": "margin", "old": None, "new": NEW, "hidden": "old"}]


async def test_filters_by_a_hidden_field_are_named_without_their_value(org: Organisation, ruled: Product, checker: Person) -> None:
    await stone(org.admin)
    _, approval = await asked(
        ruled, org.admin, "bulk_specimens", action="update", filter={"margin__gt": "11.77"}, values={"margin": NEW}
    )  # fmt: skip
    assert "margin__gt" in approval["summary"] and "11.77" not in approval["summary"]
    shown = json.dumps(await inbox(checker)) + (await checker.http.get("/notifications")).text
    assert "11.77" not in shown and NEW not in shown


async def test_a_record_that_one_does_not_see_keeps_all_its_values(org: Organisation, ruled: Product, checker: Person) -> None:
    made = (await org.admin.http.post("/rumours", json={"text": "Told", "public": False})).json()
    Assistant.policies = (Policy("*_rumour", approval="always", approver=Assistant.policies[0].approver),)
    await asked(ruled, org.admin, "update_rumour", id=made["id"], text="Untold")
    for change in (await inbox(checker))["changes"]:
        assert change == {"field": "text", "old": None, "new": None, "hidden": "both"}


async def test_no_word_without_the_right_to_read_the_entity(org: Organisation, ruled: Product) -> None:
    ruby = await stone(org.admin)
    blind: Person = await org.person(permissions=["agents:use"])
    path, _ = await asked(ruled, org.admin, "update_specimen", id=ruby["id"], name="Emerald")
    await org.admin.http.put(f"{path}/shares/{blind.id}")
    along: httpx.Response = await blind.http.get(f"{path}/messages")
    assert "Emerald" not in along.text and along.json()["items"][-1]["approvals"][0]["changes"][0]["hidden"] == "both"


async def ways_out(person: Person, path: str, message_id: str) -> dict[str, str]:
    """All that a conversation tells of its last answer: messages, the stream replayed, both files."""
    urls = {
        "messages": f"{path}/messages", "events": f"{path}/messages/{message_id}/events",
        "json": f"{path}/export?format=json", "markdown": f"{path}/export?format=markdown",
    }  # fmt: skip
    return {name: (await person.http.get(url)).text for name, url in urls.items()}


async def read_by(product: Product, owner: Person, call: str, args: Json, agent: str = "assistant") -> tuple[str, str]:
    """A conversation in which this was read, and which asks for a person; the answer's id."""
    product.kit.ports[Models] = Says(call, args)
    path = f"/conversations/{(await owner.http.post('/conversations', json={'agent': agent})).json()['id']}"
    answer = (await owner.http.post(f"{path}/messages", json={"content": "look it up"}, timeout=60)).json()
    assert [(c["name"], c["status"]) for c in answer["tool_calls"]] == [(call, "ok")], answer
    await owner.http.post(f"{path}/hand-over", json={"reason": "help"})
    return path, answer["id"]


async def test_what_was_read_is_told_without_fields_that_are_not_the_readers(org: Organisation, ruled: Product) -> None:
    await stone(org.admin)
    helper = await org.person(permissions=[*READS, "agents:manage"])
    path, answer = await read_by(ruled, org.admin, "list_specimens", {"margin__gt": "1.5"})
    told = await ways_out(helper, path, answer)
    assert "Ruby" in told["events"], "the record itself is his to read"
    assert [way for way, text in told.items() if OLD in text or "1.5" in text] == []
    own = await ways_out(org.admin, path, answer)
    assert OLD in own["events"] and "1.5" in own["messages"], "the owner sees it as ever"


@pytest.mark.parametrize(
    ("agent", "call", "args"),
    [
        ("assistant", "get_specimen_stats", {"sum": "margin"}),
        ("data_analyst", "data_group", {"source": "entity:specimens", "agg": "sum", "column": "margin"}),
    ],
)
async def test_figures_are_not_told_where_one_may_not_read_all_they_rest_on(
    org: Organisation, ruled: Product, agent: str, call: str, args: Json
) -> None:
    await stone(org.admin)
    helper = await org.person(permissions=[*READS, "agents:manage"])
    path, answer = await read_by(ruled, org.admin, call, args, agent)
    assert OLD in (await ways_out(org.admin, path, answer))["events"]
    told = await ways_out(helper, path, answer)
    assert [way for way, text in told.items() if OLD in text] == [] and "Not shown" in told["events"]


async def test_records_that_one_does_not_see_are_not_told_of(org: Organisation, ruled: Product) -> None:
    await org.admin.http.post("/rumours", json={"text": "Untold", "public": True})
    helper = await org.person(permissions=["agents:use", "agents:manage", "rumours:read"])
    path, answer = await read_by(ruled, org.admin, "list_rumours", {})
    told = await ways_out(helper, path, answer)
    assert [way for way, text in told.items() if "Untold" in text] == [], "he sees some rumours only: which these are nobody asks again"
    assert "Untold" in (await ways_out(org.admin, path, answer))["events"]
