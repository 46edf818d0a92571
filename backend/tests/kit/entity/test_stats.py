"""Aggregates: exact, per currency, by group and period."""

from typing import Any

import pytest

from app.kit.testing import Organisation
from tests.kit.entity.samples import Json, customer, invoice


@pytest.fixture
async def filled(org: Organisation) -> Organisation:
    """Two customers in two countries, four invoices in two currencies."""
    http = org.admin.http
    one, two = [(await customer(http, country=c))["id"] for c in ("Austria", "Germany")]
    bills = (
        (one, "2026-01-05", "0.10", "EUR"), (one, "2026-01-25", "0.20", "EUR"), (two, "2026-02-05", "5.00", "EUR"),
        (two, "2026-04-01", "7.25", "USD"),
    )  # fmt: skip
    for buyer, day, amount, currency in bills:
        await invoice(http, buyer, issued_on=day, total={"amount": amount, "currency": currency})
    return org


async def stats(org: Organisation, **query: Any) -> Json:
    """The answer."""
    answer = await org.admin.http.get("/invoices/stats", params=query)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_money_is_exact_per_currency(filled: Organisation) -> None:
    item = (await stats(filled, sum="total", avg="total", min="total,issued_on", max="total", distinct="customer"))["items"][0]
    assert item["count"] == 4 and item["distinct"] == {"customer": 2}
    assert item["sum"]["total"] == [{"amount": "5.30", "currency": "EUR"}, {"amount": "7.25", "currency": "USD"}]
    assert item["avg"]["total"][0] == {"amount": "1.77", "currency": "EUR"}
    assert item["min"]["issued_on"] == "2026-01-05" and item["max"]["total"][0]["amount"] == "5.00"


async def test_by_group_and_filter(filled: Organisation) -> None:
    found = await stats(filled, group_by="customer.country", sum="total", sort="-sum.total", **{"total.currency": "EUR"})
    assert [(i["group"]["customer.country"], i["sum"]["total"][0]["amount"]) for i in found["items"]] == [
        ("Germany", "5.00"),
        ("Austria", "0.30"),
    ]
    assert found["total_groups"] == 2


@pytest.mark.parametrize(("bucket", "keys"), [
    ("month", ["2026-01", "2026-02", "2026-04"]), ("quarter", ["2026-Q1", "2026-Q2"]), ("year", ["2026"]),
    ("week", ["2026-01-05", "2026-01-19", "2026-02-02", "2026-03-30"]), ("day", ["2026-01-05", "2026-01-25", "2026-02-05", "2026-04-01"]),
])  # fmt: skip
async def test_by_period(filled: Organisation, bucket: str, keys: list[str]) -> None:
    assert [i["group"]["issued_on"] for i in (await stats(filled, bucket=f"{bucket}:issued_on"))["items"]] == keys


async def test_having_sort_limit(filled: Organisation) -> None:
    found = await stats(filled, bucket="month:issued_on", sum="total", having="count__gte:2")
    assert [i["group"]["issued_on"] for i in found["items"]] == ["2026-01"]
    found = await stats(filled, group_by="customer", sort="-count", limit=1)
    assert len(found["items"]) == 1 and found["total_groups"] == 2


async def test_nothing_adds_up_to_nothing(org: Organisation) -> None:
    assert await stats(org, sum="total") == {"items": [{"group": {}, "count": 0, "sum": {"total": []}}], "total_groups": 1}


WRONG = [
    {"sum": "number"}, {"sum": "bogus"}, {"group_by": "bogus"}, {"bucket": "month"}, {"bucket": "hour:issued_on"},
    {"bucket": "month:number"},
    {"having": "count"}, {"having": "sum.total__gt:1"}, {"sort": "sum.total"}, {"avg": "customer.name"},
]  # fmt: skip


@pytest.mark.parametrize("query", WRONG, ids=[str(q) for q in WRONG])
async def test_what_makes_no_sense_is_refused(org: Organisation, query: dict[str, str]) -> None:
    assert (await org.admin.http.get("/invoices/stats", params=query)).status_code == 422
