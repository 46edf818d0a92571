"""`groundwork agents run "…" [--agent NAME] [--json]`: one question, one answer, an exit code for scripts.

0 answered · 1 the answer failed, or the product is not reachable · 2 called wrongly · 3 no such agent · 5 not signed in, or not allowed ·
6 busy or not available now · 7 answered, and a write waits for approval · 130 stopped by Ctrl-C (what was said so far is printed).
"""

import sys
from collections.abc import Sequence
from typing import Any

from app.kit.console import show
from app.kit.console.callers import Caller
from app.kit.console.chat import answer, begin, options
from app.kit.console.ends import BY_STATUS, DONE, FAILED, INTERRUPTED, WAITS, usage
from app.kit.console.screen import Plain

SHOWN = ("content", "agent", "status", "kind", "tool_calls", "approvals", "citations", "usage", "provider", "fallback_level", "error")


class Silent(Plain):
    """With `--json`: only the whole answer counts."""

    def say(self, text: str) -> None:
        """Kept for the end."""

    def tool(self, line: str) -> None:
        """In the answer's tool_calls."""


async def run(caller: Caller, words: Sequence[str]) -> int:
    """The exit code. Raises Ended."""
    as_json = "--json" in words
    rest = [word for word in words if word != "--json"]
    if not rest or rest[0].startswith("--"):
        raise usage('Say what is asked: groundwork agents run "Which invoices are overdue?" (- reads it from standard input)')
    text = sys.stdin.read() if rest[0] == "-" else rest[0]
    if not text.strip():
        raise usage("There is nothing to ask.")
    talk = await begin(caller, options(rest[1:], ("agent",)).get("agent", ""))
    message = await answer(caller, Silent() if as_json else Plain(), talk, text.strip())
    if as_json:
        show.as_json({"conversation_id": talk, **{name: message.get(name) for name in SHOWN}})
    return code_of(message)


def code_of(message: dict[str, Any]) -> int:
    """What became of it."""
    if message.get("status") == "stopped":
        return INTERRUPTED
    if message.get("status") != "complete":
        return BY_STATUS.get(int((message.get("problem") or {}).get("status", 0)), FAILED)
    waiting = [a for a in message.get("approvals") or () if a["status"] == "waiting"]
    for approval in waiting:
        show.note(f"Waits for approval: {approval['summary']}")
    return WAITS if waiting else DONE
