"""What is kept only for a time: deleted records with all that hangs on them, ended operations, old notifications."""

from typing import Any
from uuid import UUID

from app.features.notifications.jobs import forget_old
from app.features.operations.adapters import forget_ended
from app.kit.core import files
from app.kit.entity.journal import journal_of
from app.kit.entity.purge import purge_deleted
from app.kit.testing import Organisation
from tests.kit.entity.samples import Json, customer, made
from tests.kit.entity.test_import import imported


async def deleted_task(org: Organisation, owner: Any, days: int, **more: Any) -> Json:
    """A task that was deleted so many days ago."""
    task = await made(org.admin.http, "/tasks", {"title": f"Deleted {days} days ago", **more})
    await org.admin.http.delete(f"/tasks/{task['id']}")
    await owner.execute("update tasks set deleted_at = now() - make_interval(days => $2) where id = $1", UUID(task["id"]), days)
    return task


async def test_deleted_records_are_purged_after_their_time(org: Organisation, owner: Any) -> None:
    http = org.admin.http
    young, old = await deleted_task(org, owner, 89), await deleted_task(org, owner, 91)
    alive = await made(http, "/tasks", {"title": "Alive"})
    buyer = await customer(http)
    await http.delete(f"/customers/{buyer['id']}")
    await owner.execute("update customers set deleted_at = now() - interval '10 years' where id = $1", UUID(buyer["id"]))
    await purge_deleted(org.product.kit)
    left = {r["id"] for r in await owner.fetch("select id::text as id from tasks where org_id = $1", UUID(org.id))}
    assert left == {young["id"], alive["id"]}
    assert (await http.post(f"/tasks/{old['id']}/restore")).status_code == 404
    assert (await http.post(f"/customers/{buyer['id']}/restore")).status_code == 200  # nothing is said of customers
    [noted] = (await http.get("/audit-logs", params={"action": "purge"})).json()["items"]
    assert (noted["entity_type"], noted["entity_id"], noted["new_values"]["label"]) == ("tasks", old["id"], "Deleted 91 days ago")
    assert noted["actor"]["via"] == "system"
    assert (await http.get("/audit-logs/verify")).json()["ok"]


async def test_what_hangs_on_a_purged_record_goes_with_it(org: Organisation, owner: Any) -> None:
    http = org.admin.http
    task, other = await made(http, "/tasks", {"title": "Goes"}), await made(http, "/tasks", {"title": "Stays"})
    upload = (await http.post("/files", files={"file": ("a.txt", b"content", "text/plain")})).json()
    of = {"record_type": "tasks", "record_id": task["id"]}
    await made(http, "/comments", {**of, "body": "Look"})
    await made(http, "/attachments", {**of, "file_id": upload["id"]})
    link = {"source_type": "tasks", "source_id": other["id"], "target_type": "tasks", "target_id": task["id"], "relation_type": "follows"}
    await made(http, "/relations", link)
    path = files.locate(org.product.kit.settings, UUID(org.id), UUID(upload["id"]))
    assert path.exists()
    await http.delete(f"/tasks/{task['id']}")
    await owner.execute("update tasks set deleted_at = now() - interval '91 days' where id = $1", UUID(task["id"]))
    await purge_deleted(org.product.kit)
    for table, column in (("comments", "record_id"), ("record_attachments", "record_id"), ("watchers", "record_id"),
                          ("files", "record_id"), ("entity_relations", "target_id")):  # fmt: skip
        assert await owner.fetchval(f"select count(*) from {table} where {column} = $1", UUID(task["id"])) == 0, table
    assert not path.exists()
    assert (await http.get(f"/tasks/{other['id']}")).status_code == 200


async def test_many_are_purged_in_batches(org: Organisation, owner: Any) -> None:
    rows = "".join(f"Task {n}\n" for n in range(450))
    done = await imported(org, "tasks", "title\n" + rows)
    assert done["status"] == "completed"
    await owner.execute("update tasks set deleted_at = now() - interval '91 days' where org_id = $1", UUID(org.id))
    await purge_deleted(org.product.kit)
    assert await owner.fetchval("select count(*) from tasks where org_id = $1", UUID(org.id)) == 0


async def test_ended_operations_and_notifications_are_forgotten(org: Organisation, owner: Any) -> None:
    http, settings = org.admin.http, org.product.kit.settings
    old, young = await imported(org, "customers", "code,name\nA,B\n"), await imported(org, "customers", "code,name\nC,D\n")
    file = UUID(await owner.fetchval("select args->>'file' from operations where id = $1", UUID(old["id"])))
    places = [files.locate(settings, UUID(org.id), file), journal_of(settings, UUID(org.id), UUID(old["id"]))]
    assert all(place.exists() for place in places)
    await owner.execute("update operations set finished_at = now() - interval '91 days' where id = $1", UUID(old["id"]))
    await owner.execute("update notifications set created_at = now() - interval '181 days' where entity_id = $1", UUID(old["id"]))
    await forget_ended(org.product.kit)
    await forget_old(org.product.kit)
    assert (await http.get(f"/operations/{old['id']}")).status_code == 404 and not any(place.exists() for place in places)
    assert (await http.get(f"/operations/{young['id']}")).json()["can_undo"]
    assert [n["entity_id"] for n in (await http.get("/notifications")).json()["items"]] == [young["id"]]
