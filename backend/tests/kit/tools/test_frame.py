"""Exact figures over tables: the cents, the empty cells, the odd files."""

from decimal import Decimal

import pytest

from app.kit.core.errors import Invalid
from app.kit.tools.frame import Condition, Measure, describe, from_rows, group, keep, pivot, read_csv, trend

SALES = b"""region;rep;sold on;amount
North;Ann;2024-01-05;1,200.10
South;Bob;2024-01-20;300.20
North;Ann;2024-02-02;0.10
South;;2024-02-10;
"""


def test_columns_are_described_with_exact_sums() -> None:
    told = describe(read_csv(SALES))
    assert told["rows"] == 4
    amount = next(c for c in told["columns"] if c["name"] == "amount")
    assert (amount["type"], amount["filled"], amount["sum"], amount["mean"]) == ("number", 3, Decimal("1500.40"), Decimal("500.13"))
    assert next(c for c in told["columns"] if c["name"] == "rep")["most_frequent"][0] == {"value": "Ann", "count": 2}


def test_sums_do_not_drift() -> None:
    table = read_csv(b"x\n" + b"0.1\n" * 1000)
    assert group(table, [], Measure("sum", "x"))["value"] == Decimal("100.0")


def test_groups_come_largest_first() -> None:
    found = group(read_csv(SALES), ["Region"], Measure("sum", "Amount"))
    assert found["items"] == [{"region": "North", "value": Decimal("1200.20")}, {"region": "South", "value": Decimal("300.20")}]
    assert group(read_csv(SALES), ["rep"], Measure("count"))["items"][0] == {"rep": "Ann", "value": Decimal(2)}


@pytest.mark.parametrize(
    ("op", "value", "rows"), [("gt", "300.2", 1), ("gte", "300.2", 2), ("eq", "0.1", 1), ("ne", "0.1", 3), ("lt", "1,000", 2)]
)
def test_conditions_on_numbers(op: str, value: str, rows: int) -> None:
    assert len(keep(read_csv(SALES), [Condition("amount", op, value)])) == rows  # type: ignore[arg-type]


def test_pivot_and_trend() -> None:
    table = read_csv(SALES)
    crossed = pivot(table, "region", "rep", Measure("sum", "amount"))
    assert crossed["items"][0] == {"region": "North", "Ann": Decimal("1200.20")}
    months = trend(table, "sold on", Measure("sum", "amount"), "month")
    assert months["items"] == [{"from": "2024-01-01", "value": Decimal("1500.30")}, {"from": "2024-02-01", "value": Decimal("0.10")}]


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"a,a\n1,2\n", b"a\n" * 100_002])
def test_files_that_are_no_table_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        read_csv(data)


def test_windows_files_and_short_lines() -> None:
    table = read_csv("Name,Ort\r\nMüller,Köln\r\nMeier\r\n".encode("cp1252"))
    assert list(table["Ort"]) == ["Köln", None]


@pytest.mark.parametrize("wrong", ["amountx", "__class__", ""])
def test_unknown_columns_are_named(wrong: str) -> None:
    with pytest.raises(Invalid, match="There is no column"):
        group(read_csv(SALES), [wrong], Measure("count"))


def test_text_is_not_summed() -> None:
    with pytest.raises(Invalid, match="not a column of numbers"):
        group(from_rows([{"a": "x"}]), [], Measure("sum", "a"))
