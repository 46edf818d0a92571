"""Values of every kind as cells of a file, and back as the import takes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from app.kit.entity import flat
from app.kit.entity.import_rows import nested, rows
from app.kit.entity.sheet import Writer
from app.kit.entity.spec import FieldSpec

ONE, TWO = UUID(int=1), UUID(int=2)
MOMENT = datetime(2026, 3, 1, 12, 30, 5, tzinfo=UTC)
CASES: list[tuple[str, Any, Any]] = [
    ("text", "=SUM(A1)", "=SUM(A1)"),
    ("text", "'quoted'", "'quoted'"),
    ("phone", "-12", "-12"),
    ("long_text", "two\nlines", "two\nlines"),
    ("integer", -42, "-42"),
    ("integer", 2**53 - 1, str(2**53 - 1)),
    ("decimal", Decimal("1234.50"), "1234.5"),
    ("percent", Decimal("12.5"), "12.5"),
    ("money", {"amount": "1234.56", "currency": "EUR"}, {"amount": "1234.56", "currency": "EUR"}),
    ("money", {"amount": "9999999999999999.99", "currency": "EUR"}, {"amount": "9999999999999999.99", "currency": "EUR"}),
    ("boolean", True, "true"),
    ("boolean", False, "false"),
    ("date", date(2026, 1, 31), "2026-01-31"),
    ("date", date(1850, 1, 31), "1850-01-31"),
    ("enum", "in_progress", "in_progress"),
    ("tags", ["a b", "c"], ["a b", "c"]),
    ("refs", [ONE, TWO], [str(ONE), str(TWO)]),
    ("json", {"a": [1, None, "x"]}, {"a": [1, None, "x"]}),
]


def entity_of(kind: Any) -> Any:
    """As much of an entity as a file needs: one field."""
    choices = ("open", "in_progress") if kind == "enum" else ()
    return SimpleNamespace(__fields__={"it": FieldSpec(kind=kind, name="it", label="It", choices=choices)})


def written(kind: str, value: Any, path: Path) -> dict[str, str]:
    """The one row of a file of this format with this value, as the import reads it."""
    entity = entity_of(kind)
    record = {"id": ONE, "it": value, "created_at": MOMENT, "updated_at": MOMENT}
    titles, row = flat.titles(entity, ["it"]), flat.values(entity, ["it"], record)
    if path.suffix == ".xlsx":
        sheet = Writer("Things", titles)
        path.write_bytes(sheet.rows([row]) + sheet.end())
    else:
        path.write_bytes(flat.lines([titles, map(flat.text, row)]))
    [found] = rows(path)
    return found


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize(("kind", "value", "back"), CASES, ids=[f"{k} {v!r:.30}" for k, v, _ in CASES])
def test_what_is_written_is_read(kind: str, value: Any, back: Any, format: str, tmp_path: Path) -> None:
    found = written(kind, value, tmp_path / f"file.{format}")
    made = nested(entity_of(kind), {k: v for k, v in found.items() if k.startswith("it") and v})
    if kind == "decimal":
        made["it"] = made["it"].removesuffix("0")
    assert made == {"it": back}


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_times_are_utc(format: str, tmp_path: Path) -> None:
    found = written("datetime", MOMENT, tmp_path / f"file.{format}")
    assert datetime.fromisoformat(found["it"]).replace(tzinfo=UTC) == MOMENT


@pytest.mark.parametrize(
    ("kind", "text", "read"),
    [("percent", "12,5 %", "12.5"), ("integer", "1,234", "1234"), ("enum", "In progress", "in_progress"), ("tags", " a, ,b ", ["a", "b"])],
)
def test_values_may_be_written_as_people_do(kind: str, text: str, read: Any) -> None:
    assert nested(entity_of(kind), {"it": text}) == {"it": read}


def test_more_rows_than_a_sheet_holds_go_to_a_next_one(tmp_path: Path) -> None:
    sheet = Writer("A/B: things", ["n"], most=3)
    path = tmp_path / "many.xlsx"
    path.write_bytes(sheet.rows([[n] for n in range(4)]) + sheet.rows([[4]]) + sheet.end())
    book = load_workbook(path)
    assert [s.title for s in book] == ["A B  things", "A B  things 2"]
    assert [[c.value for c in s["A"]] for s in book] == [["n", 0, 1, 2], ["n", 3, 4]]
