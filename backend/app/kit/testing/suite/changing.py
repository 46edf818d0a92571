"""Making, changing, replacing, deleting: what is sent is what is kept, and what does not fit is named."""

from typing import Any

from hypothesis.strategies import DataObject

from app.kit.testing.people import Organisation
from app.kit.testing.suite.records import FILES, Maker, fields_of, generated
from app.kit.testing.suite.values import same


@generated(6)
async def test_a_record_is_what_was_sent(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    sent = await maker.body()
    made = await maker.http.post(f"/{name}", json=sent)
    assert made.status_code == 201, made.text
    read = await maker.http.get(f"/{name}/{made.json()['id']}")
    assert read.json() == made.json() and read.headers["etag"] == '"1"'
    for spec in maker.settable:
        assert same(spec, sent[spec.name], read.json()[spec.name]), (spec.name, sent[spec.name], read.json()[spec.name])
    assert read.json()["created_by"] == org.admin.id


@generated(2)
async def test_fields_change_one_by_one(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    record = await maker.record()
    for spec in (s for s in maker.settable if not s.moves):
        wanted = await maker.value(spec)
        answer = await maker.http.patch(f"/{name}/{record['id']}", json={spec.name: wanted})
        assert answer.status_code == 200, answer.text
        after = answer.json()
        assert same(spec, wanted, after[spec.name])
        others = [s.name for s in maker.settable if s is not spec]
        assert {k: after[k] for k in others} == {k: record[k] for k in others}
        record = after


@generated(3)
async def test_a_whole_record_sent_back_changes_nothing(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    record = await maker.record(filled=True)
    answer = await maker.http.put(f"/{name}/{record['id']}", json=fields_of(record, maker), headers={"If-Match": f'"{record["version"]}"'})
    assert answer.status_code == 200, answer.text
    assert fields_of(answer.json(), maker) == fields_of(record, maker)


WRONG: dict[str, Any] = {
    "text": "two\nlines", "phone": "two\nlines", "email": "no address", "url": "ftp://example.com", "integer": "many", "decimal": "1,5",
    "percent": "all", "money": {"amount": "1"}, "boolean": "perhaps", "date": "2026-02-30", "datetime": "noon", "enum": "no such word",
    "status": "no such word", "tags": ["a", ""], "json": "text", "file": "not an id", "image": "not an id", "user": "not an id",
    "ref": "not an id", "refs": ["not an id"], "long_text": "x" * 100_001,
}  # fmt: skip
NOBODY = "00000000-0000-7000-8000-000000000000"


@generated()
async def test_what_does_not_fit_is_named(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    good = await maker.body()
    for spec in maker.settable:
        await _refused(maker, good | {spec.name: WRONG[spec.kind]}, spec.name)
        if spec.required:
            await _refused(maker, {k: v for k, v in good.items() if k != spec.name}, spec.name)
        if not spec.nullable:
            await _refused(maker, good | {spec.name: None}, spec.name)
        if spec.target or spec.kind in FILES:
            await _refused(maker, good | {spec.name: [NOBODY] if spec.many else NOBODY}, spec.name)
    await _refused(maker, good | {"no_such_field": 1}, "no_such_field")
    assert (await maker.listed(count="true"))["total"] == 0


async def _refused(maker: Maker, body: dict[str, Any], field: str) -> None:
    answer = await maker.http.post(f"/{maker.name}", json=body)
    assert answer.status_code in (409, 422), f"{field}: {answer.status_code} {answer.text}"
    assert field in answer.text.replace("_id", ""), answer.text


@generated()
async def test_a_delete_hides_and_a_restore_brings_back(org: Organisation, name: str, data: DataObject) -> None:
    maker = await Maker(org, name, data).ready()
    record = await maker.record()
    path = f"/{name}/{record['id']}"
    assert (await maker.http.delete(path)).status_code == 204
    assert (await maker.http.get(path)).status_code == 404
    assert (await maker.http.patch(path, json={})).status_code == 404
    assert (await maker.http.delete(path)).status_code == 404
    assert (await maker.listed())["items"] == []
    back = await maker.http.post(f"{path}/restore")
    if not maker.entity.__soft_delete__:
        assert back.status_code == 404 and (await maker.listed(deleted="true"))["items"] == []
        return
    assert back.status_code == 200, back.text
    assert fields_of(back.json(), maker) == fields_of(record, maker)
    assert (await maker.listed())["items"][0]["id"] == record["id"]
