"""What a declaration says, seen through the API: defaults, computed values, own kinds, masks, rules of moves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from app.kit.entity.purge import purge_deleted
from app.kit.testing import Organisation
from app.kit.testing.suite.records import PNG

Json = dict[str, Any]


async def specimen(http: httpx.AsyncClient, code: str = "ABC-1", **changed: Any) -> Json:
    """A specimen that was made."""
    answer = await http.post("/specimens", json={"name": "Quartz", "code": code, **changed})
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


async def test_defaults_are_found_when_a_record_is_made(org: Organisation) -> None:
    await org.admin.http.patch("/auth/me", json={"time_zone": "Pacific/Kiritimati"})  # UTC+14: another day most of the time
    person = await org.person()
    made = await specimen(person.http)
    now = datetime.now(UTC)
    assert made["keeper"] == person.id and made["created_by"] == person.id
    assert abs(datetime.fromisoformat(made["seen_at"]) - now) < timedelta(minutes=1)
    assert made["found_on"] == now.date().isoformat()
    assert (made["pieces"], made["rare"], made["size"], made["labels"], made["status"]) == (1, False, "small", [], "raw")
    described = next(e for e in (await person.http.get("/meta/entities")).json()["entities"] if e["name"] == "specimens")
    defaults = {f["name"]: f["default"] for f in described["fields"]}
    assert (defaults["found_on"], defaults["seen_at"], defaults["keeper"], defaults["pieces"]) == ("@today", "@now", "@me", 1)


async def test_today_is_where_the_person_is(org: Organisation) -> None:
    east = await org.person()
    await east.http.patch("/auth/me", json={"time_zone": "Pacific/Kiritimati"})
    again = await org.product.client().post("/auth/login", json={"email": east.email, "password": east.password})
    east.carry(again.json())
    made = await specimen(east.http)
    assert made["found_on"] == (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()


async def test_computed_fields_follow_and_can_not_be_set(org: Organisation) -> None:
    http = org.admin.http
    made = await specimen(http, weight="5.250")
    assert (made["gross"], made["heavy"]) == ("10.500", False)
    changed = await http.patch(f"/specimens/{made['id']}", json={"weight": "11"})
    assert (changed.json()["gross"], changed.json()["heavy"]) == ("22.000", True)
    assert [r["id"] for r in (await http.get("/specimens", params={"gross__gte": "22"})).json()["items"]] == [made["id"]]
    for field in ("gross", "heavy"):
        refused = await http.patch(f"/specimens/{made['id']}", json={field: 1})
        assert refused.status_code == 422 and field in refused.text
    assert (await http.get("/specimens", params={"heavy": "true"})).status_code == 422
    only = (await http.get(f"/specimens/{made['id']}", params={"fields": "heavy"})).json()
    assert only == {"id": made["id"], "version": 2, "heavy": True}


async def test_a_kind_of_ones_own_tidies_and_refuses_in_words(org: Organisation) -> None:
    made = await specimen(org.admin.http, account="de89 3704 0044 0532 0130 00")
    assert made["account"] == "DE89370400440532013000"
    refused = await org.admin.http.post("/specimens", json={"name": "x", "code": "ABC-2", "account": "DE00370400440532013000"})
    assert refused.status_code == 422 and "is not an IBAN" in refused.text


async def test_a_sensitive_value_is_masked_where_it_is_kept_beside_the_record(org: Organisation, owner: Any) -> None:
    made = await specimen(org.admin.http, secret="xyzzy-4711")
    assert made["secret"] == "xyzzy-4711"
    await org.admin.http.patch(f"/specimens/{made['id']}", json={"secret": "plugh-4711"})
    history = (await org.admin.http.get(f"/specimens/{made['id']}/history")).json()["items"]
    assert history[0]["old_values"] == {"secret": "•••"} and history[0]["new_values"] == {"secret": "•••"}
    tables = [r["table_name"] for r in await owner.fetch("select table_name from information_schema.tables where table_schema = 'public'")]
    for table in tables:
        found = await owner.fetchval(f"select count(*) from {table} t where t::text ~ '(xyzzy|plugh)-4711'")
        assert found == (1 if table == "specimens" else 0), table


async def test_files_belong_to_their_record(org: Organisation) -> None:
    http, person = org.admin.http, await org.person()
    sent = (await http.post("/files", files={"file": ("paper.txt", b"plain words", "text/plain")})).json()["id"]
    made = await specimen(http, paper=sent)
    assert made["paper"] == {"id": sent, "name": "paper.txt", "size": 11, "content_type": "text/plain"}
    content = await person.http.get(f"/specimens/{made['id']}/files/paper")
    assert content.content == b"plain words" and content.headers["content-disposition"].startswith("attachment")
    assert (await person.http.get(f"/specimens/{made['id']}/files/picture")).status_code == 404
    taken = await http.post("/specimens", json={"name": "x", "code": "ABC-2", "paper": sent})
    assert taken.status_code == 422 and "paper" in taken.text
    theirs = (await person.http.post("/files", files={"file": ("dot.png", PNG, "image/png")})).json()["id"]
    stolen = await http.patch(f"/specimens/{made['id']}", json={"picture": theirs})
    assert stolen.status_code == 422
    no_picture = await person.http.patch(f"/specimens/{made['id']}", json={"picture": await _upload(person.http, b"plain words")})
    assert no_picture.status_code == 422 and "picture" in no_picture.text
    assert (await http.patch(f"/specimens/{made['id']}", json={"paper": None})).json()["paper"] is None


async def _upload(http: httpx.AsyncClient, content: bytes) -> str:
    return str((await http.post("/files", files={"file": ("a.txt", content, "text/plain")})).json()["id"])


async def test_a_move_asks_for_what_it_requires_and_for_its_right(org: Organisation) -> None:
    user, guest_like = await org.client("user"), await org.client(permissions={"specimens:read", "specimens:write"})
    made = await specimen(user)
    path = f"/specimens/{made['id']}/status"
    await user.patch(path, json={"status": "cut"})
    missing = await user.patch(path, json={"status": "sold"})
    assert missing.status_code == 422 and missing.json()["errors"][0]["loc"] == ["body", "sold_on"]
    assert (await guest_like.patch(path, json={"status": "void"})).status_code == 403
    assert (await user.patch(path, json={"status": "void"})).json()["status"] == "void"
    assert (await user.patch(path, json={"status": "raw"})).status_code == 403  # by nobody but an administrator
    assert (await org.admin.http.patch(path, json={"status": "raw"})).json()["status"] == "raw"
    await user.patch(path, json={"status": "cut"})
    sold = await user.patch(path, json={"status": "sold", "values": {"sold_on": "2026-03-01"}})
    assert (sold.json()["status"], sold.json()["sold_on"]) == ("sold", "2026-03-01")
    started = await user.post("/specimens", json={"name": "x", "code": "ABC-2", "status": "sold"})
    assert started.status_code == 422 and "sold_on" in started.text


async def test_the_declared_are_told_of_a_sale(org: Organisation) -> None:
    keeper, seller, creator = await org.person(name="Kim Keeper"), await org.person(), await org.person()
    made = await specimen(creator.http, keeper=keeper.id, status="cut", sold_on="2026-03-01")
    await seller.http.patch(f"/specimens/{made['id']}/status", json={"status": "sold"})
    for person in (keeper, creator):
        told = [n for n in (await person.http.get("/notifications")).json()["items"] if n["entity_id"] == made["id"]]
        assert any("sold" in n["title"] for n in told), person.email
    assert (await seller.http.get("/notifications")).json()["items"] == []


async def test_guarded_fields_are_given_in_the_role_matrix(org: Organisation) -> None:
    offered = {p["name"]: p for p in (await org.admin.http.get("/permissions")).json()}
    assert {"specimens.margin:read", "specimens.margin:write", "specimens.rating:write", "specimens.status.void:write"} <= offered.keys()
    assert {"diaries:all", "field_trips:all"} <= offered.keys() and "specimens:all" not in offered
    roles = {r["name"]: r["permissions"] for r in (await org.admin.http.get("/roles")).json()["items"]}
    assert "specimens.status.void:write" in roles["user"] and "specimens.margin:read" not in roles["user"]
    assert "diaries:all" not in roles["user"] and "diaries:all" in roles["admin"]


async def test_deleted_records_are_purged_once_nothing_points_to_them(org: Organisation, owner: Any) -> None:
    http = org.admin.http
    part, alone = await specimen(http, "PART-1"), await specimen(http, "ALONE-1")
    whole = await specimen(http, "WHOLE-1", parts=[part["id"]])
    for record in (part, alone):
        assert (await http.delete(f"/specimens/{record['id']}")).status_code == 204
    await owner.execute("update specimens set deleted_at = now() - interval '31 days' where deleted_at is not null")
    await purge_deleted(org.product.kit)
    kept = {str(r["id"]) for r in await owner.fetch("select id from specimens where org_id = $1", org.id)}
    assert kept == {part["id"], whole["id"]}


async def test_built_in_roles_may_what_the_entity_says(org: Organisation) -> None:
    user, guest = await org.client("user"), await org.client("guest")
    trip = (await user.post("/field_trips", json={"place": "Kiel"})).json()
    assert (await user.delete(f"/field_trips/{trip['id']}")).status_code == 403
    assert (await guest.get("/field_trips")).status_code == 403 and (await guest.get("/specimens")).status_code == 200
    assert (await org.admin.http.delete(f"/field_trips/{trip['id']}")).status_code == 204
