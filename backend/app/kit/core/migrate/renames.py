"""A renamed field looks like one dropped and one added; told otherwise, its columns keep what they hold."""

from alembic.operations import MigrateOperation, ops

from app.kit.core.migrate.values import sql_type

SUFFIXES = ("", "_id", "_ids", "_amount", "_currency")
"""What a field's columns are called beyond the field."""


class NoRename(ValueError):
    """Its text says why."""


def rename(steps: list[MigrateOperation], table: str, old: str, new: str) -> None:
    """Put a rename in place of the drop and the add. Raises NoRename where these are not there, or where more than the name differs."""
    groups = [g for g in steps if isinstance(g, ops.ModifyTableOps) and g.table_name == table]
    done = [_rename(group, f"{old}{suffix}", f"{new}{suffix}") for group in groups for suffix in SUFFIXES]
    if not any(done):
        raise NoRename(f"{table}.{old} does not become {new}: the declaration must have {new} in the place of {old}.")


def _rename(group: ops.ModifyTableOps, old: str, new: str) -> bool:
    drop = next((op for op in group.ops if isinstance(op, ops.DropColumnOp) and op.column_name == old), None)
    add = next((op for op in group.ops if isinstance(op, ops.AddColumnOp) and op.column.name == new), None)
    if drop is None or add is None:
        return False
    was, now = drop.to_column(), add.column
    if (sql_type(was.type), was.nullable) != (sql_type(now.type), now.nullable):
        raise NoRename(f"{group.table_name}.{old} and {new} differ in more than the name: rename first, change it in a second migration.")
    step = ops.AlterColumnOp(group.table_name, old, modify_name=new, existing_type=was.type, existing_nullable=was.nullable)
    group.ops[:] = [step if op is drop else op for op in group.ops if op is not add]
    return True
