"""Out to a file and back in."""

import json
from typing import Any

from hypothesis.strategies import DataObject

from app.kit.testing.people import Organisation
from app.kit.testing.suite.records import FILES, Json, Maker, generated
from app.kit.testing.work import worked_off


@generated(2)
async def test_what_is_exported_can_be_imported(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    if any(s.required and s.kind in FILES for s in maker.settable):
        return  # a file is no cell
    before = [await maker.record() for _ in range(3)]
    exported = await maker.http.get(f"/{name}/export")
    assert exported.status_code == 200 and exported.content.startswith(b"\xef\xbb\xbf")
    for record in before:
        assert (await maker.http.delete(f"/{name}/{record['id']}")).status_code == 204
    result = await _taken_back(maker, exported.content)
    assert (result["created"], result["failed"]) == (3, 0), result
    after = (await maker.listed(limit=200))["items"]
    pairs = zip(*(sorted((_kept(maker, r) for r in records), key=str) for records in (after, before)), strict=True)
    assert [(k, a[k], b[k]) for a, b in pairs for k in b if k in a and a[k] != b[k]] == []


async def _taken_back(maker: Maker, content: bytes) -> Json:
    columns = content.decode("utf-8-sig").splitlines()[0].split(",")
    names = {s.name for s in maker.settable if s.kind not in FILES}
    mapping = {c: c if c.partition(".")[0] in names else "" for c in columns}
    form: dict[str, Any] = {"mapping": json.dumps(mapping)}
    files = {"file": (f"{maker.name}.csv", content, "text/csv")}
    accepted = await maker.http.post(f"/{maker.name}/import", files=files, data=form)
    assert accepted.status_code == 202, accepted.text
    done = await worked_off(maker.org.product, maker.http, accepted.json()["operation_id"])
    assert done["status"] == "completed", done
    found: Json = done["result"]
    return found


def _kept(maker: Maker, record: Json) -> Json:
    """What a file carries: blanks around a cell do not count, and an empty cell is what the declaration says of an empty field."""
    names = [s.name for s in maker.settable if s.kind not in FILES and (s.default is None or record[s.name] is not None)]
    return {n: v.strip() or None if isinstance(v := record[n], str) else v for n in names}
