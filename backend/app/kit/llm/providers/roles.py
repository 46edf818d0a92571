"""Our messages in the turns that stricter protocols allow: one system text at the beginning, then people and model in turns.

A system message may stand anywhere in ours (a note that something was left out, the order to answer now). Where a protocol has no
place for it, it becomes a marked part of the user's turn, which is where it was said.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby, takewhile
from uuid import uuid4

import orjson

from app.kit.llm.port import Message, ToolCall
from app.kit.llm.structured import mended

UNSEEN = "(A picture is attached that you cannot see.)"
EARLIER = "(The beginning of the conversation is not shown.)"


def opening(messages: Iterable[Message]) -> tuple[str, list[Message]]:
    """The system text of the beginning, and the rest; later system messages are the user's, marked."""
    given = list(messages)
    first = list(takewhile(lambda m: m.role == "system", given))
    rest = [Message("user", note(m.content)) if m.role == "system" else m for m in given[len(first) :]]
    if not rest or rest[0].role != "user":
        rest.insert(0, Message("user", EARLIER))
    return "\n\n".join(m.content for m in first), rest


def note(text: str) -> str:
    """How a system message reads inside a user's turn."""
    return f"<system>{text}</system>"


def turns(messages: Iterable[Message]) -> list[tuple[bool, list[Message]]]:
    """Runs of messages of the model (True) and to the model: results of tools first, as they must follow the calls at once."""
    runs = [(own, list(run)) for own, run in groupby(messages, lambda m: m.role == "assistant")]
    return [(own, run if own else sorted(run, key=lambda m: m.role != "tool")) for own, run in runs]


def new_id() -> str:
    """Of a call that came without one."""
    return f"call_{uuid4().hex[:16]}"


def read_call(id: str, name: str, arguments: str, *, whole: bool) -> ToolCall:
    """A call from the text of its arguments. Faults of writing, as small models make them, are mended where the answer is `whole`: what
    was cut at its length must not become shorter arguments that look right."""
    try:
        args = orjson.loads(arguments or ("{}" if whole else ""))
    except orjson.JSONDecodeError:
        args = mended(arguments) if whole else None
    if not isinstance(args, dict):
        return ToolCall(id or new_id(), name, error="the arguments are not a JSON object")
    return ToolCall(id or new_id(), name, args)


def blind(messages: Iterable[Message], sees: bool) -> list[Message]:
    """For a model that sees no pictures: a word about each, so that it does not answer as if there were none."""
    given = list(messages)
    if sees:
        return given
    return [replace(m, images=(), content=f"{m.content}\n{UNSEEN * len(m.images)}".strip()) if m.images else m for m in given]
