"""Two at the same time."""

import asyncio

from hypothesis.strategies import DataObject

from app.kit.testing.people import Organisation
from app.kit.testing.suite.records import Maker, generated


@generated()
async def test_two_writers_one_wins(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    record = await maker.record()
    spec = maker.entity.__fields__[maker.entity.__title__]
    first, second = await maker.value(spec, filled=True), await maker.value(spec, filled=True)
    path, held = f"/{name}/{record['id']}", {"If-Match": '"1"'}
    answers = await asyncio.gather(*(maker.http.patch(path, json={spec.name: v}, headers=held) for v in (first, second)))
    assert sorted(a.status_code for a in answers) in ([200, 412], [200, 200] if first == second == record[spec.name] else [200, 412])
    won = next(a for a in answers if a.status_code == 200)
    assert (await maker.http.get(path)).json() == won.json()
    stale = await maker.http.delete(path, headers=held)
    assert stale.status_code == 412 or won.json()["version"] == 1


@generated()
async def test_a_unique_value_is_given_once(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    for spec in (s for s in maker.settable if s.unique):
        value = await maker.value(spec, filled=True)
        bodies = [await maker.body(**{spec.name: value}) for _ in range(4)]
        answers = await asyncio.gather(*(maker.http.post(f"/{name}", json=body) for body in bodies))
        assert sorted(a.status_code for a in answers) == [201, 409, 409, 409], [a.text for a in answers]
        assert spec.name in next(a for a in answers if a.status_code == 409).text
