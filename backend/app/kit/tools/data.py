"""Data tools: figures over a CSV file of the conversation or over the records of an entity, computed off the event loop.

A source is named by the id of an attachment of this conversation or by `entity:<name>`; a path or address is neither, so a model
that is talked into asking for one gets an error. Records are read through the API as the caller.
"""

import asyncio
from typing import Annotated, Any, Literal

from pydantic import Field

from app.kit.core.errors import Invalid, NotFound
from app.kit.tools.reading import file_of
from app.kit.tools.tool import Args, BuiltIn, Hands

MAX_FILE_BYTES = 5_000_000
MAX_RECORDS = 20_000
_busy = asyncio.Semaphore(2)
"""Tables in work at once: they hold memory and the interpreter."""

Source = Annotated[str, Field(max_length=80, description="id of an attached file, or entity:<name>, such as entity:invoices")]
Column = Annotated[str, Field(max_length=200)]


class Where(Args):
    """A condition on one column."""

    column: Column
    op: Literal["eq", "ne", "gt", "gte", "lt", "lte", "contains"] = "eq"
    value: str


class Describe(Args):
    """Which table."""

    source: Source


class _Measured(Args):
    source: Source
    agg: Literal["count", "sum", "mean", "min", "max", "median"] = "count"
    column: Column | None = Field(default=None, description="the column that agg is computed of; count needs none")
    where: list[Where] = Field(default_factory=list, max_length=10)


class Group(_Measured):
    """One figure, or one per group."""

    by: list[Column] = Field(default_factory=list, max_length=4)
    limit: int = Field(default=50, ge=1, le=200)


class Pivot(_Measured):
    """One figure per pair."""

    rows: Column
    columns: Column


class Trend(_Measured):
    """One figure per period."""

    date: Column
    bucket: Literal["day", "week", "month", "quarter", "year"] = "month"


async def compute(hands: Hands, args: Describe | Group | Pivot | Trend) -> Any:
    """Load the source, then work on it in a thread."""
    loaded = await _load(hands, args.source)
    async with _busy:
        return await asyncio.to_thread(_computed, loaded, args)


def _computed(loaded: bytes | list[dict[str, Any]], args: Describe | Group | Pivot | Trend) -> Any:
    from app.kit.tools import frame  # pandas is loaded when it is first needed, in this thread

    table = frame.read_csv(loaded) if isinstance(loaded, bytes) else frame.from_rows(loaded)
    if isinstance(args, Describe):
        return frame.describe(table)
    table = frame.keep(table, [frame.Condition(w.column, w.op, w.value) for w in args.where])
    measure = frame.Measure(args.agg, args.column)
    if isinstance(args, Group):
        return frame.group(table, args.by, measure, limit=args.limit)
    if isinstance(args, Pivot):
        return frame.pivot(table, args.rows, args.columns, measure)
    return frame.trend(table, args.date, measure, args.bucket)


async def _load(hands: Hands, source: str) -> bytes | list[dict[str, Any]]:
    if source.startswith("entity:"):
        return await _records(hands, source.removeprefix("entity:"))
    file = file_of(hands, source)
    if not file.tabular:
        raise Invalid(f"{file.name} is a document, not a table: read it with read_file.")
    return await file.read()


async def _records(hands: Hands, entity: str) -> list[dict[str, Any]]:
    """All records that the caller may see, money as two columns."""
    operation = f"list_{entity}"
    if operation not in hands.kit.operations:
        raise NotFound(f"There is no entity {entity}.")
    rows: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        page = await hands.call(operation, {"limit": 200, **({"cursor": cursor} if cursor else {})})
        rows += [_flat(item) for item in page["items"]]
        cursor = page.get("next_cursor")
        if cursor is None:
            return rows
        if len(rows) >= MAX_RECORDS:
            raise Invalid(f"{entity} has more than {MAX_RECORDS} records: use get_…_stats, which counts in the database.")


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{part}": inner for part, inner in value.items() if not isinstance(inner, dict | list)}
        elif not isinstance(value, list):
            flat[name] = value
    return flat


DATA_TOOLS = (
    BuiltIn(
        "data_describe", "Columns of a table with their types, ranges, sums and most frequent values. Call it first.", Describe, compute
    ),
    BuiltIn(
        "data_group", "One figure of a table, or one per group: count, sum, mean, min, max or median, with conditions.", Group, compute
    ),
    BuiltIn("data_pivot", "A table of figures with one column's values down and another's across.", Pivot, compute),
    BuiltIn("data_trend", "A figure per day, week, month, quarter or year of a date column.", Trend, compute),
)
