"""`add customer NORDK Nordkueche, Hamburg, Germany`, `remind me to call X on Friday`: which fields a new record gets."""

import re
from typing import TYPE_CHECKING, Any

from .binding import hit_options
from .convert import trimmed
from .places import country_code
from .schema import Entity, Field
from .tagger import Sentence, Tag
from .text import fold, words
from .types import Proposal, Reply

if TYPE_CHECKING:
    from .write import Writer

_PHONE = re.compile(r"\+?[\d(][\d\s()/.-]{5,}\d$")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+$")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{1,11}$")
_LEAD = re.compile(
    r"^(?:(?:that|with|for|to|als|mit|für|zu|avec|pour|de|con|para|que|i|we|ich|the|a|an|ein|eine|einen|un|une|una|new|titled|called|named|namens|genannt|nommé|appelé|llamad[oa]|intitulé|mit dem Titel|title|titel|titre)\b[\s:,]*)+",
    re.I,
)


class Creator:
    """One request for a new record."""

    def __init__(self, writer: "Writer", sentence: Sentence, kind: str, verb: Tag) -> None:
        self.writer = writer
        self.schema = writer.schema
        self.sentence = sentence
        self.kind = kind
        self.verb = verb
        self.spent: list[tuple[int, int]] = []
        self.values: dict[str, Any] = {}

    async def read(self) -> Reply | None:
        """The proposal, or what is still needed."""
        found = self._entity()
        if found is None:
            return None
        entity, tag = found
        if "write" not in entity.may:
            return self.writer.denied(entity, "write")
        self.start = (
            self.sentence.tokens[(tag or self.verb).j - 1].end
            if (tag or self.verb).j >= self.verb.j
            else self.sentence.tokens[self.verb.j - 1].end
        )
        if self._is_activity(entity):
            await self._activity(entity)
        else:
            await self._described(entity)
        await self._defaults(entity)
        missing = [f.label.lower() for f in entity.fields.values() if f.required and f.name not in self.values and f.default is None]
        if missing:
            return Reply(self.writer.speaker.t("need", fields=", ".join(missing)), "clarify", state=self.writer.state)
        return self._proposal(entity)

    def _proposal(self, entity: Entity) -> Reply:
        speaker = self.writer.speaker
        said = ", ".join(
            f"{entity.fields[n].label} {self.labels.get(n) or speaker.value(entity.fields[n], v)}" for n, v in self.values.items()
        )
        target = str(self.values.get(entity.title, ""))
        summary = f"Create {entity.one.lower()}: {said}"
        reply = self.writer.proposed(entity, [], [Proposal(f"create_{entity.singular}", dict(self.values), entity.name, target, summary)])
        reply.citations = self.cited
        return reply

    def _entity(self) -> tuple[Entity, Tag | None] | None:
        if self.kind == "remind":
            activity = next((e for e in self.schema.entities.values() if self._is_activity(e)), None)
            return (activity, None) if activity else None
        if any(t.has("do", "remind") and not t.has("entity") for t in self.sentence.tags):
            activity = next((e for e in self.schema.entities.values() if self._is_activity(e)), None)
            reminder = next(t for t in self.sentence.tags if t.has("do", "remind") and not t.has("entity"))
            return (activity, reminder) if activity else None
        if self.verb.has("entity"):
            return self.schema[self.verb.get("entity")[0][0]], self.verb
        for tag in self.sentence.tags:
            if tag.has("entity") and (tag.i >= self.verb.j or self.sentence.language != "en"):
                return self.schema[tag.get("entity")[0][0]], tag
        for tag in self.sentence.tags:
            for owner, name in tag.get("field"):
                if (
                    tag.i >= self.verb.j
                    and words(self.schema[owner].one) == words(self.sentence.raw(tag))[:1]
                    and self.schema[owner].fields[name].unique
                ):
                    return self.schema[owner], None
        return None

    def _is_activity(self, entity: Entity) -> bool:
        """Something to be done: a free title and a day, no key and no money."""
        title = entity.fields[entity.title]
        return not title.unique and not entity.money and any(f.is_date and f.name.startswith("due") for f in entity.fields.values())

    # -- spans -----------------------------------------------------------------------------------------------------------------

    def _span(self, tag: Tag) -> tuple[int, int]:
        return self.sentence.tokens[tag.i].start, self.sentence.tokens[tag.j - 1].end

    def _take(self, tag: Tag, lead: str = "") -> None:
        """Uses a tag up, with the preposition before it."""
        start, end = self._span(tag)
        before = re.search(rf"\b(?:{lead})\s*$", self.sentence.text[:start], re.I) if lead else None
        self.spent.append((before.start() if before else start, end))

    def _left(self) -> str:
        """What is left of the text after the entity's name."""
        text = self.sentence.text
        keep = "".join(" " if any(a <= n < b for a, b in self.spent) and text[n] != "," else c for n, c in enumerate(text))
        return keep[self.start :]

    # -- fields by kind --------------------------------------------------------------------------------------------------------

    async def _relations(self, entity: Entity, spend: bool) -> None:
        self.labels: dict[str, str] = {}
        self.cited: list[Any] = []
        for tag in self.sentence.tags:
            options = [f for f in hit_options(tag.get("hit"), self.schema, entity.name) if f.slot == "record" and f.entity != entity.name]
            ref = self.schema.ref(entity.name, options[0].entity) if options and tag.i >= self.verb.j else None
            if ref is None or ref.name in self.values or "read" not in self.schema[ref.target].may:
                continue
            target = self.schema[ref.target]
            answer = await self.writer.runner.world.call(
                f"list_{target.name}", {**self.writer.runner.args(options[:1], target.name), "limit": 5}
            )
            if len(answer["items"]) == 1:
                record = answer["items"][0]
                self.values[ref.name] = record["id"]
                self.labels[ref.name] = self.writer.speaker.name(target, record)
                self.cited.append(self.writer.runner.cite(target, record))
                if spend:
                    self._take(tag, "for|to|with|für|an|pour|à|para|a|per|voor")

    def _dates(self, entity: Entity) -> None:
        for tag in self.sentence.tags:
            if not tag.has("period"):
                continue
            name = self._date_name(entity, tag)
            period = tag.get("period")[0]
            day = period.end or period.start
            if name and day and name not in self.values:
                self.values[name] = day.isoformat()
                self._take(
                    tag,
                    r"(?:due|payable|fällig|échéance|vencimiento|issued|dated|by|on|until|before|am|bis|zum|le|pour le|avant le|el|para el|para|antes del|for|and|und|et|y|the|date|is|:|datum|\s)+",
                )

    def _date_name(self, entity: Entity, tag: Tag) -> str:
        dates = [f.name for f in entity.fields.values() if f.is_date and not f.read_only]
        near = [t for t in self.sentence.tags if t.has("field") and t.j <= tag.i and tag.i - t.j <= 2]
        for other in reversed(near):
            for owner, name in other.get("field"):
                if owner == entity.name and name in dates:
                    self._take(other)
                    return str(name)
        return next((n for n in dates if n.startswith("due")), dates[0] if dates else "") if self._is_activity(entity) else entity.date

    def _choices(self, entity: Entity) -> None:
        for tag in self.sentence.tags:
            for owner, name, value in tag.get("choice"):
                if owner == entity.name and name not in self.values and tag.i > self.verb.i and not tag.has("hit"):
                    labelled = any(t.has("field") and (owner, name) in t.get("field") and abs(t.i - tag.i) <= 2 for t in self.sentence.tags)
                    if labelled or name != entity.status:
                        self.values[name] = value
                        self._take(tag, "with|mit|avec|con|as")
                        for t in self.sentence.tags:
                            if t.has("field") and (owner, name) in t.get("field") and abs(t.i - tag.i) <= 2:
                                self._take(t)

    # -- something to do -------------------------------------------------------------------------------------------------------

    async def _activity(self, entity: Entity) -> None:
        await self._relations(entity, spend=False)
        self._dates(entity)
        if not re.search(r"[\"“«„]", self.sentence.text):
            self._choices(entity)
        quoted = next((t for t in self.sentence.tags if t.has("literal") and "@" not in t.get("literal")[0]), None)
        title = quoted.get("literal")[0] if quoted else trimmed(re.sub(r"\s+", " ", self._left()))
        title = title if quoted else trimmed(re.sub(_LEAD, "", title))
        title = re.sub(r"(?:[\s,]+(?:on|by|at|until|am|bis|le|el|for|with|and|due|,|priority))+$", "", title, flags=re.I).strip()
        if title:
            self.values = {entity.title: title[0].upper() + title[1:], **self.values}

    # -- a described record ----------------------------------------------------------------------------------------------------

    async def _described(self, entity: Entity) -> None:
        await self._relations(entity, spend=True)
        self._money(entity)
        self._dates(entity)
        self._choices(entity)
        self._labelled(entity)
        for segment in self._segments():
            self._segment(entity, segment)

    def _money(self, entity: Entity) -> None:
        if not entity.money:
            return
        pattern = r"(?:[$€£]\s?\d[\d.,]*\d|[$€£]\s?\d|\d[\d.,' ]*\s?(?:usd|eur|gbp|chf|dollars?|euros?|bucks|\$|€|£))(?!\w)"
        found = re.search(pattern, self.sentence.text[self.start :], re.I)
        if found:
            start = self.start + found.start()
            before = re.search(
                r"\b(?:over|of|for|worth|total|amount|totalling|über|von|de|por|sur|mit|in höhe von|pour|with|a)\s*$",
                self.sentence.text[:start],
                re.I,
            )
            self.values[entity.money] = self.writer.convert.money(found[0])
            self.spent.append((before.start() if before else start, self.start + found.end()))
            return
        for tag in self.sentence.tags:
            after = next((t for t in self.sentence.tags if t.i >= tag.j and t.has("num")), None)
            if (
                after
                and (tag.has("field") and (entity.name, entity.money) in tag.get("field") or tag.has("cmp"))
                and after.i - tag.j <= 1
                and tag.i >= self.verb.j
            ):
                self.values[entity.money] = self.writer.convert.money(self.sentence.raw(after))
                self.spent.append((self._span(tag)[0], self._span(after)[1]))
                return

    def _labelled(self, entity: Entity) -> None:
        """`city Hamburg, phone: 040 123`: a field's name with its value up to the next one."""
        marks = [
            (t, self._own(entity, t))
            for t in self.sentence.tags
            if t.i >= self.verb.j and self._own(entity, t) and not self._is_spent(t) and not self._inside(t)
        ]
        for n, (tag, name) in enumerate(marks):
            start = self._span(tag)[1]
            end = self._span(marks[n + 1][0])[0] if n + 1 < len(marks) else len(self.sentence.text)
            raw = self.sentence.text[start:end]
            cut = (
                re.search(r",|;| and | und | et | y |$", raw)
                if entity.fields[name].name != "address"
                else re.search(r";| and | und | et | y |$|, (?=[a-z]+ )", raw)
            )
            stop = start + (cut.start() if cut else len(raw))
            value = self.writer.convert.value(
                entity.fields[name], re.sub(r"^\s*(?:is\b|=|:|ist\b|est\b|es\b)?\s*", "", self.sentence.text[start:stop])
            )
            if value and entity.fields[name].unique and entity.fields[name].is_text:
                first = re.match(r"\W*\S+", raw)
                stop = start + first.end() if first else stop
                value = str(value).split()[0]
            if value and name not in self.values:
                self.values[name] = value
                self.spent.append((self._span(tag)[0], stop))

    def _inside(self, tag: Tag) -> bool:
        """Whether the word is part of a name: the `Street` of `12 Main Street`."""
        start, _ = self._span(tag)
        before = re.search(r"(\S+)\s+$", self.sentence.text[:start])
        return (
            self.sentence.text[start].isupper()
            and before is not None
            and (before[1][0].isupper() or before[1][0].isdigit())
            and before[1][-1] not in ",;:"
        )

    def _own(self, entity: Entity, tag: Tag) -> str:
        names = [n for e, n in tag.get("field") if e == entity.name and not entity.fields[n].read_only and entity.fields[n].kind != "ref"]
        return names[0] if names and not tag.has("entity") and not tag.has("choice") else ""

    def _is_spent(self, tag: Tag) -> bool:
        start, _ = self._span(tag)
        return any(a <= start < b for a, b in self.spent)

    def _segments(self) -> list[str]:
        left = self._left()
        parts = re.split(
            r"[,;]|\s[–-]\s|\b(?:in|from|aus|based in|located in|à|de|en|con sede en|with|and|mit|und|avec|et|con|y)\b(?=\s+[A-ZÄÖÜÉ\d])|[:]",
            left,
        )
        loose = r"(?:\s+(?:with|and|in|for|from|mit|und|avec|et|con|y|due|a|the))+\s*$"
        return [p for p in (trimmed(re.sub(loose, "", re.sub(r"\s+", " ", p), flags=re.I)) for p in parts) if p]

    def _segment(self, entity: Entity, text: str) -> None:
        """A part without a label: its look says which field it is."""
        text = re.sub(
            r"^(?:called|named|namens|nommée?|appelée?|llamad[oa]|the|with|for|mit|und|and|von|new|in|from|aus|code|at)\s+",
            "",
            text,
            flags=re.I,
        ).strip()
        free = [f for f in entity.fields.values() if f.name not in self.values and not f.read_only]
        if not text or fold(text) in (
            "and",
            "with",
            "for",
            "in",
            "und",
            "mit",
            "et",
            "y",
            "the",
            "a",
            "new",
            "please",
            "our",
            "records",
            "on",
            "is",
        ):
            return
        name = self._guess(entity, text, free)
        if name == entity.key and " " in text and entity.key != entity.title:
            head, _, rest = text.partition(" ")
            self.values[name] = head
            self._segment(entity, rest)
            return
        if name:
            self.values[name] = self.writer.convert.value(entity.fields[name], text) or text

    def _guess(self, entity: Entity, text: str, free: list[Field]) -> str:
        names = {f.name for f in free}
        key = entity.key
        if key in names and _CODE.match(text.split()[0]) and (key == entity.title or len(text.split()[0]) > 2):
            return key
        if _MAIL.match(text):
            return next((f.name for f in free if f.kind == "email"), "")
        title_free = entity.title in names
        if not title_free or entity.title == key:
            if _PHONE.match(text) and sum(c.isdigit() for c in text) >= 6:
                return next((f.name for f in free if f.kind == "phone"), "")
            if country_code(text) or self._is_country(text):
                return "country" if "country" in names else ""
            if re.fullmatch(r"[\dA-Z -]{3,10}", text) and any(c.isdigit() for c in text):
                return "postal_code" if "postal_code" in names else ""
            if re.search(r"\d", text):
                return "address" if "address" in names else ""
            hits = self.writer.index.find(words(text))
            known = next((h.field for h in hits if h.entity == entity.name and h.whole and h.field in names), "")
            return known or ("city" if "city" in names else "")
        return entity.title

    def _is_country(self, text: str) -> bool:
        bound = self.writer.convert.place("customers", text) if "customers" in self.schema.entities else None
        return bound is not None and bound.field == "country"

    async def _defaults(self, entity: Entity) -> None:
        """What may be filled in where it is required and was not said: today, and the next number."""
        for field in entity.fields.values():
            if field.name in self.values or not field.required or field.default is not None:
                continue
            if field.is_date and field.name == entity.date:
                self.values[field.name] = self.writer.tagger.today.isoformat()
            elif field.unique and field.is_text:
                known = self.writer.index.known(entity.name, field.name)
                if known and all(v.isdigit() for v in known):
                    self.values[field.name] = str(max(int(v) for v in known) + 1)
