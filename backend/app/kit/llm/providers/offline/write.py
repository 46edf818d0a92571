"""Requests to change something: read into proposals that a person approves. Nothing is written here."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .amounts import solid
from .convert import Converter
from .create import Creator
from .frame import Frame, Trouble
from .index import Index
from .lexicon import Lexicon
from .reader import Reader
from .roles import assign
from .run import Runner
from .say import Speaker
from .schema import Entity, Field, Schema
from .tagger import Sentence, Tag, Tagger
from .types import Proposal, Reply, State
from .update import STATUS_VERBS, Update

_MOST = 25
_VERBS = ("create", "remind", "update", "delete", *STATUS_VERBS)
_WISH = re.compile(r"(?:i|we|id|ich|wir|je|nous|quiero|quisiera|necesito|vorrei|voglio|quero|gostaria|preciso|ik|you)\b.*")
_PASSIVE = re.compile(r"^(has|have|was|were|is|are|wurde|ist|hat|sind|a|est|ont|sont|ha|han|esta|fue|se|ya|became|becomes)\b")


class Writer:
    """Reads one request of one caller."""

    def __init__(
        self, schema: Schema, index: Index, lexicon: Lexicon, tagger: Tagger, runner: Runner, speaker: Speaker, state: State
    ) -> None:
        self.schema = schema
        self.index = index
        self.lexicon = lexicon
        self.tagger = tagger
        self.runner = runner
        self.speaker = speaker
        self.state = state
        self.convert = Converter(schema, index, lexicon, tagger.language, tagger.today)

    async def read(self, text: str) -> Reply | None:
        """The proposals for a request, a question back, or None if nothing is to be changed."""
        sentence = self.tagger.read(text, future=True)
        verb = self._verb(sentence)
        if verb is None:
            return None
        kind, tag = verb
        if kind == "remind" or kind == "create":
            return await Creator(self, sentence, kind, tag).read()
        if kind == "delete":
            return await self._delete(sentence, tag)
        return await self._update(sentence, kind, tag)

    # -- is it a request -------------------------------------------------------------------------------------------------------

    def _verb(self, sentence: Sentence) -> tuple[str, Tag] | None:
        """The verb of a request and its kind: first or last word of an order, or a statement such as `11058 has been paid`."""
        tags = [t for t in sentence.tags if solid(t)]
        if not tags:
            return None
        while len(tags) > 1 and _WISH.match(sentence.raw(tags[0]).casefold()) and not tags[0].has("do"):
            tags = tags[1:]
        first = tags[0]
        if first.has("entity") and re.match(r"\s*:", sentence.text[sentence.tokens[first.j - 1].end :]):
            return "create", first
        for tag in (first, *tags[1:2]):
            kind = self._kind(tag, sentence)
            leads = (
                tag is first
                or first.has("cue")
                or (first.has("ask", "list") and kind == "remind")
                or (self.tagger.language != "en" and first.has("pron"))
            )
            if kind and leads and not (kind == "create" and self._is_noun_phrase(tags, tag, sentence)):
                return kind, tag
        if "?" in sentence.text or any(self._asks(t) for t in tags[:1]):
            return None
        return self._stated(tags, sentence)

    def _kind(self, tag: Tag, sentence: Sentence) -> str:
        kind = next((k for k in _VERBS if tag.has("do", k)), "")
        if not kind or tag.has("hit") or tag.has("num"):
            return ""
        if (
            _PASSIVE.match(sentence.raw(tag).casefold())
            or (tag.has("choice") and kind == "pay")
            or (tag.has("field") and kind == "pay" and tag.has("choice"))
        ):
            return ""
        return kind

    def _is_noun_phrase(self, tags: list[Tag], tag: Tag, sentence: Sentence) -> bool:
        """`new customers this year` asks; `new customer …` orders."""
        if sentence.raw(tag).casefold() not in ("new", "neue", "neuen", "nuevos", "nouveaux", "nouvelles", "nuevas"):
            return False
        after = next((t for t in tags if t.i >= tag.j), None)
        raw = sentence.raw(after).casefold() if after else ""
        return (
            after is None
            or not after.has("entity")
            or raw
            not in {self.schema[w[0]].singular for w in after.get("entity")}
            | {s.casefold() for w in after.get("entity") for s in self.schema[w[0]].synonyms}
            and self.tagger.language == "en"
        )

    def _asks(self, tag: Tag) -> bool:
        return tag.has("ask") and not tag.has("hit")

    def _stated(self, tags: list[Tag], sentence: Sentence) -> tuple[str, Tag] | None:
        last = tags[-1]
        record = any(t.has("hit") or t.has("pron") for t in tags)
        if last.has("do") and not last.has("choice") and self._kind(last, sentence) and (record or any(t.has("entity") for t in tags)):
            return self._kind(last, sentence), last
        renewed = next(
            (
                t
                for t in tags
                if t.has("do", "create")
                and re.fullmatch(
                    r"(?:the )?new|neue[rns]?|nouvel(?:le)?|nouveau|nuev[oa]|nuov[oa]|nov[oa]|nieuwe?", sentence.raw(t).casefold()
                )
            ),
            None,
        )
        if (
            renewed
            and record
            and re.search(r"(?:\b(?:is|ist|est|es|lautet|è|é)\b|[:=])\s*\S", sentence.text)
            and any(t.has("field") for t in tags)
        ):
            return "update", renewed
        passive = next((t for t in tags if t.has("do", "update") and _PASSIVE.match(sentence.raw(t).casefold())), None)
        inner = next((t for t in tags[1:] if self._kind(t, sentence) in ("update", "delete") and not t.has("entity")), None)
        news = any(t.has("choice") or t.has("state", "paid") for t in tags) or any(t.has("field") and not t.has("entity") for t in tags)
        if record and (passive or inner) and (news or self._moves(sentence, passive or inner)):
            return "update", passive or inner or tags[0]
        paid = next((t for t in tags if t.has("state", "paid") and t.j - t.i > 1), None)
        if record and paid and len(tags) <= 5 and not any(t.has("entity") and sentence.raw(t).endswith("s") for t in tags):
            return "update", paid
        return None

    def _moves(self, sentence: Sentence, tag: Tag | None) -> bool:
        return tag is not None and bool(re.search(r"mov|umgezogen|demenag|mudado|mudo|trasfer", sentence.raw(tag).casefold()))

    # -- whom ------------------------------------------------------------------------------------------------------------------

    async def targets(self, sentence: Sentence, tags: Sequence[Tag]) -> tuple[Entity, list[dict[str, Any]], bool] | Reply:
        """The records that these tags name and whether several were meant, or the question which ones."""
        part = replace(sentence, tags=list(tags))
        roles = assign(part, self.lexicon)
        count, roles.number = roles.number, 0
        reader = Reader(self.schema, self.index, roles, self.state, self.tagger.today)
        if not roles.entities and not roles.conditions:
            return self._ask_which(None)
        rows = self._rows(reader)
        if not rows:
            return self._ask_which(None)
        entity = self.schema[rows]
        frame = Frame(rows)
        trouble = reader._filters(frame)
        if isinstance(trouble, Trouble):
            frame.filters = [replace(trouble.options[0], op="in", value=[f.value for f in trouble.options], label=trouble.words[0])]
        if roles.unknown:
            words = ", ".join(f"“{sentence.raw(t)}”" for t in roles.unknown)
            return Reply(
                self.speaker.t("no_record", words=words) + " " + self.speaker.t("which_one", noun=entity.one.lower()),
                "clarify",
                state=self.state,
            )
        if not frame.filters:
            return self._ask_which(entity)
        if "read" not in entity.may:
            return self.denied(entity, "read")
        if frame.missing and frame.base:
            frame = await self.runner._without(frame)
        answer = await self.runner.world.call(f"list_{rows}", {**self.runner.args(frame.filters, rows), "limit": 200, "count": True})
        records = answer["items"]
        many = count == len(records) if count else self._plural(sentence, tags, entity)
        if not records:
            said = f"{self.speaker.t('none')} {self.speaker.scope(frame)}. {self.speaker.t('which_one', noun=entity.one.lower())}"
            return Reply(said, "clarify", state=self.state)
        if len(records) > 1 and not many:
            return self.which(entity, records, sentence.text)
        return entity, records, many

    def _rows(self, reader: Reader) -> str:
        """The entity to be changed: the one named first, else that of the record."""
        for tag in reader.roles.entities:
            return str(tag.get("entity")[0][0])
        for condition in reader.roles.conditions:
            for hit in condition.tag.get("hit"):
                if hit.field in (self.schema[hit.entity].key, self.schema[hit.entity].title):
                    return str(hit.entity)
            if condition.tag.has("pron") and reader.last.get("entity"):
                return str(reader.last["entity"])
        return ""

    def _plural(self, sentence: Sentence, tags: Sequence[Tag], entity: Entity) -> bool:
        raws = {sentence.raw(t).casefold() for t in tags if t.has("entity")}
        singular = {
            w
            for w in (
                entity.singular,
                *entity.synonyms,
                "kunde",
                "kunden",
                "rechnung",
                "client",
                "facture",
                "cliente",
                "factura",
                "aufgabe",
            )
            if w != "kunden"
        }
        several = any(t.has("all") or t.has("pron", "they") or t.has("group", "each") for t in tags)
        return several or bool(raws) and not raws & singular and any(r.endswith(("s", "n", "i")) for r in raws)

    def which(self, entity: Entity, records: list[dict[str, Any]], text: str) -> Reply:
        """Asks which of several records is meant."""
        shown = records[:10]
        names = "\n".join(f"- {self.speaker.name(entity, r)}" for r in shown)
        said = self.speaker.t("which_records", n=len(records), noun=entity.count_of(len(records)))
        cited = [self.runner.cite(entity, r) for r in shown]
        state = {
            **self.state,
            "pending": {"text": f"{text} ", "span": [len(text) + 1, len(text) + 1], "options": [str(r[entity.key]) for r in shown]},
        }
        return Reply(f"{said}\n{names}", "clarify", cited, choices=[str(r[entity.title]) for r in shown], state=state)

    def _ask_which(self, entity: Entity | None) -> Reply:
        noun = entity.one.lower() if entity else "/".join(e.one.lower() for e in self.schema.readable())
        return Reply(self.speaker.t("which_one", noun=noun), "clarify", state=self.state)

    def denied(self, entity: Entity, right: str) -> Reply:
        """Names the permission that is missing."""
        needed = f"{entity.name}:{right}"
        return Reply(self.speaker.t(self.runner.denied(needed), permission=needed), "refuse", state=self.state)

    # -- delete ----------------------------------------------------------------------------------------------------------------

    async def _delete(self, sentence: Sentence, verb: Tag) -> Reply | None:
        rest = [t for t in sentence.tags if t is not verb]
        named = self._named(rest)
        if named and "delete" not in named.may:
            return self.denied(named, "delete")
        found = await self.targets(sentence, rest)
        if isinstance(found, Reply):
            return found
        entity, records, _ = found
        if "delete" not in entity.may:
            return self.denied(entity, "delete")
        if len(records) > _MOST:
            return self._too_many(entity, records)
        proposals = [
            Proposal(
                f"delete_{entity.singular}",
                {"id": r["id"]},
                entity.name,
                self.speaker.name(entity, r),
                f"Delete {entity.one.lower()} {self.speaker.name(entity, r)}",
            )
            for r in records
        ]
        return self.proposed(entity, records, proposals)

    def _named(self, tags: Sequence[Tag]) -> Entity | None:
        for tag in tags:
            if tag.has("entity"):
                return self.schema[tag.get("entity")[0][0]]
        for tag in tags:
            for hit in tag.get("hit"):
                return self.schema[hit.entity]
        return None

    def _too_many(self, entity: Entity, records: list[dict[str, Any]]) -> Reply:
        return Reply(self.speaker.t("too_many", n=len(records), noun=entity.count_of(len(records))), "clarify", state=self.state)

    def proposed(self, entity: Entity, records: list[dict[str, Any]], proposals: list[Proposal]) -> Reply:
        """The card's text: one line per proposal."""
        lines = "\n".join(f"- {p.summary}" for p in proposals)
        last = {
            "entity": entity.name,
            "ids": [r["id"] for r in records],
            "refs": {},
            "label": ", ".join(self.speaker.name(entity, r) for r in records[:3]),
        }
        state = {**self.state, **({"last": last} if records else {})}
        return Reply(
            f"{self.speaker.t('propose')}\n{lines}", "proposal", [self.runner.cite(entity, r) for r in records], proposals, state=state
        )

    # -- update ----------------------------------------------------------------------------------------------------------------

    async def _update(self, sentence: Sentence, kind: str, verb: Tag) -> Reply | None:
        return await Update(self, sentence, kind, verb).read()

    def line(self, entity: Entity, record: dict[str, Any], values: dict[str, Any]) -> str:
        """`Update customer X: Postal code 3012 → 3013`."""
        parts = [
            f"{entity.fields[n].label} {self._said(entity.fields[n], record.get(n), record)} → {self._said(entity.fields[n], v, {})}"
            for n, v in values.items()
        ]
        return f"Update {entity.one.lower()} {self.speaker.name(entity, record)}: " + ", ".join(parts)

    def _said(self, field: Field, value: Any, record: dict[str, Any]) -> str:
        return self.speaker.value(field, value, record)
