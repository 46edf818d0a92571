"""From roles to a frame, or to the reason why there is none."""

from .asking import Asking
from .audit import ignored
from .choosing import IMPOSSIBLE
from .followup import continued
from .frame import Frame, Trouble
from .roles import Condition
from .tagger import Tag


class Reader(Asking):
    """Reads one sentence whose roles are known."""

    def _prepare(self) -> None:
        """Settles what only the whole sentence shows: weak pronouns, thresholds, what an amount or a definite noun stands for."""
        firm = self.roles.entities or any(not c.tag.has("pron") for c in self.roles.conditions)
        if firm:
            last = self.roles.tags[-1]
            self.roles.conditions = [c for c in self.roles.conditions if not (c.tag.has("pron") and c.tag.has("stop")) or c.tag is last]
        self._threshold()
        if (
            self.roles.compares
            and len([c for c in self.roles.conditions if not c.tag.has("pron")]) < 2
            and any(c.tag.has("pron") for c in self.roles.conditions)
        ):
            self.roles.supers.append(Tag(0, 0, {"super": ["min" if self.roles.less else "max"]}))
        amount = next(
            (t for t in self.roles.fields if t.has("w", "total") and t.i < min((e.i for e in self.roles.entities), default=0)), None
        )
        if (
            amount
            and not amount.has("measure")
            and not self.roles.aggs
            and not any(self.schema[w[0]].money for e in self.roles.entities for w in e.get("entity"))
        ):
            self.roles.asks["count"] = amount
            self.roles.fields.remove(amount)
        definite = self._definite()
        if definite is not None and self.last.get("ids") and "which" not in self.roles.asks:
            self.roles.conditions.append(Condition(Tag(definite.i, definite.j, {"pron": ["it"]})))

    def read(self) -> Frame | Trouble:
        """The frame, or why there is none."""
        self._prepare()
        if self.roles.outside:
            return Trouble("scope", [self.roles.sentence.raw(t) for t in self.roles.outside])
        if self._continues():
            kept = self._continued()
            if kept is not None:
                return self._audited(kept)
        if not self._says_anything():
            return Trouble("unknown", [self.roles.sentence.raw(t) for t in self.roles.unknown])
        rows, cost = self.rows()
        denied = self._denied(rows)
        if denied:
            return Trouble("denied", entity=denied)
        if self.roles.unknown:
            return Trouble("unknown", [self.roles.sentence.raw(t) for t in self.roles.unknown])
        if cost >= IMPOSSIBLE:
            return Trouble("unclear")
        frame = self._frame(rows)
        if isinstance(frame, Frame) and self._bare(frame):
            return Trouble("which", entity=rows)
        return self._audited(frame)

    def _threshold(self) -> None:
        """`do we have more than 80 customers?`: the number of customers answers it."""
        for condition in [c for c in self.roles.conditions if c.tag.has("cond") and not c.tag.has("money")]:
            after = next((t for t in self.roles.tags if t.i == condition.tag.j), None)
            alone = (
                len(self.roles.entities) == 1
                and after is self.roles.entities[0]
                and not (self.roles.buying or self.roles.money or "who" in self.roles.asks)
            )
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
        plain = (
            not self.roles.conditions
            and not self.roles.supers
            and not self.roles.groups
            and not self.roles.missing
            and not self.roles.never
        )
        return (
            tags[0]
            if len(self.roles.entities) == 1
            and tags
            and plain
            and not set(self.roles.asks) & {"count", "share", "sum"}
            and not self.roles.texts
            else None
        )

    def _bare(self, frame: Frame) -> bool:
        if frame.action == "share" and not frame.filters:
            return True
        nothing = not frame.filters and not frame.limit and not frame.alternatives
        if frame.action == "group" and nothing and not self.roles.entities and set(self.roles.asks) == {"what"} and not self.roles.groups:
            return not frame.aggs
        return frame.action in ("list", "group") and nothing and self._definite() is not None

    def _says_anything(self) -> bool:
        r = self.roles
        return bool(
            r.entities or r.conditions or r.fields or r.groups or r.money or r.debt or r.buying or r.never or r.missing or r.aggs or r.texts
        )

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
        return continued(self)
