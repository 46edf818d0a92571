"""What is asked about the rows: a list, a number, a figure, groups, a share or fields of a record."""

from .frame import Filter, Frame
from .ranking import Ranking

_PLACE_ROLES = ("address", "postal code", "city", "region", "country")


class Asking(Ranking):
    """Decides what is asked."""

    def _subject(self, frame: Frame) -> None:
        subject = self._heads(frame.rows)
        stated = self.roles.entities[0].i if self.roles.entities else -1
        figures = [t.i for t in (self.roles.money, self.roles.asks.get("sum")) if t]
        if figures and stated > min(figures) and not self.roles.supers and not frame.having:
            if not (
                self.roles.each
                or set(self.roles.asks) & {"list", "which", "who", "count"}
                and self.roles.asks.get("count", self.roles.entities[0]).i < stated
            ):
                return
            if not (self.roles.each or "which" in self.roles.asks or "who" in self.roles.asks):
                return
        frame.subject = subject

    def _groups(self, frame: Frame) -> None:
        for tag in self.roles.groups:
            if tag.has("bucket") and not tag.has("entity"):
                frame.bucket = tag.get("bucket")[0]
            elif tag.has("entity") and frame.rows not in [w[0] for w in tag.get("entity")]:
                ref = self._ref_of(tag, frame.rows)
                frame.groups += [ref] if ref else []
            elif tag.has("field"):
                entity, name = self._owner(tag, frame.rows)
                path = Filter(entity, name, "eq", "", "").path(self.schema, frame.rows) if name else None
                frame.groups += [path] if path else []
        if self.roles.each and not frame.groups and not frame.bucket and not frame.alternatives:
            before = self.last.get("entity") if any(c.tag.has("pron", "each") for c in self.roles.conditions) else None
            relation = self.schema.ref(frame.rows, str(before)) if before else None
            frame.groups += [relation.name] if relation else [frame.subject] if frame.subject else []

    def _measure(self, frame: Frame) -> None:
        entity = self.schema[frame.rows]
        frame.measure = entity.money
        aggs = [a for a in self.roles.aggs if a in ("avg", "sum")]
        compared = frame.alternatives and frame.winner and "count" not in self.roles.asks and not self._mentions()
        if not aggs and (compared or (self._figures() and not self._counting_only())):
            aggs = ["sum"]
        if (
            self.roles.debt
            and "count" not in self.roles.asks
            and not aggs
            and ("who" in self.roles.asks or "sum" in self.roles.asks or self.roles.supers or self.roles.groups or frame.subject)
        ):
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
            if (
                frame.fields
                and not self.roles.entities
                or frame.fields
                and asks["count"].i < min(t.i for t in self.roles.fields) < min(t.i for t in self.roles.entities)
            ):
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

    def _ratio_ref(self, frame: Frame) -> str:
        """`how many invoices does a customer have on average`: the other entity."""
        return next((ref for t in self.roles.entities if (ref := self._ref_of(t, frame.rows))), "")

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
            day = (
                due
                if state.op == "nin"
                else next(
                    (f.name for f in self.schema[frame.rows].fields.values() if f.is_date and f.name.startswith(str(state.value))), ""
                )
            )
            if day:
                frame.filters.remove(state)
                frame.fields.append(day)

    def _grouped(self, frame: Frame) -> None:
        frame.action = "group"
        if not frame.aggs and frame.measure and not ("count" in self.roles.asks or self.roles.entities or frame.subject):
            frame.aggs = ["sum"]
        per_entity = frame.groups and "." not in frame.groups[0] and frame.groups[0] in [r.name for r in self.schema[frame.rows].refs]
        whole = self.roles.money or "count" in self.roles.asks or not any(self._singular(t) for t in self.roles.entities)
        if (
            "avg" in self.roles.aggs
            and len(frame.groups) == 1
            and whole
            and (self.roles.money or per_entity)
            and not self.roles.each
            and not frame.bucket
        ):
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
