"""A model that reads its lines from a file: deterministic, free, and as hostile as a test wants it.

The file is JSON: `{"rules": [...], "otherwise": {"text": "…"}}`. The first rule that fits the conversation answers:
`match` (regular expression over the last message), `role` (whose message that is: user or tool, default user), `step` (how many
model calls this turn has had, from 0). Its reply: `text`, `calls` [{name, args}], `error` (a fault of the port, raised after the
text), `delay` (seconds before each piece). A text longer than the request allows ends there, with the reason `length`. `$1` in a
reply stands for the first group of `match`, so a rule such as `CALL (\\w+) (\\{.*\\})` obeys every order it reads, also one hidden in
a document.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict

from app.kit.llm.port import CallPart, Fault, Message, ModelError, Part, Request, Stop, TextDelta, ToolCall, Usage

CHARACTERS = 4
"""Of one token, as this model counts."""


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ScriptedCall(_Line):
    """One call; `args` may be a JSON text made from a group."""

    name: str
    args: dict[str, Any] | str = {}


class ScriptedReply(_Line):
    """What is said and done."""

    text: str = ""
    calls: list[ScriptedCall] = []
    error: Fault | None = None
    delay: float = 0


class Rule(ScriptedReply):
    """When it is said."""

    match: str = ""
    role: Literal["user", "tool"] = "user"
    step: int | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled once; `.` also covers line ends, documents have many."""
        return re.compile(self.match, re.IGNORECASE | re.DOTALL)


class Script(_Line):
    """The whole file."""

    rules: list[Rule]
    otherwise: ScriptedReply = ScriptedReply(text="I have no line for that.")


class Scripted:
    """Plays a script; holds no state, so it says the same to everybody at any time."""

    name = "scripted"
    model = "script"
    window = 128_000
    images = True

    def __init__(self, script: Script) -> None:
        self._script = script

    @classmethod
    def load(cls, path: Path) -> "Scripted":
        """From the file named by LLM_SCRIPT."""
        return cls(Script.model_validate_json(path.read_bytes()))

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        """The first rule that fits, word by word."""
        reply, found = self._reply(request.messages)
        whole = _filled(reply.text, found)
        text = whole[: request.max_tokens * CHARACTERS]
        for piece in re.findall(r"\S+\s*|\s+", text):
            await asyncio.sleep(reply.delay)
            yield TextDelta(piece)
        if len(text) < len(whole):
            yield _counted(request, text)
            yield Stop("length")
            return
        if reply.error:
            raise ModelError(reply.error)
        if request.tools:
            for index, call in enumerate(reply.calls):
                yield CallPart(ToolCall(f"call_{len(request.messages)}_{index}", _filled(call.name, found), _args(call.args, found)))
        yield _counted(request, text)
        yield Stop("tool_calls" if reply.calls and request.tools else "stop")

    async def check(self) -> str:
        """It is always there."""
        return self.model

    async def aclose(self) -> None:
        """Nothing is held."""

    def _reply(self, messages: tuple[Message, ...]) -> tuple[ScriptedReply, re.Match[str] | None]:
        last = messages[-1]
        asked = max(i for i, m in enumerate(messages) if m.role == "user")
        step = sum(1 for m in messages[asked:] if m.role == "assistant")
        for rule in self._script.rules:
            if rule.role == last.role and rule.step in (None, step) and (found := rule.pattern.search(last.content)):
                return rule, found
        return self._script.otherwise, None


def _counted(request: Request, text: str) -> Usage:
    return Usage(sum(len(m.content) for m in request.messages) // CHARACTERS, len(text) // CHARACTERS)


def _args(args: dict[str, Any] | str, found: re.Match[str] | None) -> dict[str, Any]:
    if isinstance(args, dict):
        return {key: _filled(value, found) if isinstance(value, str) else value for key, value in args.items()}
    text = _filled(args, found)
    try:
        loaded = orjson.loads(text)
    except orjson.JSONDecodeError:
        loaded = orjson.loads(text.replace('\\"', '"'))  # an order that was read inside another JSON text
    return loaded if isinstance(loaded, dict) else {}


def _filled(text: str, found: re.Match[str] | None) -> str:
    return re.sub(r"\$(\d)", lambda m: (found[int(m[1])] or "") if int(m[1]) <= found.re.groups else m[0], text) if found else text
