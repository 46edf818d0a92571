"""Questions about a table: what is understood, and what is left to others."""

from typing import Any

import pytest

from app.kit.tools.ask import about_table, understand

COLUMNS: list[dict[str, Any]] = [
    {"name": "region", "type": "text"}, {"name": "sales rep", "type": "text"}, {"name": "sold_on", "type": "text"},
    {"name": "amount", "type": "number"}, {"name": "units", "type": "number"},
]  # fmt: skip


@pytest.mark.parametrize(("text", "tool", "args"), [
    ("how many rows are there?", "data_group", {"agg": "count", "by": []}),
    ("What's the total amount", "data_group", {"agg": "sum", "column": "amount", "by": []}),
    ("average Units", "data_group", {"agg": "mean", "column": "units", "by": []}),
    ("highest amount by region", "data_group", {"agg": "max", "column": "amount", "by": ["region"]}),
    ("units per sales rep", "data_group", {"agg": "sum", "column": "units", "by": ["sales rep"]}),
    ("how many per region and sales rep", "data_group", {"agg": "count", "by": ["region", "sales rep"]}),
    ("median of the amounts", "data_group", {"agg": "median", "column": "amount", "by": []}),
    ("amount per month", "data_trend", {"agg": "sum", "column": "amount", "date": "sold_on", "bucket": "month"}),
    ("trend of units", "data_trend", {"agg": "sum", "column": "units", "date": "sold_on", "bucket": "month"}),
    ("how many per year of sold on", "data_trend", {"agg": "count", "date": "sold_on", "bucket": "year"}),
    ("which columns does it have", "data_describe", {}),
    ("describe the file", "data_describe", {}),
])  # fmt: skip
def test_understood(text: str, tool: str, args: dict[str, Any]) -> None:
    question = understand(text, COLUMNS)
    assert question is not None
    assert (question.tool, question.args) == (tool, args)


@pytest.mark.parametrize(
    "text", ["how many customers do we have?", "what is the phone number of ACME", "hello", "average price", "the sum of everything"]
)
def test_left_to_others(text: str) -> None:
    assert understand(text, COLUMNS) is None


def test_one_number_needs_no_name() -> None:
    question = understand("what does the file add up to?", [{"name": "x", "type": "number"}, {"name": "y", "type": "text"}])
    assert question is not None and question.args == {"agg": "sum", "column": "x", "by": []}


def test_what_speaks_of_a_file() -> None:
    assert about_table("What about my upload.csv?") and about_table("sum up the attached table")
    assert not about_table("how many invoices are open?")
