"""What fits into a model's context: the newest messages whole, older ones dropped with a note, what is pinned never.

Sizes are estimates (a token is taken for three characters, which errs on the safe side for every language we ship words of).
"""

from collections.abc import Sequence

import orjson

from app.kit.llm.port import Message, ToolSpec

CHARACTERS = 3
"""Of one token."""
PICTURE = 1_500
"""Tokens that a picture takes at most with the providers we speak to."""
EACH = 8
"""Tokens of a message's frame."""


def tokens(text: str) -> int:
    """About how many it is."""
    return len(text) // CHARACTERS + 1


def weight(message: Message) -> int:
    """Tokens of one message."""
    calls = sum(tokens(c.name) + len(orjson.dumps(c.args)) // CHARACTERS for c in message.calls)
    return EACH + tokens(message.content) + calls + PICTURE * len(message.images)


def measured(specs: Sequence[ToolSpec]) -> int:
    """Tokens of the tools."""
    return sum(EACH + tokens(s.description) + len(orjson.dumps(s.parameters)) // CHARACTERS for s in specs)


def fitted(messages: Sequence[Message], room: int) -> list[Message]:
    """Those that fit. System messages stay like pinned ones, and so does everything from the person's last message on.

    Older messages go first; a call and its results stay or go together. Where something went, a note says how many messages.
    """
    total = sum(map(weight, messages))
    if total <= room:
        return list(messages)
    last = max((n for n, m in enumerate(messages) if m.role == "user"), default=0)
    gone: set[int] = set()
    for n, message in enumerate(messages[:last]):
        if message.role == "system" or message.pinned:
            continue
        if total <= room and message.role != "tool":
            break
        gone.add(n)
        total -= weight(message)
    note = Message("system", f"({len(gone)} earlier messages of this conversation are left out here.)")
    first = min(gone, default=0)
    kept: list[Message] = []
    for n, message in enumerate(messages):
        kept += [note] if n == first and gone else []
        kept += [] if n in gone else [message]
    return kept
