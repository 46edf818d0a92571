"""`groundwork chat [--agent NAME] [--conversation ID]`: a conversation in the terminal.

Ctrl-C while an answer is made stops it (what was said stays); at the prompt it leaves, as does the end of the input.
"""

import asyncio
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from app.kit.console.approving import Prompt, decide
from app.kit.console.callers import Caller
from app.kit.console.ends import DONE, Ended, usage
from app.kit.console.screen import Screen, screen, tool_line
from app.kit.console.turns import TALKS, Event, Turn, asked

HELP = "/new begins a new conversation, /agents lists the agents, /agent NAME talks with another one, /quit leaves."


async def chat(caller: Caller, words: Sequence[str]) -> int:
    """The exit code. Raises Ended."""
    given = options(words, ("agent", "conversation"))
    out = screen()
    talk = given.get("conversation") or await begin(caller, given.get("agent", ""))
    if sys.stdin.isatty():
        out.note(f"{HELP} Ctrl-C stops an answer.")
    while (line := _typed("> ")) is not None:
        if line.startswith("/"):
            if (next_talk := await _command(caller, out, talk, line)) is None:
                break
            talk = next_talk
        elif line.strip():
            await _exchange(caller, out, talk, line)
    if sys.stdin.isatty():
        out.note(f"Go on with: groundwork chat --conversation {talk}")
    return DONE


def options(words: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """`--name value` pairs. Raises Ended for anything else."""
    given, left = dict[str, str](), list(words)
    while left:
        name, equals, text = left.pop(0).partition("=")
        if not name.startswith("--") or name[2:] not in known or not (equals or left):
            raise usage(f"{name}: expects {', '.join(f'--{one} VALUE' for one in known)}")
        given[name[2:]] = text if equals else left.pop(0)
    return given


async def begin(caller: Caller, agent: str) -> str:
    """A new conversation; its id."""
    return str((await asked(caller, "POST", TALKS, {"agent": agent} if agent else {}))["id"])


async def answer(caller: Caller, out: Screen, talk: str, text: str) -> dict[str, Any]:
    """Ask, show the answer while it is made, and give its message. Raises Ended when there is none."""
    turn, calls = Turn(caller, talk, text), dict[str, Any]()
    out.begin()
    last = Event("", {}, "")
    try:
        with _stopping(turn):
            async for last in turn.events():
                _show(out, last, calls)
    finally:
        out.end()
    problem = last.data.get("problem")
    if problem:
        out.note(str(problem.get("detail") or problem["title"]))
    return {**(last.data.get("message") or {}), "problem": problem}


async def _exchange(caller: Caller, out: Screen, talk: str, line: str) -> None:
    try:
        message = await answer(caller, out, talk, line)
        for approval in message.get("approvals") or ():
            if approval["status"] == "waiting":
                await decide(caller, out, _prompt(out), approval)
        if message.get("status") == "stopped":
            out.note("Stopped.")
        if message.get("role") == "user":
            out.note("A person has the word here: the answer will come from them.")
    except EOFError:
        out.note("It waits in your inbox.")
    except Ended as end:
        out.note(str(end))


def _show(out: Screen, event: Event, calls: dict[str, Any]) -> None:
    match event.kind:
        case "delta":
            out.say(event.data["text"])
        case "tool_call":
            calls[event.data["id"]] = event.data
        case "tool_result":
            out.tool(tool_line(calls.get(event.data["id"], {}), event.data))


async def _command(caller: Caller, out: Screen, talk: str, line: str) -> str | None:
    """The conversation to go on with; None to leave."""
    name, _, rest = line[1:].partition(" ")
    try:
        match name:
            case "quit" | "exit":
                return None
            case "new":
                return await begin(caller, rest.strip())
            case "agent":
                return await begin(caller, rest.strip())
            case "agents":
                for agent in (await asked(caller, "GET", "/api/v1/agents"))["items"]:
                    out.note(f"{agent['name']}: {agent['role']}")
            case _:
                out.note(HELP)
    except Ended as end:
        out.note(str(end))
    return talk


@contextmanager
def _stopping(turn: Turn) -> Iterator[None]:
    """Meanwhile Ctrl-C asks for the end of the answer instead of the end of the program."""
    loop = asyncio.get_running_loop()
    asking: list[asyncio.Task[None]] = []

    async def stop() -> None:
        with suppress(Ended):
            await turn.stop()

    try:
        loop.add_signal_handler(signal.SIGINT, lambda: asking.append(asyncio.create_task(stop())))
    except (NotImplementedError, RuntimeError, ValueError):  # not the main thread
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)


def _typed(prompt: str) -> str | None:
    """A line; None at the end of the input or at Ctrl-C. Nothing else happens meanwhile: this is one person's program."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return input(prompt if sys.stdin.isatty() else "")
    except (EOFError, KeyboardInterrupt):
        return None
    finally:
        signal.signal(signal.SIGINT, before)


def _prompt(out: Screen) -> Prompt:
    def ask(question: str) -> str:
        line = _typed(question)
        if line is None:
            raise EOFError
        if not sys.stdin.isatty():
            out.note(f"{question}{line}")
        return line

    return ask
