"""Who learns of a change: the audit log, open browsers, agents."""

import pytest
from hypothesis.strategies import DataObject

from app.kit.core.registry import everybody_sees, registry
from app.kit.testing.live import listening, served
from app.kit.testing.people import Organisation
from app.kit.testing.suite.records import NAMES, Maker, generated
from app.kit.testing.suite.values import same


@generated()
async def test_changes_are_audited(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    record = await maker.record(filled=True)
    path = f"/{name}/{record['id']}"
    spec = next(s for s in maker.settable if s.name == maker.entity.__title__)
    wanted = await maker.value(spec, filled=True)
    await maker.http.patch(path, json={spec.name: wanted})
    logged = (await maker.http.get("/audit-logs", params={"entity_type": name, "entity_id": record["id"]})).json()["items"]
    first = logged[-1]
    assert first["action"] == "create" and first["actor"]["user_id"] == org.admin.id and first["old_values"] == {}
    for each in maker.settable:
        kept = first["new_values"][each.name]
        if each.sensitive:
            assert kept == "•••", each.name
        else:
            assert kept == record[each.name] or same(each, record[each.name], kept), each.name
    if wanted != record[spec.name]:
        assert logged[0]["old_values"] == {spec.name: record[spec.name]} and logged[0]["new_values"] == {spec.name: wanted}
    assert (await maker.http.delete(path)).status_code == 204
    logged = (await maker.http.get("/audit-logs", params={"entity_type": name, "entity_id": record["id"]})).json()["items"]
    assert logged[0]["action"] == "delete"


@generated()
async def test_changes_are_told(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    async with served(org.product) as address, listening(address, org.admin.token, f"entity:{name}") as browser:
        record = await maker.record()
        named = everybody_sees(name)
        id, version = (record["id"], 1) if named else (None, None)
        await browser.until(lambda heard: any(d["entity_type"] == name and d["entity_id"] == id for e, d in heard if e == "entity.changed"))
    told = next(d for d in browser.of("entity.changed") if d["entity_type"] == name and d["entity_id"] == id)
    assert told["action"] == "create" and told["version"] == version


@pytest.mark.parametrize("name", NAMES)
async def test_agents_get_what_is_declared(org: Organisation, name: str) -> None:
    entity = registry.entities[name]
    one, many = entity.__singular__, entity.__entity__
    agents = (await org.admin.http.get("/agents")).json()
    tools = {tool for agent in agents["items"] for tool in agent["tools"]}
    assert (f"list_{many}" in tools) is (entity.__agents__ != "never")
    assert (f"create_{one}" in tools) is (entity.__agents__ in ("approve", "write"))
