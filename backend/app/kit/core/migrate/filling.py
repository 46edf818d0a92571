"""Steps that a filled table needs and an empty one does not: written into both directions of a revision."""

from collections.abc import Iterable
from typing import Any

from alembic.operations import MigrateOperation, ops
from sqlalchemy import Column, String
from sqlalchemy import text as sql

from app.kit.core.migrate.operations import AddRules, RunOnRows
from app.kit.core.migrate.values import Values, ends, family, sql_type


def fill(steps: list[MigrateOperation], values: Values, *, cut: bool, back: bool = False) -> None:
    """Give rows a value where these steps would fail without one.

    `cut`: what does not fit a new type or rule may go. `back`: this is the way down, which must be possible whatever was written since.
    """
    made: list[MigrateOperation] = []
    for step in steps:
        if isinstance(step, ops.ModifyTableOps):
            step.ops[:] = [part for op in step.ops for part in _filled(op, values, cut)]
        if isinstance(step, AddRules) and cut:
            made += _among(step, values)
        if isinstance(step, AddRules) and back:
            made += _within(step)
        made.append(step)
    steps[:] = made


def _filled(op: MigrateOperation, values: Values, cut: bool) -> Iterable[MigrateOperation]:
    if isinstance(op, ops.AddColumnOp) and not op.column.nullable and op.column.server_default is None and op.column.computed is None:
        return _added(op, values(op.table_name, op.column))
    if not isinstance(op, ops.AlterColumnOp):
        return [op]
    made: list[MigrateOperation] = []
    if op.modify_type is not None and (using := _using(op, values, cut)):
        kind = sql_type(op.modify_type)
        made.append(ops.ExecuteSQLOp(f"alter table {op.table_name} alter column {op.column_name} type {kind} using {using}"))
        op.existing_type, op.modify_type = op.modify_type, None
    if op.modify_nullable is False and (value := values(op.table_name, _column(op))):
        update = f"update {op.table_name} set {op.column_name} = {value} where {op.column_name} is null"
        made.append(RunOnRows(op.table_name, update))
    if op.has_changes() or op.modify_name:
        made.insert(0 if op.modify_nullable else len(made), op)  # first it may be empty, then what can not be read is
    return made


def _added(op: ops.AddColumnOp, value: str | None) -> Iterable[MigrateOperation]:
    """A required column: the rows there are get the value; a new row must bring its own."""
    table, name = op.table_name, op.column.name
    if value is None:
        return [op]
    if "id::" not in value:  # the same for all: PostgreSQL notes it once instead of writing every row
        op.column = Column(name, op.column.type, nullable=False, server_default=sql(value))
        return [op, ops.AlterColumnOp(table, name, modify_server_default=None, existing_type=op.column.type)]
    op.column.nullable = True
    update = RunOnRows(table, f"update {table} set {name} = {value}")
    return [op, update, ops.AlterColumnOp(table, name, modify_nullable=False, existing_type=op.column.type)]


def _column(op: ops.AlterColumnOp) -> Column[Any]:
    return Column(op.column_name, op.existing_type if op.modify_type is None else op.modify_type)


def _using(op: ops.AlterColumnOp, values: Values, cut: bool) -> str:
    """How a value of the old type becomes one of the new; empty where PostgreSQL knows by itself."""
    old, new, name = op.existing_type, op.modify_type, op.column_name
    if family(old) == family(new):
        short = new.length if isinstance(new, String) else None
        return f"left({name}, {short})" if cut and short else ""
    kind = sql_type(new)
    if not cut:
        return f"{name}::text::{kind}"
    readable = f"case when pg_input_is_valid({name}::text, '{kind.lower()}') then {name}::text::{kind} end"
    value = None if op.existing_nullable or op.modify_nullable else values(op.table_name, _column(op))
    return f"coalesce({readable}, {value})" if value else readable


def _among(step: AddRules, values: Values) -> list[MigrateOperation]:
    """Rows whose word is none of the allowed ones any more take the default."""
    made: list[MigrateOperation] = []
    for condition in step.checks.values():
        name, among, _ = condition.partition(" in (")
        if among and (value := values(step.table, Column(name, String()))):
            made.append(RunOnRows(step.table, f"update {step.table} set {name} = {value} where not ({condition})"))
    return made


def _within(step: AddRules) -> list[MigrateOperation]:
    """Rows whose number is out of range take the nearest end."""
    made: list[MigrateOperation] = []
    for condition in step.checks.values():
        if found := ends(condition):
            column, low, high = found
            nearest = f"greatest({column}, {low})" if low else column
            nearest = f"least({nearest}, {high})" if high else nearest
            made.append(RunOnRows(step.table, f"update {step.table} set {column} = {nearest} where not ({condition})"))
    return made
