"""Tables that go in one revision: those that name others go first, and come back last. Alembic gives them in any order."""

from graphlib import CycleError, TopologicalSorter
from typing import Any

from alembic.operations import MigrateOperation, ops


def ordered(up: list[MigrateOperation], down: list[MigrateOperation]) -> None:
    """Bring the drops of `up`, and the tables that `down` makes again, into an order that the foreign keys allow."""
    gone = {op.table_name: op for op in up if isinstance(op, ops.DropTableOp)}
    back = {op.table_name: op for op in down if isinstance(op, ops.CreateTableOp) and op.table_name in gone}
    named = {name: _named(gone[name]) & gone.keys() - {name} for name in sorted(gone)}
    try:
        first = list(TopologicalSorter(named).static_order())
    except CycleError:  # two that name each other need a person
        return
    _put(up, [gone[name] for name in reversed(first)], last=True)
    _put(down, [back[name] for name in first if name in back], last=False)


def _named(drop: ops.DropTableOp) -> set[str]:
    return {key.target_fullname.rpartition(".")[0].rpartition(".")[2] for key in drop.to_table().foreign_keys}


def _put(steps: list[MigrateOperation], tables: list[Any], *, last: bool) -> None:
    """All of them where the last one stood (what else is done to them comes before), or the first (it comes after)."""
    places = [number for number, step in enumerate(steps) if step in tables]
    if not places:
        return
    at = places[-1] + 1 - len(places) if last else places[0]
    steps[:] = [step for step in steps if step not in tables]
    steps[at:at] = tables
