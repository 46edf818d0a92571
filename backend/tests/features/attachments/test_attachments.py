"""Files on records: the rights of the record, and what becomes of the file."""

from uuid import UUID, uuid4

import httpx

from app.kit.core import files
from app.kit.testing import Organisation, Product
from tests.features.beside import Json, bell, got, record
from tests.kit.entity.samples import made

READER = {"customers:read", "files:write"}
WRITER = {*READER, "customers:write"}


async def upload(http: httpx.AsyncClient, name: str = "offer.txt", content: bytes = b"hello") -> Json:
    answer = await http.post("/files", files={"file": (name, content)})
    assert answer.status_code == 201, answer.text
    sent: Json = answer.json()
    return sent


async def attached(http: httpx.AsyncClient, of: Json, name: str = "offer.txt") -> Json:
    return await made(http, "/attachments", {**of, "file_id": (await upload(http, name))["id"]})


async def test_a_file_hangs_on_a_record(org: Organisation) -> None:
    of = await record(org.admin.http)
    first, second = await attached(org.admin.http, of), await attached(org.admin.http, of, "plan.txt")
    found = await got(org.admin.http, "/attachments", **of, count=True)
    assert [a["id"] for a in found["items"]] == [second["id"], first["id"]] and found["total"] == 2
    assert {k: found["items"][1][k] for k in ("name", "content_type", "size", "created_by_name")} == {
        "name": "offer.txt", "content_type": "text/plain", "size": 5, "created_by_name": "Ada Admin"}  # fmt: skip


async def test_whoever_may_read_the_record_reads_its_files(org: Organisation) -> None:
    of = await record(org.admin.http)
    hung = await attached(org.admin.http, of)
    reader = await org.client(permissions={"customers:read"})
    answer = await reader.get(f"/attachments/{hung['id']}/content")
    assert answer.content == b"hello" and answer.headers["content-disposition"] == 'attachment; filename="offer.txt"'
    other = await org.client(permissions={"tasks:read"})
    assert (await other.get("/attachments", params=of)).status_code == 403
    assert (await other.get(f"/attachments/{hung['id']}/content")).status_code == 403


async def test_only_who_may_change_the_record_adds_and_removes(org: Organisation) -> None:
    of = await record(org.admin.http)
    hung = await attached(org.admin.http, of)
    reader, writer = await org.client(permissions=READER), await org.client(permissions=WRITER)
    mine = await upload(reader)
    assert (await reader.post("/attachments", json={**of, "file_id": mine["id"]})).status_code == 403
    assert (await reader.delete(f"/attachments/{hung['id']}")).status_code == 403
    await attached(writer, of)
    assert (await writer.delete(f"/attachments/{hung['id']}")).status_code == 204
    assert len((await got(reader, "/attachments", **of))["items"]) == 1


async def test_a_removed_file_is_gone(org: Organisation, product: Product) -> None:
    of = await record(org.admin.http)
    hung = await attached(org.admin.http, of)
    path = files.locate(product.kit.settings, UUID(org.id), UUID(hung["file_id"]))
    assert path.exists()
    await org.admin.http.delete(f"/attachments/{hung['id']}")
    assert not path.exists()
    assert (await org.admin.http.get(f"/attachments/{hung['id']}/content")).status_code == 404


async def test_an_upload_hangs_once_and_only_ones_own(org: Organisation) -> None:
    here, there = await record(org.admin.http), await record(org.admin.http)
    sent = await upload(org.admin.http)
    first = await made(org.admin.http, "/attachments", {**here, "file_id": sent["id"]})
    assert (await made(org.admin.http, "/attachments", {**here, "file_id": sent["id"]}))["id"] == first["id"]
    assert (await org.admin.http.post("/attachments", json={**there, "file_id": sent["id"]})).status_code == 422
    others = await upload(await org.client())
    assert (await org.admin.http.post("/attachments", json={**here, "file_id": others["id"]})).status_code == 422
    assert (await org.admin.http.post("/attachments", json={**here, "file_id": str(uuid4())})).status_code == 422


async def test_it_is_audited_and_told_to_watchers(org: Organisation) -> None:
    of, jo = await record(org.admin.http), await org.person(name="Jo Doer")
    hung = await attached(jo.http, of)
    rows = (await got(org.admin.http, "/audit-logs", entity_type="attachments", entity_id=hung["id"]))["items"]
    assert [r["action"] for r in rows] == ["create"] and rows[0]["new_values"]["record_id"] == of["record_id"]
    await attached(jo.http, of)
    (told,) = await bell(org.admin.http)
    assert told["title"] == "Jo Doer attached a file to the customer Ernst Händel" and told["body"] == "offer.txt\n\nYou watch this."
