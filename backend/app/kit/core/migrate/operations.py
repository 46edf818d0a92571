"""Steps of a revision that Alembic does not have: each can be rendered, run and reversed."""

from typing import Any

from alembic.autogenerate import renderers
from alembic.autogenerate.api import AutogenContext
from alembic.operations import MigrateOperation, Operations
from sqlalchemy import text

MINE = "org_id = nullif(current_setting('app.org_id', true), '')::uuid"
Facts = dict[str, Any]


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

    def reverse(self) -> MigrateOperation:
        return ReleaseTable(self.table, **self.now) if self.was is None else ProtectTable(self.table, self.now, **self.was)


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


@Operations.register_operation("release_table")
class ReleaseTable(MigrateOperation):
    """Stands before the drop of a table: the way back protects it again."""

    def __init__(self, table: str, **was: Any) -> None:
        self.table, self.was = table, was

    @classmethod
    def release_table(cls, operations: Operations, table: str) -> None:
        """Nobody but the owner reaches the table any more."""
        operations.invoke(cls(table))

    def to_diff_tuple(self) -> tuple[str, str]:
        """How `alembic check` names the difference."""
        return ("release_table", self.table)

    def reverse(self) -> ProtectTable:
        return ProtectTable(self.table, {}, **self.was)


@Operations.implementation_for(ReleaseTable)
def _release(operations: Operations, op: ReleaseTable) -> None:
    for role in _roles(operations):
        operations.execute(f"revoke all on {op.table} from {role}")


@renderers.dispatch_for(ReleaseTable)
def _render_release(_ctx: AutogenContext, op: ReleaseTable) -> str:
    return f"op.release_table({op.table!r})"


class Rules(MigrateOperation):
    """The generated search column (its expression) and the checks (name to condition) of a table."""

    def __init__(self, table: str, search: str | None, checks: dict[str, str]) -> None:
        self.table, self.search, self.checks = table, search, checks

    def to_diff_tuple(self) -> tuple[str, str, Facts]:
        """How `alembic check` names the difference."""
        return (type(self).__name__, self.table, {"search": self.search, "checks": self.checks})


@Operations.register_operation("drop_rules")
class DropRules(Rules):
    """Stands before the changes of a table's columns, which the rules would hold fast."""

    @classmethod
    def drop_rules(cls, operations: Operations, table: str, search: str | None, checks: dict[str, str]) -> None:
        """What is dropped is named in full, for the way back."""
        operations.invoke(cls(table, search, checks))

    def reverse(self) -> "AddRules":
        return AddRules(self.table, self.search, self.checks)


@Operations.register_operation("add_rules")
class AddRules(Rules):
    """Stands after the changes of a table's columns, of which the rules speak."""

    @classmethod
    def add_rules(cls, operations: Operations, table: str, search: str | None, checks: dict[str, str]) -> None:
        """The search column comes with its index."""
        operations.invoke(cls(table, search, checks))

    def reverse(self) -> DropRules:
        return DropRules(self.table, self.search, self.checks)


@Operations.implementation_for(DropRules)
def _drop_rules(operations: Operations, op: DropRules) -> None:
    if op.search:
        operations.execute(f"alter table {op.table} drop column if exists search")  # its index goes with it
    for name in op.checks:
        operations.execute(f"alter table {op.table} drop constraint if exists {name}")


@Operations.implementation_for(AddRules)
def _add_rules(operations: Operations, op: AddRules) -> None:
    run = operations.execute
    if op.search:
        run(f"alter table {op.table} add column search tsvector generated always as ({op.search}) stored")
        run(f"create index ix_{op.table}_search on {op.table} using gin (search)")
    for name, condition in op.checks.items():
        run(f"alter table {op.table} add constraint {name} check ({condition})")


@renderers.dispatch_for(DropRules)
def _render_drop_rules(_ctx: AutogenContext, op: DropRules) -> str:
    return f"op.drop_rules({op.table!r}, {op.search!r}, {op.checks!r})"


@renderers.dispatch_for(AddRules)
def _render_add_rules(_ctx: AutogenContext, op: AddRules) -> str:
    return f"op.add_rules({op.table!r}, {op.search!r}, {op.checks!r})"


@Operations.register_operation("run_on_rows")
class RunOnRows(MigrateOperation):
    """An UPDATE or DELETE over the rows of all organisations, by an owner who may be no superuser and then sees none of them."""

    def __init__(self, table: str, statement: str) -> None:
        self.table, self.statement = table, statement

    @classmethod
    def run_on_rows(cls, operations: Operations, table: str, statement: str) -> None:
        """Row-level security is not forced on the owner while it runs, inside the transaction of the migration."""
        operations.invoke(cls(table, statement))

    def to_diff_tuple(self) -> tuple[str, str, str]:
        """How `alembic check` names the difference."""
        return ("run_on_rows", self.table, self.statement)

    def reverse(self) -> "RunOnRows":
        return RunOnRows(self.table, "")  # what the rows held before is not known


@Operations.implementation_for(RunOnRows)
def _run_on_rows(operations: Operations, op: RunOnRows) -> None:
    if not op.statement:
        return
    forced = operations.get_bind().scalar(text("select relforcerowsecurity from pg_class where oid = to_regclass(:t)"), {"t": op.table})
    if forced:
        operations.execute(f"alter table {op.table} no force row level security")
    operations.execute(op.statement)
    if forced:
        operations.execute(f"alter table {op.table} force row level security")


@renderers.dispatch_for(RunOnRows)
def _render_run_on_rows(_ctx: AutogenContext, op: RunOnRows) -> str | list[str]:
    return f"op.run_on_rows({op.table!r}, {op.statement!r})" if op.statement else []
