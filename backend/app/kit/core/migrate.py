"""What Alembic learns: `protect_table` (row-level security, policies, grants) and `refresh_table` (search column, checks).

Autogenerate compares what each table should be with what its comment says it was made as, so a new entity, a new status or a new
searchable field needs no hand-written line. PostgreSQL re-renders expressions, hence the comment keeps our own source text.
"""

import json
from collections.abc import Iterable
from typing import Any

from alembic.autogenerate import comparators, renderers
from alembic.autogenerate.api import AutogenContext
from alembic.operations import MigrateOperation, Operations
from alembic.operations.ops import UpgradeOps
from alembic.util.langhelpers import DispatchPriority
from sqlalchemy import CheckConstraint, Computed, MetaData, Table, text

MINE = "org_id = nullif(current_setting('app.org_id', true), '')::uuid"
Facts = dict[str, Any]


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


def _roles(operations: Operations) -> tuple[str, str]:
    database = operations.get_bind().scalar(text("select current_database()"))
    return f'"{database}_app"', f'"{database}_system"'


@Operations.register_operation("protect_table")
class ProtectTable(MigrateOperation):
    """Policies and grants of one table, remade as a whole (so it may be repeated)."""

    def __init__(self, table: str, was: Facts | None = None, **now: Any) -> None:
        self.table, self.now, self.was = table, now, was

    @classmethod
    def protect_table(cls, operations: Operations, table: str, **now: Any) -> None:
        """`scoped`: rows by organisation; `append_only`: no update or delete; `system`: the system role reaches all organisations' rows."""
        operations.invoke(cls(table, **now))

    def to_diff_tuple(self) -> tuple[str, str, Facts]:
        """How `alembic check` names the difference."""
        return ("protect_table", self.table, self.now)

    def reverse(self) -> "ProtectTable":
        return ProtectTable(self.table, self.now, **(self.was or {}))


@Operations.implementation_for(ProtectTable)
def _protect(operations: Operations, op: ProtectTable) -> None:
    app, system = _roles(operations)
    rights = "select, insert" if op.now.get("append_only") else "select, insert, update, delete"
    run = operations.execute
    for role in (app, system):
        run(f"revoke all on {op.table} from {role}")
    for policy in ("org", "system"):
        run(f"drop policy if exists {policy} on {op.table}")
    if op.now.get("scoped"):
        run(f"alter table {op.table} enable row level security")
        run(f"alter table {op.table} force row level security")
        run(f"create policy org on {op.table} to {app} using ({MINE}) with check ({MINE})")
    else:
        run(f"alter table {op.table} no force row level security")
        run(f"alter table {op.table} disable row level security")
    run(f"grant {rights} on {op.table} to {app}")
    if op.now.get("system"):
        if op.now.get("scoped"):
            run(f"create policy system on {op.table} to {system} using (true) with check (true)")
        run(f"grant {rights} on {op.table} to {system}")


@renderers.dispatch_for(ProtectTable)
def _render_protect(_ctx: AutogenContext, op: ProtectTable) -> str:
    return "op.protect_table(" + ", ".join([repr(op.table), *(f"{k}={v!r}" for k, v in op.now.items())]) + ")"


@Operations.register_operation("refresh_table")
class RefreshTable(MigrateOperation):
    """Remake the generated search column and the checks of a table whose declaration changed."""

    def __init__(self, table: str, search: str | None, checks: dict[str, str], was: Facts) -> None:
        self.table, self.search, self.checks, self.was = table, search, checks, was

    @classmethod
    def refresh_table(cls, operations: Operations, table: str, search: str | None, checks: dict[str, str], was: Facts) -> None:
        """`was` holds the same two facts as they are now, for the way back."""
        operations.invoke(cls(table, search, checks, was))

    def to_diff_tuple(self) -> tuple[str, str, Facts]:
        """How `alembic check` names the difference."""
        return ("refresh_table", self.table, self.was)

    def reverse(self) -> "RefreshTable":
        return RefreshTable(self.table, self.was.get("search"), self.was.get("checks", {}), {"search": self.search, "checks": self.checks})


@Operations.implementation_for(RefreshTable)
def _refresh(operations: Operations, op: RefreshTable) -> None:
    run = operations.execute
    if op.search != op.was.get("search"):
        run(f"alter table {op.table} drop column if exists search")  # its index goes with it
        if op.search:
            run(f"alter table {op.table} add column search tsvector generated always as ({op.search}) stored")
            run(f"create index ix_{op.table}_search on {op.table} using gin (search)")
    for name in {*op.checks, *op.was.get("checks", {})}:
        run(f"alter table {op.table} drop constraint if exists {name}")
        if name in op.checks:
            run(f"alter table {op.table} add constraint {name} check ({op.checks[name]})")


@renderers.dispatch_for(RefreshTable)
def _render_refresh(_ctx: AutogenContext, op: RefreshTable) -> str:
    return f"op.refresh_table({op.table!r}, {op.search!r}, {op.checks!r}, {op.was!r})"


@comparators.dispatch_for("schema", priority=DispatchPriority.LAST)  # after create_table
def _compare(ctx: AutogenContext, upgrade: UpgradeOps, _schemas: Iterable[Any]) -> None:
    assert ctx.connection is not None and ctx.metadata is not None
    metadata: Any = ctx.metadata
    rows = ctx.connection.execute(
        text(
            "select relname, coalesce(obj_description(oid, 'pg_class'), '') from pg_class"
            " where relkind = 'r' and relnamespace = 'public'::regnamespace"
        )
    )
    made = {name: json.loads(comment) if comment.startswith("{") else {} for name, comment in rows}
    for table in metadata.sorted_tables:
        now, was = facts(table), made.get(table.name)
        access = {k: v for k, v in now.items() if k not in ("search", "checks")}
        if was is None:
            upgrade.ops.append(ProtectTable(table.name, **access))
            continue
        before = {k: v for k, v in was.items() if k not in ("search", "checks")}
        if access != before:
            upgrade.ops.append(ProtectTable(table.name, before, **access))
        generated = {"search": was.get("search"), "checks": was.get("checks", {})}
        if (now.get("search"), now.get("checks", {})) != (generated["search"], generated["checks"]):
            upgrade.ops.append(RefreshTable(table.name, now.get("search"), now.get("checks", {}), generated))
