"""About how many tokens a request has, where only its provider could say exactly: for the window, for reserves, for what nobody counted.

A token is taken for three characters, which errs on the safe side for every language we ship words of.
"""

from collections.abc import Sequence

import orjson

from app.kit.llm.port import Message, Request, ToolSpec

CHARACTERS = 3
"""Of one token."""
PICTURE = 1_500
"""Tokens that a picture takes at most with the providers we speak to."""
FRAME = 8
"""Tokens around a message or a tool."""


def tokens(text: str) -> int:
    """Of a text."""
    return len(text) // CHARACTERS + 1


def weight(message: Message) -> int:
    """Of one message, with its calls and pictures."""
    calls = sum(tokens(c.name) + len(orjson.dumps(c.args)) // CHARACTERS for c in message.calls)
    return FRAME + tokens(message.content) + calls + PICTURE * len(message.images)


def measured(specs: Sequence[ToolSpec]) -> int:
    """Of tools as a model is told about them."""
    return sum(FRAME + tokens(s.description) + len(orjson.dumps(s.parameters)) // CHARACTERS for s in specs)


def tokens_of(request: Request) -> int:
    """Of a whole request."""
    return sum(map(weight, request.messages)) + measured(request.tools)
