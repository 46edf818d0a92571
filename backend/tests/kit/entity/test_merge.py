"""Merging duplicates: one record with the chosen values, everything else pointing at it, all or nothing."""

from typing import Any

import httpx

from app.kit.testing import Organisation
from tests.features.beside import bell, got, said
from tests.kit.entity.samples import customer, invoice, listed, made


async def merged(http: httpx.AsyncClient, id: str, *others: str, status: int = 200, **values: Any) -> Any:
    answer = await http.post(f"/customers/{id}/merge", json={"from": list(others), "values": values})
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_references_move_and_the_others_are_deleted(org: Organisation) -> None:
    http = org.admin.http
    winner, first, second = [await customer(http) for _ in range(3)]
    bills = [await invoice(http, c["id"]) for c in (winner, first, first, second)]
    task = await made(http, "/tasks", {"title": "Call", "customer": second["id"]})
    found = await merged(http, winner["id"], first["id"], second["id"], city="Graz")
    assert found["id"] == winner["id"] and found["city"] == "Graz"
    assert {b["id"] for b in await listed(http, "/invoices", customer=winner["id"])} == {b["id"] for b in bills}
    assert (await http.get(f"/tasks/{task['id']}")).json()["customer"] == winner["id"]
    assert [(await http.get(f"/customers/{c['id']}")).status_code for c in (first, second)] == [404, 404]
    moved = (await http.get(f"/invoices/{bills[1]['id']}/history")).json()["items"][0]
    assert (moved["old_values"], moved["new_values"]) == ({"customer": first["id"]}, {"customer": winner["id"]})


async def test_a_unique_value_of_another_can_be_taken(org: Organisation) -> None:
    winner, other = await customer(org.admin.http), await customer(org.admin.http)
    assert (await merged(org.admin.http, winner["id"], other["id"], code=other["code"]))["code"] == other["code"]


async def test_the_history_says_where_it_went(org: Organisation) -> None:
    http = org.admin.http
    winner, other = await customer(http), await customer(http, name="Twin")
    await merged(http, winner["id"], other["id"])
    newest = (await http.get(f"/customers/{other['id']}/history")).json()["items"]
    assert next(e for e in newest if e["action"] == "merge")["new_values"] == {"into": winner["id"], "label": "Twin"}
    told = next(e for e in (await http.get(f"/customers/{winner['id']}/history")).json()["items"] if e["action"] == "merge")
    assert told["new_values"] == {"from": {other["id"]: "Twin"}, "moved": {}}
    assert (await http.get(f"/customers/{winner['id']}/history/1")).status_code == 200


async def test_what_hangs_beside_goes_along(org: Organisation) -> None:
    http, jo = org.admin.http, await org.person()
    winner, other, third = [await customer(http) for _ in range(3)]
    of, there = ({"record_type": "customers", "record_id": c["id"]} for c in (winner, other))
    await said(jo.http, there, "Said of the other")
    upload = (await http.post("/files", files={"file": ("a.txt", b"hello")})).json()
    hung = await made(http, "/attachments", {**there, "file_id": upload["id"]})
    for source, target in ((other, third), (winner, third), (other, winner)):
        link = {"source_type": "customers", "source_id": source["id"], "target_type": "customers", "target_id": target["id"]}
        await made(http, "/relations", link)
    await merged(http, winner["id"], other["id"])
    assert [c["body"] for c in (await got(http, "/comments", **of))["items"]] == ["Said of the other"]
    assert [a["id"] for a in (await got(http, "/attachments", **of))["items"]] == [hung["id"]]
    assert (await http.get(f"/attachments/{hung['id']}/content")).content == b"hello"
    assert jo.id in {p["id"] for p in (await got(http, "/watchers", **of))["people"]}
    links = (await got(http, "/relations", record_id=winner["id"]))["items"]
    assert [(link["source_id"], link["target_id"]) for link in links] == [(winner["id"], third["id"])]
    assert (await bell(jo.http))[0]["kind"] == "record.changed_together"


async def test_it_can_be_undone_by_hand(org: Organisation) -> None:
    http = org.admin.http
    winner, other = await customer(http), await customer(http)
    bill = await invoice(http, other["id"])
    await merged(http, winner["id"], other["id"])
    assert (await http.post(f"/customers/{other['id']}/restore")).status_code == 200
    back = await http.post(f"/invoices/{bill['id']}/revert", json={"version": 1})
    assert back.status_code == 200 and back.json()["customer"] == other["id"]


async def test_all_or_nothing(org: Organisation) -> None:
    http = org.admin.http
    winner, other = await customer(http), await customer(http)
    bill = await invoice(http, other["id"])
    taken = (await customer(http))["code"]
    await merged(http, winner["id"], other["id"], status=409, code=taken)
    assert (await http.get(f"/customers/{other['id']}")).status_code == 200
    assert (await http.get(f"/invoices/{bill['id']}")).json()["customer"] == other["id"]


async def test_what_is_refused(org: Organisation, other_org: Organisation) -> None:
    http = org.admin.http
    winner, other = await customer(http), await customer(http)
    foreign = await customer(other_org.admin.http)
    await merged(http, winner["id"], winner["id"], status=422)
    await merged(http, winner["id"], foreign["id"], status=404)
    await merged(http, winner["id"], other["id"], status=422, ghost=1)
    await merged(http, winner["id"], status=422)
    stale = await http.post(f"/customers/{winner['id']}/merge", json={"from": [other["id"]]}, headers={"if-match": '"9"'})
    assert stale.status_code == 412


async def test_it_needs_the_rights_to_write_and_to_delete(org: Organisation) -> None:
    winner, other = await customer(org.admin.http), await customer(org.admin.http)
    for rights in ({"customers:write"}, {"customers:delete"}):
        client = await org.client(permissions={"customers:read", *rights})
        await merged(client, winner["id"], other["id"], status=403)
    assert (await org.admin.http.get(f"/customers/{other['id']}")).status_code == 200
