"""Writes a revision from the models, or refuses and says why."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.operations import MigrateOperation, ops
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Column, MetaData
from sqlalchemy.exc import DBAPIError

from app.kit.core.migrate.compare import TABLES
from app.kit.core.migrate.filling import fill
from app.kit.core.migrate.losses import Finding, examine
from app.kit.core.migrate.operations import RunOnRows
from app.kit.core.migrate.order import ordered
from app.kit.core.migrate.renames import NoRename, rename
from app.kit.core.migrate.values import declared, neutral
from app.kit.core.model import Base


class Refused(CommandError):
    """The revision is not written; its text is for a person."""


def directives(context: MigrationContext, _revision: Any, scripts: list[Any]) -> None:
    """Alembic's hook between comparing and writing."""
    assert context.config is not None
    given, script = context.config.attributes, scripts[0]
    prepare(script, context, Base.metadata, lossy=bool(given.get("lossy")), renames=given.get("renames", ()))
    script.message = script.message or _name(script.upgrade_ops.ops)
    if given.get("only_changes") and script.upgrade_ops.is_empty():
        scripts.clear()


def prepare(script: Any, context: MigrationContext, metadata: MetaData, *, lossy: bool, renames: Iterable[str] = ()) -> None:
    """Make a compared difference fit for tables with rows, in both directions. Raises Refused where it would lose something.

    `renames`: fields that only changed their name, as `table.old:new`.
    """
    assert context.connection is not None
    up, down = script.upgrade_ops.ops, script.downgrade_ops.ops
    ordered(up, down)
    for one in renames:
        _rename(up, down, one)
    values = declared(metadata)
    _refuse(examine(up, context.connection, values), lossy)
    new = {op.table_name for op in up if isinstance(op, ops.CreateTableOp)}
    forgotten = _forget([op.table_name for op in up if isinstance(op, ops.DropTableOp)], metadata, new)
    fill(up, values, cut=lossy)
    fill(down, neutral(_checks(context), _unique(down, metadata)), cut=True, back=True)
    up[:0] = forgotten


def _refuse(findings: list[Finding], lossy: bool) -> None:
    final = [f for f in findings if f.final]
    if not findings or (lossy and not final):
        return
    lines = "\n".join(f"  - {f.says}" for f in (final or findings))
    if final:
        raise Refused(f"this change can not be made with the records there are:\n{lines}")
    raise Refused(
        f"this change loses data (what is counted is in this database; another one may hold more):\n{lines}\n"
        "If that is meant, repeat with --lossy. Was a field only renamed? Then with --rename TABLE.OLD:NEW."
    )


def _rename(up: list[MigrateOperation], down: list[MigrateOperation], told: str) -> None:
    found = re.fullmatch(r"(\w+)\.(\w+):(\w+)", told)
    if not found:
        raise Refused(f"a rename is written TABLE.OLD:NEW, not {told!r}")
    try:
        rename(up, found[1], found[2], found[3])
        rename(down, found[1], found[3], found[2])
    except NoRename as error:
        raise Refused(str(error)) from None


def _forget(tables: list[str], metadata: MetaData, new: set[str]) -> list[MigrateOperation]:
    """What names records of a dropped table goes with it, where a column says that it does so: `info={"names": …}`.

    `entity`: the row goes; with `lets_go` only these columns and the name are emptied. `permission`: the words of its rights leave the
    list. The audit trail keeps its rows: it tells what was, and a row less would be tampering.
    """
    columns = [(table.name, c) for table in metadata.sorted_tables for c in table.columns if c.info.get("names") and table.name not in new]
    return [RunOnRows(table, _forgetting(table, column, gone)) for gone in tables for table, column in columns]


def _forgetting(table: str, column: Column[Any], gone: str) -> str:
    name = column.name
    if column.info["names"] == "permission":
        of = f"split_part(split_part(p, ':', 1), '.', 1) = '{gone}'"
        left = f"array(select p from unnest({name}) p where not {of})"
        return f"update {table} set {name} = {left} where exists (select 1 from unnest({name}) p where {of})"
    if free := column.info.get("lets_go"):
        return f"update {table} set {', '.join(f'{c} = null' for c in (name, *free))} where {name} = '{gone}'"
    return f"delete from {table} where {name} = '{gone}'"


def _checks(context: MigrationContext) -> dict[str, dict[str, str]]:
    """The conditions of each table as it is before the revision."""
    assert context.connection is not None
    rows = context.connection.execute(TABLES)
    return {name: json.loads(comment).get("checks", {}) for name, comment in rows if comment.startswith("{")}


def _unique(steps: Iterable[MigrateOperation], metadata: MetaData) -> set[tuple[str, str]]:
    """Columns that must differ once these steps are done: by an index that they make, or by one that stays."""
    made = [op for step in steps if isinstance(step, ops.ModifyTableOps) for op in step.ops]
    found = {
        (op.table_name, str(getattr(c, "name", c))) for op in made if isinstance(op, ops.CreateIndexOp) and op.unique for c in op.columns
    }
    kept = [index for table in metadata.tables.values() for index in table.indexes if index.unique]
    return found | {(index.table.name, c.name) for index in kept if index.table is not None for c in index.columns}


def _name(steps: Iterable[MigrateOperation]) -> str:
    """`shipments`, `without shipments` or `change invoices`."""
    words: list[str] = []
    for step in steps:
        if isinstance(step, ops.CreateTableOp | ops.DropTableOp):
            words.append(f"{'without ' if isinstance(step, ops.DropTableOp) else ''}{step.table_name}")
    changed = dict.fromkeys(t for step in steps if (t := getattr(step, "table_name", None) or getattr(step, "table", "")))
    return ", ".join(words) or f"change {', '.join(changed)}"


def write(config: Config, message: str | None = None, *, lossy: bool = False, renames: Iterable[str] = ()) -> Path | None:
    """Write the revision that brings an up-to-date database to what the models say; None when nothing differs. Raises Refused."""
    scripts = ScriptDirectory.from_config(config)
    numbers = [int(found[0]) for file in Path(scripts.versions).glob("*.py") if (found := re.match(r"\d{4}", file.name))]
    config.attributes |= {"lossy": lossy, "renames": tuple(renames), "only_changes": True}
    made: Any = command.revision(config, message, autogenerate=True, rev_id=f"{max(numbers, default=0) + 1:04d}")
    written = [script for script in (made if isinstance(made, list) else [made]) if script is not None]
    return Path(written[0].path) if written else None


def revised(config: Config, message: str = "", *, lossy: bool = False, renames: Iterable[str] = ()) -> Path | None:
    """`write` on the newest schema, and apply what was written. A revision that does not run is not kept. Raises Refused."""
    try:
        command.upgrade(config, "head")
    except DBAPIError as error:
        raise Refused(f"a migration that is already written does not run on this database:\n  - {error.orig}") from error
    written = write(config, message or None, lossy=lossy, renames=renames)
    if written is None:
        return None
    try:
        command.upgrade(config, "head")
    except DBAPIError as error:
        written.unlink()
        raise Refused(f"the migration does not run on these records, so it was not kept:\n  - {error.orig}") from error
    return written
