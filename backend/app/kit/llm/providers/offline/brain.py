"""One turn: read the sentence, check it, ask the API, answer; or ask back, refuse, or say that it cannot."""

from typing import Any

from . import index as values
from .frame import Filter, Frame, Trouble
from .lexicon import detect, lexicon
from .manners import polite
from .phrases import phrase
from .reader import Reader
from .roles import assign
from .run import Result, Runner
from .say import Speaker
from .schema import Schema
from .suggest import suggestions
from .tagger import Tagger
from .text import fold, words
from .types import Citation, Reply, State, ToolError, World
from .write import Writer

_DRAWN = {"chart", "charts", "graph", "diagram", "plot", "draw", "visualise", "visualize"}
"""Words of somebody who wants to see figures and not read them."""


async def answer(text: str, state: State, world: World) -> Reply:
    """Answers one message; `state` is what the reply of the turn before carried."""
    turn = Turn(world, state)
    if not state.get("pending") and (reply := polite(text, state, turn.schema, silent=world.silent)):
        return reply
    try:
        return await turn.reply(_resolved(text, state))
    except ToolError as error:
        if error.status == 403:
            return Reply(error.detail, "refuse", state=state)
        return Reply(phrase(turn.language, "failed").format(detail=error.detail), "scope", state=state)


def _resolved(text: str, state: State) -> str:
    """The pending question with the user's choice put in, if this message is one."""
    pending = state.get("pending")
    if not pending:
        return text
    options: list[str] = pending["options"]
    said = fold(text).strip(" .!?")
    chosen = next((o for o in options if fold(o) == said), None)
    if chosen is None:
        fitting = [o for o in options if set(words(text)) and set(words(text)) <= set(words(o))]
        chosen = fitting[0] if len(fitting) == 1 else None
    if chosen is None:
        position = {
            "first": 0,
            "the first": 0,
            "the first one": 0,
            "1": 0,
            "second": 1,
            "the second": 1,
            "the second one": 1,
            "2": 1,
            "third": 2,
            "the third one": 2,
            "3": 2,
        }.get(said)
        chosen = options[position] if position is not None and position < len(options) else None
    if chosen is None:
        return text
    start, end = pending["span"]
    original = str(pending["text"])
    return f"{original[:start]}{chosen}{original[end:]}" if end else f"{original} {chosen}"


class Turn:
    """The work on one message."""

    def __init__(self, world: World, state: State) -> None:
        self.world = world
        self.state = {k: v for k, v in state.items() if k != "pending"}
        self.schema = Schema(world.entities)
        self.language = str(state.get("language") or "en")
        self.runner = Runner(world, self.schema)

    async def reply(self, text: str) -> Reply:
        """The answer to a message."""
        self.language = detect(words(text), str(self.state.get("language") or ""))
        self.state["language"] = self.language
        self.speaker = Speaker(self.schema, self.language, silent=self.world.silent)
        index = await values.build(self.world, self.schema)
        known = lexicon(self.language)
        tagger = Tagger(self.schema, index, known, self.language, self.world.today)
        writer = Writer(self.schema, index, known, tagger, self.runner, self.speaker, self.state)
        proposed = await writer.read(text)
        if proposed is not None:
            proposed.state = {**self.state, **proposed.state}
            return proposed
        sentence = tagger.read(text)
        roles = assign(sentence, known)
        read = Reader(self.schema, index, roles, self.state, self.world.today).read()
        if isinstance(read, Trouble):
            return await self._troubled(text, read)
        reply = await self._run(read)
        if read.action == "group" and _DRAWN & set(words(text)):
            reply.text += f"\n\n{phrase(self.language, 'drawn')}"
        return reply

    async def _run(self, frame: Frame) -> Reply:
        gone = await self._settle(frame)
        result = await self.runner.run(frame)
        text = self.speaker.say(frame, result)
        self._remember(frame, result)
        return Reply(text, citations=[*gone, *[c for c in result.cited if c not in gone]], state=self.state)

    async def _settle(self, frame: Frame) -> list[Citation]:
        """Resolves named records to their ids, so that they can be cited and are read as the caller."""
        cited: list[Citation] = []

        async def settle(item: Filter) -> Filter:
            if item.slot != "record" or item.field == "id" or item.entity == frame.rows:
                return item
            entity = self.schema[item.entity]
            answer = await self.world.call(f"list_{entity.name}", {**self.runner.args([item], entity.name), "limit": 50})
            cited.extend(self.runner.cite(entity, r) for r in answer["items"])
            ids = [r["id"] for r in answer["items"]]
            return Filter(
                item.entity,
                "id",
                "eq" if len(ids) == 1 else item.op if item.op == "nin" else "in",
                ids[0] if len(ids) == 1 and item.op != "nin" else ids,
                "record",
                item.label,
            )

        frame.filters = [await settle(f) for f in frame.filters]
        frame.base = [await settle(f) for f in frame.base]
        frame.alternatives = [[await settle(f) for f in group] for group in frame.alternatives]
        return cited

    def _remember(self, frame: Frame, result: Result) -> None:
        self.state["frame"] = frame.to_state()
        last: dict[str, Any] = {"entity": frame.rows, "ids": [], "refs": {}, "label": ""}
        if result.records and frame.action != "count" and (frame.limit or result.total <= 200):
            last["ids"] = [r["id"] for r in result.records]
            last["refs"] = {
                ref.name: list(dict.fromkeys(r[ref.name] for r in result.records if r.get(ref.name)))
                for ref in self.schema[frame.rows].refs
            }
        elif result.cited and (frame.groups or frame.alternatives):
            last |= {"entity": result.cited[0].entity, "ids": [c.id for c in result.cited]}
        else:
            record = next((f for f in frame.filters if f.slot == "record" and f.field == "id"), None)
            if record and frame.action != "count":
                last |= {"entity": record.entity, "ids": record.value if isinstance(record.value, list) else [record.value]}
        last["label"] = ", ".join(c.label for c in result.cited[:3])
        self.state["last"] = last

    async def _troubled(self, text: str, trouble: Trouble) -> Reply:
        entities = ", ".join(e.label.lower() for e in self.schema.readable())
        quoted = ", ".join(f"“{w}”" for w in trouble.words)
        if trouble.kind == "denied":
            needed = f"{trouble.entity}:read"
            return Reply(self.speaker.t(self.runner.denied(needed), permission=needed), "refuse", state=self.state)
        if trouble.kind == "scope":
            return Reply(self.speaker.t("scope", words=quoted, entities=entities), "scope", state=self.state)
        if trouble.kind == "which":
            return Reply(self.speaker.t("which_one", noun=self.schema[trouble.entity].one.lower()), "clarify", state=self.state)
        if trouble.kind == "ambiguous":
            return await self._ask(text, trouble)
        offers = await suggestions(text, self.schema)
        said = self.speaker.t("unknown", words=quoted) if trouble.words else self.speaker.t("unclear", entities=entities)
        if offers:
            said += f"\n\n{self.speaker.t('try')}\n" + "\n".join(f"- {o}" for o in offers)
        return Reply(said, "clarify", choices=offers, state=self.state)

    async def _ask(self, text: str, trouble: Trouble) -> Reply:
        entity = self.schema[trouble.entity]
        names = [str(f.value) for f in trouble.options]
        answer = await self.world.call(f"list_{entity.name}", {f"{trouble.options[0].field}__in": names, "limit": 20})
        labels = [self.speaker.name(entity, r) for r in answer["items"]]
        choices = [str(r[entity.title]) for r in answer["items"]]
        said = self.speaker.t("which", noun=entity.one.lower(), words=trouble.words[0]) + "\n" + "\n".join(f"- {label}" for label in labels)
        self.state["pending"] = {"text": text, "span": list(trouble.span), "options": choices}
        return Reply(said, "clarify", choices=choices, state=self.state, citations=[self.runner.cite(entity, r) for r in answer["items"]])
