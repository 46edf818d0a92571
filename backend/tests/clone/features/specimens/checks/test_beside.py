"""Around records of every kind: announcements of a declaration, what those who can not see a record learn, merging and going back."""

from typing import Any
from uuid import UUID

import httpx

from app.kit.testing import Organisation, Person
from app.kit.testing.suite.records import PNG

Json = dict[str, Any]


async def made(http: httpx.AsyncClient, path: str, **body: Any) -> Json:
    """A record that was made."""
    answer = await http.post(path, json=body)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


async def told(person: Person) -> list[tuple[str, str]]:
    """Kinds and titles of what a person was told, newest first."""
    items = (await person.http.get("/notifications")).json()["items"]
    return [(one["kind"], one["title"]) for one in items]


async def sold(by: Person, specimen: Json) -> None:
    for body in ({"status": "cut"}, {"status": "sold", "values": {"sold_on": "2026-05-01"}}):
        answer = await by.http.patch(f"/specimens/{specimen['id']}/status", json=body)
        assert answer.status_code == 200, answer.text


async def test_a_declaration_announces_to_creator_and_keeper(org: Organisation) -> None:
    jo, kim, lee = [await org.person(name=name) for name in ("Jo", "Kim", "Lee")]
    stone = await made(jo.http, "/specimens", name="Quartz", code="ABC-1", keeper=kim.id)
    await jo.http.delete("/watchers", params={"record_type": "specimens", "record_id": stone["id"]})
    await sold(lee, stone)
    assert await told(jo) == [("record.announced", "Lee set the specimen Quartz to sold")]
    kinds = [kind for kind, _ in await told(kim)]
    assert kinds == ["record.announced", "record.status", "record.assigned"]  # cut is not announced, but it is his record
    assert await told(lee) == []


async def test_nobody_is_told_of_a_record_that_he_can_not_see(org: Organisation) -> None:
    jo, kim = await org.person(), await org.person()
    diary = await made(jo.http, "/diaries", subject="Mine", reader=kim.id)
    of = {"record_type": "diaries", "record_id": diary["id"]}
    assert (await kim.http.put("/watchers", json=of)).json()["watching"] is True
    assert (await jo.http.patch(f"/diaries/{diary['id']}", json={"reader": None})).status_code == 200
    before = await told(kim)
    assert (await jo.http.patch(f"/diaries/{diary['id']}", json={"subject": "Secret"})).status_code == 200
    assert (await jo.http.post("/comments", json={**of, "body": "Hidden"})).status_code == 201
    assert await told(kim) == before and not any("Secret" in title for _, title in before)
    assert (await kim.http.get("/comments", params=of)).status_code == 404
    assert (await jo.http.post("/comments", json={**of, "body": "@Kim", "mentions": [kim.id]})).status_code == 422
    offered = (await jo.http.get("/comments/mentionable", params=of)).json()["items"]
    assert kim.id not in [one["id"] for one in offered]


async def test_lists_of_links_lead_to_the_one_that_stays(org: Organisation) -> None:
    http = org.admin.http
    stays, other, third = [await made(http, "/specimens", name=f"Stone {n}", code=f"ABC-{n}") for n in range(3)]
    whole = await made(http, "/specimens", name="Whole", code="ABC-9", parts=[other["id"], third["id"], stays["id"]])
    diary = await made(http, "/diaries", subject="Found", specimen=other["id"])
    assert (await http.patch(f"/specimens/{stays['id']}", json={"parts": [other["id"], third["id"]]})).status_code == 200
    answer = await http.post(f"/specimens/{stays['id']}/merge", json={"from": [other["id"]]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["parts"] == [third["id"]]  # not part of itself
    assert (await http.get(f"/specimens/{whole['id']}")).json()["parts"] == [stays["id"], third["id"]]
    assert (await http.get(f"/diaries/{diary['id']}")).json()["specimen"] == stays["id"]


async def test_what_hangs_on_records_that_go_for_good_is_kept_in_a_merge(org: Organisation) -> None:
    http = org.admin.http
    stays, other = [await made(http, "/diaries", subject=f"Diary {n}") for n in range(2)]
    there, here = ({"record_type": "diaries", "record_id": d["id"]} for d in (other, stays))
    upload = (await http.post("/files", files={"file": ("dot.png", PNG, "image/png")})).json()["id"]
    hung = await made(http, "/attachments", **there, file_id=upload)
    await made(http, "/comments", **there, body="Kept")
    answer = await http.post(f"/diaries/{stays['id']}/merge", json={"from": [other["id"]]})
    assert answer.status_code == 200, answer.text
    assert [c["body"] for c in (await http.get("/comments", params=here)).json()["items"]] == ["Kept"]
    assert (await http.get(f"/attachments/{hung['id']}/content")).content == PNG
    assert [e["action"] for e in (await http.get(f"/diaries/{stays['id']}/history")).json()["items"]] == ["merge", "create"]


async def test_a_file_of_another_can_be_taken(org: Organisation) -> None:
    jo, kim = await org.person(), await org.person()
    upload = (await jo.http.post("/files", files={"file": ("dot.png", PNG, "image/png")})).json()["id"]
    stays = await made(kim.http, "/specimens", name="A", code="ABC-1")
    other = await made(jo.http, "/specimens", name="B", code="ABC-2", picture=upload)
    body = {"from": [other["id"]], "values": {"picture": other["picture"]}}
    answer = await kim.http.post(f"/specimens/{stays['id']}/merge", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["picture"]["id"] == upload
    assert (await kim.http.get(f"/specimens/{stays['id']}/files/picture")).content == PNG


async def test_guarded_fields_stay_guarded_in_the_past(org: Organisation) -> None:
    http, jo = org.admin.http, await org.person()
    stone = await made(http, "/specimens", name="Quartz", code="ABC-1", margin="10", rating=1, secret="first")
    path = f"/specimens/{stone['id']}"
    changed = {"margin": "20", "rating": 5, "secret": "second", "pieces": 7}
    assert (await http.patch(path, json=changed)).status_code == 200
    seen = (await jo.http.get(f"{path}/history/1")).json()["values"]
    assert "margin" not in seen and (seen["rating"], seen["pieces"], seen["secret"]) == (1, 1, "•••")
    refused = await jo.http.post(f"{path}/revert", json={"version": 1})
    assert refused.status_code == 403 and "rating" in refused.text
    assert (await jo.http.post(f"{path}/revert", json={"version": 1, "fields": ["pieces"]})).json()["pieces"] == 1
    back = (await http.post(f"{path}/revert", json={"version": 1})).json()
    assert (back["margin"], back["rating"], back["secret"]) == ("10.00", 1, "second")


async def test_what_needs_a_right_can_not_be_merged_in(org: Organisation) -> None:
    jo = await org.person()
    stays, other = [await made(jo.http, "/specimens", name="A", code=f"ABC-{n}") for n in range(2)]
    body = {"from": [other["id"]], "values": {"rating": 5}}
    assert (await jo.http.post(f"/specimens/{stays['id']}/merge", json=body)).status_code == 403
    assert (await jo.http.get(f"/specimens/{other['id']}")).status_code == 200


async def test_what_hangs_on_a_record_goes_with_it_for_good(org: Organisation, owner: Any) -> None:
    http = org.admin.http
    diary = await made(http, "/diaries", subject="Short")
    of = {"record_type": "diaries", "record_id": diary["id"]}
    upload = (await http.post("/files", files={"file": ("dot.png", PNG, "image/png")})).json()["id"]
    hung = await made(http, "/attachments", **of, file_id=upload)
    await made(http, "/comments", **of, body="Words")
    stone = await made(http, "/specimens", name="A", code="ABC-1")
    link = {"source_type": "specimens", "source_id": stone["id"], "target_type": "diaries", "target_id": diary["id"]}
    await made(http, "/relations", **link)
    assert (await http.delete(f"/diaries/{diary['id']}")).status_code == 204
    assert (await http.get(f"/attachments/{hung['id']}/content")).status_code == 404
    for table in ("comments", "record_attachments", "watchers", "files"):
        assert await owner.fetchval(f"select count(*) from {table} where record_id = $1", UUID(diary["id"])) == 0, table
    assert (await http.get("/relations", params={"record_id": stone["id"]})).json()["items"] == []
