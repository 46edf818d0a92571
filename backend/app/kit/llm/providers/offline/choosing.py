"""Which rows a question is about: those of the entity under which the most words make sense.

`customers with unpaid invoices` asks for customers, but reads invoices, because only invoices can be unpaid.
"""

from . import binding
from .conditions import Conditions
from .roles import Condition
from .tagger import Tag

IMPOSSIBLE = 10.0


class Choosing(Conditions):
    """Chooses the rows."""

    def rows(self) -> tuple[str, float]:
        """The entity whose rows explain most, with the cost of reading it so."""
        costs = {name: self._cost(name) for name in self.schema.entities}
        best = min(costs, key=lambda name: costs[name])
        return best, costs[best]

    def _cost(self, rows: str) -> float:
        entity = self.schema[rows]
        near = [e.name for e in binding.reach(self.schema, rows)]
        cost = 0.0 if entity.money else 0.3
        for mention in self._mentions():
            names = [where[0] for where in mention.get("entity")]
            cost += 0.0 if rows in names else 1.0 if any(n in near for n in names) else IMPOSSIBLE
        if not any(rows in [w[0] for w in m.get("entity")] for m in self._mentions()):
            cost += 0.6
        wants_money = self._figures() and not self._counting_only()
        if self.roles.compares and not self._mentions() and not entity.money:
            cost += 3.0
        if (wants_money or (self.roles.buying and not self.roles.never) or self.roles.debt) and not entity.money:
            cost += IMPOSSIBLE
        if self.roles.never and not any(self.schema.ref(m.name, rows) for m in self.schema.money):
            cost += IMPOSSIBLE
        for missing in self.roles.missing:
            cost += 0.0 if any(self.schema.ref(w[0], rows) for w in missing.get("entity")) else IMPOSSIBLE
        if {"max", "min"} & {s.get("super")[0] for s in self.roles.supers} and not entity.money and not self._counts_rows():
            cost += 3.0
        if {"new", "old"} & {s.get("super")[0] for s in self.roles.supers} and not entity.date:
            cost += 3.0
        fields = (t for t in (*self.roles.fields, *self.roles.groups) if not t.has("entity"))
        for tag in (*fields, *(t for t, _ in self.roles.empty)):
            cost += self._field_cost(tag, rows, near)
        for condition in self.roles.conditions:
            cost += self._condition_cost(condition, rows)
        return cost

    def _field_cost(self, tag: Tag, rows: str, near: list[str]) -> float:
        owners = [where[0] for where in tag.get("field")]
        if tag.has("bucket") and self.schema[rows].date:
            return 0.0
        if not owners:
            return 0.0 if tag.has("entity") else IMPOSSIBLE
        return 0.0 if rows in owners else 1.0 if any(o in near for o in owners) else 0.0 if tag.has("agg") else IMPOSSIBLE

    def _condition_cost(self, condition: Condition, rows: str) -> float:
        filters = self._bind(condition, rows)
        if filters is None and any(self._bind(condition, inverse) for inverse in self._inverses(rows)):
            return 0.4
        if filters is None:
            return IMPOSSIBLE
        if condition.tag.has("pron"):
            return 0.0 if rows == self.last.get("entity") else 0.5 if filters and filters[0].entity != rows else 2.0
        return 0.0 if not filters or filters[0].entity == rows else 0.4

    def _counts_rows(self) -> bool:
        """`top 3 countries by number of customers`."""
        return "count" in self.roles.asks and bool(self.roles.entities)

    def _figures(self) -> bool:
        return bool(self.roles.money or (set(self.roles.aggs) & {"avg"}) or "sum" in self.roles.asks)

    def _counting_only(self) -> bool:
        """`how many invoices did we make`: the verb is not about money."""
        return (
            "count" in self.roles.asks
            and bool(self.roles.entities)
            and not self.roles.aggs
            and not any(c.tag.has("cond") for c in self.roles.conditions)
        )
