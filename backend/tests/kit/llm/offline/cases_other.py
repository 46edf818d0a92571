"""The same kinds in other languages."""

from collections.abc import Iterator

from .cases_en import Case
from .phrasings import SCOPE, Data, change, customers, day, invoices, number, pairs, proposal, text, winner


def german(d: Data) -> Iterator[Case]:
    per_country = d.by(lambda r: r["by"]["country"])
    spent = list(d.by(lambda r: r["by"]["code"]))
    for turn, expect in (
        ("Wie viele Kunden haben wir in Frankreich?", number(len(d.c(lambda r: r["country"] == "France")), tool="customers")),
        ("Telefonnummer von Königlich Essen", text("0555-09876")),
        ("welche Rechnungen sind noch offen?", invoices(d.i(lambda r: not r["paid_on"]))),
        ("Wie hoch war der Umsatz 1997?", number(d.sum(lambda r: r["issued_on"][:4] == "1997"))),
        ("Umsatz nach Land", pairs(per_country)),
        ("wer ist unser bester Kunde", customers(spent[:1], "order", "invoices")),
        ("offene Rechnungen über 1000 Dollar", invoices(d.i(lambda r: not r["paid_on"] and r["amount"] > 1000))),
        ("Kunden ohne Rechnungen", customers(["FISSA", "PARIS"])),
        ("Wann ist Rechnung 10835 fällig?", day("1998-02-12")),
        ("lösche den Kunden Paris spécialités", proposal(change("delete", "customers", "PARIS"))),
        ("setze Rechnung 11058 auf bezahlt", proposal(change("update", "invoices", "11058", ["paid_on"], status="paid"))),
        ("wieviel schuldet uns Ernst Handel noch?", number("9898.90")),
        ("Durchschnittlicher Rechnungsbetrag", number(d.avg())),
        (
            "Hat QUICK-Stop oder Ernst Handel mehr ausgegeben?",
            winner("QUICK", d.sum(lambda r: r["by"]["code"] == "QUICK"), d.sum(lambda r: r["by"]["code"] == "ERNSH")),
        ),
        ("in welcher Stadt sitzt Piccolo und mehr", text("Salzburg")),
        ("schreibe einen Brief an Ernst Handel", SCOPE),
        ("die schwedischen Kunden bitte", customers(d.c(lambda r: r["country"] == "Sweden"))),
        ("wie viele Rechnungen im März 1998", number(73)),
    ):
        yield "lang-de", [turn], expect, {}


def french(d: Data) -> Iterator[Case]:
    spent = list(d.by(lambda r: r["by"]["code"]))
    for turn, expect in (
        ("Combien de clients avons-nous en Allemagne ?", number(11, tool="customers")),
        ("quelles sont les factures impayées du Brésil ?", invoices(d.i(lambda r: not r["paid_on"] and r["by"]["country"] == "Brazil"))),
        ("numéro de téléphone de Bon app'", text("91.24.45.40")),
        ("chiffre d'affaires en 1997", number(d.sum(lambda r: r["issued_on"][:4] == "1997"))),
        ("les 5 plus grosses factures", invoices(sorted(d.invoices, key=lambda r: -r["amount"])[:5], "order")),
        ("qui est notre meilleur client ?", customers(spent[:1], "order", "invoices")),
        ("chiffre d'affaires par pays", pairs(d.by(lambda r: r["by"]["country"]))),
        ("dans quelle ville se trouve Ernst Handel ?", text("Graz")),
        ("clients sans factures", customers(["FISSA", "PARIS"])),
        ("combien nous doit Ernst Handel ?", number("9898.90")),
        ("factures de plus de 12000 dollars", invoices(d.i(lambda r: r["amount"] > 12000))),
        ("supprime le client Paris spécialités", proposal(change("delete", "customers", "PARIS"))),
        ("montre-moi les clients italiens", customers(d.c(lambda r: r["country"] == "Italy"))),
        ("quand la facture 10835 arrive-t-elle à échéance ?", day("1998-02-12")),
        ("combien de factures en mars 1998 ?", number(73)),
    ):
        yield "lang-fr", [turn], expect, {}


def spanish(d: Data) -> Iterator[Case]:
    spent = list(d.by(lambda r: r["by"]["code"]))
    for turn, expect in (
        ("¿Cuántos clientes tenemos en España?", number(len(d.c(lambda r: r["country"] == "Spain")), tool="customers")),
        ("¿cuál es el teléfono de Romero y tomillo?", text("(91) 745 6200")),
        ("ventas totales de 1996", number(d.sum(lambda r: r["issued_on"] < "1997"))),
        ("las 3 facturas más grandes", invoices(sorted(d.invoices, key=lambda r: -r["amount"])[:3], "order")),
        ("¿quién es nuestro mejor cliente?", customers(spent[:1], "order", "invoices")),
        ("clientes sin facturas", customers(["FISSA", "PARIS"])),
        ("ingresos por país", pairs(d.by(lambda r: r["by"]["country"]))),
        ("¿cuánto nos debe Ernst Handel?", number("9898.90")),
        ("marca la factura 11058 como pagada", proposal(change("update", "invoices", "11058", ["paid_on"], status="paid"))),
        ("muéstrame los clientes alemanes", customers(d.c(lambda r: r["country"] == "Germany"))),
        ("facturas de más de 12000 dólares", invoices(d.i(lambda r: r["amount"] > 12000))),
        ("¿cuándo vence la factura 10835?", day("1998-02-12")),
    ):
        yield "lang-es", [turn], expect, {}


def others(d: Data) -> Iterator[Case]:
    spent = list(d.by(lambda r: r["by"]["code"]))
    for turn, expect in (
        ("quanti clienti abbiamo in Germania?", number(11, tool="customers")),
        ("fatture non pagate di Ernst Handel", invoices(d.i(lambda r: not r["paid_on"] and r["by"]["code"] == "ERNSH"))),
        ("chi è il nostro miglior cliente?", customers(spent[:1], "order", "invoices")),
        ("fatturato 1997", number(d.sum(lambda r: r["issued_on"][:4] == "1997"))),
        ("qual è il telefono di Franchi S.p.A.?", text("011-4988260")),
        ("quantos clientes temos no Brasil?", number(9, tool="customers")),
        ("faturas em aberto da Alemanha", invoices(d.i(lambda r: not r["paid_on"] and r["by"]["country"] == "Germany"))),
        ("qual é o telefone da Hanari Carnes?", text("(21) 555-0091")),
        ("hoeveel klanten hebben we in Frankrijk?", number(11, tool="customers")),
        ("openstaande facturen van Ernst Handel", invoices(d.i(lambda r: not r["paid_on"] and r["by"]["code"] == "ERNSH"))),
        ("omzet in 1997", number(d.sum(lambda r: r["issued_on"][:4] == "1997"))),
        ("wat is het telefoonnummer van Maison Dewey", text("(02) 201 24 67")),
    ):
        yield "lang-xx", [turn], expect, {}


KINDS = (german, french, spanish, others)
