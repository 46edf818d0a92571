"""Comments: who may, what is kept, who is told, and what a mention may reveal."""

from uuid import uuid4

from app.kit.testing import Organisation, Product
from app.kit.testing.live import listening, served
from tests.features.beside import bell, got, record, said


async def test_what_was_said_newest_first_in_pages(org: Organisation) -> None:
    of = await record(org.admin.http)
    for n in range(5):
        await said(org.admin.http, of, f"No. {n}")
    first = await got(org.admin.http, "/comments", **of, limit=3, count=True)
    await said(org.admin.http, of, "Meanwhile")
    second = await got(org.admin.http, "/comments", **of, limit=3, cursor=first["next_cursor"])
    assert [c["body"] for c in (*first["items"], *second["items"])] == [f"No. {n}" for n in (4, 3, 2, 1, 0)]
    assert first["total"] == 5 and second["next_cursor"] is None
    one = first["items"][0]
    assert one["author"] == {"id": org.admin.id, "name": "Ada Admin"} and one["editable"] and one["edited_at"] is None


async def test_each_record_has_its_own(org: Organisation) -> None:
    here, there = await record(org.admin.http), await record(org.admin.http)
    await said(org.admin.http, here)
    assert (await got(org.admin.http, "/comments", **there))["items"] == []


async def test_readers_read_and_only_commenters_write(org: Organisation) -> None:
    of = await record(org.admin.http)
    reader = await org.client(permissions={"customers:read"})
    commenter = await org.client(permissions={"customers:read", "comments:write"})
    other = await org.client(permissions={"tasks:read", "comments:write"})
    assert (await reader.post("/comments", json={**of, "body": "x"})).status_code == 403
    await said(commenter, of)
    assert len((await got(reader, "/comments", **of))["items"]) == 1
    assert (await other.get("/comments", params=of)).status_code == 403
    assert (await other.post("/comments", json={**of, "body": "x"})).status_code == 403


async def test_no_such_record_no_comment(org: Organisation, other_org: Organisation) -> None:
    of = await record(org.admin.http)
    for http, wrong, status in (
        (org.admin.http, {**of, "record_id": str(uuid4())}, 404),
        (org.admin.http, {**of, "record_type": "ghosts"}, 422),
        (other_org.admin.http, of, 404),
    ):
        assert (await http.get("/comments", params=wrong)).status_code == status
        assert (await http.post("/comments", json={**wrong, "body": "x"})).status_code == status
    await org.admin.http.delete(f"/customers/{of['record_id']}")
    assert (await org.admin.http.get("/comments", params=of)).status_code == 404


async def test_only_its_author_changes_it(org: Organisation) -> None:
    of, jo = await record(org.admin.http), await org.person()
    made = await said(jo.http, of)
    assert (await org.admin.http.patch(f"/comments/{made['id']}", json={"body": "x"})).status_code == 403
    changed = await jo.http.patch(f"/comments/{made['id']}", json={"body": "Better"}, headers={"if-match": '"1"'})
    assert changed.status_code == 200 and changed.json()["body"] == "Better" and changed.json()["edited_at"]
    assert changed.headers["etag"] == '"2"'
    stale = await jo.http.patch(f"/comments/{made['id']}", json={"body": "Later"}, headers={"if-match": '"1"'})
    assert stale.status_code == 412


async def test_earlier_words_are_in_the_audit_log(org: Organisation) -> None:
    of = await record(org.admin.http)
    made = await said(org.admin.http, of, "First")
    await org.admin.http.patch(f"/comments/{made['id']}", json={"body": "Second"})
    await org.admin.http.delete(f"/comments/{made['id']}")
    rows = (await got(org.admin.http, "/audit-logs", entity_type="comments", entity_id=made["id"]))["items"]
    assert [r["action"] for r in rows] == ["delete", "update", "create"]
    assert rows[1]["old_values"]["body"] == "First" and rows[0]["old_values"]["body"] == "Second"


async def test_deleting_ones_own_or_with_the_right_to_manage(org: Organisation) -> None:
    of, jo, kim = await record(org.admin.http), await org.person(), await org.person()
    mine, other = await said(jo.http, of), await said(jo.http, of)
    assert (await kim.http.delete(f"/comments/{mine['id']}")).status_code == 403
    assert (await jo.http.delete(f"/comments/{mine['id']}")).status_code == 204
    assert (await org.admin.http.delete(f"/comments/{other['id']}")).status_code == 204
    assert (await got(jo.http, "/comments", **of))["items"] == []


async def test_a_mention_tells_by_bell_and_mail(org: Organisation, product: Product) -> None:
    of, jo = await record(org.admin.http), await org.person(name="Jo Doer")
    made = await said(org.admin.http, of, "Please look, @Jo Doer", [jo])
    assert made["mentions"] == [{"id": jo.id, "name": "Jo Doer"}]
    (told,) = await bell(jo.http)
    assert (told["kind"], told["title"]) == ("comment.mentioned", "Ada Admin mentioned you on the customer Ernst Händel")
    assert told["body"] == "Please look, @Jo Doer" and told["link"] == f"/customers/{of['record_id']}?tab=comments"
    assert any(jo.email in letter and "mentioned you on" in letter for letter in await product.letters())


async def test_who_wants_no_mail_gets_none(org: Organisation, product: Product) -> None:
    of, jo = await record(org.admin.http), await org.person()
    off = {"preferences": {"comment.mentioned": {"in_app": True, "email": False}}}
    assert (await jo.http.put("/notifications/preferences", json=off)).status_code == 200
    await said(org.admin.http, of, "@Jo", [jo])
    assert len(await bell(jo.http)) == 1
    assert not any(jo.email in letter and "mentioned" in letter for letter in await product.letters())


async def test_editing_tells_only_the_newly_mentioned(org: Organisation) -> None:
    of, jo, kim = await record(org.admin.http), await org.person(), await org.person()
    made = await said(org.admin.http, of, "@Jo", [jo])
    answer = await org.admin.http.patch(f"/comments/{made['id']}", json={"body": "@Jo @Kim", "mentions": [jo.id, kim.id]})
    assert answer.status_code == 200, answer.text
    assert [len(await bell(p.http)) for p in (jo, kim)] == [1, 1]


async def test_nobody_is_told_of_what_he_may_not_read(org: Organisation, other_org: Organisation) -> None:
    of = await record(org.admin.http)
    blind = await org.person(permissions={"tasks:read", "notifications:read"})
    for person in (blind, other_org.admin):
        answer = await org.admin.http.post("/comments", json={**of, "body": "@you", "mentions": [person.id]})
        assert answer.status_code == 422 and answer.json()["errors"][0]["type"] == "not_a_reader"
    assert await bell(blind.http) == []
    reader = await org.person(permissions={"customers:read"})
    offered = await got(org.admin.http, "/comments/mentionable", **of)
    assert [p["id"] for p in offered["items"]] == [reader.id]


async def test_people_are_offered_by_part_of_their_name(org: Organisation) -> None:
    of = await record(org.admin.http)
    made = [await org.person(name=name) for name in ("José Muñoz", "Josefine", "Kim")]
    offered = await got(org.admin.http, "/comments/mentionable", **of, q="jose")
    assert [p["id"] for p in offered["items"]] == [made[0].id, made[1].id]
    assert (await got(org.admin.http, "/comments/mentionable", **of, q="%"))["items"] == []


async def test_those_who_look_at_it_hear_of_it(org: Organisation, product: Product) -> None:
    of = await record(org.admin.http)
    async with served(product) as address, listening(address, org.admin.token, "entity:customers") as listener:
        made = await said(org.admin.http, of)
        await listener.until(lambda heard: any(e.get("entity_type") == "comments" for _, e in heard))
        (event,) = [e for e in listener.of("entity.changed") if e["entity_type"] == "comments"]
        assert (event["entity_id"], event["record_id"], event["action"]) == (made["id"], of["record_id"], "create")
        assert "Looks" not in str(event)


async def test_an_agent_comments_as_its_caller(org: Organisation, product: Product) -> None:
    from uuid import UUID

    from app.kit.core.access import Principals

    of, jo = await record(org.admin.http), await org.person(name="Jo Doer")
    person = await product.kit.use(Principals)(product.kit, UUID(jo.id), UUID(org.id))
    assert person is not None
    agent = person.narrowed("agent", frozenset({"customers:read", "comments:write"}), agent="Assistant")
    await product.kit.operations["create_comment"].call(product.kit, agent, {**of, "body": "Done"})
    (one,) = (await got(org.admin.http, "/comments", **of))["items"]
    assert (one["author"]["name"], one["agent"]) == ("Jo Doer", "Assistant")
    assert (await bell(org.admin.http))[0]["title"] == "Assistant for Jo Doer commented on the customer Ernst Händel"
