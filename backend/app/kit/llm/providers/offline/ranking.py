"""First, largest, latest, third best: what is ranked by what."""

from collections.abc import Sequence

from . import binding
from .filtering import Filtering
from .frame import Filter, Frame
from .tagger import Tag

PAYING = ("pay us", "paid us")
"""Money that is said by the verb for it."""


class Ranking(Filtering):
    """Reads superlatives and ordinals."""

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
        if self.roles.ordinal > 1 or (
            self.roles.ordinal == 1 and self.roles.number == 0 and len(self.roles.supers) == 1 and kinds[0] in ("max", "min", "new")
        ):
            frame.offset, frame.limit = self.roles.ordinal - 1, 1
        self._top_groups(frame, named, kinds)
        if frame.groups or frame.bucket:
            self._top_measure(frame, kinds)
        elif kinds[0] in ("new", "old"):
            frame.sort = self._time_field(frame)
        else:
            frame.sort = self.schema[frame.rows].money or self.schema[frame.rows].date
        if not (frame.groups or frame.bucket):
            frame.aggs = []

    def _plural_limit(self, named: Tag | None) -> int:
        raw = self.roles.sentence.raw(named).casefold() if named else ""
        singular = (
            named is None
            or not named.has("entity")
            or any(raw == self.schema[w[0]].singular for w in named.get("entity"))
            or not raw.endswith("s")
        )
        return 1 if singular else 5

    def _named_after(self, tag: Tag) -> Tag | None:
        after = [t for t in self.roles.tags if t.i >= tag.j and (t.has("entity") or t.has("measure") or t.has("field") or t.has("bucket"))]
        return after[0] if after else None

    def _top_groups(self, frame: Frame, named: Tag | None, kinds: Sequence[str]) -> None:
        if frame.groups or frame.bucket:
            return
        if "where" in self.roles.asks and kinds[0] in ("many", "few", "often") and not self.roles.fields:
            place = self._country(frame.rows)
            frame.groups = [place] if place else []
            return
        before = self.schema.ref(frame.rows, str(self.last.get("entity"))) if self.last.get("entity") in self.schema.entities else None
        if (
            before
            and not frame.subject
            and not self.roles.entities
            and (self.roles.money or self.roles.buying or self.roles.debt)
            and self._pronouns()
        ):
            frame.subject = before.name
        field_head = next(
            (t for t in self.roles.fields if not t.has("agg") and not self._is_date_tag(t, frame.rows) and not self._is_money_tag(t)), None
        )
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

    def _top_measure(self, frame: Frame, kinds: Sequence[str]) -> None:
        rows_named = any(frame.rows in [w[0] for w in t.get("entity")] for t in self.roles.entities)
        late = any(f.label == "paid late" for f in frame.filters)
        figures = self.roles.money or self.roles.debt or self.roles.aggs or "sum" in self.roles.asks
        counted = "count" in self.roles.asks or "often" in kinds or (kinds[0] in ("many", "few") and rows_named) or (late and not figures)
        if counted or not self.schema[frame.rows].money or (rows_named and not figures and kinds[0] in ("many", "few")):
            frame.aggs = []
        elif not frame.aggs:
            frame.aggs = ["sum"]

    def _time_field(self, frame: Frame) -> str:
        """The day that is named; of what was paid the day of that (`last payment`, `last paid us`); else when it came about."""
        entity = self.schema[frame.rows]
        settled = any(
            f.slot == "state" and f.entity == entity.name and f.field == entity.status and f.label == "paid" for f in frame.filters
        )
        paying = self.roles.money is not None and self.roles.sentence.raw(self.roles.money).casefold() in PAYING
        paid = binding.paid_on(entity) if settled or paying else ""
        return binding.date_field(self.schema, frame.rows, self.roles.fields) or paid or entity.date

    def _per_group(self, frame: Frame) -> bool:
        """`largest invoice per country`: the largest one of each group."""
        if len(self.roles.supers) != 1 or not (frame.groups or frame.bucket) or self.roles.number or self.roles.money:
            return False
        named = self._named_after(self.roles.supers[0])
        own = named is not None and (frame.rows in [w[0] for w in named.get("entity")] or named.has("w", "total"))
        return own and self.roles.supers[0].get("super")[0] in ("max", "min") and bool(frame.measure)
