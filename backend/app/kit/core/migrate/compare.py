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
from sqlalchemy import CheckConstraint, Computed, MetaData, Table, text

from app.kit.core.migrate.operations import AddRules, DropRules, Facts, ProtectTable, ReleaseTable

RULES = ("search", "checks")
TABLES = text(
    "select relname, coalesce(obj_description(oid, 'pg_class'), '') from pg_class"
    " where relkind = 'r' and relnamespace = 'public'::regnamespace"
)


def facts(table: Table) -> Facts:
    """What the kit guarantees of a table beyond its columns: who reaches which rows, the search expression, the checks."""
    search = table.c.get("search")
    expression = str(search.computed.sqltext) if search is not None and isinstance(search.computed, Computed) else None
    checks = {str(c.name): str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)}
    flags = {k: v for k in ("scoped", "append_only", "system") if (v := table.info.get(k))}
    return {**flags, **({"search": expression} if expression else {}), **({"checks": dict(sorted(checks.items()))} if checks else {})}


def annotate(metadata: MetaData) -> None:
    """Write each table's facts into its comment, where the next autogenerate finds them."""
    for table in metadata.tables.values():
        table.comment = json.dumps(facts(table), sort_keys=True)


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
        dropped, added = _rules(now, was, _retyped(upgrade, table.name))
        before += [DropRules(table.name, **dropped)] if any(dropped.values()) else []
        after += [AddRules(table.name, **added)] if any(added.values()) else []
    before += [ReleaseTable(name, **_access(was)) for name, was in made.items() if name not in metadata.tables and was]
    _leave_search_to_the_rules(upgrade, set(made) & set(metadata.tables))
    upgrade.ops[:] = [*before, *upgrade.ops, *after]


def _rules(now: Facts, was: Facts, retyped: set[str]) -> tuple[Facts, Facts]:
    """What must go before the columns change, and what must come after. A search column holds the type of its columns fast."""
    old, new = was.get("checks", {}), now.get("checks", {})
    search = now.get("search") != was.get("search") or any(re.search(rf"\b{name}\b", was.get("search", "")) for name in retyped)
    dropped = {"search": was.get("search") if search else None, "checks": {k: v for k, v in old.items() if new.get(k) != v}}
    added = {"search": now.get("search") if search else None, "checks": {k: v for k, v in new.items() if old.get(k) != v}}
    return dropped, added


def _retyped(upgrade: ops.UpgradeOps, table: str) -> set[str]:
    groups = [g for g in upgrade.ops if isinstance(g, ops.ModifyTableOps) and g.table_name == table]
    return {op.column_name for g in groups for op in g.ops if isinstance(op, ops.AlterColumnOp) and op.modify_type is not None}


def _leave_search_to_the_rules(upgrade: ops.UpgradeOps, kept: set[str]) -> None:
    for group in upgrade.ops:
        if isinstance(group, ops.ModifyTableOps) and group.table_name in kept:
            group.ops[:] = [op for op in group.ops if not _of_search(op)]


def _of_search(op: MigrateOperation) -> bool:
    match op:
        case ops.AddColumnOp():
            return op.column.name == "search"
        case ops.DropColumnOp() | ops.AlterColumnOp():
            return op.column_name == "search"
        case ops.CreateIndexOp() | ops.DropIndexOp():
            return op.index_name == f"ix_{op.table_name}_search"
    return False
