"""The value a row gets where a step of a revision needs one: from the declaration on the way up, a neutral one on the way down."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, MetaData, Numeric, String, Uuid, literal
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import SQLAlchemyError

from app.kit.core.model import Base

DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
NOW = {"@today": "current_date", "@now": "now()"}
"""Defaults that are a moment, not a value."""
Values = Callable[[str, Column[Any]], str | None]
"""Table name and column to an SQL expression, or None where there is none."""


def declared(metadata: MetaData) -> Values:
    """What the declaration says: the default of the column, or of the entity's field that it belongs to."""
    found: dict[tuple[str, str], Any] = {}
    for mapper in Base.registry.mappers:
        fields: Mapping[str, Any] = getattr(mapper.class_, "__fields__", {})
        by_key = {key: spec for spec in fields.values() for key in spec.columns}
        for column in mapper.columns:
            if isinstance(column, Column) and column.table in metadata.tables.values():
                key = mapper.get_property_by_column(column).key
                found[column.table.name, column.name] = _default(column, by_key.get(key), key)

    def value(table: str, column: Column[Any]) -> str | None:
        given = found.get((table, column.name))
        return None if given is None else NOW.get(str(given)) or _literal(given, metadata.tables[table].c[column.name])

    return value


def _default(column: Column[Any], spec: Any, key: str) -> Any:
    """None stands for no default: a column that may be empty needs none."""
    if column.default is not None and column.default.is_scalar:
        return getattr(column.default, "arg", None)
    given = getattr(spec, "default", None)
    if given is ... or given is None:
        return None
    if str(given) in NOW or isinstance(given, tuple):
        return list(given) if isinstance(given, tuple) else given
    return getattr(given, key.rpartition("_")[2], None) if spec.kind == "money" else given  # money: the part that this column holds


def _literal(value: Any, column: Column[Any]) -> str | None:
    if value == []:
        return "'{}'"
    try:
        return str(literal(value, column.type).compile(dialect=DIALECT, compile_kwargs={"literal_binds": True}))
    except SQLAlchemyError:
        return None


def neutral(checks: Mapping[str, Mapping[str, str]], unique: set[tuple[str, str]]) -> Values:
    """For the way down, where what was there before is not known: the first allowed word, an empty text, zero, now.

    `checks`: conditions by table and name; `unique`: columns whose values must differ, which get a piece of the record's id.
    """

    def value(table: str, column: Column[Any]) -> str | None:
        kind = column.type
        if isinstance(kind, String):
            words = (re.match(rf"{column.name} in \('([^']*)'", condition) for condition in checks.get(table, {}).values())
            if word := next((match[1] for match in words if match), None):
                return f"'{word}'"
            return f"right(id::text, {min(kind.length or 36, 36)})" if (table, column.name) in unique else "''"
        ranges = [found for condition in checks.get(table, {}).values() if (found := ends(condition)) and found[0] == column.name]
        if ranges:
            return ranges[0][1] or ranges[0][2]
        for of, expression in ((Numeric, "0"), (Boolean, "false"), (Date, "current_date"), (DateTime, "now()"), (JSON, "'{}'")):
            if isinstance(kind, of) or kind.python_type in _PYTHON.get(of, ()):
                return expression
        return "'{}'" if isinstance(kind, postgresql.ARRAY) else None

    return value


def ends(condition: str) -> tuple[str, str, str] | None:
    """Column, lowest and highest value (empty where open) of a range check, as `spec` writes it; None for another condition."""
    found = re.fullmatch(r"(\w+) (?:>= (\S+))?(?: and \w+ )?(?:<= (\S+))?", condition)
    return (found[1], found[2] or "", found[3] or "") if found and (found[2] or found[3]) else None


_PYTHON: dict[Any, tuple[type, ...]] = {Numeric: (int, float), Date: (date,), DateTime: (datetime,)}


def sql_type(kind: Any) -> str:
    """A type as PostgreSQL writes it."""
    return str(kind.compile(dialect=DIALECT))


def family(kind: Any) -> str:
    """Types within one family turn into each other by themselves, apart from what does not fit."""
    if isinstance(kind, String):
        return "text"
    if isinstance(kind, Numeric) or (not isinstance(kind, Uuid) and not isinstance(kind, JSON) and _number(kind)):
        return "number"
    return sql_type(kind)


def _number(kind: Any) -> bool:
    try:
        return kind.python_type is int
    except NotImplementedError:
        return False
