"""The meaning of a question: which rows, filtered how, and what is asked about them. JSON-able, so that a conversation can keep it."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from .schema import Schema

Action = Literal["list", "count", "stat", "group", "top", "compare", "share", "ratio"]


@dataclass(frozen=True)
class Filter:
    """A condition on a field of an entity; `slot` is its kind, by which a later turn replaces it; `label` says it to people."""

    entity: str
    field: str
    op: str
    value: Any
    slot: str
    label: str = ""

    def path(self, schema: Schema, rows: str) -> str | None:
        """The field seen from rows of an entity: its own, or over a relation."""
        if self.entity == rows:
            return self.field
        ref = schema.ref(rows, self.entity)
        if ref is None:
            return None
        return ref.name if self.field == "id" else f"{ref.name}.{self.field}"

    def negated(self) -> "Filter":
        """The opposite condition."""
        opposite = {"eq": "nin", "in": "nin", "nin": "in", "gt": "lte", "gte": "lt", "lt": "gte", "lte": "gt"}
        if self.op in ("null", "exists"):
            return replace(self, value=not self.value, label=f"not {self.label}")
        value = [self.value] if self.op == "eq" else self.value
        return replace(self, op=opposite.get(self.op, self.op), value=value, label=f"not {self.label}")


@dataclass
class Frame:
    """One question about the rows of an entity."""

    rows: str
    action: Action = "list"
    filters: list[Filter] = field(default_factory=list)
    aggs: list[str] = field(default_factory=list)
    measure: str = ""
    groups: list[str] = field(default_factory=list)
    bucket: str = ""
    subject: str = ""
    fields: list[str] = field(default_factory=list)
    sort: str = ""
    descending: bool = True
    limit: int = 0
    offset: int = 0
    having: list[tuple[str, str, str]] = field(default_factory=list)
    slot: str = ""
    alternatives: list[list[Filter]] = field(default_factory=list)
    winner: str = ""
    missing: bool = False
    base: list[Filter] = field(default_factory=list)
    exists: bool = False

    def to_state(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def from_state(cls, raw: dict[str, Any]) -> "Frame":
        """Back from JSON."""
        kept = dict(raw)
        for name in ("filters", "base"):
            kept[name] = [Filter(**f) for f in raw[name]]
        kept["alternatives"] = [[Filter(**f) for f in group] for group in raw["alternatives"]]
        kept["having"] = [tuple(rule) for rule in raw["having"]]
        return cls(**kept)


@dataclass
class Trouble:
    """Why a question was not read: words that mean nothing here, several records that fit, rights that are missing, or out of scope."""

    kind: str
    words: list[str] = field(default_factory=list)
    entity: str = ""
    options: list[Filter] = field(default_factory=list)
    span: tuple[int, int] = (0, 0)
