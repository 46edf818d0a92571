"""From roles to a frame: choose the rows, bind the conditions, decide what is asked.

The rows are those of the entity under which the most words make sense: `customers with unpaid invoices` asks for customers, but
reads invoices, because only invoices can be unpaid.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from . import binding
from .audit import ignored
from .frame import Filter, Frame
from .index import Index
from .roles import _TIMES, Condition, Roles
from .schema import Schema
from .tagger import Tag
from .types import State

_IMPOSSIBLE = 10.0
_THINGS = ("it", "that", "those", "these", "this", "the ones", "of those", "of these", "diese", "davon", "celles-ci", "celles", "estas", "esas", "queste", "quelle", "estas", "essas", "daarvan", "die")
_PLACE_ROLES = ("address", "postal code", "city", "region", "country")


@dataclass
class Trouble:
    """Why a question was not read: words that mean nothing here, several records that fit, rights that are missing, or out of scope."""

    kind: str
    words: list[str] = field(default_factory=list)
    entity: str = ""
    options: list[Filter] = field(default_factory=list)
    span: tuple[int, int] = (0, 0)


class Reader:
    """Reads one sentence whose roles are known; `memory` is what the conversation kept."""

    def __init__(self, schema: Schema, index: Index, roles: Roles, memory: State, today: date) -> None:
        self.today = today
        self.schema = schema
        self.index = index
        self.roles = roles
        self.memory = memory
        self.last: dict[str, Any] = memory.get("last") or {}
        self.base: Frame | None = Frame.from_state(memory["frame"]) if memory.get("frame") else None

    # -- which rows ------------------------------------------------------------------------------------------------------------

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
            cost += 0.0 if rows in names else 1.0 if any(n in near for n in names) else _IMPOSSIBLE
        if not any(rows in [w[0] for w in m.get("entity")] for m in self._mentions()):
            cost += 0.6
        wants_money = self._figures() and not self._counting_only()
        if self.roles.compares and not self._mentions() and not entity.money:
            cost += 3.0
        if (wants_money or (self.roles.buying and not self.roles.never) or self.roles.debt) and not entity.money:
            cost += _IMPOSSIBLE
        if self.roles.never and not any(self.schema.ref(m.name, rows) for m in self.schema.money):
            cost += _IMPOSSIBLE
        for missing in self.roles.missing:
            cost += 0.0 if any(self.schema.ref(w[0], rows) for w in missing.get("entity")) else _IMPOSSIBLE
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
            return 0.0 if tag.has("entity") else _IMPOSSIBLE
        return 0.0 if rows in owners else 1.0 if any(o in near for o in owners) else 0.0 if tag.has("agg") else _IMPOSSIBLE

    def _condition_cost(self, condition: Condition, rows: str) -> float:
        filters = self._bind(condition, rows)
        if filters is None and any(self._bind(condition, inverse) for inverse in self._inverses(rows)):
            return 0.4
        if filters is None:
            return _IMPOSSIBLE
        if condition.tag.has("pron"):
            return 0.0 if rows == self.last.get("entity") else 0.5 if filters and filters[0].entity != rows else 2.0
        return 0.0 if not filters or filters[0].entity == rows else 0.4

    def _inverses(self, rows: str) -> list[str]:
        """The entities whose rows are missing: the invoices of `customers without invoices in 1997`."""
        if self.roles.missing:
            return [w[0] for m in self.roles.missing for w in m.get("entity") if self.schema.ref(w[0], rows)]
        return [m.name for m in self.schema.money if self.schema.ref(m.name, rows)] if self.roles.never else []

    def _mentions(self) -> list[Tag]:
        return self.roles.entities + [g for g in self.roles.groups if g.has("entity")]

    def _counts_rows(self) -> bool:
        """`top 3 countries by number of customers`."""
        return "count" in self.roles.asks and bool(self.roles.entities)

    def _figures(self) -> bool:
        return bool(self.roles.money or (set(self.roles.aggs) & {"avg"}) or "sum" in self.roles.asks)

    def _counting_only(self) -> bool:
        """`how many invoices did we make`: the verb is not about money."""
        return "count" in self.roles.asks and bool(self.roles.entities) and not self.roles.aggs and not any(c.tag.has("cond") for c in self.roles.conditions)

    # -- conditions ------------------------------------------------------------------------------------------------------------

    def _bind(self, condition: Condition, rows: str) -> list[Filter] | None:
        """The condition as filters on these rows; None if it makes no sense there."""
        tag = condition.tag
        if tag.has("pron"):
            return self._pronoun(tag, rows)
        if tag.has("period"):
            return self._period(condition, rows)
        if tag.has("overdue_by"):
            return binding.overdue_by(*tag.get("overdue_by")[0], self.today, self.schema, rows) or None
        found = self._place(tag, rows) or self._hit(tag, rows) or self._state(tag, rows) or self._amount(tag, rows) or self._unseen(tag, rows)
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

    # -- the frame -------------------------------------------------------------------------------------------------------------

    def read(self) -> Frame | Trouble:
        """The frame, or why there is none."""
        firm = self.roles.entities or any(not c.tag.has("pron") for c in self.roles.conditions)
        if firm:
            last = self.roles.tags[-1]
            self.roles.conditions = [c for c in self.roles.conditions if not (c.tag.has("pron") and c.tag.has("stop")) or c.tag is last]
        self._threshold()
        if self.roles.compares and len([c for c in self.roles.conditions if not c.tag.has("pron")]) < 2 and any(c.tag.has("pron") for c in self.roles.conditions):
            self.roles.supers.append(Tag(0, 0, {"super": ["min" if self.roles.less else "max"]}))
        amount = next((t for t in self.roles.fields if t.has("w", "total") and t.i < min((e.i for e in self.roles.entities), default=0)), None)
        if amount and not amount.has("measure") and not self.roles.aggs and not any(self.schema[w[0]].money for e in self.roles.entities for w in e.get("entity")):
            self.roles.asks["count"] = amount
            self.roles.fields.remove(amount)
        definite = self._definite()
        if definite is not None and self.last.get("ids") and "which" not in self.roles.asks:
            self.roles.conditions.append(Condition(Tag(definite.i, definite.j, {"pron": ["it"]})))
        if self.roles.outside:
            return Trouble("scope", [self.roles.sentence.raw(t) for t in self.roles.outside])
        if self._continues():
            frame = self._continued()
            if frame is not None:
                return self._audited(frame)
        if not self._says_anything():
            return Trouble("unknown", [self.roles.sentence.raw(t) for t in self.roles.unknown])
        rows, cost = self.rows()
        denied = self._denied(rows)
        if denied:
            return Trouble("denied", entity=denied)
        if self.roles.unknown:
            return Trouble("unknown", [self.roles.sentence.raw(t) for t in self.roles.unknown])
        if cost >= _IMPOSSIBLE:
            return Trouble("unclear")
        frame = self._frame(rows)
        if isinstance(frame, Frame) and self._bare(frame):
            return Trouble("which", entity=rows)
        return self._audited(frame)

    def _threshold(self) -> None:
        """`do we have more than 80 customers?`: the number of customers answers it."""
        for condition in [c for c in self.roles.conditions if c.tag.has("cond") and not c.tag.has("money")]:
            after = next((t for t in self.roles.tags if t.i == condition.tag.j), None)
            alone = len(self.roles.entities) == 1 and after is self.roles.entities[0] and not (self.roles.buying or self.roles.money or "who" in self.roles.asks)
            if alone and "exist" in self.roles.asks:
                self.roles.conditions.remove(condition)
                self.roles.asks["count"] = condition.tag

    def _audited(self, frame: Frame | Trouble) -> Frame | Trouble:
        """The frame, unless it leaves out a word that matters."""
        left = ignored(self, frame) if isinstance(frame, Frame) else []
        return Trouble("unknown", [self.roles.sentence.raw(t) for t in left]) if left else frame

    def _definite(self) -> Tag | None:
        """`the customer`: one record of an entity, not said which."""
        tags = [t for t in self.roles.entities if self._singular(t)]
        plain = not self.roles.conditions and not self.roles.supers and not self.roles.groups and not self.roles.missing and not self.roles.never
        return tags[0] if len(self.roles.entities) == 1 and tags and plain and not set(self.roles.asks) & {"count", "share", "sum"} and not self.roles.texts else None

    def _singular(self, tag: Tag) -> bool:
        raw = self.roles.sentence.raw(tag).casefold()
        return raw in {self.schema[w[0]].singular for w in tag.get("entity")} | {s for w in tag.get("entity") for s in self.schema[w[0]].synonyms} | {
            "kunde", "rechnung", "client", "facture", "cliente", "factura", "fattura", "fatura", "klant", "factuur"
        }

    def _bare(self, frame: Frame) -> bool:
        if frame.action == "share" and not frame.filters:
            return True
        nothing = not frame.filters and not frame.limit and not frame.alternatives
        if frame.action == "group" and nothing and not self.roles.entities and set(self.roles.asks) == {"what"} and not self.roles.groups:
            return not frame.aggs
        return frame.action in ("list", "group") and nothing and self._definite() is not None

    def _says_anything(self) -> bool:
        r = self.roles
        return bool(r.entities or r.conditions or r.fields or r.groups or r.money or r.debt or r.buying or r.never or r.missing or r.aggs or r.texts)

    def _denied(self, rows: str) -> str:
        """The first entity that the reading needs and the caller may not read."""
        needed = [rows, *(w[0] for m in self._mentions() for w in m.get("entity"))]
        if self.roles.never or self.roles.missing:
            needed += [w[0] for m in self.roles.missing for w in m.get("entity")] or [m.name for m in self.schema.money[:1]]
        return next((n for n in needed if "read" not in self.schema[n].may), "")

    def _frame(self, rows: str) -> Frame | Trouble:
        frame = Frame(rows)
        trouble = self._filters(frame)
        if trouble:
            return trouble
        self._subject(frame)
        self._groups(frame)
        self._measure(frame)
        self._requested(frame)
        self._decide(frame)
        return frame

    def _filters(self, frame: Frame) -> Trouble | None:
        for condition in self.roles.conditions:
            trouble = self._doubt(condition, frame.rows)
            if trouble:
                return trouble
            if condition.tag.has("cond") and self._having(condition.tag, frame):
                continue
            inverse = next(iter(self._inverses(frame.rows)), "")
            frame.filters += self._bind(condition, frame.rows) or (self._bind(condition, inverse) if inverse else None) or []
        if self.roles.debt and not any(f.slot == "state" for f in frame.filters):
            frame.filters += binding.state("unpaid", self.schema, frame.rows)
        for op, raw, tag in self.roles.texts:
            frame.filters.append(self._text(op, raw, tag, frame.rows))
        for tag, null in self.roles.empty:
            entity, name = self._owner(tag, frame.rows)
            frame.filters.append(Filter(entity, name, "null", null, name, f"without {self.schema[entity].fields[name].label.lower()}"))
        self._absent(frame)
        self._unite(frame)
        return None

    def _doubt(self, condition: Condition, rows: str) -> Trouble | None:
        """Several records that a name may mean, where one was meant."""
        options = binding.hit_options(condition.tag.get("hit"), self.schema, rows)
        if not options or options[0].slot != "record" or self._place(condition.tag, rows):
            return None
        values = options[0].value if isinstance(options[0].value, list) else [options[0].value]
        if len(values) < 2 or condition.negative:
            return None
        singles = [Filter(options[0].entity, options[0].field, "eq", v, "record", v) for v in values]
        tag = condition.tag
        tokens = self.roles.sentence.tokens
        return Trouble("ambiguous", [self.roles.sentence.raw(tag)], options[0].entity, singles, (tokens[tag.i].start, tokens[tag.j - 1].end))

    def _having(self, tag: Tag, frame: Frame) -> bool:
        """`more than 20 invoices`, `spent over 5000`: a comparison of the group, not of the row."""
        op, value = tag.get("cond")[0]
        after = next((t for t in self.roles.tags if t.i == tag.j), None)
        times = after is not None and self.roles.sentence.raw(after).casefold() in _TIMES
        whole = times or after is not None and after.has("entity") and frame.rows in [w[0] for w in after.get("entity")] and not tag.has("money")
        summed = bool(self.roles.money or self.roles.debt or self.roles.buying) and self._heads(frame.rows) != ""
        if not (whole or summed) or (whole and not self._heads(frame.rows)):
            return False
        target = "count" if whole else f"sum.{self.schema[frame.rows].money}"
        pairs = [("gte", value[0]), ("lte", value[1])] if op == "between" else [(op, value)]
        frame.having += [(target, {"eq": "gte"}.get(o, o), str(v)) for o, v in pairs] + ([(target, "lte", str(value))] if op == "eq" else [])
        return True

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
        found = sorted((w for w in tag.get("field") if w[0] in near), key=lambda w: (near.index(w[0]), bool(self.schema[w[0]].fields[w[1]].choices)))
        return (found[0][0], found[0][1]) if found else ("", "")

    def _absent(self, frame: Frame) -> None:
        """`without invoices`, `never ordered`: rows that no row of another entity names."""
        if not (self.roles.missing or self.roles.never):
            return
        names = self._inverses(frame.rows)
        if names:
            label = f"without {self.schema[names[0]].label.lower()}"
            inner = [f for f in frame.filters if f.entity == names[0]]
            frame.base = inner
            frame.filters = [f for f in frame.filters if f.entity != names[0]]
            frame.filters.append(Filter(frame.rows, names[0], "exists", False, "exists", label))
            frame.missing = True

    def _unite(self, frame: Frame) -> None:
        """Two places or two records become one condition, unless they are compared."""
        compared = self._alternatives(frame)
        if compared:
            return
        united: list[Filter] = []
        for item in frame.filters:
            same = next((f for f in united if (f.entity, f.field) == (item.entity, item.field) and {f.op, item.op} <= {"eq", "in"} and f.slot != "amount"), None)
            if same and item.slot.split(":")[0] != "period":
                values = [*(same.value if isinstance(same.value, list) else [same.value]), *(item.value if isinstance(item.value, list) else [item.value])]
                united[united.index(same)] = Filter(item.entity, item.field, "in", list(dict.fromkeys(values)), item.slot, f"{same.label} or {item.label}")
            else:
                united.append(item)
        frame.filters = united

    def _alternatives(self, frame: Frame) -> bool:
        """Two or more conditions of one kind that are held against each other."""
        slots: dict[str, list[list[Filter]]] = {}
        for condition in self.roles.conditions:
            bound = self._bind(condition, frame.rows) or []
            if bound and not condition.negative and bound[0].slot in ("place", "record", "state", *(f.slot for f in bound if f.slot.startswith("period"))):
                slots.setdefault(bound[0].slot, []).append(bound)
        contrast = self.roles.compares or "diff" in self.roles.asks or self.roles.each
        counted = bool(set(self.roles.asks) & {"count", "sum"} or self.roles.money or self.roles.aggs or self.roles.debt)
        for slot, groups in slots.items():
            if len(groups) > 1 and (contrast or counted or slot.startswith("period")):
                frame.slot = slot
                frame.alternatives = groups
                frame.filters = [f for f in frame.filters if f.slot != slot]
                frame.winner = ("min" if self.roles.less else "max") if self.roles.compares or "diff" in self.roles.asks else ""
                return True
        return False

    # -- what is asked ---------------------------------------------------------------------------------------------------------

    def _heads(self, rows: str) -> str:
        """The relation to another entity that the answer is about: customers, although invoices are read."""
        first = next((t for t in self.roles.entities), None)
        if first is None:
            named = self._whose(rows) if "who" in self.roles.asks else ""
            return named
        names = [w[0] for w in first.get("entity")]
        if rows in names:
            late = next((t for t in self.roles.entities[1:] if not t.has("done")), None)
            return self._ref_of(late, rows) if "who" in self.roles.asks and late else (self._whose(rows) if "who" in self.roles.asks else "")
        return self._ref_of(first, rows)

    def _ref_of(self, tag: Tag, rows: str) -> str:
        return next((ref.name for w in tag.get("entity") if (ref := self.schema.ref(rows, w[0]))), "")

    def _whose(self, rows: str) -> str:
        return self.schema[rows].refs[0].name if self.schema[rows].refs else ""

    def _subject(self, frame: Frame) -> None:
        subject = self._heads(frame.rows)
        stated = self.roles.entities[0].i if self.roles.entities else -1
        figures = [t.i for t in (self.roles.money, self.roles.asks.get("sum")) if t]
        if figures and stated > min(figures) and not self.roles.supers and not frame.having:
            if not (self.roles.each or set(self.roles.asks) & {"list", "which", "who", "count"} and self.roles.asks.get("count", self.roles.entities[0]).i < stated):
                return
            if not (self.roles.each or "which" in self.roles.asks or "who" in self.roles.asks):
                return
        frame.subject = subject

    def _groups(self, frame: Frame) -> None:
        for tag in self.roles.groups:
            if tag.has("bucket") and not tag.has("entity"):
                frame.bucket = tag.get("bucket")[0]
            elif tag.has("entity") and not (frame.rows in [w[0] for w in tag.get("entity")]):
                ref = self._ref_of(tag, frame.rows)
                frame.groups += [ref] if ref else []
            elif tag.has("field"):
                entity, name = self._owner(tag, frame.rows)
                path = Filter(entity, name, "eq", "", "").path(self.schema, frame.rows) if name else None
                frame.groups += [path] if path else []
        if self.roles.each and not frame.groups and not frame.bucket and not frame.alternatives:
            entity = self.last.get("entity") if any(c.tag.has("pron", "each") for c in self.roles.conditions) else None
            ref = self.schema.ref(frame.rows, entity) if entity else None
            frame.groups += [ref.name] if ref else [frame.subject] if frame.subject else []

    def _measure(self, frame: Frame) -> None:
        entity = self.schema[frame.rows]
        frame.measure = entity.money
        aggs = [a for a in self.roles.aggs if a in ("avg", "sum")]
        compared = frame.alternatives and frame.winner and "count" not in self.roles.asks and not self._mentions()
        if not aggs and (compared or (self._figures() and not self._counting_only())):
            aggs = ["sum"]
        if self.roles.debt and "count" not in self.roles.asks and not aggs and ("who" in self.roles.asks or "sum" in self.roles.asks or self.roles.supers or self.roles.groups):
            aggs = ["sum"]
        if "avg" in aggs:
            aggs = ["avg"]
        frame.aggs = aggs if entity.money else []

    def _requested(self, frame: Frame) -> None:
        bound = {id(t) for c in self.roles.conditions for t in c.dates}
        for tag in self.roles.fields:
            if id(tag) in bound or tag.has("order"):
                continue
            if tag.has("bucket") and not tag.has("field"):
                frame.bucket = frame.bucket or tag.get("bucket")[0]
                continue
            if tag.has("agg") and not any(f.slot == "record" and f.entity == frame.rows for f in frame.filters):
                continue
            entity, name = self._owner(tag, frame.rows)
            path = Filter(entity, name, "eq", "", "").path(self.schema, frame.rows) if name else None
            if path and path not in frame.fields:
                frame.fields.append(path)

    def _decide(self, frame: Frame) -> None:
        asks = self.roles.asks
        if "share" in asks and not (frame.alternatives and "diff" in asks):
            self._share(frame)
        elif frame.alternatives:
            frame.action = "compare"
            target = self.schema[frame.rows].fields[frame.subject].target if frame.subject else ""
            if any(f.entity == target and f.slot == "record" for group in frame.alternatives for f in group):
                frame.subject = ""
        elif self._per_group(frame):
            frame.action, frame.aggs = "group", [self.roles.supers[0].get("super")[0]]
        elif self.roles.supers or (self.roles.ordinal and not self.last):
            self._top(frame)
        elif frame.groups or frame.bucket:
            self._grouped(frame)
        elif "count" in asks and "avg" in self.roles.aggs and frame.subject != self._ratio_ref(frame) and self._ratio_ref(frame):
            frame.action, frame.groups, frame.aggs = "ratio", [self._ratio_ref(frame)], []
        elif "count" in asks:
            frame.action = "count"
            if self.roles.buying and not self.roles.entities and not self._any_record(frame):
                frame.subject = self._whose(frame.rows)
            if frame.fields and not self.roles.entities:
                frame.subject = frame.fields[0]
            elif frame.fields and asks["count"].i < min(t.i for t in self.roles.fields) < min(t.i for t in self.roles.entities):
                frame.subject = frame.fields[0]
        elif self.roles.money and frame.fields and self._field_leads() and {"list", "which"} & set(asks) and not self._any_record(frame):
            frame.groups, frame.action, frame.fields = [frame.fields[0]], "group", []
        elif frame.aggs and not frame.subject:
            self._stat(frame)
        elif frame.aggs or frame.having:
            frame.groups, frame.action = [frame.subject], "group"
        else:
            self._listed(frame)
        self._ordered(frame)

    def _per_group(self, frame: Frame) -> bool:
        """`largest invoice per country`: the largest one of each group."""
        if len(self.roles.supers) != 1 or not (frame.groups or frame.bucket) or self.roles.number or self.roles.money:
            return False
        named = self._named_after(self.roles.supers[0])
        own = named is not None and (frame.rows in [w[0] for w in named.get("entity")] or named.has("w", "total"))
        return own and self.roles.supers[0].get("super")[0] in ("max", "min") and bool(frame.measure)

    def _ratio_ref(self, frame: Frame) -> str:
        """`how many invoices does a customer have on average`: the other entity."""
        return next((ref for t in self.roles.entities if (ref := self._ref_of(t, frame.rows))), "")

    def _record(self, frame: Frame) -> Filter | None:
        return next((f for f in frame.filters if f.slot == "record" and f.entity == frame.rows), None)

    def _stat(self, frame: Frame) -> None:
        frame.action = "stat"
        if self._record(frame) and frame.aggs == ["sum"]:
            frame.action = "list"
            frame.fields = list(dict.fromkeys([*frame.fields, frame.measure]))

    def _listed(self, frame: Frame) -> None:
        asks = self.roles.asks
        entity = self.schema[frame.rows]
        if "where" in asks or "contact" in asks:
            kinds = _PLACE_ROLES if "where" in asks else ("phone", "email")
            for name in (f.name for f in entity.fields.values() if f.name.replace("_", " ") in kinds or f.kind in kinds):
                frame.fields.append(name)
        if "when" in asks and not frame.fields:
            self._when_done(frame)
        if "when" in asks and not frame.fields and entity.date:
            frame.fields.append(entity.date)
        if "who" in asks and not self.roles.entities and not frame.fields and self._record(frame) and self._whose(frame.rows):
            frame.fields.append(self._whose(frame.rows))
            frame.subject = ""
        head_field = frame.fields and not self._any_record(frame) and not frame.subject
        asked_first = {"which", "what", "list"} & set(asks)
        if head_field and asked_first and len(frame.fields) == 1 and self._field_leads():
            frame.groups, frame.action, frame.fields = [frame.fields[0]], "group", []
            return
        frame.exists = "exist" in asks and not set(asks) & {"list", "which", "what", "who"}
        record = self._record(frame)
        if frame.exists and record and record.op == "eq":
            states = [f for f in frame.filters if f.slot == "state"]
            frame.filters = [f for f in frame.filters if f.slot != "state"]
            frame.fields += [f.field for f in states if f.field not in frame.fields]
        if frame.subject and (not frame.fields or self._any_record(frame)):
            frame.groups, frame.action = [frame.subject], "group"

    def _when_done(self, frame: Frame) -> None:
        """`when was it settled`: the day that goes with the state."""
        for state in [f for f in frame.filters if f.slot == "state" and f.entity == frame.rows]:
            due = next((f.name for f in self.schema[frame.rows].fields.values() if f.is_date and f.name.startswith("due")), "")
            day = due if state.op == "nin" else next((f.name for f in self.schema[frame.rows].fields.values() if f.is_date and f.name.startswith(str(state.value))), "")
            if day:
                frame.filters.remove(state)
                frame.fields.append(day)

    def _any_record(self, frame: Frame) -> bool:
        return any(f.slot == "record" for f in frame.filters)

    def _field_leads(self) -> bool:
        """`which countries do we have customers in`: the field comes before the entity."""
        return not self.roles.entities or self.roles.fields[0].i < self.roles.entities[0].i

    def _grouped(self, frame: Frame) -> None:
        frame.action = "group"
        if not frame.aggs and frame.measure and not ("count" in self.roles.asks or self.roles.entities or frame.subject):
            frame.aggs = ["sum"]
        per_entity = frame.groups and "." not in frame.groups[0] and frame.groups[0] in [r.name for r in self.schema[frame.rows].refs]
        whole = self.roles.money or "count" in self.roles.asks or not any(self._singular(t) for t in self.roles.entities)
        if "avg" in self.roles.aggs and len(frame.groups) == 1 and whole and (self.roles.money or per_entity) and not self.roles.each and not frame.bucket:
            frame.action = "ratio"
            frame.aggs = ["sum"] if self.roles.money or not self.roles.entities else []

    def _share(self, frame: Frame) -> None:
        frame.action = "share"
        head = next((t for t in self.roles.tags if t.j > self.roles.asks["share"].i and (t.has("entity") or t.has("measure"))), None)
        asked = self.roles.asks["share"].i
        base = []
        for condition in self.roles.conditions:
            inside = head is not None and asked < condition.tag.i < head.i
            if inside or condition.tag.has("period"):
                base += self._bind(condition, frame.rows) or []
        frame.base = [f for f in frame.filters if f in base]
        if len(frame.base) == len(frame.filters):
            frame.base = []
        if not frame.aggs and not self.roles.entities:
            frame.aggs = ["sum"] if frame.measure else []

    # -- first, largest, latest ------------------------------------------------------------------------------------------------

    def _top(self, frame: Frame) -> None:
        frame.action = "top"
        tag = self.roles.supers[0] if self.roles.supers else None
        kinds: Sequence[str] = tag.get("super") if tag else ["max"]
        if {"max", "min"} <= {s.get("super")[0] for s in self.roles.supers} and not frame.groups and not frame.bucket:
            frame.action, frame.aggs = "stat", ["max", "min"]
            return
        frame.descending = kinds[0] in ("max", "many", "new", "often")
        named = self._named_after(tag) if tag else None
        head = self.roles.entities[0] if self.roles.entities and frame.subject and tag and self.roles.entities[0].j <= tag.i else named
        frame.limit = self.roles.number or (1 if "who" in self.roles.asks and not self.roles.entities else self._plural_limit(head))
        if self.roles.ordinal > 1 or (self.roles.ordinal == 1 and self.roles.number == 0 and len(self.roles.supers) == 1 and kinds[0] in ("max", "min", "new")):
            frame.offset, frame.limit = self.roles.ordinal - 1, 1
        self._top_groups(frame, named, kinds)
        if frame.groups or frame.bucket:
            self._top_measure(frame, kinds, named)
        elif kinds[0] in ("new", "old"):
            frame.sort = self._time_field(frame)
        else:
            frame.sort = self.schema[frame.rows].money or self.schema[frame.rows].date
        if not (frame.groups or frame.bucket):
            frame.aggs = []

    def _plural_limit(self, named: Tag | None) -> int:
        raw = self.roles.sentence.raw(named).casefold() if named else ""
        singular = named is None or not named.has("entity") or any(raw == self.schema[w[0]].singular for w in named.get("entity")) or not raw.endswith("s")
        return 1 if singular else 5

    def _named_after(self, tag: Tag) -> Tag | None:
        after = [t for t in self.roles.tags if t.i >= tag.j and (t.has("entity") or t.has("measure") or t.has("field") or t.has("bucket"))]
        return after[0] if after else None

    def _top_groups(self, frame: Frame, named: Tag | None, kinds: Sequence[str]) -> None:
        if frame.groups or frame.bucket:
            return
        if "where" in self.roles.asks and kinds[0] in ("many", "few", "often") and not self.roles.fields:
            path = self._country(frame.rows)
            frame.groups = [path] if path else []
            return
        before = self.schema.ref(frame.rows, str(self.last.get("entity"))) if self.last.get("entity") in self.schema.entities else None
        if before and not frame.subject and not self.roles.entities and (self.roles.money or self.roles.buying or self.roles.debt) and self._pronouns():
            frame.subject = before.name
        field_head = next((t for t in self.roles.fields if not t.has("agg") and not self._is_date_tag(t, frame.rows) and not self._is_money_tag(t)), None)
        own = named is not None and named.has("entity") and frame.rows in [w[0] for w in named.get("entity")]
        if field_head is not None and self._field_leads() and not self._any_record(frame):
            if field_head.has("bucket") and not field_head.has("field"):
                frame.bucket = field_head.get("bucket")[0]
            else:
                entity, name = self._owner(field_head, frame.rows)
                path = Filter(entity, name, "eq", "", "").path(self.schema, frame.rows)
                frame.groups = [path] if path else []
            frame.fields = []
        elif frame.subject and not (own and kinds[0] not in ("many", "few", "often")):
            frame.groups = [frame.subject]
        elif frame.subject:
            frame.fields, frame.subject = [frame.subject], ""

    def _pronouns(self) -> bool:
        return any(c.tag.has("pron") for c in self.roles.conditions)

    def _country(self, rows: str) -> str:
        """Where the rows are: the path to a country."""
        for entity in binding.reach(self.schema, rows):
            for item in entity.fields.values():
                if item.is_text and binding.holds_countries(self.index, entity.name, item.name):
                    return Filter(entity.name, item.name, "eq", "", "").path(self.schema, rows) or ""
        return ""

    def _is_date_tag(self, tag: Tag, rows: str) -> bool:
        return bool(binding.date_field(self.schema, rows, [tag]))

    def _is_money_tag(self, tag: Tag) -> bool:
        return any(self.schema[e].fields[n].kind == "money" for e, n in tag.get("field"))

    def _top_measure(self, frame: Frame, kinds: Sequence[str], named: Tag | None) -> None:
        rows_named = any(frame.rows in [w[0] for w in t.get("entity")] for t in self.roles.entities)
        late = any(f.label == "paid late" for f in frame.filters)
        figures = self.roles.money or self.roles.debt or self.roles.aggs or "sum" in self.roles.asks
        counted = "count" in self.roles.asks or "often" in kinds or (kinds[0] in ("many", "few") and rows_named) or (late and not figures)
        if counted or not self.schema[frame.rows].money or (rows_named and not figures and kinds[0] in ("many", "few")):
            frame.aggs = []
        elif not frame.aggs:
            frame.aggs = ["sum"]

    def _time_field(self, frame: Frame) -> str:
        return binding.date_field(self.schema, frame.rows, self.roles.fields) or self.schema[frame.rows].date

    def _ordered(self, frame: Frame) -> None:
        if self.roles.direction:
            frame.descending = self.roles.direction == "desc"
        wanted = next((t for t in self.roles.fields if t.has("order")), None)
        if wanted:
            entity, name = self._owner(wanted, frame.rows)
            frame.sort = Filter(entity, name, "eq", "", "").path(self.schema, frame.rows) or "" if name else ""
            frame.descending = self.roles.direction == "desc"
        if self.roles.direction in ("new", "old"):
            frame.sort, frame.descending = self.schema[frame.rows].date, self.roles.direction == "new"
        elif self.roles.direction and not frame.sort and frame.action == "list":
            frame.sort = frame.measure
        if self.roles.order == "measure" and frame.action == "list" and frame.measure and not frame.subject:
            frame.sort = frame.measure
        if self.roles.number and frame.action in ("list", "group") and not frame.limit:
            frame.limit = self.roles.number

    # -- second turns ----------------------------------------------------------------------------------------------------------

    def _continues(self) -> bool:
        """Whether the sentence only makes sense after the one before."""
        r = self.roles
        if self.base is None or r.unknown:
            return False
        if r.entities or r.money or r.buying or r.never or r.missing:
            only_entity = r.cue and not (r.asks or r.conditions or r.groups or r.supers)
            return only_entity and not (r.money or r.buying)
        if any(c.tag.has("pron") for c in r.conditions) and not self._bare_pronoun():
            return False
        if any(c.tag.has("hit") for c in r.conditions) and not r.cue and set(r.asks) - {"what"}:
            return False
        if "list" in r.asks and not r.cue and not any(c.tag.has("pron") for c in r.conditions) and r.conditions:
            return False
        whole = bool(r.fields or r.aggs or "sum" in r.asks) and bool(r.conditions) and not r.cue
        return not whole or r.cue

    def _bare_pronoun(self) -> bool:
        return not self.last.get("ids")

    def _continued(self) -> Frame | None:
        """The kept frame with this sentence's slots put in."""
        from .followup import continued

        return continued(self)
