"""What fits into a model's context: the newest messages whole, older ones dropped with a note, what is pinned never."""

from collections.abc import Sequence

from app.kit.llm.port import Message
from app.kit.llm.size import weight


def fitted(messages: Sequence[Message], room: int) -> list[Message]:
    """Those that fit into `room` tokens. System messages stay like pinned ones, and so does everything from the person's last message on.

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
