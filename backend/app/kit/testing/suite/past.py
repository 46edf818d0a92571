"""Earlier versions and duplicates: a record goes back to what it was, and two become one."""

from hypothesis.strategies import DataObject

from app.kit.testing.people import Organisation
from app.kit.testing.suite.records import Maker, fields_of, generated
from app.kit.testing.suite.values import same


@generated()
async def test_an_earlier_version_is_shown_and_taken_again(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    record = await maker.record(filled=True)
    path, plain = f"/{name}/{record['id']}", [s for s in maker.settable if not s.moves]
    changed = await maker.http.patch(path, json={s.name: await maker.value(s, filled=True) for s in plain})
    assert changed.status_code == 200, changed.text
    then = await maker.http.get(f"{path}/history/1")
    assert then.status_code == 200, then.text
    for spec in maker.settable:
        kept = then.json()["values"][spec.name]
        assert kept == "•••" if spec.sensitive else kept == record[spec.name] or same(spec, record[spec.name], kept), spec.name
    back = await maker.http.post(f"{path}/revert", json={"version": 1}, headers={"If-Match": changed.headers["etag"]})
    assert back.status_code == 200, back.text
    for spec in maker.settable:
        before = changed.json() if spec.sensitive else record
        assert back.json()[spec.name] == before[spec.name], spec.name


@generated()
async def test_two_become_one(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    stays, other = await maker.record(filled=True), await maker.record(filled=True)
    taken = {k: v for k, v in fields_of(other, maker).items() if not maker.entity.__fields__[k].moves}
    answer = await maker.http.post(f"/{name}/{stays['id']}/merge", json={"from": [other["id"]], "values": taken})
    assert answer.status_code == 200, answer.text
    assert answer.json()["id"] == stays["id"]
    for key, value in taken.items():
        assert same(maker.entity.__fields__[key], value, answer.json()[key]), key
    assert (await maker.http.get(f"/{name}/{other['id']}")).status_code == 404
    assert (await maker.listed(count="true"))["total"] == 1
