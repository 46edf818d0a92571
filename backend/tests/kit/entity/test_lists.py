"""Lists: filters, search, order, pages, relations, and what is refused."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kit.testing import Organisation
from tests.kit.entity.samples import customer, invoice, listed, made


@pytest.fixture
async def filled(org: Organisation) -> Organisation:
    """Three customers, six invoices, of which some paid late or not at all."""
    http = org.admin.http
    named = (("A", "Ernst Händel", "Austria", "Graz"), ("B", "Blauer See", "Germany", "Mannheim"), ("C", "Café 50%_off", "Germany", "Köln"))
    buyers = [(await customer(http, code=c, name=n, country=k, city=t))["id"] for c, n, k, t in named]
    for n in range(6):
        days = {"issued_on": f"2026-0{n + 1}-01", "due_on": "2026-02-01", "paid_on": [None, "2026-02-10", "2026-01-20"][n % 3]}
        total = {"amount": f"{(n + 1) * 100}.00", "currency": "EUR" if n < 4 else "USD"}
        await invoice(http, buyers[n % 2], number=f"I{n}", total=total, **days)
    return org


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({"number": "I3"}, ["I3"]),
    ({"number__in": "I1,I2"}, ["I1", "I2"]),
    ({"number__nin": "I0,I1,I2,I3"}, ["I4", "I5"]),
    ({"issued_on__gte": "2026-03-01", "issued_on__lt": "2026-05-01"}, ["I2", "I3"]),
    ({"total__gt": "400"}, ["I4", "I5"]),
    ({"total.currency": "USD"}, ["I4", "I5"]),
    ({"paid_on__null": "true"}, ["I0", "I3"]),
    ({"paid_on__gt": "@due_on"}, ["I1", "I4"]),
    ({"customer.country": "Germany"}, ["I1", "I3", "I5"]),
    ({"customer.name__contains": "HANDEL"}, ["I0", "I2", "I4"]),
    ({"customer.code__in": "A,B", "total__lte": "100"}, ["I0"]),
    ({"status": "draft", "number__startswith": "i5"}, ["I5"]),
]


@pytest.mark.parametrize(("query", "found"), FILTERS, ids=[str(q) for q, _ in FILTERS])
async def test_filters(filled: Organisation, query: dict[str, Any], found: list[str]) -> None:
    assert [i["number"] for i in await listed(filled.admin.http, "/invoices", sort="number", **query)] == found


async def test_inverse_existence(filled: Organisation) -> None:
    http = filled.admin.http
    assert [c["code"] for c in await listed(http, "/customers", invoices__exists="false")] == ["C"]
    assert {c["code"] for c in await listed(http, "/customers", invoices__exists="true")} == {"A", "B"}


async def test_wildcards_in_a_value_are_letters(filled: Organisation) -> None:
    http = filled.admin.http
    assert [c["code"] for c in await listed(http, "/customers", name__contains="50%_")] == ["C"]
    assert await listed(http, "/customers", name__contains="5_%") == []


@pytest.mark.parametrize(
    ("q", "codes"), [("handel", ["A"]), ("hän graz", ["A"]), ("koln", ["C"]), ("german", ["B", "C"]), ("!&|", ["A", "B", "C"]), ("zzz", [])]
)
async def test_search_finds_beginnings_without_accents(filled: Organisation, q: str, codes: list[str]) -> None:
    assert sorted(c["code"] for c in await listed(filled.admin.http, "/customers", q=q)) == codes


@pytest.mark.parametrize("sort", ["-total,number", "paid_on,number", "-paid_on", "customer.country,-issued_on", "-created_at", "status"])
async def test_pages_hold_every_record_once(filled: Organisation, sort: str) -> None:
    http, seen, cursor = filled.admin.http, [], None
    whole = [i["id"] for i in await listed(http, "/invoices", sort=sort)]
    while True:
        answer = (
            await http.get("/invoices", params={"limit": 2, "sort": sort, "count": "true", **({"cursor": cursor} if cursor else {})})
        ).json()
        seen += [i["id"] for i in answer["items"]]
        assert answer["total"] == 6
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert seen == whole and len(set(seen)) == 6


async def test_a_page_stays_right_while_others_write(filled: Organisation) -> None:
    http = filled.admin.http
    buyer = (await listed(http, "/customers"))[0]["id"]
    first = (await http.get("/invoices", params={"limit": 3, "sort": "number"})).json()
    await invoice(http, buyer, number="I00")
    await http.delete(f"/invoices/{first['items'][0]['id']}")
    rest = (await http.get("/invoices", params={"limit": 50, "sort": "number", "cursor": first["next_cursor"]})).json()
    assert [i["number"] for i in rest["items"]] == ["I3", "I4", "I5"]


async def test_a_jump_leaves_rows_out_and_reading_goes_on_by_cursor(filled: Organisation) -> None:
    http = filled.admin.http
    jumped = (await http.get("/invoices", params={"limit": 2, "sort": "number", "offset": 3, "count": "true"})).json()
    assert [i["number"] for i in jumped["items"]] == ["I3", "I4"] and jumped["total"] == 6
    rest = (await http.get("/invoices", params={"limit": 2, "sort": "number", "cursor": jumped["next_cursor"]})).json()
    assert [i["number"] for i in rest["items"]] == ["I5"] and rest["next_cursor"] is None
    assert await listed(http, "/invoices", offset="6") == []
    for sort in ("-paid_on,number", "paid_on"):  # also among those without a value
        whole = await listed(http, "/invoices", sort=sort)
        for offset in (2, 5):
            assert await listed(http, "/invoices", sort=sort, offset=str(offset)) == whole[offset:]
    assert (await http.get("/invoices", params={"offset": 1, "cursor": jumped["next_cursor"]})).status_code == 422
    assert (await http.get("/invoices", params={"offset": -1})).status_code == 422


async def test_expand_needs_no_query_per_row(filled: Organisation) -> None:
    items = await listed(filled.admin.http, "/invoices", expand="customer", sort="number")
    assert [i["expanded"]["customer"]["code"] for i in items] == ["A", "B"] * 3


async def test_expand_shows_people_by_name(filled: Organisation) -> None:
    http = filled.admin.http
    await made(http, "/tasks", {"title": "Call", "assignee": filled.admin.id})
    assert (await listed(http, "/tasks", expand="assignee"))[0]["expanded"]["assignee"]["name"] == "Ada Admin"
    assert len(await listed(http, "/tasks", assignee="me")) == 1


WRONG: list[dict[str, Any]] = [
    {"bogus": "1"}, {"org_id": "x"}, {"password_hash": "x"}, {"sort": "search"}, {"sort": "id;drop table customers"}, {"name__like": "x"},
    {"status": "nope"}, {"created_at__gte": "some day"}, {"limit": "0"}, {"limit": "201"}, {"cursor": "abc"}, {"expand": "name"},
    {"code__null": "maybe"}, {"invoices.total": "1"}, {"tasks__exists": "perhaps"}, {"users__exists": "true"},
    {"status": ["lead", "active"]}, {"x') OR '1'='1": "1"}, {"sort": "notes"},
]  # fmt: skip


@pytest.mark.parametrize("query", WRONG, ids=[str(q) for q in WRONG])
async def test_what_is_unknown_is_refused(org: Organisation, query: dict[str, Any]) -> None:
    answer = await org.admin.http.get("/customers", params=query)
    assert answer.status_code == 422 and answer.json()["errors"], answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cursor=st.text(max_size=60), value=st.text(max_size=40))
async def test_no_input_breaks_a_list(org: Organisation, cursor: str, value: str) -> None:
    for query in ({"cursor": cursor}, {"name__contains": value}, {"q": value}, {"name": value}, {"sort": value}, {"id": value}):
        try:
            answer = await org.admin.http.get("/customers", params=query)
        except UnicodeEncodeError:  # the client can not send half a surrogate pair
            continue
        assert answer.status_code in (200, 422), (query, answer.text)


@pytest.mark.parametrize("q", ["0¼", "½", "ŉ", "a:*", "'", "\\", "&|!<->", "٣", "ß", "x" * 200])
async def test_no_character_breaks_the_search(org: Organisation, q: str) -> None:
    await customer(org.admin.http, name=f"Half ½ {q[:20]}")
    assert (await org.admin.http.get("/customers", params={"q": q})).status_code == 200


def _around() -> dict[str, date]:
    """Days that stand in a known relation to today, in a zone that is far from UTC."""
    today = datetime.now(ZoneInfo("Pacific/Auckland")).date()
    first = today.replace(day=1)
    return {
        "today": today, "yesterday": today - timedelta(1), "week ago": today - timedelta(7), "in 40 days": today + timedelta(40),
        "last month": first - timedelta(1), "this month": first, "monday": today - timedelta(today.weekday()),
    }  # fmt: skip


async def test_days_are_named_by_what_they_are_today(org: Organisation) -> None:
    http = org.admin.http
    assert (await http.patch("/auth/me", json={"time_zone": "Pacific/Auckland"})).status_code == 200
    days = _around()
    for name, day in days.items():
        await made(http, "/tasks", {"title": name, "due_on": day.isoformat()})

    async def found(**query: str) -> set[str]:
        return {t["title"] for t in await listed(http, "/tasks", **query)}

    today, monday = days["today"], days["monday"]
    sunday, month = monday + timedelta(6), days["this month"]

    def within(first: date, last: date) -> set[str]:
        return {name for name, day in days.items() if first <= day <= last}

    assert await found(due_on="today") == within(today, today)
    assert await found(due_on__lt="today") == within(date.min, days["yesterday"])
    assert await found(due_on__lte="yesterday") == within(date.min, days["yesterday"])
    assert await found(due_on__gte="today-7d") == within(days["week ago"], date.max)
    assert await found(due_on__gt="today+1m") == within(today + timedelta(32), date.max)
    assert await found(due_on="this_week") == within(monday, sunday)
    assert await found(due_on__in="this_month,yesterday") >= within(month, today)
    assert await found(due_on="last_month") == within((month - timedelta(1)).replace(day=1), month - timedelta(1))
    assert await found(due_on__gt="last_month") == within(month, date.max)
    assert await found(due_on__nin="this_week") == set(days) - within(monday, sunday)
    assert await found(created_at="today") == set(days) == await found(created_at=today.isoformat(), updated_at__gt="now-1h")
    assert await found(created_at__lt="today") == set() == await found(created_at="last_quarter")
    bulk = await http.get("/tasks/stats", params={"due_on": "today", "group_by": "status"})
    assert bulk.json()["items"][0]["count"] == len(within(today, today))


@pytest.mark.parametrize("word", ["todays", "today-7", "today-7h", "today+99999d", "last_day", "now", "this-week", "today-9999y", "TODAY"])
async def test_other_words_for_days_are_refused_with_those_there_are(org: Organisation, word: str) -> None:
    answer = await org.admin.http.get("/tasks", params={"due_on": word})
    assert answer.status_code == 422 and "this_" in answer.json()["errors"][0]["msg"], answer.text
