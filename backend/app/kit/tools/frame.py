"""Tables in memory: CSV in, exact figures out. The only module of the kit that loads pandas; everything here is synchronous.

Numbers are `Decimal`, because a sum of amounts must be right to the cent; a column is numeric when every filled cell is.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Literal

import pandas as pd

from app.kit.core.errors import Invalid

MAX_ROWS = 100_000
MAX_COLUMNS = 200
Aggregate = Literal["count", "sum", "mean", "min", "max", "median"]
Bucket = Literal["day", "week", "month", "quarter", "year"]
Operator = Literal["eq", "ne", "gt", "gte", "lt", "lte", "contains"]

NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")
PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Condition:
    """Keep rows where `column` stands in this relation to `value`."""

    column: str
    op: Operator
    value: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What is computed of each group: `agg` of `column` (count needs none)."""

    agg: Aggregate
    column: str | None = None


def read_csv(data: bytes) -> pd.DataFrame:
    """A table from CSV bytes: UTF-8 (or Windows-1252), separator found by itself, header in the first line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text or not text.strip():
        raise Invalid("The file is empty or not a text file.")
    separator = max(",;\t|", key=text.partition("\n")[0].count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(cell.strip() for cell in row)]
    if len(rows) - 1 > MAX_ROWS or len(rows[0]) > MAX_COLUMNS:
        raise Invalid(f"The table is larger than {MAX_ROWS} rows or {MAX_COLUMNS} columns.")
    header = [name.strip() or f"column_{i + 1}" for i, name in enumerate(rows[0])]
    if len(set(header)) != len(header):
        raise Invalid("Two columns have the same name.")
    width = len(header)
    return from_rows([dict(zip(header, [*row, *[""] * width][:width], strict=True)) for row in rows[1:]], header)


def from_rows(rows: Sequence[dict[str, Any]], columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A table of text cells; numeric columns become Decimal, empty cells None."""
    names = list(columns if columns is not None else dict.fromkeys(k for row in rows for k in row))
    table = pd.DataFrame({name: pd.Series([_cell(row.get(name)) for row in rows], dtype=object) for name in names})
    for name in names:
        cells = [c for c in table[name] if c is not None]
        if cells and all(isinstance(c, Decimal) or (any(ch.isdigit() for ch in c) and NUMBER.fullmatch(c)) for c in cells):
            table[name] = pd.Series([None if c is None else Decimal(str(c).replace(",", "")) for c in table[name]], dtype=object)
    return table


def numeric(table: pd.DataFrame) -> list[str]:
    """Names of the numeric columns."""
    return [str(name) for name in table.columns if any(isinstance(c, Decimal) for c in table[name])]


def describe(table: pd.DataFrame) -> dict[str, Any]:
    """Rows, and of each column: filled and distinct cells, range, sum and mean of numbers, most frequent texts."""
    return {"rows": len(table), "columns": [_described(str(name), [c for c in table[name] if c is not None]) for name in table.columns]}


def keep(table: pd.DataFrame, conditions: Sequence[Condition]) -> pd.DataFrame:
    """The rows that meet all conditions."""
    for condition in conditions:
        column = column_of(table, condition.column)
        table = table[[_meets(cell, condition) for cell in table[column]]]
    return table


def group(table: pd.DataFrame, by: Sequence[str], measure: Measure, *, limit: int = 50) -> dict[str, Any]:
    """One row per combination of `by`, largest first; without `by` one figure over everything."""
    names = [column_of(table, name) for name in by]
    cells = _measured(table, measure)
    if not names:
        return {"value": _figure(measure.agg, list(cells)), "rows": len(table)}
    keys = [tuple(_label(v) for v in row) for row in table[names].itertuples(index=False)]
    found: dict[tuple[str, ...], list[Any]] = {}
    for key, cell in zip(keys, cells, strict=True):
        found.setdefault(key, []).append(cell)
    rows = [{**dict(zip(names, key, strict=True)), "value": _figure(measure.agg, values)} for key, values in found.items()]
    rows.sort(key=lambda row: row["value"] if isinstance(row["value"], Decimal) else Decimal(-1), reverse=True)
    return {"groups": len(rows), "items": rows[:limit]}


def pivot(table: pd.DataFrame, rows: str, columns: str, measure: Measure) -> dict[str, Any]:
    """`rows` down, `columns` across, the measure in each cell."""
    down, across = column_of(table, rows), column_of(table, columns)
    if table[across].nunique() > 50:
        raise Invalid(f"{across} has more than 50 values: choose another column to go across.")
    flat = group(table, [down, across], measure, limit=MAX_ROWS)["items"]
    made: dict[str, dict[str, Any]] = {}
    for item in flat:
        made.setdefault(item[down], {})[item[across]] = item["value"]
    return {"columns": sorted({item[across] for item in flat}), "items": [{down: key, **made[key]} for key in sorted(made)][:200]}


def trend(table: pd.DataFrame, date: str, measure: Measure, bucket: Bucket) -> dict[str, Any]:
    """The measure per day, week (from Monday), month, quarter or year, in time order."""
    column = column_of(table, date)
    moments = pd.to_datetime(table[column].astype("string"), errors="coerce", format="mixed", utc=True).dt.tz_localize(None)
    if moments.isna().all():
        raise Invalid(f"{column} holds no dates.")
    dated = table.assign(**{"": moments.dt.to_period(PERIODS[bucket]).map(lambda p: None if pd.isna(p) else str(p.start_time.date()))})
    dated = dated[dated[""].notna()]
    found = group(dated, [""], measure, limit=MAX_ROWS)["items"]
    items = sorted(({"from": item[""], "value": item["value"]} for item in found), key=lambda item: str(item["from"]))
    return {"bucket": bucket, "items": items[-400:], "rows_without_date": int(moments.isna().sum())}


def column_of(table: pd.DataFrame, name: str) -> str:
    """The column that is meant: exact, or the same but for case, spaces and underscores."""
    plain = _plain(name)
    for column in map(str, table.columns):
        if column == name or _plain(column) == plain:
            return column
    raise Invalid(f"There is no column {name!r}; there are: {', '.join(map(str, table.columns))}.")


def _plain(name: str) -> str:
    return re.sub(r"[\s_]+", "", name).casefold()


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, Decimal):
        return value
    return str(value).strip() or None


def _label(value: Any) -> str:
    return "" if value is None or value is pd.NaT else str(value)


def _described(name: str, cells: list[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "filled": len(cells), "distinct": len(set(cells))}
    if cells and all(isinstance(c, Decimal) for c in cells):
        return made | {"type": "number", "sum": sum(cells), "mean": _figure("mean", cells), "min": min(cells), "max": max(cells)}
    top = pd.Series(cells, dtype=object).value_counts().head(5)
    return made | {"type": "text", "most_frequent": [{"value": str(value), "count": int(count)} for value, count in top.items()]}


def _measured(table: pd.DataFrame, measure: Measure) -> Sequence[Any]:
    if measure.column is None:
        if measure.agg != "count":
            raise Invalid(f"{measure.agg} needs a column.")
        return [1] * len(table)
    column = column_of(table, measure.column)
    if measure.agg in ("sum", "mean", "median") and column not in numeric(table):
        raise Invalid(f"{column} is not a column of numbers.")
    return list(table[column])


def _figure(agg: Aggregate, cells: Sequence[Any]) -> Any:
    """Over the filled cells; a mean is rounded half-even to cents; None when there is nothing."""
    filled = [c for c in cells if c is not None]
    if agg == "count":
        return Decimal(len(filled))
    if not filled:
        return None
    if agg in ("min", "max"):
        return min(filled) if agg == "min" else max(filled)
    if agg == "sum":
        return sum(filled, Decimal(0))
    if agg == "mean":
        return (sum(filled, Decimal(0)) / len(filled)).quantize(CENT, ROUND_HALF_EVEN)
    ordered, middle = sorted(filled), len(filled) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _meets(cell: Any, condition: Condition) -> bool:
    value, op = condition.value.strip(), condition.op
    if cell is None:
        return op == "ne" and bool(value)
    if op == "contains":
        return value.casefold() in str(cell).casefold()
    if isinstance(cell, Decimal):
        if not NUMBER.fullmatch(value):
            raise Invalid(f"{condition.column} is compared with {value!r}, which is not a number.")
        pair: tuple[Any, Any] = (cell, Decimal(value.replace(",", "")))
    else:
        pair = (str(cell).casefold(), value.casefold())
    order = (pair[0] > pair[1]) - (pair[0] < pair[1])
    return bool({"eq": order == 0, "ne": order != 0, "gt": order > 0, "gte": order >= 0, "lt": order < 0, "lte": order <= 0}[op])
