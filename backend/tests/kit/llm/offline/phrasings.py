"""Fresh phrasings with answers computed from the sample records: how people ask, in several languages.

`cases(rows)` yields one dict per question: id, turns, kind, language, and what to expect, in the shape of the acceptance questions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

Row = dict[str, Any]
Expect = dict[str, Any]

EUROPE = {
    "Austria",
    "Belgium",
    "Denmark",
    "Finland",
    "France",
    "Germany",
    "Ireland",
    "Italy",
    "Norway",
    "Poland",
    "Portugal",
    "Spain",
    "Sweden",
    "Switzerland",
    "UK",
}
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]


class Data:
    """The records with the figures that the questions ask for."""

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        self.customers = {r["id"]: r for r in rows["customers"]}
        self.invoices = [{**r, "amount": Decimal(r["total"]["amount"]), "by": self.customers[r["customer"]]} for r in rows["invoices"]]

    def c(self, test: Callable[[Row], bool]) -> list[str]:
        """Codes of customers."""
        return [r["code"] for r in self.customers.values() if test(r)]

    def i(self, test: Callable[[Row], bool] = lambda r: True) -> list[Row]:
        """Invoices."""
        return [r for r in self.invoices if test(r)]

    def sum(self, test: Callable[[Row], bool] = lambda r: True) -> str:
        """Total of invoices."""
        return str(sum((r["amount"] for r in self.i(test)), Decimal()))

    def avg(self, test: Callable[[Row], bool] = lambda r: True) -> str:
        """Average of invoices, to cents."""
        found = self.i(test)
        return str((Decimal(self.sum(test)) / len(found)).quantize(Decimal("0.01"), ROUND_HALF_EVEN))

    def by(self, key: Callable[[Row], Any], test: Callable[[Row], bool] = lambda r: True, count: bool = False) -> dict[Any, Decimal]:
        """Sum (or count) per group, largest first."""
        groups: dict[Any, Decimal] = defaultdict(Decimal)
        for r in self.i(test):
            groups[key(r)] += 1 if count else r["amount"]
        return dict(sorted(groups.items(), key=lambda kv: -kv[1]))


def number(*values: Any, tool: str = "invoices") -> Expect:
    return {"type": "answer", "numbers": [str(v) for v in values], "tool": [tool]}


def text(*options: str, tool: str = "customers") -> Expect:
    return {"type": "answer", "text": [list(options)], "tool": [tool]}


def day(iso: str) -> Expect:
    return {"type": "answer", "dates": [iso], "tool": ["invoices"]}


def customers(codes: Iterable[str], mode: str = "exact", tool: str = "customers") -> Expect:
    return {"type": "answer", "ids": {"customers": list(codes)}, "ids_mode": mode, "tool": [tool]}


def invoices(rows: Iterable[Row], mode: str = "exact") -> Expect:
    return {"type": "answer", "ids": {"invoices": [r["number"] for r in rows]}, "ids_mode": mode, "tool": ["invoices"]}


def pairs(groups: dict[Any, Any], label: Callable[[Any], list[str]] = lambda k: [str(k)], tool: str = "invoices") -> Expect:
    return {"type": "answer", "pairs": [[label(k), str(v)] for k, v in groups.items()], "tool": [tool]}


def winner(name: str, *values: Any) -> Expect:
    return {"type": "answer", "winner": name, "numbers": [str(v) for v in values], "tool": ["invoices"]}


def proposal(*approvals: Expect) -> Expect:
    return {"type": "proposal", "approvals": list(approvals)}


def change(op: str, entity: str, target: str | None = None, extra: Iterable[str] = (), **values: Any) -> Expect:
    return {"op": op, "entity": entity, "values": values, "extra_ok": list(extra), **({"target": target} if target else {})}


def clarify(**candidates: list[str]) -> Expect:
    return {"type": "clarify", "candidates": candidates}


SCOPE: Expect = {"type": "scope"}


def refuse(permission: str) -> Expect:
    return {"type": "refuse", "permission": permission}
