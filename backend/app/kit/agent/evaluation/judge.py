"""What came of a turn against what must have: every difference in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from app.kit.agent.evaluation.scenario import ExpectedCall, Turn

Message = Mapping[str, Any]
DONE = ("ok", "pending")


def differences(turn: Turn, message: Message, heard: str) -> Iterator[str]:
    """`heard`: everything that was told on the way, tool results included."""
    if message["status"] != turn.status:
        yield f"the answer is {message['status']}, not {turn.status}: {message.get('error', '')}".rstrip(": ")
    if turn.kind is not None and message["kind"] != turn.kind:
        yield f"it is of kind {message['kind'] or 'none'}, not {turn.kind}"
    yield from _calls(turn, message["tool_calls"])
    yield from _approvals(turn, message["approvals"])
    text = message["content"].casefold()
    yield from (f"the answer lacks “{word}”: {message['content'][:200]}" for word in turn.contains if word.casefold() not in text)
    yield from (f"“{word}” came out" for word in turn.lacks if word.casefold() in heard.casefold() + text)


def _calls(turn: Turn, made: Sequence[Message]) -> Iterator[str]:
    names = ", ".join(call["name"] for call in made) or "nothing"
    if turn.calls == [] and made:
        yield f"it called {names}, and should have called nothing"
    rest = list(made)
    for wanted in turn.calls or ():
        at = next((n for n, call in enumerate(rest) if _is(call, wanted)), None)
        if at is None:
            yield f"it did not call {wanted.name} {wanted.args or ''}".rstrip() + f" (it called {names})"
        else:
            rest = rest[at + 1 :]
    for pattern in turn.never:
        yield from (f"it called {call['name']}" for call in made if fnmatchcase(call["name"], pattern) and call["status"] in DONE)


def _is(call: Message, wanted: ExpectedCall) -> bool:
    return call["name"] == wanted.name and within(wanted.args, call["args"]) and wanted.status in (None, call["status"])


def _approvals(turn: Turn, waiting: Sequence[Message]) -> Iterator[str]:
    if turn.approvals is None:
        return
    shown = [(a["operation"], a["args"]) for a in waiting]
    if len(shown) != len(turn.approvals):
        yield f"{len(shown)} writes wait for approval, not {len(turn.approvals)}: {[name for name, _ in shown]}"
    for wanted, (name, args) in zip(turn.approvals, shown, strict=False):
        if wanted.operation != name or not within(wanted.args, args):
            yield f"{name} {args} waits, not {wanted.operation} {wanted.args}"


def within(wanted: Any, given: Any) -> bool:
    """Whether everything wanted is in what was given: dictionaries by their keys, everything else by its text."""
    if isinstance(wanted, Mapping):
        return isinstance(given, Mapping) and all(key in given and within(value, given[key]) for key, value in wanted.items())
    if isinstance(wanted, list):
        return isinstance(given, list) and len(wanted) == len(given) and all(map(within, wanted, given))
    return str(wanted) == str(given)
