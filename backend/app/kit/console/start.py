"""The command line's two doors: `remote` needs nothing of the product but its address, `inside` gets the assembled product."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from app.kit.console.callers import Caller, Inside, Remote
from app.kit.console.ends import FAILED, INTERRUPTED, Ended, usage
from app.kit.console.talk import talk
from app.kit.console.words import Words

if TYPE_CHECKING:
    from app.kit.core.access import Actor
    from app.kit.core.context import Kit

Person = Callable[["Kit", str, str], Awaitable["Actor"]]
"""Somebody by e-mail, in the organisation with this short name ("" for his usual one). Raises Ended."""
NOBODY = "Say who acts: groundwork --as you@example.com … (or GROUNDWORK_USER), or name a product elsewhere with --url (GROUNDWORK_URL)."


def url_of(words: Words) -> str:
    """The product elsewhere that is meant, if one is: `--as` means this one."""
    return words.before.get("url", "") or ("" if "as" in words.before else os.environ.get("GROUNDWORK_URL", ""))


def remote(words: Words) -> int:
    """As whoever the token in GROUNDWORK_TOKEN belongs to; a token on the command line would be in the list of processes."""

    async def make() -> Caller:
        return Remote(url_of(words), os.environ.get("GROUNDWORK_TOKEN", ""))

    return _ended(make, words.rest)


def inside(words: Words, assemble: Callable[[], "Kit"], person: Person) -> int:
    """As the person named: whoever may read the database's secrets may act for anybody, so he says for whom, and it is logged."""
    email = words.before.get("as") or os.environ.get("GROUNDWORK_USER", "")

    async def make() -> Caller:
        if not email:
            raise usage(NOBODY)
        kit = assemble()
        return Inside(kit, await person(kit, email, words.before.get("organization", "")))

    return _ended(make, words.rest)


def _ended(make: Callable[[], Awaitable[Caller]], rest: Sequence[str]) -> int:
    async def whole() -> int:
        caller = await make()
        try:
            return await talk(caller, rest)
        finally:
            await caller.aclose()

    try:
        return asyncio.run(whole())
    except Ended as end:
        sys.stderr.write(f"{end}\n")
        return end.code
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return INTERRUPTED
    except OSError as error:
        sys.stderr.write(f"Not reachable: {error}\n")
        return FAILED
