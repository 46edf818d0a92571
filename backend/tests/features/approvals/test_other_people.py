"""Approvals by another role, with other values, and taken back."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from app.features.agents.agents import Assistant
from app.kit.agent.policy import Policy
from app.kit.testing import Organisation
from tests.features.approvals.test_approvals import customer, proposed
from tests.features.conftest import Model, Talk, ask


@pytest.fixture
def stricter() -> Iterator[Callable[[], None]]:
    """`stricter()`: from now on what the assistant proposes to delete is for admins to decide, until the end of the test."""
    before = Assistant.policies

    def declare() -> None:
        Assistant.policies = (Policy("delete_*", approver="admin"), *before)

    yield declare
    Assistant.policies = before


@pytest.fixture
def four_eyes(stricter: Callable[[], None]) -> None:
    """It is so from the beginning."""
    stricter()


async def asked(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> tuple[dict[str, Any], httpx.AsyncClient, str, Any]:
    """Ben (a user who may delete customers) lets the assistant propose to delete one."""
    acme = await customer(ann)
    ben = await org.client("user", permissions={"agents:use", "notifications:read", "customers:read", "customers:delete"})
    model({"match": r"CALL (\w+) (\{.*\})", "calls": [{"name": "$1", "args": "$2"}]}, {"role": "tool", "text": "ok"})
    path = await talk(client=ben)
    answer = await ask(ben, path, f'CALL delete_customer {{"id": "{acme["id"]}"}}')
    return acme, ben, path, answer["approvals"][0]


async def test_another_role_decides_and_the_audit_row_names_both(
    org: Organisation, four_eyes: None, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    acme, ben, path, approval = await asked(org, model, ann, talk)
    url = f"{path}/approvals/{approval['id']}"
    assert approval["approver"] == "admin"
    refused = await ben.post(url, json={"decision": "approve"})
    assert (refused.status_code, "admin" in refused.json()["detail"]) == (403, True)
    inbox = (await ann.get("/approvals", params={"scope": "inbox", "status": "waiting"})).json()["items"]
    assert [a["id"] for a in inbox] == [approval["id"]]
    done = (await ann.post(url, json={"decision": "approve"})).json()
    assert done["status"] == "approved", done
    assert (await ann.get(f"/customers/{acme['id']}")).status_code == 404
    who = (await ann.get("/audit-logs", params={"entity_id": acme["id"], "action": "delete"})).json()["items"][0]["actor"]
    me = (await ben.get("/auth/me")).json()
    assert (who["user_id"], who["agent"], who["approver_id"]) == (me["id"], "assistant", org.admin.id)
    assert (who["conversation_id"], who["step"]) == (path.rpartition("/")[2], 1)
    told = (await ben.get("/notifications")).json()["items"]
    assert any("approved and done" in n["title"] for n in told)


async def test_who_is_asked_is_told_and_nobody_else_finds_it(
    org: Organisation, four_eyes: None, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    _, _, path, approval = await asked(org, model, ann, talk)
    assert any(approval["id"] in (n["link"] or "") for n in (await ann.get("/notifications")).json()["items"])
    guest = await org.client("guest")
    assert (await guest.post(f"{path}/approvals/{approval['id']}", json={"decision": "approve"})).status_code in (403, 404)
    other = await org.client("user", permissions={"agents:use"})
    assert (await other.post(f"{path}/approvals/{approval['id']}", json={"decision": "approve"})).status_code == 404
    assert (await other.get("/approvals", params={"scope": "inbox"})).json()["items"] == []


async def test_a_right_lost_by_the_person_is_not_lent_by_the_approver(
    org: Organisation, four_eyes: None, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    acme, ben, path, approval = await asked(org, model, ann, talk)
    me = (await ben.get("/auth/me")).json()
    roles = (await ann.get("/roles")).json()["items"]
    mine = next(r for r in roles if r["name"] == me["role"])
    await ann.patch(f"/roles/{mine['id']}", json={"permissions": ["agents:use", "customers:read"]})
    done = (await ann.post(f"{path}/approvals/{approval['id']}", json={"decision": "approve"})).json()
    assert (done["status"], "customers:delete" in done["error"]) == ("failed", True)
    assert (await ann.get(f"/customers/{acme['id']}")).status_code == 200


async def test_other_values_for_the_same_record(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    acme, other = await customer(ann, city="Bonn"), await customer(ann, "OTHER")
    path, approval = await proposed(model, ann, talk, f'update_customer {{"id": "{acme["id"]}", "city": "Köln"}}')
    url = f"{path}/approvals/{approval['id']}"
    elsewhere = await ann.post(url, json={"decision": "approve", "args": {**approval["args"], "id": other["id"]}})
    assert elsewhere.status_code == 422
    wrong = await ann.post(url, json={"decision": "approve", "args": {**approval["args"], "colour": "red"}})
    assert wrong.status_code == 422
    done = (await ann.post(url, json={"decision": "approve", "args": {**approval["args"], "city": "Mainz"}})).json()
    assert (done["status"], done["changes"]) == ("approved", [{"field": "city", "old": "Bonn", "new": "Mainz", "hidden": None}])
    assert (await ann.get(f"/customers/{acme['id']}")).json()["city"] == "Mainz"


async def test_other_values_do_not_slip_under_somebody_elses_yes(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    for number in range(4):
        acme = await customer(ann, f"C{number}", city="Bonn")
        path, approval = await proposed(model, ann, talk, f'update_customer {{"id": "{acme["id"]}", "city": "Köln"}}')
        url = f"{path}/approvals/{approval['id']}"
        other, plain = await asyncio.gather(
            ann.post(url, json={"decision": "approve", "args": {**approval["args"], "city": "Mainz"}}),
            ann.post(url, json={"decision": "approve"}),
        )
        assert sorted((other.status_code, plain.status_code)) == [200, 409]
        city = (await ann.get(f"/customers/{acme['id']}")).json()["city"]
        assert city == ("Mainz" if other.status_code == 200 else "Köln"), "who said yes has seen what was done"


async def test_a_move_shows_its_status_beside_the_values_that_go_with_it(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    acme = await customer(ann)
    total = {"amount": "10.00", "currency": "EUR"}
    bill = {"number": "N-1", "customer": acme["id"], "issued_on": "2026-03-01", "total": total, "status": "sent"}
    made = (await ann.post("/invoices", json=bill)).json()
    move = f'set_invoice_status {{"id": "{made["id"]}", "status": "paid", "values": {{"paid_on": "2026-03-09"}}}}'
    model({"role": "user", "match": r"CALL (\w+) (\{.*\})", "calls": [{"name": "$1", "args": "$2"}]}, {"role": "tool", "text": "ok"})
    path = await talk()
    approval = (await ask(ann, path, f"CALL {move}"))["approvals"][0]
    assert {c["field"]: (c["old"], c["new"]) for c in approval["changes"]} == {
        "status": ("sent", "paid"), "paid_on": (None, "2026-03-09"),
    }  # fmt: skip
    url = f"{path}/approvals/{approval['id']}"
    args = {**approval["args"], "values": {"paid_on": "2026-03-10"}}
    done = (await ann.post(url, json={"decision": "approve", "args": args})).json()
    assert (done["status"], {c["field"]: c["new"] for c in done["changes"]}) == ("approved", {"status": "paid", "paid_on": "2026-03-10"})
    assert (await ann.post(f"{url}/undo")).status_code == 409, "there is no way back from paid, so the date does not go back alone"
    now = (await ann.get(f"/invoices/{made['id']}")).json()
    assert (now["status"], now["paid_on"]) == ("paid", "2026-03-10")


async def test_a_program_is_no_second_pair_of_eyes(
    org: Organisation, four_eyes: None, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    """The key of somebody whose role decides does not decide for others; not before it was given that right by name."""
    acme, _, path, approval = await asked(org, model, ann, talk)
    for scopes, status in ((["agents:use", "customers:read", "customers:delete"], 404), (["agents:use", "approvals:decide"], 200)):
        key = (await ann.post("/api-keys", json={"name": "Script", "scopes": scopes})).json()["secret"]
        async with org.product.client(headers={"authorization": f"Bearer {key}"}) as program:
            said = await program.post(f"{path}/approvals/{approval['id']}", json={"decision": "approve"})
            assert said.status_code == status, said.text
    assert (await ann.get(f"/customers/{acme['id']}")).status_code == 404


@pytest.mark.parametrize("call", ["update", "status", "create", "delete"])
async def test_one_click_takes_it_back(call: str, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    acme = await customer(ann, city="Bonn")
    calls = {
        "update": f'update_customer {{"id": "{acme["id"]}", "city": "Köln"}}',
        "status": f'set_customer_status {{"id": "{acme["id"]}", "status": "inactive"}}',
        "create": 'create_customer {"code": "NEW", "name": "New", "status": "lead"}',
        "delete": f'delete_customer {{"id": "{acme["id"]}"}}',
    }
    path, approval = await proposed(model, ann, talk, calls[call])
    url = f"{path}/approvals/{approval['id']}"
    assert (await ann.post(f"{url}/undo")).status_code == 409
    assert (await ann.post(url, json={"decision": "approve"})).json()["status"] == "approved"
    back = await ann.post(f"{url}/undo")
    assert (back.status_code, back.json().get("undone")) == (200, True), back.text
    listed = (await ann.get("/customers")).json()["items"]
    assert [(c["code"], c["city"], c["status"]) for c in listed] == [("ACME", "Bonn", "active")]
    assert (await ann.post(f"{url}/undo")).status_code == 409


async def test_taking_back_does_not_undo_what_a_person_did_since(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    acme = await customer(ann, city="Bonn")
    path, approval = await proposed(model, ann, talk, f'update_customer {{"id": "{acme["id"]}", "city": "Köln"}}')
    url = f"{path}/approvals/{approval['id']}"
    done = (await ann.post(url, json={"decision": "approve"})).json()["result"]
    assert (await ann.patch(f"/customers/{acme['id']}", json={"city": "Trier"})).status_code == 200
    refused = await ann.post(f"{url}/undo")
    assert (refused.status_code, "city" in refused.json()["detail"]) == (412, True), refused.text
    assert (await ann.get(f"/customers/{acme['id']}")).json()["city"] == "Trier"
    await ann.patch(f"/customers/{acme['id']}", json={"city": "Köln", "name": "Acme & Sons"})
    assert (await ann.post(f"{url}/undo")).status_code == 200, "another field is not in its way"
    now = (await ann.get(f"/customers/{acme['id']}")).json()
    assert (now["city"], now["name"]) == ("Bonn", "Acme & Sons") and now["version"] > done["version"]


async def test_what_was_edited_meanwhile_is_not_what_was_approved(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    """One approves what he sees while another one edits it: what is done is what the approval says was done."""
    for round in range(8):
        acme = await customer(ann, f"C{round}", city="Bonn")
        path, approval = await proposed(model, ann, talk, f'update_customer {{"id": "{acme["id"]}", "city": "Köln"}}')
        where, edited = f"{path}/approvals/{approval['id']}", approval["args"] | {"city": "Rom"}
        await asyncio.gather(ann.post(where, json={"decision": "approve", "args": edited}), ann.post(where, json={"decision": "approve"}))
        kept = (await ann.get(f"{path}/approvals")).json()["items"][0]
        city = (await ann.get(f"/customers/{acme['id']}")).json()["city"]
        assert (kept["status"], kept["args"]["city"]) == ("approved", city)


async def test_a_rule_that_was_made_stricter_holds_for_what_waits(
    org: Organisation, stricter: Callable[[], None], model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    acme, ben, path, approval = await asked(org, model, ann, talk)
    stricter()
    where = f"{path}/approvals/{approval['id']}"
    mine = await ben.post(where, json={"decision": "approve"})
    assert mine.status_code == 403 and "role admin" in mine.text, mine.text
    assert (await ann.get(f"/customers/{acme['id']}")).status_code == 200
    assert (await ann.post(where, json={"decision": "approve"})).json()["status"] == "approved"


async def test_a_merge_names_the_records_that_go_and_keeps_to_them(
    org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    acme, twin, other = [await customer(ann, code) for code in ("ACME", "TWIN", "OTHER")]
    call = f'merge_customers {{"id": "{acme["id"]}", "from": ["{twin["id"]}"]}}'
    path, approval = await proposed(model, ann, talk, call)
    assert "ACME" in approval["target"] and "TWIN" in approval["target"], approval["target"]
    assert approval["changes"] == [{"field": "from", "old": None, "new": [twin["id"]], "hidden": None}]
    where, args = f"{path}/approvals/{approval['id']}", approval["args"]
    refused = await ann.post(where, json={"decision": "approve", "args": args | {"from": [other["id"]]}})
    assert refused.status_code == 422 and "from" in refused.text, refused.text
    done = (await ann.post(where, json={"decision": "approve"})).json()
    assert done["status"] == "approved", done
    left = {c["code"] for c in (await ann.get("/customers")).json()["items"]}
    assert left == {"ACME", "OTHER"}


async def test_who_may_not_write_can_agree_but_gives_no_values(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    """Else he would write with the rights of the person who asked."""
    acme = await customer(ann, city="Bonn")
    path, approval = await proposed(model, ann, talk, f'update_customer {{"id": "{acme["id"]}", "city": "Köln"}}')
    eve = await org.client(permissions={"agents:use", "approvals:decide", "customers:read"})
    where = f"{path}/approvals/{approval['id']}"
    given = await eve.post(where, json={"decision": "approve", "args": approval["args"] | {"city": "Rom", "email": "eve@example.com"}})
    assert given.status_code == 403 and "customers:write" in given.text, given.text
    agreed = await eve.post(where, json={"decision": "approve"})
    assert agreed.json()["status"] == "approved", agreed.text
    assert (await ann.get(f"/customers/{acme['id']}")).json()["city"] == "Köln"


async def test_of_approving_and_rejecting_at_once_one_counts(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    for round in range(6):
        acme = await customer(ann, f"R{round}", city="Bonn")
        path, approval = await proposed(model, ann, talk, f'update_customer {{"id": "{acme["id"]}", "city": "Köln"}}')
        where = f"{path}/approvals/{approval['id']}"
        both = await asyncio.gather(*(ann.post(where, json={"decision": d}) for d in ("approve", "reject", "approve")))
        assert sorted(answer.status_code for answer in both) == [200, 409, 409]
        status = (await ann.get(f"{path}/approvals")).json()["items"][0]["status"]
        city = (await ann.get(f"/customers/{acme['id']}")).json()["city"]
        assert (status, city) in (("approved", "Köln"), ("rejected", "Bonn"))


async def test_who_decides_lends_himself_nothing(
    org: Organisation, four_eyes: None, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    """Other values are done with the rights of the person who asked: which records, and what is done to them, stay as proposed."""
    acme, other = await customer(ann, "ACME", city="Bonn"), await customer(ann, "OTHER")
    model({"match": r"CALL (\w+) (\{.*\})", "calls": [{"name": "$1", "args": "$2"}]}, {"role": "tool", "text": "ok"})
    path = await talk()
    call = json.dumps({"action": "update", "ids": [acme["id"]], "values": {"city": "Rom"}})
    approval = (await ask(ann, path, f"CALL bulk_customers {call}"))["approvals"][0]
    where, args = f"{path}/approvals/{approval['id']}", approval["args"]
    for more in ({"action": "delete"}, {"ids": [other["id"]]}, {"ids": None, "filter": {}}, {"partial": True}):
        refused = await ann.post(where, json={"decision": "approve", "args": args | more})
        assert refused.status_code == 422, (more, refused.text)
    done = await ann.post(where, json={"decision": "approve", "args": args | {"values": {"city": "Ulm"}}})
    assert done.json()["status"] == "approved", done.text
    assert (await ann.get(f"/customers/{acme['id']}")).json()["city"] == "Ulm"
    rows = (await ann.get("/audit-logs", params={"entity_type": "approvals"})).json()["items"]
    assert [r["new_values"] for r in rows if r["action"] == "edit"] == [{"fields": ["city"]}]
