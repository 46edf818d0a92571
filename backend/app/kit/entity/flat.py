"""A record as one row of a file: column names and values. What an export writes, an import reads."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson

from app.kit.entity.declare import Entity
from app.kit.entity.spec import FieldSpec

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell of a CSV file that begins with one of these; an apostrophe keeps it text (OWASP, CSV injection)."""
STAMPS = ("created_at", "updated_at")


def titles(entity: type[Entity], fields: Sequence[str]) -> list[str]:
    """Column names; money has two, `total.amount` and `total.currency`, as the import takes them."""
    specs = entity.__fields__
    parts = [[f"{k}.amount", f"{k}.currency"] if specs[k].kind == "money" else [k] for k in fields]
    return ["id", *(name for part in parts for name in part), *STAMPS]


def values(entity: type[Entity], fields: Sequence[str], record: dict[str, Any]) -> list[Any]:
    """A record in the order of `titles`: texts, numbers, dates, times (UTC), booleans, None."""
    made: list[Any] = [str(record["id"])]
    for key in fields:
        spec, value = entity.__fields__[key], record[key]
        if spec.kind == "money":
            made += [Decimal(value["amount"]), value["currency"]] if value else [None, None]
        else:
            made.append(None if value is None else _value(spec, value))
    return [*made, *(record[stamp] for stamp in STAMPS)]


def _value(spec: FieldSpec, value: Any) -> Any:
    if spec.many:
        return ", ".join(map(str, value))
    if spec.kind == "json":
        return orjson.dumps(value).decode()
    if spec.kind in ("file", "image"):
        return value["name"]
    return value if isinstance(value, str | bool | int | Decimal | date | datetime) else str(value)


def text(value: Any) -> str:
    """A value as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str):
        return safe(value)
    return str(value)


def safe(cell: str) -> str:
    """A text that a spreadsheet does not run; numbers stay numbers."""
    if cell.startswith(FORMULA) and not cell.replace(".", "", 1).lstrip("+-").isdigit():
        return f"'{cell}"
    return cell


def unsafe(cell: str) -> str:
    """The text that `safe` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) and safe(cell[1:]) == cell else cell


def lines(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as CSV (RFC 4180)."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
