"""Autogenerate compares what each table should be with what its comment says it was made as.

So a new entity, a new status or a new searchable field needs no hand-written line. PostgreSQL re-renders expressions, hence the
comment keeps our own source text.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from alembic.autogenerate import comparators
from alembic.autogenerate.api import AutogenContext
from alembic.operations import MigrateOperation, ops
from alembic.util.langhelpers import DispatchPriority
from sqlalchemy import ARRAY, CheckConstraint, Column, Computed, MetaData, Table, text
from sqlalchemy.types import TypeEngine

from app.kit.core.migrate.operations import AddRules, DropRules, Facts, ProtectTable, ReleaseTable

RULES = ("search", "checks", "generated")
TABLES = text(
    "select relname, coalesce(obj_description(oid, 'pg_class'), '') from pg_class"
    " where relkind = 'r' and relnamespace = 'public'::regnamespace"
)


def facts(table: Table) -> Facts:
    """What the kit guarantees of a table beyond its columns: who reaches which rows, the search expression, the checks."""
    search = table.c.get("search")
    expression = str(search.computed.sqltext) if search is not None and isinstance(search.computed, Computed) else None
    checks = {str(c.name): str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)}
    generated = {c.name: str(c.computed.sqltext) for c in table.columns if c.computed is not None and c.name != "search"}
    flags = {k: v for k in ("scoped", "append_only", "system") if (v := table.info.get(k))}
    rules = {"search": expression, "checks": dict(sorted(checks.items())), "generated": generated}
    return {**flags, **{name: rule for name, rule in rules.items() if rule}}


def annotate(metadata: MetaData) -> None:
    """Write each table's facts into its comment, where the next autogenerate finds them."""
    for table in metadata.tables.values():
        table.comment = json.dumps(facts(table), sort_keys=True)


def types_differ(_context: Any, _was: Any, _now: Any, was: TypeEngine[Any], now: TypeEngine[Any]) -> bool | None:
    """Alembic takes an array for its item; None leaves the answer to it."""
    return True if isinstance(was, ARRAY) is not isinstance(now, ARRAY) else None


def _access(known: Facts) -> Facts:
    return {k: v for k, v in known.items() if k not in RULES}


@comparators.dispatch_for("schema", priority=DispatchPriority.LAST)  # after the tables and their columns
def _compare(ctx: AutogenContext, upgrade: ops.UpgradeOps, _schemas: Iterable[Any]) -> None:
    assert ctx.connection is not None and ctx.metadata is not None
    metadata: Any = ctx.metadata
    made = {name: json.loads(comment) if comment.startswith("{") else {} for name, comment in ctx.connection.execute(TABLES)}
    before: list[MigrateOperation] = []
    after: list[MigrateOperation] = []
    for table in metadata.sorted_tables:
        now, was = facts(table), made.get(table.name)
        if was is None:
            after.append(ProtectTable(table.name, **_access(now)))
            continue
        if _access(now) != _access(was):
            after.append(ProtectTable(table.name, _access(was), **_access(now)))
        retyped = _retyped(upgrade, table.name)
        _remake_generated(upgrade, table, was.get("generated", {}), retyped)
        dropped, added = _rules(now, was, retyped)
        before += [DropRules(table.name, **dropped)] if any(dropped.values()) else []
        after += [AddRules(table.name, **added)] if any(added.values()) else []
    before += [ReleaseTable(name, **_access(was)) for name, was in made.items() if name not in metadata.tables and was]
    _in_order(upgrade, set(made) & set(metadata.tables))
    upgrade.ops[:] = [*before, *upgrade.ops, *after]


def _rules(now: Facts, was: Facts, retyped: set[str]) -> tuple[Facts, Facts]:
    """What must go before the columns change, and what must come after. A search column holds the type of its columns fast."""
    old, new = was.get("checks", {}), now.get("checks", {})
    search = now.get("search") != was.get("search") or _speaks_of(was.get("search", ""), retyped)
    dropped = {"search": was.get("search") if search else None, "checks": {k: v for k, v in old.items() if new.get(k) != v}}
    added = {"search": now.get("search") if search else None, "checks": {k: v for k, v in new.items() if old.get(k) != v}}
    return dropped, added


def _retyped(upgrade: ops.UpgradeOps, table: str) -> set[str]:
    groups = [g for g in upgrade.ops if isinstance(g, ops.ModifyTableOps) and g.table_name == table]
    return {op.column_name for g in groups for op in g.ops if isinstance(op, ops.AlterColumnOp) and op.modify_type is not None}


def _speaks_of(expression: str, columns: Iterable[str]) -> bool:
    return any(re.search(rf"\b{name}\b", expression) for name in columns)


def _remake_generated(upgrade: ops.UpgradeOps, table: Table, was: dict[str, str], retyped: set[str]) -> None:
    """PostgreSQL holds the columns of an expression fast: generated columns are dropped before others change and come back after."""
    group = next((g for g in upgrade.ops if isinstance(g, ops.ModifyTableOps) and g.table_name == table.name), None)
    if group is None:
        return
    now, new = facts(table).get("generated", {}), {op.column.name for op in group.ops if isinstance(op, ops.AddColumnOp)}
    both = [name for name in {**now, **was} if name in table.c and name not in new]
    stale = [n for n in both if now.get(n) != was.get(n) or n in retyped or _speaks_of(now[n], retyped)]
    mine = [op for op in group.ops if isinstance(op, ops.AlterColumnOp) and op.column_name in stale]
    rest = [op for op in group.ops if op not in mine]
    gone: list[MigrateOperation] = [op for op in rest if isinstance(op, ops.DropColumnOp) and op.column_name in was]
    for name in stale:
        indexes = [index for index in table.indexes if name in index.columns]
        gone[:0] = [ops.DropIndexOp.from_index(index) for index in indexes if not _creates(rest, index.name)]
        gone.append(ops.AddColumnOp(table.name, _before(table.c[name], was.get(name), mine)).reverse())
        rest.insert(0, ops.AddColumnOp.from_column_and_tablename(None, table.name, table.c[name]))
        rest += [ops.CreateIndexOp.from_index(index) for index in indexes if not _creates(rest, index.name)]
    group.ops[:] = [*gone, *(op for op in rest if op not in gone)]


def _creates(steps: list[MigrateOperation], index: object) -> bool:
    return any(isinstance(op, ops.CreateIndexOp) and op.index_name == index for op in steps)


def _before(now: Column[Any], expression: str | None, changes: list[ops.AlterColumnOp]) -> Column[Any]:
    """The column as it was, computed or not."""
    mine = [op for op in changes if op.column_name == now.name]
    kind = next((op.existing_type for op in mine if op.modify_type is not None), now.type)
    empty = next((op.existing_nullable for op in mine if op.modify_nullable is not None), now.nullable)
    return Column(now.name, kind, *([Computed(expression, persisted=True)] if expression else []), nullable=empty)


def _in_order(upgrade: ops.UpgradeOps, kept: set[str]) -> None:
    """Columns between their indexes; the search column is left to the rules."""
    for group in upgrade.ops:
        if isinstance(group, ops.ModifyTableOps) and group.table_name in kept:
            group.ops[:] = sorted((op for op in group.ops if not _of_search(op)), key=_turn)


def _turn(op: MigrateOperation) -> int:
    """An index may fit neither the old nor the new type of a column: indexes and constraints go first and come last."""
    first, last = ops.DropIndexOp | ops.DropConstraintOp, ops.CreateIndexOp | ops.AddConstraintOp
    return 0 if isinstance(op, first) else 2 if isinstance(op, last) else 1


def _of_search(op: MigrateOperation) -> bool:
    match op:
        case ops.AddColumnOp():
            return op.column.name == "search"
        case ops.DropColumnOp() | ops.AlterColumnOp():
            return op.column_name == "search"
        case ops.CreateIndexOp() | ops.DropIndexOp():
            return op.index_name == f"ix_{op.table_name}_search"
    return False
