"""English comparisons, second turns, requests, and what has to be asked back or refused."""

from collections.abc import Iterator
from decimal import Decimal

from .cases_en import Case
from .phrasings import SCOPE, Data, change, clarify, customers, day, invoices, number, pairs, proposal, refuse, text, winner


def compares(d: Data) -> Iterator[Case]:
    def code(c: str) -> str:
        return d.sum(lambda r: r["by"]["code"] == c)

    def land(c: str) -> str:
        return d.sum(lambda r: r["by"]["country"] == c)

    for turn, expect in (
        ("which is bigger for us, Germany or the USA?", winner("USA", land("Germany"), land("USA"))),
        ("Did Ernst Handel or Hungry Owl All-Night Grocers buy more?", winner("ERNSH", code("ERNSH"), code("HUNGO"))),
        ("compare revenue of Austria and Ireland", {"type": "answer", "numbers": [land("Austria"), land("Ireland")], "tool": ["invoices"]}),
        ("are there more customers in Brazil than in France?", {**winner("France", 9, 11), "tool": ["customers"]}),
        (
            "was march 1998 better than april 1998?",
            winner("april", d.sum(lambda r: r["issued_on"][:7] == "1998-03"), d.sum(lambda r: r["issued_on"][:7] == "1998-04")),
        ),
        (
            "how much more did we sell in 1997 than in 1996",
            number(Decimal(d.sum(lambda r: r["issued_on"][:4] == "1997")) - Decimal(d.sum(lambda r: r["issued_on"][:4] == "1996"))),
        ),
        ("who has more invoices, SAVEA or RATTC", winner("SAVEA", 31, 18)),
        ("1996 vs 1997 turnover", {"type": "answer", "numbers": ["208083.97", "617085.22"], "tool": ["invoices"]}),
    ):
        yield "compare", [turn], expect, {}


def followups(d: Data) -> Iterator[Case]:
    def land(c: str, year: str = "") -> str:
        return d.sum(lambda r: r["by"]["country"] == c and r["issued_on"].startswith(year))

    largest = sorted(d.invoices, key=lambda r: -r["amount"])
    spent = list(d.by(lambda r: r["by"]["code"]))
    for turns, expect in (
        (["revenue in Germany in 1997", "and in France?"], number(land("France", "1997"))),
        (["revenue in Germany in 1997", "what about 1996?"], number(land("Germany", "1996"))),
        (["how many customers in the UK", "list them"], customers(d.c(lambda r: r["country"] == "UK"))),
        (["show invoices over 12000", "how many are there?"], number(len(d.i(lambda r: r["amount"] > 12000)))),
        (["show unpaid invoices", "what do they add up to?"], number(d.sum(lambda r: not r["paid_on"]))),
        (["who is our best customer", "and the second best?"], customers([spent[1]], "order", "invoices")),
        (["what is the largest invoice", "who is it for?"], text(largest[0]["by"]["name"], tool="invoices")),
        (["what is the largest invoice", "when was it paid?"], day(largest[0]["paid_on"])),
        (["tell me about Ernst Handel", "how many invoices do they have?"], number(30)),
        (["unpaid invoices", "just those from Germany"], invoices(d.i(lambda r: not r["paid_on"] and r["by"]["country"] == "Germany"))),
        (
            ["invoices of Ernst Handel", "which of those are unpaid?"],
            invoices(d.i(lambda r: r["by"]["code"] == "ERNSH" and not r["paid_on"])),
        ),
        (["phone of Ernst Handel", "and of Frankenversand?"], text("089-0877310")),
        (["revenue by country", "only 1996"], pairs(d.by(lambda r: r["by"]["country"], lambda r: r["issued_on"] < "1997"))),
        (["total sales 1998", "break that down by month"], pairs(d.by(lambda r: r["issued_on"][:7], lambda r: r["issued_on"] >= "1998"))),
        (["top 3 customers by revenue", "where are they located?"], text("Cunewalde")),
        (["customers in Denmark", "what did they spend in total?"], number(land("Denmark"))),
    ):
        yield "followup", turns, expect, {}


def writes(d: Data) -> Iterator[Case]:
    clock = {"clock": "1998-06-30"}
    for turn, expect, options in (
        ("please mark invoice 11070 as paid", proposal(change("update", "invoices", "11070", ["paid_on"], status="paid")), {}),
        (
            "change the phone number of Ernst Handel to 0316-123456",
            proposal(change("update", "customers", "ERNSH", phone="0316-123456")),
            {},
        ),
        ("Set the city of Frankenversand to Augsburg", proposal(change("update", "customers", "FRANK", city="Augsburg")), {}),
        ("delete customer Paris spécialités", proposal(change("delete", "customers", "PARIS")), {}),
        ("remove invoice 10248", proposal(change("delete", "invoices", "10248")), {}),
        ("deactivate FISSA", proposal(change("update", "customers", "FISSA", status="inactive")), {}),
        ("make Bottom-Dollar Markets inactive", proposal(change("update", "customers", "BOTTM", status="inactive")), {}),
        ("rename Toms Spezialitäten to Tom's Feinkost", proposal(change("update", "customers", "TOMSP", name="Tom's Feinkost")), {}),
        ("move the due date of invoice 11077 to 15 july 1998", proposal(change("update", "invoices", "11077", due_on="1998-07-15")), {}),
        (
            "create a task to call QUICK-Stop on Friday",
            proposal(
                change(
                    "create", "tasks", None, ["customer", "status", "priority"], title={"contains": "call quick-stop"}, due_on="1998-07-03"
                )
            ),
            clock,
        ),
        (
            "remind me tomorrow to check invoice 11072",
            proposal(
                change(
                    "create",
                    "tasks",
                    None,
                    ["invoice", "customer", "status", "priority"],
                    title={"contains": "check invoice 11072"},
                    due_on="1998-07-01",
                )
            ),
            clock,
        ),
        (
            "add a task: prepare the yearly report, due 31 july 1998, high priority",
            proposal(
                change(
                    "create",
                    "tasks",
                    None,
                    ["status"],
                    title={"contains": "prepare the yearly report"},
                    due_on="1998-07-31",
                    priority="high",
                )
            ),
            clock,
        ),
        (
            "create a new customer called Alpenmarkt in Bern, Switzerland with code ALPEN",
            proposal(change("create", "customers", None, ["status"], name="Alpenmarkt", city="Bern", country="Switzerland", code="ALPEN")),
            {},
        ),
        (
            "register new client BERLI Berliner Luft GmbH, Berlin, Germany, phone 030-555123",
            proposal(
                change(
                    "create",
                    "customers",
                    None,
                    ["status"],
                    code="BERLI",
                    name="Berliner Luft GmbH",
                    city="Berlin",
                    country="Germany",
                    phone="030-555123",
                )
            ),
            {},
        ),
        (
            "new invoice 11078 for Around the Horn over 250 dollars, due 1 august 1998",
            proposal(
                change(
                    "create",
                    "invoices",
                    None,
                    ["status", "issued_on"],
                    number="11078",
                    customer="AROUT",
                    total="250.00 USD",
                    due_on="1998-08-01",
                )
            ),
            clock,
        ),
        (
            "set all customers in Finland to inactive",
            proposal(change("update", "customers", "WARTH", status="inactive"), change("update", "customers", "WILMK", status="inactive")),
            {},
        ),
        ("void invoice 11065", proposal(change("update", "invoices", "11065", status="void")), {}),
        ("update Chop-suey Chinese: phone 0452-111111", proposal(change("update", "customers", "CHOPS", phone="0452-111111")), {}),
    ):
        yield "write", [turn], expect, options


def clarifications(d: Data) -> Iterator[Case]:
    for turn, expect in (
        ("what's the address of the hungry one", clarify(customers=["HUNGC", "HUNGO"])),
        ("delete the customer in Nantes", clarify(customers=["DUMON", "FRANR"])),
        ("how much did la maison... I mean the Du monde one spend", clarify(customers=["DUMON", "SPECD"])),
        ("mark the invoice as paid", clarify()),
        ("change the phone number", clarify()),
        ("phone number of the delikatessen", clarify(customers=["BLAUS", "DRACD"])),
        ("set the Lisboa customer to inactive", clarify(customers=["FURIB", "PRINI"])),
    ):
        yield "clarify", [turn], expect, {}


def scopes(d: Data) -> Iterator[Case]:
    for turn in (
        "which employee sold the most?",
        "what's the weather in Berlin today",
        "write a friendly payment reminder letter to Ernst Handel",
        "what is our profit margin",
        "which products sell best",
        "forecast revenue for next year",
        "who is the contact person at Ernst Handel",
        "what's the fax number of Frankenversand",
        "who ships our orders",
        "tell me a joke",
        "why did sales go down in 1998",
        "convert our revenue to swiss francs",
    ):
        yield "scope", [turn], SCOPE, {}


def permissions(d: Data) -> Iterator[Case]:
    read = {"as": ["customers:read"]}
    for turn, expect, options in (
        ("show unpaid invoices", {**refuse("invoices:read"), "not_numbers": ["25937.43"]}, read),
        ("top 5 customers by revenue", refuse("invoices:read"), read),
        ("delete customer PARIS", refuse("customers:delete"), read),
        ("change the phone of Ernst Handel to 123456", refuse("customers:write"), read),
        ("list customers in Germany", refuse("customers:read"), {"as": ["invoices:read"]}),
        ("create a task to call Ernst Handel", refuse("tasks:write"), read),
        ("phone of bon app", {**refuse("customers:read"), "not_text": ["91.24.45.40"]}, {"as": ["invoices:read"]}),
        ("mark 11058 as paid", refuse("invoices:write"), {"as": ["customers:read", "invoices:read"]}),
    ):
        yield "permission", [turn], expect, options


KINDS = (compares, followups, writes, clarifications, scopes, permissions)
