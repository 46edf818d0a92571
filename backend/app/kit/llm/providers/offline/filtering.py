"""The frame's filters: conditions bound to its rows, united, or held against each other."""

from . import binding
from .choosing import Choosing
from .frame import Filter, Frame, Trouble
from .roles import TIMES, Condition
from .tagger import Tag


class Filtering(Choosing):
    """Fills the filters of a frame."""

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
        return Trouble(
            "ambiguous", [self.roles.sentence.raw(tag)], options[0].entity, singles, (tokens[tag.i].start, tokens[tag.j - 1].end)
        )

    def _having(self, tag: Tag, frame: Frame) -> bool:
        """`more than 20 invoices`, `spent over 5000`: a comparison of the group, not of the row."""
        op, value = tag.get("cond")[0]
        after = next((t for t in self.roles.tags if t.i == tag.j), None)
        times = after is not None and self.roles.sentence.raw(after).casefold() in TIMES
        whole = (
            times
            or after is not None
            and after.has("entity")
            and frame.rows in [w[0] for w in after.get("entity")]
            and not tag.has("money")
        )
        summed = bool(self.roles.money or self.roles.debt or self.roles.buying) and self._heads(frame.rows) != ""
        if not (whole or summed) or (whole and not self._heads(frame.rows)):
            return False
        target = "count" if whole else f"sum.{self.schema[frame.rows].money}"
        pairs = [("gte", value[0]), ("lte", value[1])] if op == "between" else [(op, value)]
        frame.having += [(target, {"eq": "gte"}.get(o, o), str(v)) for o, v in pairs] + (
            [(target, "lte", str(value))] if op == "eq" else []
        )
        return True

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
            same = next(
                (
                    f
                    for f in united
                    if (f.entity, f.field) == (item.entity, item.field) and {f.op, item.op} <= {"eq", "in"} and f.slot != "amount"
                ),
                None,
            )
            if same and item.slot.split(":")[0] != "period":
                values = [
                    *(same.value if isinstance(same.value, list) else [same.value]),
                    *(item.value if isinstance(item.value, list) else [item.value]),
                ]
                united[united.index(same)] = Filter(
                    item.entity, item.field, "in", list(dict.fromkeys(values)), item.slot, f"{same.label} or {item.label}"
                )
            else:
                united.append(item)
        frame.filters = united

    def _alternatives(self, frame: Frame) -> bool:
        """Two or more conditions of one kind that are held against each other."""
        slots: dict[str, list[list[Filter]]] = {}
        for condition in self.roles.conditions:
            bound = self._bind(condition, frame.rows) or []
            if (
                bound
                and not condition.negative
                and bound[0].slot in ("place", "record", "state", *(f.slot for f in bound if f.slot.startswith("period")))
            ):
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

    def _heads(self, rows: str) -> str:
        """The relation to another entity that the answer is about: customers, although invoices are read."""
        first = next((t for t in self.roles.entities), None)
        if first is None:
            named = self._whose(rows) if "who" in self.roles.asks else ""
            return named
        names = [w[0] for w in first.get("entity")]
        if rows in names:
            late = next((t for t in self.roles.entities[1:] if not t.has("done")), None)
            return (
                self._ref_of(late, rows) if "who" in self.roles.asks and late else (self._whose(rows) if "who" in self.roles.asks else "")
            )
        return self._ref_of(first, rows)

    def _record(self, frame: Frame) -> Filter | None:
        return next((f for f in frame.filters if f.slot == "record" and f.entity == frame.rows), None)

    def _any_record(self, frame: Frame) -> bool:
        return any(f.slot == "record" for f in frame.filters)

    def _field_leads(self) -> bool:
        """`which countries do we have customers in`: the field comes before the entity."""
        return not self.roles.entities or self.roles.fields[0].i < self.roles.entities[0].i
