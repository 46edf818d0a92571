"""Tables that go together go in an order that their foreign keys allow, in whatever order they were found."""

from itertools import permutations

import pytest
from alembic.operations import MigrateOperation, ops
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from app.kit.core.migrate.order import ordered

METADATA = MetaData()
HOUSE = Table("house", METADATA, Column("id", Integer, primary_key=True))
ROOM = Table("room", METADATA, Column("id", Integer, primary_key=True), Column("house", Integer, ForeignKey("house.id")))
DESK = Table(
    "desk", METADATA, Column("id", Integer, primary_key=True),
    Column("room", Integer, ForeignKey("room.id")), Column("beside", Integer, ForeignKey("desk.id")),
)  # fmt: skip


def names(steps: list[MigrateOperation]) -> list[str]:
    return [step.table_name if isinstance(step, ops.DropTableOp | ops.CreateTableOp) else "else" for step in steps]


@pytest.mark.parametrize("found", list(permutations((HOUSE, ROOM, DESK))))
def test_who_names_another_goes_first_and_comes_back_last(found: tuple[Table, ...]) -> None:
    up: list[MigrateOperation] = []
    for table in found:
        up += [ops.ExecuteSQLOp(f"release {table.name}"), ops.DropTableOp.from_table(table)]
    down = [step.reverse() if isinstance(step, ops.DropTableOp) else step for step in reversed(up)]
    ordered(up, down)
    assert names(up) == ["else", "else", "else", "desk", "room", "house"]
    assert names(down) == ["house", "room", "desk", "else", "else", "else"]


def test_nothing_to_drop_is_nothing_to_do() -> None:
    steps: list[MigrateOperation] = [ops.CreateTableOp.from_table(HOUSE)]
    ordered(steps, [])
    assert names(steps) == ["house"]
