"""What a revision would destroy, and what it can not do with the rows there are: one sentence each, with numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from alembic.operations import MigrateOperation, ops
from sqlalchemy import Column, Connection, Numeric, String, text
from sqlalchemy.exc import DBAPIError

from app.kit.core.migrate.operations import AddRules
from app.kit.core.migrate.values import Values, family, sql_type

MADE = ("search_language",)
"""Columns that the database fills by itself."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`final`: no flag helps, the records or the declaration must change first."""

    says: str
    final: bool = False


class Rows:
    """Counts in the database at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, table: str, where: str = "true") -> int:
        """Rows of all organisations."""
        return int(self._connection.scalar(text(f'select count(*) from "{table}" where {where}'.replace(":", r"\:"))) or 0)

    def first(self, statement: str) -> Any:
        """The first row of the answer, or None."""
        return self._connection.execute(text(statement)).first()

    def breaking(self, table: str, condition: str) -> int:
        """Rows that do not fulfil a condition; none when it speaks of a column that is not there yet, or still has another type."""
        try:
            with self._connection.begin_nested():
                return self.count(table, f"not ({condition})")
        except DBAPIError:
            return 0


def examine(steps: Iterable[MigrateOperation], connection: Connection, values: Values) -> list[Finding]:
    """Everything a person should know before these steps are written."""
    rows = Rows(connection)
    return [found for step in steps for found in _step(step, rows, values)]


def _step(step: MigrateOperation, rows: Rows, values: Values) -> Iterator[Finding]:
    match step:
        case ops.ModifyTableOps():
            for op in step.ops:
                yield from _change(op, rows, values)
        case ops.DropTableOp():
            yield Finding(f"the table {step.table_name} is dropped with its {_many(rows.count(step.table_name))}.")
        case AddRules():
            for name, condition in step.checks.items():
                yield from _rule(step.table, name, condition, rows, values)


def _change(op: MigrateOperation, rows: Rows, values: Values) -> Iterator[Finding]:
    match op:
        case ops.DropColumnOp() if op.to_column().computed is None and op.column_name not in MADE:  # what is computed can be made again
            filled = rows.count(op.table_name, f'"{op.column_name}" is not null')
            yield Finding(f"the column {op.table_name}.{op.column_name} is dropped; it is filled in {_many(filled)}.")
        case ops.AddColumnOp() if not op.column.nullable and op.column.computed is None and op.column.server_default is None:
            if values(op.table_name, op.column) is None and (count := rows.count(op.table_name)):
                yield Finding(
                    _required(op.table_name, op.column.name, f"is new and required, with no value for {_many(count)}"), final=True
                )
        case ops.AlterColumnOp():
            yield from _altered(op, rows, values)
        case ops.CreateIndexOp() if op.unique:
            yield from _unique(op, rows)


def _required(table: str, column: str, why: str) -> str:
    return (
        f"{table}.{column} {why}. Give the field a default in its declaration (default=…, which they then get), "
        "or let it be empty (Mapped[… | None] and default=None), fill it, and require it later."
    )


def _altered(op: ops.AlterColumnOp, rows: Rows, values: Values) -> Iterator[Finding]:
    table, name = op.table_name, op.column_name
    if op.modify_nullable is False and (empty := rows.count(table, f'"{name}" is null')):
        known = values(table, Column(name, op.existing_type))
        if known is None:
            yield Finding(_required(table, name, f"is now required, with no value for {_many(empty)}"), final=True)
    if op.modify_type is None:
        return
    old, new = op.existing_type, op.modify_type
    kind = sql_type(new).lower()
    if family(old) != family(new):
        if bad := rows.count(table, f"{name} is not null and not pg_input_is_valid({name}::text, '{kind}')"):
            gets = None if op.existing_nullable or op.modify_nullable else values(table, Column(name, new))
            stuck = not gets and not op.existing_nullable and not op.modify_nullable
            what = "Change these records first." if stuck else f"They get {gets}." if gets else "It is emptied."
            yield Finding(f"{table}.{name} can not be read as {kind} in {_many(bad)}. {what}", final=stuck)
    elif isinstance(new, String) and new.length and (long := rows.count(table, f'char_length("{name}") > {new.length}')):
        yield Finding(f"{table}.{name} is longer than {new.length} characters in {_many(long)}: the rest is cut off.")
    elif family(new) == "number":
        scale = (new.scale or 0) if isinstance(new, Numeric) else 0
        if rounded := rows.count(table, f'"{name}" is not null and round("{name}"::numeric, {scale}) <> "{name}"'):
            yield Finding(f"{table}.{name} has more than {scale} decimals in {_many(rounded)}: it is rounded.")


def _unique(op: ops.CreateIndexOp, rows: Rows) -> Iterator[Finding]:
    columns = [str(getattr(c, "name", c)) for c in op.columns]
    known = rows.first(
        "select count(*) from information_schema.columns where table_schema = 'public'"
        f" and table_name = '{op.table_name}' and column_name in ({', '.join(repr(c) for c in columns)})"
    )
    if known is None or known[0] < len(columns):
        return  # over a column that this revision adds
    where = op.kw.get("postgresql_where")
    listed = ", ".join(f'"{c}"' for c in columns)
    twice = rows.first(
        f'select count(*), min(v) from (select max("{columns[-1]}"::text) v from "{op.table_name}"'
        f" where {where if where is not None else 'true'} group by {listed} having count(*) > 1) t"
    )
    if twice and twice[0]:
        yield Finding(
            f"{op.table_name}.{columns[-1]} is to be unique, but {twice[0]} of its values occur more than once in an organisation"
            f" (such as {twice[1]!r}). Change these records first.",
            final=True,
        )


def _rule(table: str, name: str, condition: str, rows: Rows, values: Values) -> Iterator[Finding]:
    column, among, _ = condition.partition(" in (")
    if not (bad := rows.breaking(table, condition)):
        return
    if among and (known := values(table, Column(column, String()))):
        yield Finding(f"{table}.{column} is none of its words any more in {_many(bad)}: they get {known}.")
    else:
        yield Finding(f"the new rule {condition} does not hold for {_many(bad)} of {table}. Change these records first.", final=True)


def _many(count: int) -> str:
    return "1 record" if count == 1 else f"{count:,} records"
