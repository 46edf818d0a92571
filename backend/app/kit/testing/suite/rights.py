"""Who may do what, which fields, which records; and nobody looks into another organisation."""

from typing import Any

import httpx
from hypothesis.strategies import DataObject

from app.kit.core.registry import registry
from app.kit.testing.people import Organisation, founded
from app.kit.testing.suite.records import Json, Maker, fields_of, generated

READS = (("GET", ""), ("GET", "/stats"), ("GET", "/export"), ("GET", "/{id}"), ("GET", "/{id}/history"))
WRITES = (("POST", ""), ("PUT", "/{id}"), ("PATCH", "/{id}"), ("PATCH", "/{id}/status"), ("POST", "/import"))
DELETES = (("DELETE", "/{id}"), ("POST", "/{id}/restore"))


async def ask(http: httpx.AsyncClient, maker: Maker, method: str, path: str, id: str) -> int:
    """The status of a request; the body fits nothing, since a refusal comes before it is read."""
    answer = await http.request(method, f"/{maker.name}{path.format(id=id)}", json=None if method in ("GET", "DELETE") else {})
    return answer.status_code


@generated()
async def test_each_action_needs_its_right(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    record = await maker.record()
    rights = {"read": READS, "write": WRITES, "delete": DELETES}
    for held in ("read", "write", "delete"):
        person = await org.client(permissions={f"{name}:{held}"})
        for needed, requests in rights.items():
            for method, path in requests:
                status = await ask(person, maker, method, path, record["id"])
                assert (status == 403) is (needed != held), (held, method, path, status)
    async with org.product.client() as stranger:
        for method, path in (*READS, *WRITES, *DELETES):
            assert await ask(stranger, maker, method, path, record["id"]) == 401, (method, path)


@generated()
async def test_another_organisation_sees_nothing(org: Organisation, name: str, data: DataObject) -> None:
    other_org = await founded(org.product)
    maker = await Maker(org, name, data).ready()
    record = await maker.record(filled=True)
    theirs = await Maker(other_org, name, data).ready()
    http, path = theirs.http, f"/{name}/{record['id']}"
    body = fields_of(record, maker)
    for method, end, sent in (("GET", "", None), ("PUT", "", body), ("PATCH", "", {}), ("DELETE", "", None), ("GET", "/history", None)):
        answer = await http.request(method, f"{path}{end}", json=sent)
        assert answer.status_code == 404, (method, end, answer.text)
    assert (await theirs.listed(count="true"))["total"] == 0
    assert (await http.get(f"/{name}/stats")).json()["items"][0]["count"] == 0
    for spec in (s for s in theirs.settable if s.target or s.kind in ("file", "image")):
        link = body[spec.name]
        if link not in (None, []) and spec.kind != "user":
            refused = await http.post(f"/{name}", json=await theirs.body(**{spec.name: link}))
            assert refused.status_code in (409, 422), (spec.name, refused.text)
    assert (await maker.http.get(path)).json() == record
    await other_org.aclose()


@generated()
async def test_guarded_fields(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    guarded = {a: [s for s in maker.settable if getattr(s, a) is not None] for a in ("read", "write")}
    if not any(guarded.values()):
        return
    record = await maker.record(filled=True)
    usual = {f"{name}:read", f"{name}:write", f"{name}:all"} & registry.permission_names
    clerk = await org.client(permissions=usual)
    path = f"/{name}/{record['id']}"
    for spec in guarded["read"]:
        await _hidden(clerk, name, path, spec.name)
    for spec in guarded["write"]:
        wanted = await maker.value(spec, filled=True)
        refused = await clerk.patch(path, json={spec.name: wanted})
        assert wanted == record[spec.name] or refused.status_code == 403 and spec.name in refused.text, refused.text
        named = {f"{name}.{spec.name}:write", f"{name}.{spec.name}:read"} & registry.permission_names
        boss = await org.client(permissions={*usual, *named})
        allowed = await boss.patch(path, json={spec.name: wanted})
        assert allowed.status_code == 200 and allowed.json()[spec.name] == wanted, allowed.text


async def _hidden(clerk: httpx.AsyncClient, name: str, path: str, field: str) -> None:
    """Nowhere: not in records, lists, exports, histories or descriptions, not as a filter, an order or a measure."""
    assert field not in (await clerk.get(path)).json()
    assert all(field not in item for item in (await clerk.get(f"/{name}")).json()["items"])
    history: Json = (await clerk.get(f"{path}/history")).json()
    assert all(field not in e["new_values"] and field not in e["old_values"] for e in history["items"])
    described = next(e for e in (await clerk.get("/meta/entities")).json()["entities"] if e["name"] == name)
    assert field not in [f["name"] for f in described["fields"]]
    assert field not in (await clerk.get(f"/{name}/export")).text.splitlines()[0]
    asked: list[dict[str, Any]] = [{f"{field}__null": "true"}, {"sort": field}, {"fields": field}]
    for query in asked:
        assert (await clerk.get(f"/{name}", params=query)).status_code == 422, query
    assert (await clerk.get(f"/{name}/stats", params={"group_by": field})).status_code == 422


@generated()
async def test_who_sees_a_record(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    rule = maker.entity.__visible__
    usual = {f"{name}:{a}" for a in ("read", "write", "delete")}
    record = await maker.record()
    if callable(rule):
        return  # what a function says is tested beside it
    somebody = await org.person(permissions=usual)
    seen = rule == "organization"
    path = f"/{name}/{record['id']}"
    assert (await somebody.http.get(path)).status_code == (200 if seen else 404)
    assert len((await somebody.http.get(f"/{name}")).json()["items"]) == seen
    assert (await somebody.http.get(f"/{name}/stats")).json()["items"][0]["count"] == seen
    for method, end in (("PATCH", ""), ("DELETE", ""), ("GET", "/history")):
        if not seen:
            assert (await somebody.http.request(method, path + end, json={} if method == "PATCH" else None)).status_code == 404
    if not seen:
        everybody = await org.client(permissions={*usual, f"{name}:all"})
        assert (await everybody.get(path)).status_code == 200
        if rule == "team":
            team = (await org.admin.http.post("/teams", json={"name": f"Team {name}"})).json()["id"]
            for member in (org.admin.id, somebody.id):
                joined = await org.admin.http.post(f"/teams/{team}/members", json={"user_id": member})
                assert joined.status_code in (200, 201), joined.text
            assert (await somebody.http.get(path)).status_code == 200
