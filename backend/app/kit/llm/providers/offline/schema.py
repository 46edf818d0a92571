"""The declared entities as the brain uses them: fields by kind, the words they go by, and how entities are joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .text import plural, words
from .types import EntityInfo

_DATE_TAILS = ("on", "at", "date", "day")


@dataclass(frozen=True)
class Field:
    """One declared field."""

    entity: str
    name: str
    label: str
    kind: str
    required: bool = False
    read_only: bool = False
    default: Any = None
    unique: bool = False
    shown: bool = False
    target: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[str, ...] = ()

    @property
    def is_text(self) -> bool:
        """Text that people search by value."""
        return self.kind in ("text", "email", "phone", "url")

    @property
    def is_date(self) -> bool:
        """A day or a moment."""
        return self.kind in ("date", "datetime")

    @property
    def phrases(self) -> Iterator[str]:
        """What the field is called."""
        base = self.name.replace("_", " ")
        yield from (base, self.label, *self.synonyms)
        if self.kind == "phone":
            yield from (f"{base} number", f"{self.label} number")
        if self.is_date:
            stem = base.split()[:-1] if base.split()[-1] in _DATE_TAILS else base.split()
            if stem:
                yield from (" ".join(stem), f"{' '.join(stem)} date", f"date {' '.join(stem)}")


@dataclass(frozen=True)
class Entity:
    """One declared entity with the caller's rights on it."""

    name: str
    singular: str
    label: str
    one: str
    title: str
    fields: dict[str, Field]
    may: frozenset[str]
    date: str = ""
    money: str = ""
    synonyms: tuple[str, ...] = ()
    status: str = ""
    transitions: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The unique business key, else the title."""
        return next((f.name for f in self.fields.values() if f.unique and f.is_text), self.title)

    @property
    def refs(self) -> list[Field]:
        """Relations to other entities."""
        return [f for f in self.fields.values() if f.kind == "ref" and f.target]

    @property
    def people(self) -> list[str]:
        """Fields that name a person of the organisation."""
        return [f.name for f in self.fields.values() if f.kind == "user"]

    @property
    def phrases(self) -> Iterator[str]:
        """What one or several of its records are called."""
        for phrase in (self.name, self.singular, self.label, self.one, *self.synonyms):
            yield phrase.replace("_", " ")
            yield plural(phrase.replace("_", " "))

    def count_of(self, number: int) -> str:
        """`1 invoice`, `3 invoices`."""
        return (self.one if number == 1 else self.label).lower()


class Schema:
    """All entities of a caller."""

    def __init__(self, infos: Sequence[EntityInfo]) -> None:
        self.entities = {e.name: e for e in map(_entity, infos)}

    def __getitem__(self, name: str) -> Entity:
        return self.entities[name]

    def ref(self, source: str, target: str) -> Field | None:
        """The relation by which a record of `source` names one of `target`."""
        return next((f for f in self.entities[source].refs if f.target == target), None)

    def field(self, source: str, path: str) -> Field:
        """The field at the end of a path such as `customer.country`."""
        head, _, rest = path.partition(".")
        found = self.entities[source].fields[head]
        return self.field(found.target, rest) if rest else found

    def readable(self) -> list[Entity]:
        """The entities whose records the caller may read."""
        return [e for e in self.entities.values() if "read" in e.may]

    @cached_property
    def money(self) -> list[Entity]:
        """Entities that carry an amount of money, those that name another entity first."""
        return sorted((e for e in self.entities.values() if e.money), key=lambda e: not e.refs)

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]]:
        """Every declared phrase with what it may mean: (`entity`|`field`|`choice`, where)."""
        table: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = {}

        def put(phrase: str, kind: str, where: tuple[str, ...]) -> None:
            key = words(phrase)
            if key and (kind, where) not in table.setdefault(key, []):
                table[key].append((kind, where))

        for entity in self.entities.values():
            for phrase in entity.phrases:
                put(phrase, "entity", (entity.name,))
            for item in entity.fields.values():
                for phrase in item.phrases:
                    put(phrase, "field", (entity.name, item.name))
                    put(f"{entity.one} {phrase}", "field", (entity.name, item.name))
                for value, label in item.choices:
                    put(value.replace("_", " "), "choice", (entity.name, item.name, value))
                    put(label, "choice", (entity.name, item.name, value))
        return table


def _entity(info: EntityInfo) -> Entity:
    status = info.get("status") or {}
    fields = {f["name"]: _field(info["name"], f) for f in info["fields"]}
    dates = [f.name for f in fields.values() if f.is_date and not f.read_only]
    monies = [f.name for f in fields.values() if f.kind == "money"]
    title = info.get("title_field") or next(iter(fields))
    return Entity(
        info["name"],
        info["singular"],
        info["label"],
        info["label_singular"],
        title,
        fields,
        frozenset(right for right, held in info["permissions"].items() if held),
        info.get("date_field") or (dates[0] if dates else ""),
        info.get("money_field") or (monies[0] if monies else ""),
        tuple(info.get("synonyms") or ()),
        status.get("field", ""),
        {k: tuple(v) for k, v in (status.get("transitions") or {}).items()},
    )


def _field(entity: str, raw: dict[str, Any]) -> Field:
    choices = tuple((str(c["value"]), str(c["label"])) for c in raw.get("choices") or ())
    return Field(
        entity,
        raw["name"],
        raw["label"],
        raw["kind"],
        bool(raw.get("required")),
        bool(raw.get("read_only")),
        raw.get("default"),
        bool(raw.get("unique")),
        bool(raw.get("list")),
        raw.get("target") or "",
        choices,
        tuple(raw.get("synonyms") or ()),
    )
