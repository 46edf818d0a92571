"""From a tag to a filter: places, values, choices, states, periods and amounts, as seen from the rows of one entity."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from .frame import Filter
from .index import Hit, Index
from .periods import Period
from .places import Place, country_code, country_name
from .schema import Entity, Field, Schema
from .tagger import Tag

# A state in the lexicon: the choices it leaves out, by what they are called when they are declared.
_SETTLED = ("paid", "settled")
_DEAD = ("void", "cancelled", "canceled", "draft")
_OVERDUE = ("overdue", "late")
_SIGNS = {"lt": "before", "lte": "until", "gt": "after", "gte": "from"}


def reach(schema: Schema, rows: str) -> list[Entity]:
    """The entity itself, then those that its records name."""
    return [schema[rows], *(schema[ref.target] for ref in schema[rows].refs if ref.target in schema.entities)]


def place(found: Place, schema: Schema, index: Index, rows: str) -> Filter | None:
    """The place as a filter on the field that holds most such places."""
    for entity in reach(schema, rows):
        best: tuple[int, Filter] | None = None
        for item in entity.fields.values():
            if (
                not item.is_text
                or item.unique
                or item.name == entity.title
                or (found.codes and not holds_countries(index, entity.name, item.name))
            ):
                continue
            values = [v for v in index.known(entity.name, item.name) if found.holds(v)]
            if values and (best is None or len(values) > best[0]):
                best = (len(values), _among(entity.name, item.name, values, "place", found.label))
        if best:
            return best[1]
    return _unseen(found, schema, index, rows)


def _unseen(found: Place, schema: Schema, index: Index, rows: str) -> Filter | None:
    """A country that no record has: still a filter, with nothing behind it."""
    for entity in reach(schema, rows):
        for item in entity.fields.values():
            if found.codes and item.is_text and holds_countries(index, entity.name, item.name):
                return _among(entity.name, item.name, sorted(country_name(c) for c in found.codes), "place", found.label)
    return None


def holds_countries(index: Index, entity: str, field: str) -> bool:
    """Whether most values of a field are countries."""
    known = index.known(entity, field)
    return sum(bool(country_code(v)) for v in known) * 2 > len(known)


def unseen(words: str, schema: Schema, rows: str) -> Filter | None:
    """A place name that no record holds: still a condition, on the field for towns."""
    for entity in reach(schema, rows):
        if "city" in entity.fields:
            return Filter(entity.name, "city", "eq", words, "place", words)
    return None


def overdue_by(op: str, days: int, today: date, schema: Schema, rows: str) -> list[Filter]:
    """`more than 30 days overdue`: unpaid, and due before that many days ago."""
    due, _ = _pair(schema[rows])
    unpaid = state("unpaid", schema, rows)
    if due is None or not unpaid:
        return []
    bound = (today - timedelta(days=days)).isoformat()
    turned = {"gt": "lt", "gte": "lte", "lt": "gt", "lte": "gte"}.get(op, "eq")
    return [*unpaid, Filter(rows, due.name, turned, bound, f"period:{due.name}", f"{_SIGNS.get(turned, '')} {bound}".strip())]


def _among(entity: str, field: str, values: list[str], slot: str, label: str) -> Filter:
    return Filter(entity, field, "eq", values[0], slot, label) if len(values) == 1 else Filter(entity, field, "in", values, slot, label)


def hit_options(hits: Iterable[Hit], schema: Schema, rows: str) -> list[Filter]:
    """One filter per field that a value may belong to, nearest entity first; records are `slot="record"`."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for hit in hits:
        grouped.setdefault((hit.entity, hit.field), []).append(hit.value)
    near = [e.name for e in reach(schema, rows)]
    options = []
    for (entity, name), values in grouped.items():
        if entity in near:
            slot = "record" if name in (schema[entity].key, schema[entity].title) else "place" if _is_place(schema, entity, name) else name
            options.append(_among(entity, name, sorted(set(values)), slot, _quoted(values)))
    return sorted(options, key=lambda f: (near.index(f.entity), f.slot != "record"))


def _is_place(schema: Schema, entity: str, name: str) -> bool:
    return name in ("city", "region", "country", "state", "town") and schema[entity].fields[name].kind == "text"


def _quoted(values: list[str]) -> str:
    return " / ".join(dict.fromkeys(values)) if len(set(values)) < 4 else f"{values[0]} and others"


def choice(where: tuple[str, str, str], schema: Schema, rows: str) -> Filter | None:
    """A declared choice such as `status = paid`."""
    entity, name, value = where
    if entity not in (e.name for e in reach(schema, rows)):
        return None
    label = next((text for key, text in schema[entity].fields[name].choices if key == value), value)
    return Filter(entity, name, "eq", value, "state", label.lower())


def state(name: str, schema: Schema, rows: str) -> list[Filter]:
    """A state of affairs that follows from several fields, such as `unpaid` or `paid late`."""
    for entity in reach(schema, rows):
        field = entity.fields.get(entity.status)
        values = [v for v, _ in field.choices] if field else []
        settled = [v for v in values if v in _SETTLED]
        if not field or not settled:
            continue
        if name == "paid":
            return [Filter(entity.name, field.name, "eq", settled[0], "state", "paid")]
        if name == "unpaid":
            return [Filter(entity.name, field.name, "nin", [v for v in values if v in (*_SETTLED, *_DEAD)], "state", "unpaid")]
        if name == "overdue":
            late = [v for v in values if v in _OVERDUE]
            return [Filter(entity.name, field.name, "eq", late[0], "state", "overdue")] if late else []
        due, done = _pair(entity)
        if due and done:
            op = "gt" if name == "late" else "lte"
            return [Filter(entity.name, done.name, op, f"@{due.name}", "state", "paid late" if name == "late" else "paid on time")]
    return []


def _pair(entity: Entity) -> tuple[Field | None, Field | None]:
    """The day by which something has to be done, and the day on which it was."""
    dates = [f for f in entity.fields.values() if f.is_date]
    due = next((f for f in dates if f.name.startswith(("due", "deadline"))), None)
    done = next((f for f in dates if f.name.startswith(("paid", "done", "closed", "completed", "settled"))), None)
    return due, done


def paid_on(entity: Entity) -> str:
    """The field for the day on which it was paid; empty where there is none."""
    _, done = _pair(entity)
    return done.name if done else ""


def period(found: Period, entity: str, field: str) -> list[Filter]:
    """A period as bounds on a date field."""
    label = period_label(found)
    out = []
    if found.start and found.start == found.end:
        return [Filter(entity, field, "eq", found.start.isoformat(), f"period:{field}", label)]
    if found.start:
        out.append(Filter(entity, field, "gte", found.start.isoformat(), f"period:{field}", label))
    if found.end:
        out.append(Filter(entity, field, "lte", found.end.isoformat(), f"period:{field}", label))
    return out


def period_label(found: Period) -> str:
    """`1997`, `March 1998`, `from 1 June 1998`."""
    start, end = found.start, found.end
    if start and end:
        if found.grain == "year" and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
        if found.grain == "month" and start.day == 1 and (start.year, start.month) == (end.year, end.month):
            return f"{start:%B %Y}"
        if found.grain == "quarter":
            return f"Q{(start.month + 2) // 3} {start.year}"
        return f"{start:%Y-%m-%d}" if start == end else f"{start:%Y-%m-%d} to {end:%Y-%m-%d}"
    return f"from {start:%Y-%m-%d}" if start else f"until {end:%Y-%m-%d}" if end else ""


def amount(op: str, value: Any, entity: str, field: str, words: str) -> list[Filter]:
    """A comparison of an amount or number; `between` takes a pair."""
    if op == "between":
        low, high = sorted(value)
        return [Filter(entity, field, "gte", str(low), "amount", words), Filter(entity, field, "lte", str(high), "amount", words)]
    return [Filter(entity, field, op, str(value), "amount", words)]


def date_field(schema: Schema, rows: str, tags: list[Tag]) -> str | None:
    """The date field that one of these tags names for these rows."""
    for tag in tags:
        for entity, name in tag.get("field"):
            if entity == rows and schema[entity].fields[name].is_date:
                return str(name)
    return None
