"""Deciding on proposed writes at the terminal: exactly what is shown is done, or what the person makes of it."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from app.kit.console.callers import Caller
from app.kit.console.ends import Ended
from app.kit.console.screen import Screen
from app.kit.console.turns import TALKS, asked

Prompt = Callable[[str], str]
"""A question, and the line that was typed. Raises EOFError when nothing more comes."""
CHOICES = "Do it? [y]es, [n]o, [e]dit, [l]ater: "


async def decide(caller: Caller, out: Screen, prompt: Prompt, approval: Mapping[str, Any]) -> bool:
    """Ask until there is an answer; False when it is left for later."""
    out.changes(approval)
    while True:
        match prompt(CHOICES).strip().lower()[:1]:
            case "y":
                return await _told(caller, out, approval, {"decision": "approve"})
            case "n":
                return await _told(caller, out, approval, {"decision": "reject"})
            case "e":
                return await _told(caller, out, approval, {"decision": "approve", "args": edited(approval["args"], prompt)})
            case "l":
                out.note("It waits in your inbox.")
                return False


def edited(args: Mapping[str, Any], prompt: Prompt) -> dict[str, Any]:
    """The same arguments with other values: an empty line keeps one; what names the record is not asked for."""
    made = dict(args)
    for name, old in args.items():
        if name not in ("id", "version") and (typed := prompt(f"  {name} [{_shown(old)}]: ").strip()):
            made[name] = _like(old, typed)
    return made


async def _told(caller: Caller, out: Screen, approval: Mapping[str, Any], decision: dict[str, Any]) -> bool:
    try:
        done = await asked(caller, "POST", f"{TALKS}/{approval['conversation_id']}/approvals/{approval['id']}", decision)
    except Ended as end:
        out.note(str(end))
        return True
    words = {"approved": "Done.", "rejected": "Not done.", "failed": f"It could not be done: {done.get('error')}"}
    out.note(words.get(done["status"], done["status"]))
    return True


def _shown(data: Any) -> str:
    return data if isinstance(data, str) else orjson.dumps(data).decode()


def _like(old: Any, typed: str) -> Any:
    """Text stays text; everything else is read as JSON, where it is any."""
    if isinstance(old, str):
        return typed
    try:
        return orjson.loads(typed)
    except orjson.JSONDecodeError:
        return typed
