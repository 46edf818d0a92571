"""English questions of every kind."""

from collections.abc import Iterator
from decimal import Decimal

from .phrasings import Data, Expect, customers, day, invoices, number, pairs, text

Case = tuple[str, list[str], Expect, dict[str, object]]


def _top(groups: dict[str, Decimal], n: int) -> list[str]:
    return list(groups)[:n]


def lookups(d: Data) -> Iterator[Case]:
    def paid(code: str) -> list[str]:
        return [r["paid_on"] for r in d.invoices if r["by"]["code"] == code and r["paid_on"]]

    for turn, expect in (
        ("What's the address of Around the Horn?", text("120 Hanover Sq.")),
        ("phone number for vaffeljernet pls", text("86 21 32 43")),
        ("Which country is Wartian Herkku from?", text("Finland")),
        ("where is Great Lakes Food Market located", text("Eugene")),
        ("whats the zip of quick stop", text("01307")),
        ("postcode of Seven Seas Imports?", text("OX15 4NB")),
        ("customer code of Simons bistro", text("SIMOB")),
        ("who is LAZYK?", text("Lazy K Kountry Store")),
        ("I need the telephone number of Hanari Carnes, please", text("(21) 555-0091")),
        ("give me the street address of save-a-lot markets", text("187 Suffolk Ln.")),
        ("tell me about Maison Dewey", text("Bruxelles", "(02) 201 24 67")),
        ("can you tell me what region LILA-Supermercado is in", text("Lara")),
        ("total of invoice 10250", number("1552.60")),
        ("how much is invoice 10248", number("440.00")),
        ("when did Ernst Handel last pay us?", day(max(paid("ERNSH")))),
        ("last payment of Ernst Handel", day(max(paid("ERNSH")))),
        ("when did Blauer See Delikatessen first pay us", day(min(paid("BLAUS")))),
        ("when was 10260 paid", day(next(r["paid_on"] for r in d.invoices if r["number"] == "10260"))),
        ("issue date of invoice 10500", day(next(r["issued_on"] for r in d.invoices if r["number"] == "10500"))),
        ("what's the due date of bill 10999?", day(next(r["due_on"] for r in d.invoices if r["number"] == "10999"))),
        ("who got invoice 10865?", text(next(r["by"]["name"] for r in d.invoices if r["number"] == "10865"), tool="invoices")),
        (
            "which customer does invoice 10300 belong to",
            text(next(r["by"]["name"] for r in d.invoices if r["number"] == "10300"), tool="invoices"),
        ),
        ("status of 11070", text("overdue", "unpaid", "open", tool="invoices")),
        ("is invoice 10248 paid?", text("paid", tool="invoices")),
        ("what is the phon number of Ottilies Kaseladen", text("0221-0644327")),
        ("in what town is Die Wandernde Kuh", text("Stuttgart")),
        ("Which customer has the phone number 981-443655?", customers(["WARTH"], "include")),
    ):
        yield "lookup", [turn], expect, {}


def counts(d: Data) -> Iterator[Case]:
    def located(*countries: str) -> int:
        return len(d.c(lambda r: r["country"] in countries))

    spent = d.by(lambda r: r["by"]["code"])
    per_customer = d.by(lambda r: r["by"]["code"], count=True)
    for turn, expect in (
        ("How many customers do we have?", number(91, tool="customers")),
        ("how many invoices are there in total", number(830)),
        ("how many customers are based in Brazil", number(located("Brazil"), tool="customers")),
        ("number of clients in the UK", number(located("UK"), tool="customers")),
        ("count of british accounts", number(located("UK"), tool="customers")),
        ("how many customers do we have in France and Spain together", number(located("France", "Spain"), tool="customers")),
        ("how many Scandinavian customers are there", number(located("Denmark", "Norway", "Sweden"), tool="customers")),
        ("how many of our customers are in South America", number(located("Brazil", "Argentina", "Venezuela"), tool="customers")),
        ("how many customers are not in the USA?", number(91 - located("USA"), tool="customers")),
        ("in how many countries do we have customers", number(len({r["country"] for r in d.customers.values()}), tool="customers")),
        ("how many different cities are our customers in", number(len({r["city"] for r in d.customers.values()}), tool="customers")),
        ("how many invoices does Rattlesnake Canyon Grocery have", number(int(per_customer["RATTC"]))),
        ("how many unpaid invoices are there", number(21)),
        ("how many bills are still outstanding?", number(21)),
        (
            "how many overdue invoices do we have from Germany",
            number(len(d.i(lambda r: r["status"] == "overdue" and r["by"]["country"] == "Germany"))),
        ),
        ("how many invoices were paid late", number(len(d.i(lambda r: r["paid_on"] and r["paid_on"] > r["due_on"])))),
        ("How many invoices are above 10,000?", number(len(d.i(lambda r: r["amount"] > 10000)))),
        ("how many bills between 500 and 1000 dollars", number(len(d.i(lambda r: 500 <= r["amount"] <= 1000)))),
        ("how many customers have never ordered anything", number(2, tool="customers")),
        ("how many customers have more than 20 invoices", number(sum(v > 20 for v in per_customer.values()))),
        ("how many customers spent over 50k", number(sum(v > 50000 for v in spent.values()))),
        ("how many customers bought something in 1996", number(len({r["customer"] for r in d.i(lambda r: r["issued_on"] < "1997")}))),
        ("how often did QUICK-Stop order in 1997", number(len(d.i(lambda r: r["by"]["code"] == "QUICK" and r["issued_on"][:4] == "1997")))),
        ("do we have any customers in Japan?", number(0, tool="customers")),
    ):
        yield "count", [turn], expect, {}


def aggregates(d: Data) -> Iterator[Case]:
    for turn, expect in (
        ("what's our total turnover?", number(d.sum())),
        ("how much did we invoice overall", number(d.sum())),
        ("how much has Ernst Handel spent", number(d.sum(lambda r: r["by"]["code"] == "ERNSH"))),
        ("sales to French customers", number(d.sum(lambda r: r["by"]["country"] == "France"))),
        ("what do the unpaid invoices add up to", number(d.sum(lambda r: not r["paid_on"]))),
        ("how much money is outstanding?", number(d.sum(lambda r: not r["paid_on"]))),
        ("how much does Bottom-Dollar Markets owe us", number(d.sum(lambda r: not r["paid_on"] and r["by"]["code"] == "BOTTM"))),
        ("average invoice amount", number(d.avg())),
        ("what is the mean value of a bill for German customers", number(d.avg(lambda r: r["by"]["country"] == "Germany"))),
        ("biggest single invoice ever", number(max(r["amount"] for r in d.invoices))),
        ("what's the smallest invoice we ever sent", number(min(r["amount"] for r in d.invoices))),
        ("how many unpaid invoices over 1,000 does Ernst Handel have, and what do they add up to?", number(2, "9898.90")),
        ("sum of all invoices for customers in London", number(d.sum(lambda r: r["by"]["city"] == "London"))),
        (
            "what percentage of revenue comes from Germany?",
            {
                "type": "answer",
                "percent": [str(Decimal(d.sum(lambda r: r["by"]["country"] == "Germany")) * 100 / Decimal(d.sum()))],
                "tool": ["invoices"],
            },
        ),
        (
            "what share of invoices was paid late",
            {
                "type": "answer",
                "percent": [str(Decimal(len(d.i(lambda r: r["paid_on"] and r["paid_on"] > r["due_on"]))) * 100 / 830)],
                "tool": ["invoices"],
            },
        ),
        (
            "how much revenue did Brazil and Argentina bring in together",
            number(d.sum(lambda r: r["by"]["country"] in ("Brazil", "Argentina"))),
        ),
    ):
        yield "aggregate", [turn], expect, {}


def lists(d: Data) -> Iterator[Case]:
    spent = d.by(lambda r: r["by"]["code"])
    for turn, expect in (
        ("show me all customers in Sweden", customers(d.c(lambda r: r["country"] == "Sweden"))),
        ("which clients are in Buenos Aires?", customers(d.c(lambda r: r["city"] == "Buenos Aires"))),
        ("list our Mexican customers", customers(d.c(lambda r: r["country"] == "Mexico"))),
        ("customers without any invoices", customers(["FISSA", "PARIS"])),
        ("who has never bought from us?", customers(["FISSA", "PARIS"])),
        ("customers whose name starts with L", customers(d.c(lambda r: r["name"].startswith("L")))),
        ("customers in Spain or Portugal", customers(d.c(lambda r: r["country"] in ("Spain", "Portugal")))),
        ("all invoices above 15000", invoices(d.i(lambda r: r["amount"] > 15000))),
        ("bills of at least 12,000 USD", invoices(d.i(lambda r: r["amount"] >= 12000))),
        ("open invoices from Brazil", invoices(d.i(lambda r: not r["paid_on"] and r["by"]["country"] == "Brazil"))),
        ("which invoices of Bon app are not paid yet", invoices(d.i(lambda r: not r["paid_on"] and r["by"]["code"] == "BONAP"))),
        ("invoices of LAZYK", invoices(d.i(lambda r: r["by"]["code"] == "LAZYK"))),
        ("show me the invoices for Centro comercial Moctezuma", invoices(d.i(lambda r: r["by"]["code"] == "CENTC"))),
        (
            "which customers have unpaid invoices in Germany",
            customers({r["by"]["code"] for r in d.i(lambda r: not r["paid_on"] and r["by"]["country"] == "Germany")}, tool="invoices"),
        ),
        (
            "what do German customers owe",
            pairs(d.by(lambda r: r["by"]["name"], lambda r: not r["paid_on"] and r["by"]["country"] == "Germany")),
        ),
        ("who owes us money?", customers({r["by"]["code"] for r in d.i(lambda r: not r["paid_on"])}, tool="invoices")),
        ("customers who spent more than 100000", customers([c for c, v in spent.items() if v > 100000], tool="invoices")),
        (
            "invoices that Ernst Handel paid late",
            invoices(d.i(lambda r: r["by"]["code"] == "ERNSH" and r["paid_on"] and r["paid_on"] > r["due_on"])),
        ),
        ("names of the customers in Cork and Graz", customers(["HUNGO", "ERNSH"])),
        ("Nordic customers except Finland", customers(d.c(lambda r: r["country"] in ("Denmark", "Norway", "Sweden")))),
        ("custmers in Venezuela", customers(d.c(lambda r: r["country"] == "Venezuela"))),
    ):
        yield "list", [turn], expect, {}


def tops(d: Data) -> Iterator[Case]:
    spent = d.by(lambda r: r["by"]["code"])
    countries = d.by(lambda r: r["by"]["country"])
    ordered = d.by(lambda r: r["by"]["code"], count=True)
    largest = sorted(d.invoices, key=lambda r: -r["amount"])
    for turn, expect in (
        ("who are our 3 best customers", customers(_top(spent, 3), "order", "invoices")),
        ("top ten clients by sales", customers(_top(spent, 10), "order", "invoices")),
        ("which customer has the most invoices?", customers(_top(ordered, 1), "order", "invoices")),
        ("5 largest invoices", invoices(largest[:5], "order")),
        ("the three smallest bills", invoices(largest[::-1][:3], "order")),
        ("largest unpaid invoice", invoices(sorted(d.i(lambda r: not r["paid_on"]), key=lambda r: -r["amount"])[:1], "order")),
        (
            "biggest invoice of Hungry Owl All-Night Grocers",
            invoices(sorted(d.i(lambda r: r["by"]["code"] == "HUNGO"), key=lambda r: -r["amount"])[:1], "order"),
        ),
        ("third biggest customer by revenue", customers([list(spent)[2]], "order", "invoices")),
        ("which country brings in the most revenue", text(next(iter(countries)), tool="invoices")),
        ("top 3 countries by turnover", pairs(dict(list(countries.items())[:3]))),
        ("who spent the least?", customers([list(spent)[-1]], "order", "invoices")),
        ("which country has the most customers", text("USA")),
        (
            "what was our best month in 1997",
            text("january", "1997-01", tool="invoices") if False else text(*_best_month(d), tool="invoices"),
        ),
        (
            "customer with the largest outstanding balance",
            customers(_top(d.by(lambda r: r["by"]["code"], lambda r: not r["paid_on"]), 1), "order", "invoices"),
        ),
    ):
        yield "topn", [turn], expect, {}


def _best_month(d: Data) -> list[str]:
    from .phrasings import MONTHS

    best = next(iter(d.by(lambda r: r["issued_on"][:7], lambda r: r["issued_on"][:4] == "1997")))
    return [best, MONTHS[int(best[5:]) - 1]]


def groups(d: Data) -> Iterator[Case]:
    per_country: dict[str, int] = {}
    for r in d.customers.values():
        per_country[r["country"]] = per_country.get(r["country"], 0) + 1
    quarters = d.by(lambda r: f"Q{(int(r['issued_on'][5:7]) + 2) // 3}", lambda r: r["issued_on"][:4] == "1997")
    for turn, expect in (
        ("how many customers per country", pairs(per_country, tool="customers")),
        ("customers by country", pairs(per_country, tool="customers")),
        ("break down revenue by year", pairs(d.by(lambda r: r["issued_on"][:4]))),
        ("quarterly sales for 1997", pairs(quarters)),
        ("invoices per month in 1996", pairs(d.by(lambda r: r["issued_on"][:7], lambda r: r["issued_on"] < "1997", count=True))),
        ("number of invoices by status", pairs(d.by(lambda r: r["status"], count=True))),
        (
            "average invoice per country",
            pairs({c: d.avg(lambda r, c=c: r["by"]["country"] == c) for c in ("Austria", "Poland", "Germany")}),
        ),
        ("open amount by country", pairs(d.by(lambda r: r["by"]["country"], lambda r: not r["paid_on"]))),
        ("turnover for each customer in Mexico", pairs(d.by(lambda r: r["by"]["name"], lambda r: r["by"]["country"] == "Mexico"))),
        (
            "how many invoices does each customer in Italy have",
            pairs(d.by(lambda r: r["by"]["name"], lambda r: r["by"]["country"] == "Italy", count=True)),
        ),
    ):
        yield "group", [turn], expect, {}


def dates(d: Data) -> Iterator[Case]:
    clock = {"clock": "1998-06-30"}

    def within(start: str, end: str, field: str = "issued_on") -> list[dict[str, object]]:
        return d.i(lambda r: r[field] is not None and start <= r[field] <= end)

    for turn, expect, options in (
        ("how much did we bill in the first quarter of 1998", number(d.sum(lambda r: "1998-01-01" <= r["issued_on"] <= "1998-03-31")), {}),
        ("revenue in Q3 97", number(d.sum(lambda r: "1997-07-01" <= r["issued_on"] <= "1997-09-30")), {}),
        ("invoices issued on 6 May 1998", invoices(within("1998-05-06", "1998-05-06")), {}),
        ("invoices from july 4 to july 10, 1996", invoices(within("1996-07-04", "1996-07-10")), {}),
        ("how many invoices were issued after April 1998", number(len(within("1998-05-01", "1999-01-01"))), {}),
        ("how many bills were issued before 1997", number(len(within("1990-01-01", "1996-12-31"))), {}),
        ("how many invoices got paid in december 1996", number(len(within("1996-12-01", "1996-12-31", "paid_on"))), {}),
        ("what falls due on 1998-06-01?", invoices(within("1998-06-01", "1998-06-01", "due_on")), {}),
        ("turnover in the second half of 1996", number(d.sum(lambda r: "1996-07-01" <= r["issued_on"] <= "1996-12-31")), {}),
        (
            "when was the last invoice of Ernst Handel issued",
            day(max(r["issued_on"] for r in d.i(lambda r: r["by"]["code"] == "ERNSH"))),
            {},
        ),
        ("when did we send our very first invoice", day(min(r["issued_on"] for r in d.invoices)), {}),
        ("revenue this year", number(d.sum(lambda r: r["issued_on"] >= "1998")), clock),
        ("how much did we sell last quarter", number(d.sum(lambda r: "1998-01-01" <= r["issued_on"] <= "1998-03-31")), clock),
        (
            "which invoices were due last week",
            invoices(within("1998-06-22", "1998-06-28", "due_on")) if within("1998-06-22", "1998-06-28", "due_on") else number(0),
            clock,
        ),
        ("number of invoices in the last 60 days", number(len(within("1998-05-01", "1998-06-30"))), clock),
        ("how many invoices in May '97", number(len(within("1997-05-01", "1997-05-31"))), {}),
        (
            "sales in august 1996 in Germany",
            number(d.sum(lambda r: r["issued_on"][:7] == "1996-08" and r["by"]["country"] == "Germany")),
            {},
        ),
        (
            "the 3 most recent invoices of QUICK-Stop",
            invoices(sorted(d.i(lambda r: r["by"]["code"] == "QUICK"), key=lambda r: r["issued_on"])[-3:], "include"),
            {},
        ),
    ):
        yield "date", [turn], expect, options


KINDS = (lookups, counts, aggregates, lists, tops, groups, dates)
