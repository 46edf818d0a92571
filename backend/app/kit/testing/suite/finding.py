"""Lists: filters, orders, pages, search, aggregates, some fields only."""

import re
from collections import Counter
from decimal import Decimal
from typing import Any

from hypothesis.strategies import DataObject

from app.kit.entity.kinds import KINDS
from app.kit.entity.record import SPARSE
from app.kit.entity.spec import FieldSpec
from app.kit.testing.people import Organisation
from app.kit.testing.suite.records import Json, Maker, generated

RECORDS = 7
WORDS = re.compile(r"[^\s!-/:-@\[-`{-~]+")
"""Between blanks and the signs of ASCII; others may belong to a word of some language."""
OPS = {
    "eq": lambda a, b: a == b, "gte": lambda a, b: a >= b, "lte": lambda a, b: a <= b, "gt": lambda a, b: a > b, "lt": lambda a, b: a < b,
}  # fmt: skip


def comparable(spec: FieldSpec, value: Any) -> Any:
    """A value that Python compares as the database does."""
    if value is None or spec.kind in ("boolean", "integer", "date", "tags", "refs"):
        return value
    if spec.kind == "money":
        return Decimal(value["amount"])
    return Decimal(value) if spec.kind in ("decimal", "percent") else value


def written(spec: FieldSpec, value: Any) -> str:
    """A value as a filter writes it."""
    if spec.kind == "money":
        return str(value["amount"])
    return str(value).lower() if spec.kind == "boolean" else str(value)


async def several(org: Organisation, name: str, data: DataObject) -> tuple[Maker, list[Json]]:
    """Some records, in the order in which they were made."""
    maker = await Maker(org, name, data).ready()
    return maker, [await maker.record() for _ in range(RECORDS)]


@generated(2)
async def test_every_filter_finds_what_it_says(org: Organisation, name: str, data: DataObject) -> None:
    maker, records = await several(org, name, data)
    mine = {r["id"] for r in records}
    for spec in maker.entity.__fields__.values():
        for op in spec.ops:
            for wanted in [r[spec.name] for r in records if r[spec.name] not in (None, [])][:1]:
                query, expected = _case(spec, op, wanted, records)
                if expected is not None:
                    found = {r["id"] for r in (await maker.listed(limit=200, **query))["items"]} & mine
                    assert found == expected, (query, spec.kind)


def _case(spec: FieldSpec, op: str, wanted: Any, records: list[Json]) -> tuple[dict[str, str], set[str] | None]:
    """The query of one filter and the ids it must find; None where the text can not be written as a filter."""
    key, held = (spec.name if op == "eq" else f"{spec.name}__{op}"), {r["id"]: r[spec.name] for r in records}
    one = wanted[0] if KINDS[spec.kind].many else wanted
    text = written(spec, one)
    if op == "null":
        return {key: "true"}, {i for i, v in held.items() if v in (None, [])}
    if not text or text.startswith("@") or op in ("in", "nin") and ("," in text or text != text.strip()):
        return {}, None
    if op in ("in", "nin"):
        inside = {i for i, v in held.items() if _is(spec, v, one)}
        return {key: text}, inside if op == "in" else {*held} - inside
    if op in ("contains", "startswith"):
        return {key: text[:10]}, _like(text[:10], op, held)
    if op == "eq":
        return {key: text}, {i for i, v in held.items() if _is(spec, v, one)}
    edge = comparable(spec, one)
    return {key: text}, {i for i, v in held.items() if v is not None and OPS[op](comparable(spec, v), edge)}


def _is(spec: FieldSpec, value: Any, one: Any) -> bool:
    return one in value if KINDS[spec.kind].many else value is not None and comparable(spec, value) == comparable(spec, one)


def _like(part: str, op: str, held: dict[str, Any]) -> set[str] | None:
    """Only where folding is plain: the database's own rules of accents are tested beside its function."""
    if not part.isascii() or not all((v or "").isascii() for v in held.values()):
        return None
    low = part.lower()
    return {i for i, v in held.items() if v and (v.lower().startswith(low) if op == "startswith" else low in v.lower())}


@generated()
async def test_every_order_pages_through_all(org: Organisation, name: str, data: DataObject) -> None:
    maker, records = await several(org, name, data)
    for spec in (s for s in maker.entity.__fields__.values() if s.sort and s.columns):
        for sort in (spec.name, f"-{spec.name}"):
            seen, cursor = [], None
            while True:
                page = await maker.listed(sort=sort, limit=2, **({"cursor": cursor} if cursor else {}))
                seen += page["items"]
                cursor = page["next_cursor"]
                if cursor is None:
                    break
            assert Counter(r["id"] for r in seen) == Counter(r["id"] for r in records), sort
            if spec.kind in ("date", "integer", "decimal", "percent", "money", "boolean"):
                filled = [comparable(spec, r[spec.name]) for r in seen if r[spec.name] is not None]
                assert filled == sorted(filled, reverse=sort.startswith("-")), sort
            assert [r[spec.name] is None for r in seen] == sorted(r[spec.name] is None for r in seen), sort


@generated(3)
async def test_search_finds_each_word(org: Organisation, name: str, data: DataObject) -> None:
    maker, records = await several(org, name, data)
    for spec in (s for s in maker.settable if s.search):
        for record in records[:3]:
            for word in [w for w in WORDS.findall(record[spec.name] or "") if w.isascii()][:2]:
                found = [r["id"] for r in (await maker.listed(q=word, limit=200))["items"]]
                assert record["id"] in found, (spec.name, word, record[spec.name])


@generated()
async def test_some_fields_only(org: Organisation, name: str, data: DataObject) -> None:
    maker, records = await several(org, name, data)
    asked = [maker.entity.__title__, *(s.name for s in maker.entity.__fields__.values() if s.computed is not None)]
    answer = await maker.http.get(f"/{name}", params={"fields": ",".join(asked)})
    assert answer.headers["content-type"] == SPARSE and answer.status_code == 200, answer.text
    whole = {r["id"]: r for r in records}
    for item in answer.json()["items"]:
        assert item.keys() == {"id", "version", *asked}
        assert item == {k: whole[item["id"]][k] for k in item}
    assert (await maker.http.get(f"/{name}/{records[0]['id']}", params={"fields": "nonsense"})).status_code == 422


@generated(2)
async def test_stats_add_up(org: Organisation, name: str, data: DataObject) -> None:
    maker, records = await several(org, name, data)
    total = (await maker.http.get(f"/{name}/stats")).json()["items"][0]["count"]
    assert total == len(records)
    for spec in maker.entity.__fields__.values():
        if spec.choices:
            groups = (await maker.http.get(f"/{name}/stats", params={"group_by": spec.name})).json()["items"]
            assert {g["group"][spec.name]: g["count"] for g in groups} == Counter(r[spec.name] for r in records)
        elif KINDS[spec.kind].number and spec.columns and spec.kind != "money":
            answer = await maker.http.get(f"/{name}/stats", params={"sum": spec.name, "min": spec.name})
            found, held = answer.json()["items"][0], [Decimal(r[spec.name]) for r in records if r[spec.name] is not None]
            assert Decimal(found["sum"][spec.name] or 0) == sum(held) and Decimal(found["min"][spec.name] or 0) == min(held, default=0)
