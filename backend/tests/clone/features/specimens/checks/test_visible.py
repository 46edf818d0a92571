"""Records that not everybody sees are nowhere: not behind a relation, in a count, a search, a picker or a link."""

from typing import Any

import httpx

from app.kit.testing import Organisation

Json = dict[str, Any]


async def made(http: httpx.AsyncClient, path: str, **body: Any) -> Json:
    """A record that was created."""
    answer = await http.post(path, json=body)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


async def ids(http: httpx.AsyncClient, path: str, **query: Any) -> list[str]:
    """The ids of a list."""
    answer = await http.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return [r["id"] for r in answer.json()["items"]]


async def test_own_records(org: Organisation) -> None:
    ann, bob = await org.person(), await org.person()
    secret = await made(ann.http, "/diaries", subject="Plan of the century")
    shown = await made(ann.http, "/diaries", subject="Plan for both", reader=bob.id)
    assert await ids(bob.http, "/diaries") == [shown["id"]] == await ids(bob.http, "/diaries", q="plan")
    assert await ids(org.admin.http, "/diaries", sort="subject") == [shown["id"], secret["id"]]
    assert (await bob.http.get("/diaries", params={"count": "true"})).json()["total"] == 1
    assert (await bob.http.get("/diaries/stats", params={"group_by": "subject"})).json()["total_groups"] == 1
    exported = (await bob.http.get("/diaries/export")).text
    assert "both" in exported and "century" not in exported
    bulk = await bob.http.post("/diaries/bulk", json={"action": "delete", "ids": [secret["id"]]})
    assert bulk.status_code == 404
    assert (await bob.http.delete(f"/diaries/{shown['id']}")).status_code == 204
    assert await ids(org.admin.http, "/diaries") == [secret["id"]]


async def test_relations_are_no_way_around(org: Organisation) -> None:
    ann, bob = await org.person(), await org.person()
    hidden = await made(ann.http, "/diaries", subject="Secret")
    rumour = await made(ann.http, "/rumours", text="Told", public=True, diary=hidden["id"])
    expanded = {"expand": "diary"}
    assert (await bob.http.get(f"/rumours/{rumour['id']}", params=expanded)).json()["expanded"] == {"diary": None}
    assert (await ann.http.get(f"/rumours/{rumour['id']}", params=expanded)).json()["expanded"]["diary"]["subject"] == "Secret"
    assert await ids(bob.http, "/rumours", **{"diary.subject": "Secret"}) == []
    assert await ids(ann.http, "/rumours", **{"diary.subject": "Secret"}) == [rumour["id"]]
    refused = await bob.http.post("/rumours", json={"text": "Guess", "diary": hidden["id"]})
    assert refused.status_code == 422 and refused.json()["errors"][0]["loc"] == ["body", "diary"]
    stone = await made(org.admin.http, "/specimens", name="Ruby", code="RUB-1")
    diary = await made(ann.http, "/diaries", subject="About Ruby", specimen=stone["id"])
    assert await ids(bob.http, "/specimens", diaries__exists="true") == []
    assert await ids(ann.http, "/specimens", diaries__exists="true") == [stone["id"]]
    inverse = {"expand": "diaries"}
    assert (await bob.http.get(f"/specimens/{stone['id']}", params=inverse)).json()["expanded"] == {"diaries": []}
    seen = (await ann.http.get(f"/specimens/{stone['id']}", params=inverse)).json()["expanded"]["diaries"]
    assert [d["id"] for d in seen] == [diary["id"]]


async def test_what_hangs_on_a_hidden_record_is_hidden(org: Organisation) -> None:
    ann, bob = await org.person(), await org.person()
    hidden = await made(ann.http, "/diaries", subject="Secret")
    open_one = await made(bob.http, "/diaries", subject="Mine")
    where = {"record_type": "diaries", "record_id": hidden["id"]}
    for path in ("/comments", "/attachments", "/watchers"):
        assert (await bob.http.get(path, params=where)).status_code == 404, path
    source, target = {"source_type": "diaries", "source_id": open_one["id"]}, {"target_type": "diaries", "target_id": hidden["id"]}
    link = source | target | {"relation_type": "follows"}
    assert (await bob.http.post("/relations", json=link)).status_code in (404, 422)
    mine = await made(org.admin.http, "/relations", **link)
    found = (await bob.http.get("/relations", params=source)).json()["items"]
    assert mine["id"] not in [r["id"] for r in found]


async def test_a_rule_of_ones_own(org: Organisation) -> None:
    ann = await org.person()
    quiet = await made(ann.http, "/rumours", text="Not yet", public=False)
    assert await ids(ann.http, "/rumours") == []
    assert (await ann.http.get(f"/rumours/{quiet['id']}")).status_code == 404
    assert await ids(org.admin.http, "/rumours") == [quiet["id"]]
    await org.admin.http.patch(f"/rumours/{quiet['id']}", json={"public": True})
    assert await ids(ann.http, "/rumours") == [quiet["id"]]


async def test_links_to_many_are_kept_in_order_and_checked(org: Organisation) -> None:
    http = org.admin.http
    a, b = [await made(http, "/specimens", name=n, code=f"{n}-1") for n in ("AAA", "BBB")]
    whole = await made(http, "/specimens", name="Whole", code="WHO-1", parts=[b["id"], a["id"], b["id"]])
    assert whole["parts"] == [b["id"], a["id"]]
    expanded = (await http.get(f"/specimens/{whole['id']}", params={"expand": "parts"})).json()["expanded"]["parts"]
    assert [p["name"] for p in expanded] == ["BBB", "AAA"]
    assert await ids(http, "/specimens", parts=a["id"]) == [whole["id"]]
    assert await ids(http, "/specimens", specimens__exists="true", sort="name") == [a["id"], b["id"]]
    wrong = await http.patch(f"/specimens/{whole['id']}", json={"parts": [a["id"], org.id]})
    assert wrong.status_code == 422 and "parts" in wrong.text
