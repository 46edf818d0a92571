"""What the conditions of a sentence mean on the rows of one entity: filters, or nothing."""

from datetime import date
from typing import Any

from . import binding
from .frame import Filter, Frame
from .index import Index
from .roles import Condition, Roles
from .schema import Schema
from .tagger import Tag
from .types import State

_THINGS = (
    "it",
    "that",
    "those",
    "these",
    "this",
    "the ones",
    "of those",
    "of these",
    "diese",
    "davon",
    "celles-ci",
    "celles",
    "estas",
    "esas",
    "queste",
    "quelle",
    "estas",
    "essas",
    "daarvan",
    "die",
)


class Conditions:
    """Binds the conditions of one sentence; `memory` is what the conversation kept."""

    def __init__(self, schema: Schema, index: Index, roles: Roles, memory: State, today: date) -> None:
        self.today = today
        self.schema = schema
        self.index = index
        self.roles = roles
        self.memory = memory
        self.last: dict[str, Any] = memory.get("last") or {}
        self.base: Frame | None = Frame.from_state(memory["frame"]) if memory.get("frame") else None

    def _bind(self, condition: Condition, rows: str) -> list[Filter] | None:
        """The condition as filters on these rows; None if it makes no sense there."""
        tag = condition.tag
        if tag.has("pron"):
            return self._pronoun(tag, rows)
        if tag.has("period"):
            return self._period(condition, rows)
        if tag.has("overdue_by"):
            op, days = tag.get("overdue_by")[0]
            return binding.overdue_by(op, days, self.today, self.schema, rows) or None
        found = (
            self._place(tag, rows) or self._hit(tag, rows) or self._state(tag, rows) or self._amount(tag, rows) or self._unseen(tag, rows)
        )
        if not found:
            return None
        return [f.negated() for f in found] if condition.negative else found

    def _pronoun(self, tag: Tag, rows: str) -> list[Filter] | None:
        entity, ids = self.last.get("entity"), self.last.get("ids")
        if not entity:
            return []
        if not ids:
            return [f for f in self.base.filters if f.path(self.schema, rows)] if self.base else []
        said = self.roles.sentence.raw(tag).casefold()
        if self.base and self.base.rows == rows and self.base.action in ("stat", "count") and said in _THINGS:
            return self.base.filters
        label = str(self.last.get("label", "")) if len(ids) <= 3 else f"those {len(ids)}"
        names = [e.name for e in binding.reach(self.schema, rows)]
        if entity in names:
            return [Filter(entity, "id", "in", ids, "record", label)]
        back = self.schema.ref(entity, rows)
        behind = (self.last.get("refs") or {}).get(back.name) if back else None
        return [Filter(rows, "id", "in", behind, "record", label)] if behind else None

    def _period(self, condition: Condition, rows: str) -> list[Filter] | None:
        for entity in binding.reach(self.schema, rows):
            name = binding.date_field(self.schema, entity.name, condition.dates) or entity.date
            if name:
                found = binding.period(condition.tag.get("period")[0], entity.name, name)
                return [found[0].negated()] if condition.negative and len(found) == 1 else found
        return None

    def _place(self, tag: Tag, rows: str) -> list[Filter]:
        bound = [b for p in tag.get("place") if (b := binding.place(p, self.schema, self.index, rows))]
        if not bound and tag.has("place") and not tag.has("hit"):
            bound = [b for p in tag.get("place") if p.spellings and (b := binding.unseen(p.label, self.schema, rows))]
        return bound[:1]

    def _unseen(self, tag: Tag, rows: str) -> list[Filter]:
        found = binding.unseen(tag.get("unseen")[0], self.schema, rows) if tag.has("unseen") else None
        return [found] if found else []

    def _hit(self, tag: Tag, rows: str) -> list[Filter]:
        return binding.hit_options(tag.get("hit"), self.schema, rows)[:1]

    def _state(self, tag: Tag, rows: str) -> list[Filter]:
        for where in tag.get("choice"):
            if where[0] == rows or not tag.has("state"):
                found = binding.choice(where, self.schema, rows)
                if found:
                    return [found]
        return next((f for name in tag.get("state") if (f := binding.state(name, self.schema, rows))), [])

    def _amount(self, tag: Tag, rows: str) -> list[Filter]:
        if not tag.has("cond"):
            return []
        op, value = tag.get("cond")[0]
        entity = self.schema[rows]
        if not entity.money:
            return []
        if op == "about":
            op, value = "between", (value * 9 / 10, value * 11 / 10)
        return binding.amount(op, value, rows, entity.money, self.roles.sentence.raw(tag))

    def _text(self, op: str, raw: str, tag: Tag | None, rows: str) -> Filter:
        entity, name = self._owner(tag, rows) if tag else ("", "")
        if not name or not self.schema[entity].fields[name].is_text:
            named = next((w[0] for m in self.roles.entities for w in m.get("entity")), rows)
            entity, name = named, self.schema[named].title
        operator = {"starts": "startswith", "contains": "contains", "ends": "endswith"}[op]
        return Filter(entity, name, operator, raw, f"text:{name}", f"{self.schema[entity].fields[name].label.lower()} {operator} “{raw}”")

    def _owner(self, tag: Tag, rows: str) -> tuple[str, str]:
        """The entity and field that a field tag means from these rows."""
        near = [e.name for e in binding.reach(self.schema, rows)]
        found = sorted(
            (w for w in tag.get("field") if w[0] in near), key=lambda w: (near.index(w[0]), bool(self.schema[w[0]].fields[w[1]].choices))
        )
        return (found[0][0], found[0][1]) if found else ("", "")

    def _inverses(self, rows: str) -> list[str]:
        """The entities whose rows are missing: the invoices of `customers without invoices in 1997`."""
        if self.roles.missing:
            return [w[0] for m in self.roles.missing for w in m.get("entity") if self.schema.ref(w[0], rows)]
        return [m.name for m in self.schema.money if self.schema.ref(m.name, rows)] if self.roles.never else []

    def _mentions(self) -> list[Tag]:
        return self.roles.entities + [g for g in self.roles.groups if g.has("entity")]

    def _ref_of(self, tag: Tag, rows: str) -> str:
        return next((ref.name for w in tag.get("entity") if (ref := self.schema.ref(rows, w[0]))), "")

    def _whose(self, rows: str) -> str:
        return self.schema[rows].refs[0].name if self.schema[rows].refs else ""

    def _singular(self, tag: Tag) -> bool:
        raw = self.roles.sentence.raw(tag).casefold()
        return raw in {self.schema[w[0]].singular for w in tag.get("entity")} | {
            s for w in tag.get("entity") for s in self.schema[w[0]].synonyms
        } | {"kunde", "rechnung", "client", "facture", "cliente", "factura", "fattura", "fatura", "klant", "factuur"}
