"""Statuses: every pair of words, and who may."""

from typing import Any

from hypothesis.strategies import DataObject

from app.kit.core.registry import registry
from app.kit.entity.spec import FieldSpec
from app.kit.testing.people import Organisation
from app.kit.testing.suite.records import Json, Maker, generated


@generated()
async def test_only_declared_moves(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    flow = next((s for s in maker.settable if s.moves), None)
    if flow is None or flow.moves is None:
        refused = await maker.http.patch(f"/{name}/{(await maker.record())['id']}/status", json={"status": "any"})
        assert refused.status_code == 409
        return
    described = next(e for e in (await maker.http.get("/meta/entities")).json()["entities"] if e["name"] == name)
    assert described["status"]["transitions"] == {at: [str(m) for m in ends] for at, ends in flow.moves.items()}
    body = await maker.body(filled=True)
    for at in flow.choices:
        for to in flow.choices:
            body = await maker.another(body | {flow.name: at})
            await _try(maker, flow, await maker.create(body), to)
            way = next((m for m in flow.moves.get(at, ()) if m == to), None)
            if way is not None and way.by is not None:
                body = await maker.another(body)
                await _needs_its_right(maker, flow, await maker.create(body), to)


async def _try(maker: Maker, flow: FieldSpec, record: Json, to: str) -> None:
    """One pair: declared moves work once their fields are filled, others are refused and change nothing."""
    at = record[flow.name]
    path = f"/{maker.name}/{record['id']}"
    way = next((m for m in (flow.moves or {}).get(at, ()) if m == to), None)
    if way is not None and way.requires and at != to:
        empty: dict[str, Any] = {field: None for field in way.requires}
        cleared = await maker.http.patch(path, json=empty)
        assert cleared.status_code == 200, cleared.text
        missing = await maker.http.patch(f"{path}/status", json={"status": to})
        assert missing.status_code == 422 and {e["loc"][-1] for e in missing.json()["errors"]} == set(way.requires)
        filled = {field: record[field] for field in way.requires}
        answer = await maker.http.patch(f"{path}/status", json={"status": to, "values": filled})
    else:
        answer = await maker.http.patch(f"{path}/status", json={"status": to})
    allowed = at == to or way is not None
    assert answer.status_code == (200 if allowed else 409), (at, to, answer.text)
    now = (await maker.http.get(path)).json()[flow.name]
    assert now == (to if allowed else at)


async def _needs_its_right(maker: Maker, flow: FieldSpec, record: Json, to: str) -> None:
    usual = {f"{maker.name}:read", f"{maker.name}:write", f"{maker.name}:all"}
    writer = await maker.org.client(permissions=usual & registry.permission_names)
    refused = await writer.patch(f"/{maker.name}/{record['id']}/status", json={"status": to})
    assert refused.status_code == 403, refused.text
    moves = next(e for e in (await writer.get("/meta/entities")).json()["entities"] if e["name"] == maker.name)["status"]["moves"]
    assert not next(m for m in moves if m["from"] == record[flow.name] and m["to"] == to)["allowed"]
