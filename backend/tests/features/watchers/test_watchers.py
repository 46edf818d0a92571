"""Who watches, and who is told what because of it."""

from app.kit.testing import Organisation, Person
from tests.features.beside import Json, bell, got, record, said
from tests.kit.entity.samples import customer, made


async def people(by: Person, of: Json) -> set[str]:
    return {p["id"] for p in (await got(by.http, "/watchers", **of))["people"]}


async def rename(by: Person, of: Json, name: str = "New name") -> None:
    answer = await by.http.patch(f"/customers/{of['record_id']}", json={"name": name})
    assert answer.status_code == 200, answer.text


async def test_makers_assignees_and_commenters_watch(org: Organisation) -> None:
    jo, kim = await org.person(), await org.person()
    task = await made(org.admin.http, "/tasks", {"title": "Call", "assignee": jo.id})
    of = {"record_type": "tasks", "record_id": task["id"]}
    assert await people(jo, of) == {org.admin.id, jo.id}
    await said(kim.http, of)
    await org.admin.http.patch(f"/tasks/{task['id']}", json={"assignee": kim.id})
    assert await people(jo, of) == {org.admin.id, jo.id, kim.id}


async def test_a_watcher_is_told_once_per_change_and_why(org: Organisation) -> None:
    of, jo = await record(org.admin.http), await org.person(name="Jo Doer")
    watched = await jo.http.put("/watchers", json=of)
    assert watched.status_code == 200 and watched.json()["watching"] is True
    await rename(org.admin, of, "Händel & Sons")
    (told,) = await bell(jo.http)
    assert (told["kind"], told["title"]) == ("record.watched", "Ada Admin changed the customer Händel & Sons")
    assert told["body"] == "Name\n\nYou watch this." and told["link"] == f"/customers/{of['record_id']}"
    await rename(jo, of, "Mine")
    assert len(await bell(jo.http)) == 1
    await org.admin.http.delete(f"/customers/{of['record_id']}")
    assert (await bell(jo.http))[0]["title"] == "Ada Admin deleted the customer Mine"


async def test_a_comment_tells_watchers_but_not_twice(org: Organisation) -> None:
    of, jo = await record(org.admin.http), await org.person()
    await jo.http.put("/watchers", json=of)
    await said(org.admin.http, of, "Hello")
    assert [t["kind"] for t in await bell(jo.http)] == ["record.noted"]
    await said(org.admin.http, of, "@Jo", [jo])
    assert [t["kind"] for t in await bell(jo.http)] == ["comment.mentioned", "record.noted"]


async def test_who_stopped_is_not_made_to_watch_again(org: Organisation) -> None:
    of, jo = await record(org.admin.http), await org.person()
    await said(jo.http, of)
    gone = await jo.http.delete("/watchers", params=of)
    assert gone.status_code == 200 and gone.json()["watching"] is False
    await said(jo.http, of, "Once more")
    await rename(org.admin, of)
    assert await people(org.admin, of) == {org.admin.id} and await bell(jo.http) == []


async def test_who_may_no_longer_read_is_not_told(org: Organisation) -> None:
    of, jo = await record(org.admin.http), await org.person()
    await jo.http.put("/watchers", json=of)
    role = await made(org.admin.http, "/roles", {"name": "blind", "permissions": ["tasks:read", "notifications:read"]})
    assert (await org.admin.http.patch(f"/users/{jo.id}", json={"role": role["name"]})).status_code == 200
    await rename(org.admin, of)
    await said(org.admin.http, of)
    assert await bell(jo.http) == []
    assert (await jo.http.get("/watchers", params=of)).status_code == 403


async def test_many_at_once_are_told_in_one_line(org: Organisation) -> None:
    jo = await org.person()
    ids = [(await customer(org.admin.http))["id"] for _ in range(3)]
    for id in ids[:2]:
        await jo.http.put("/watchers", json={"record_type": "customers", "record_id": id})
    answer = await org.admin.http.post("/customers/bulk", json={"action": "update", "ids": ids, "values": {"city": "Bremen"}})
    assert answer.status_code == 200, answer.text
    (told,) = await bell(jo.http)
    assert (told["kind"], told["title"]) == ("record.changed_together", "Ada Admin changed 2 customers that you watch")


async def test_a_stranger_can_not_watch(org: Organisation, other_org: Organisation) -> None:
    of = await record(org.admin.http)
    assert (await other_org.admin.http.put("/watchers", json=of)).status_code == 404
    assert (await other_org.admin.http.get("/watchers", params=of)).status_code == 404


async def test_a_record_edited_field_by_field_is_one_line_until_it_is_read(org: Organisation) -> None:
    of, jo = await record(org.admin.http), await org.person()
    await jo.http.put("/watchers", json=of)
    for city in ("Graz", "Wien", "Linz"):
        assert (await org.admin.http.patch(f"/customers/{of['record_id']}", json={"city": city})).status_code == 200
    (told,) = await bell(jo.http)
    await jo.http.patch(f"/notifications/{told['id']}/read")
    assert (await org.admin.http.patch(f"/customers/{of['record_id']}", json={"city": "Bern"})).status_code == 200
    assert len(await bell(jo.http)) == 2
