"""`set the phone of X to Y`, `mark 11058 as paid`, `deactivate X`: which fields get which values."""

import re
from typing import TYPE_CHECKING, Any

from .convert import trimmed
from .schema import Entity, Field
from .tagger import Sentence, Tag
from .types import Proposal, Reply

if TYPE_CHECKING:
    from .write import Writer

_MOST = 25
STATUS_VERBS = {
    "deactivate": ("inactive",),
    "activate": ("active",),
    "void": ("void", "cancelled", "canceled"),
    "close": ("done", "completed", "closed"),
    "pay": ("paid",),
}
"""What a verb makes of a status, where the declaration has such a choice."""


class Update:
    """One request to change records."""

    def __init__(self, writer: "Writer", sentence: Sentence, kind: str, verb: Tag) -> None:
        self.writer = writer
        self.sentence = sentence
        self.kind = kind
        self.verb = verb
        self.tags = [t for t in sentence.tags if t is not verb]
        self.spent: set[int] = {id(verb)}

    async def read(self) -> Reply | None:
        """The proposals, or a question back."""
        entity = self._entity()
        if entity is None:
            found = await self.writer.targets(self.sentence, self.tags)
            return found if isinstance(found, Reply) else None
        if "write" not in entity.may:
            return self.writer.denied(entity, "write")
        changes = self._changes(entity)
        rest = [t for t in self.tags if id(t) not in self.spent]
        found = await self.writer.targets(self.sentence, rest)
        if isinstance(found, Reply):
            return found
        entity, records, _ = found
        if not changes:
            return Reply(self.writer.speaker.t("what_change"), "clarify", state=self.writer.state)
        if len(records) > _MOST:
            return self.writer._too_many(entity, records)
        return self._proposals(entity, records, changes)

    def _proposals(self, entity: Entity, records: list[dict[str, Any]], changes: dict[str, str]) -> Reply:
        proposals = []
        for record in records:
            values: dict[str, Any] = {}
            for name, raw in changes.items():
                field = entity.fields[name]
                now = record.get(name)
                value = self.writer.convert.value(field, raw, now.get("currency", "") if isinstance(now, dict) else "")
                if value is None:
                    return self._bad(field, raw)
                values[name] = value
            target = self.writer.speaker.name(entity, record)
            only_status = list(values) == [entity.status]
            operation = f"set_{entity.singular}_status" if only_status else f"update_{entity.singular}"
            proposals.append(
                Proposal(operation, {"id": record["id"], **values}, entity.name, target, self.writer.line(entity, record, values))
            )
        return self.writer.proposed(entity, records, proposals)

    def _bad(self, field: Field, raw: str) -> Reply:
        options = ", ".join(label for _, label in field.choices)
        if options:
            return Reply(
                self.writer.speaker.t("bad_value", value=f"“{trimmed(raw)}”", field=field.label.lower(), options=options),
                "clarify",
                state=self.writer.state,
            )
        return Reply(self.writer.speaker.t("what_value", field=field.label.lower()), "clarify", state=self.writer.state)

    def _entity(self) -> Entity | None:
        schema = self.writer.schema
        for tag in self.tags:
            if tag.has("entity") and not tag.has("hit"):
                return schema[tag.get("entity")[0][0]]
        for tag in self.tags:
            for hit in tag.get("hit"):
                if hit.field in (schema[hit.entity].key, schema[hit.entity].title):
                    return schema[hit.entity]
        last = self.writer.state.get("last") or {}
        if any(t.has("pron") for t in self.tags) and last.get("entity"):
            return schema[last["entity"]]
        for tag in self.tags:
            for where in tag.get("choice") or tag.get("field"):
                return schema[where[0]]
        return None

    # -- what ------------------------------------------------------------------------------------------------------------------

    def _changes(self, entity: Entity) -> dict[str, str]:
        """Field → raw value; the tags used up for it are left out of the target."""
        status = entity.fields.get(entity.status)
        fixed = status_for(self.kind, status)
        if fixed and status:
            return {status.name: fixed}
        labelled = self._labelled(entity)
        if labelled:
            return {**self._reached(entity, labelled), **labelled}
        choice = self._choice(entity)
        if choice:
            return choice
        return self._implied(entity)

    def _reached(self, entity: Entity, changes: dict[str, str]) -> dict[str, str]:
        """`was paid on 5 June` also says that it is paid."""
        status = entity.fields.get(entity.status)
        if status is None or re.search(r"dat", self.sentence.text[: self.sentence.text.find(next(iter(changes.values())))], re.I):
            return {}
        reached = [value for name in changes for value, _ in status.choices if entity.fields[name].is_date and name.startswith(value)]
        return {status.name: reached[0]} if reached else {}

    def _field_tags(self, entity: Entity) -> list[tuple[Tag, Field]]:
        out = []
        for tag in self.tags:
            owned = [name for e, name in tag.get("field") if e == entity.name and not entity.fields[name].read_only]
            if owned and not tag.has("entity"):
                out.append((tag, entity.fields[owned[0]]))
        return out

    def _labelled(self, entity: Entity) -> dict[str, str]:
        """Each field word with the value after its `to`."""
        fields = [(t, f) for t, f in self._field_tags(entity) if not (f.choices and t.has("choice"))]
        changes: dict[str, str] = {}
        for n, (tag, field) in enumerate(fields):
            if id(tag) in self.spent:
                continue
            later = [t for t, _ in fields[n + 1 :] if self._introduces(t)]
            stop = later[0].i if later else None
            place = self._introduced(tag, stop)
            if place is None:
                continue
            start, first = place
            if any(t.i < first for t in later):
                continue
            end = self._end(stop)
            both = self._split(fields[n : n + 2], self.sentence.text[start:end]) if n + 1 < len(fields) else {}
            if both:
                changes |= both
                self.spent |= {id(tag), id(fields[n + 1][0])} | {id(t) for t in self.tags if t.i >= first}
                continue
            changes[field.name] = self.sentence.text[start:end]
            self.spent.add(id(tag))
            for other in self.tags:
                if other.i >= first and (stop is None or other.i < stop):
                    self.spent.add(id(other))
        return changes

    def _split(self, pair: list[tuple[Tag, Field]], raw: str) -> dict[str, str]:
        """`address and city of X to A and B`: one value each."""
        (one, first), (two, second) = pair
        parts = re.split(r"\s+(?:and|und|et|y|e|en)\s+", raw)
        return {first.name: parts[0], second.name: parts[1]} if two.i - one.j == 1 and len(parts) == 2 else {}

    def _introduces(self, tag: Tag) -> bool:
        """Whether a new value follows this field word."""
        rest = self.sentence.text[self.sentence.tokens[tag.j - 1].end :]
        return bool(re.match(rf"\s*(?:[:=]|(?:{self._to_words().replace('||', '|')})\s)", rest, flags=re.I))

    def _end(self, stop: int | None) -> int:
        if stop is None:
            text = self.sentence.text
            cut = re.search(
                r"\s+and (?:mark|set|change|make|put|update)\b.*$|[,;.]\s*(?:please|pls|plz|can you|could you|so\b|thanks|thank|bitte|por favor|s'il|merci|danke|gracias)\b.*$",
                text,
                flags=re.I,
            )
            return cut.start() if cut else len(text)
        end = self.sentence.tokens[stop].start
        return len(
            re.sub(
                r"[\s,]*(\b(and|und|et|y|e|en|the|die|das|den|le|la|el|son|sa|its|their|his|her)\b[\s,]*)+$",
                "",
                self.sentence.text[:end],
                flags=re.I,
            ).rstrip(" ,")
        )

    def _introduced(self, tag: Tag, stop: int | None) -> tuple[int, int] | None:
        """Where the value starts: offset in the text and first token."""
        text, tokens = self.sentence.text, self.sentence.tokens
        upto = self.sentence.tokens[stop].start if stop is not None else len(text)
        begin = tokens[tag.j - 1].end
        patterns = (r"[:=]|->|→", *(rf"(?:^|(?<=\s))(?:{words})(?=\s)" for words in self._to_words().split("||")))
        for pattern in patterns:
            found = list(re.finditer(pattern, text[begin:upto], flags=re.I))
            if found:
                chosen = found[0] if pattern == patterns[0] else self._chosen(found, begin)
                start = begin + chosen.end()
                first = next((n for n, t in enumerate(tokens) if t.start >= start), None)
                return (start, first) if first is not None else None
        return self._adjoined(tag, stop)

    def _adjoined(self, tag: Tag, stop: int | None) -> tuple[int, int] | None:
        """`X: phone 0452-111111`: the value follows its field at once."""
        after = next((t for t in self.sentence.tags if t.i >= tag.j), None)
        if tag is self.verb or after is None or (stop is not None and after.i >= stop) or after.has("stop") or after.has("entity"):
            return None
        named = any(h.field in (self.writer.schema[h.entity].key, self.writer.schema[h.entity].title) for h in after.get("hit"))
        earlier = any(t.has("hit") and t.i < tag.i for t in self.tags)
        return (self.sentence.tokens[after.i].start, after.i) if earlier or not named else None

    def _chosen(self, found: list[re.Match[str]], begin: int) -> re.Match[str]:
        """The first `to` that stands outside the names of records."""
        for match in found:
            inside = any(
                t.has("hit") and self.sentence.tokens[t.i].start <= begin + match.start() < self.sentence.tokens[t.j - 1].end
                for t in self.tags
            )
            if not inside:
                return match
        return found[-1]

    def _to_words(self) -> str:
        return {
            "de": "auf|zu|nach|an||in|lautet jetzt|lautet|ist jetzt|ist",
            "fr": "à|par|vers||en|est|au|a",
            "es": "a|por|como||en|es|al",
            "it": "a||in|con|è",
            "pt": "para|por||em|é",
            "nl": "naar|op||in|is|tot",
        }.get(self.sentence.language, "to be|to|into|until||as|is now|is|becomes|with|should be")

    def _choice(self, entity: Entity) -> dict[str, str]:
        """`set X to inactive`: the value says the field."""
        for tag in reversed([*self.tags, self.verb]):
            for owner, name, value in tag.get("choice"):
                if owner == entity.name and not (tag.has("field") and tag.has("entity")):
                    self.spent.add(id(tag))
                    return {name: value, **self._when(entity, value)}
            if tag.has("state", "paid") and "paid" in [v for v, _ in (entity.fields[entity.status].choices if entity.status else ())]:
                self.spent.add(id(tag))
                return {entity.status: "paid", **self._when(entity, "paid")}
        return {}

    def _when(self, entity: Entity, value: str) -> dict[str, str]:
        """`paid on 3 June`: the day that goes with the state."""
        day = next((f for f in entity.fields.values() if f.is_date and f.name.startswith(value)), None)
        period = next((t for t in self.tags if t.has("period")), None)
        if day is None or period is None:
            return {}
        self.spent.add(id(period))
        return {day.name: self.sentence.raw(period)}

    def _implied(self, entity: Entity) -> dict[str, str]:
        """The verb says the field: rename, move, postpone."""
        verb = self.sentence.raw(self.verb).casefold()
        place = self._introduced(self.verb, None)
        if place is None:
            return {}
        start, first = place
        raw = self.sentence.text[start : self._end(None)]
        name = ""
        if re.search(r"renam|benenn|renomm|renombr|rinomin", verb):
            name = entity.title
        elif self.writer.convert.day(raw) and any(f.is_date for f in entity.fields.values()):
            name = next((f.name for f in entity.fields.values() if f.is_date and f.name.startswith("due")), entity.date)
        elif re.search(r"mov|reloc|umgezogen|demenag|déménag|mud|trasfer|verhuis", verb):
            bound = self.writer.convert.place(entity.name, trimmed(raw))
            name = bound.field if bound else "city" if "city" in entity.fields else ""
        elif re.search(r"assign", verb):
            name = next((f.name for f in entity.fields.values() if f.kind == "user"), "")
        elif self.writer.convert.money(raw) and entity.money and re.search(r"\d", raw):
            name = entity.money
        if name:
            self.spent |= {id(t) for t in self.tags if t.i >= first}
        return {name: raw} if name else {}


def status_for(kind: str, field: Field | None) -> str | None:
    """The declared choice that a verb such as `deactivate` sets."""
    wanted = STATUS_VERBS.get(kind, ())
    return next((value for value, _ in field.choices if value in wanted), None) if field else None
