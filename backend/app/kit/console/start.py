"""The command line's two doors: `remote` needs nothing of the product but its address, `inside` gets the assembled product."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from app.kit.console.callers import Caller, Inside, Remote
from app.kit.console.chat import options
from app.kit.console.ends import FAILED, INTERRUPTED, Ended, usage
from app.kit.console.login import key_for, login, logout, remembered, typed_key
from app.kit.console.talk import talk
from app.kit.console.words import Words

if TYPE_CHECKING:
    from app.kit.core.access import Actor
    from app.kit.core.context import Kit

Person = Callable[["Kit", str, str], Awaitable["Actor"]]
"""Somebody by e-mail, in the organisation with this short name ("" for his usual one). Raises Ended."""
NOBODY = "Say who acts: groundwork --as you@example.com … (or GROUNDWORK_USER), or name a product elsewhere with --url (GROUNDWORK_URL)."


def url_of(words: Words) -> str:
    """The product elsewhere that is meant, if one is: `--as` (or GROUNDWORK_USER) means this one."""
    here = "as" in words.before
    named = words.before.get("url", "") or ("" if here else os.environ.get("GROUNDWORK_URL", ""))
    return named or ("" if here or os.environ.get("GROUNDWORK_USER") else remembered()[0])


def remote(words: Words) -> int:
    """As whoever the credential belongs to; on the command line it would be in the list of processes."""
    url = url_of(words)

    async def make() -> Caller:
        return Remote(url, key_for(url))

    return _ended(make, partial(talk, words=words.rest))


def signing_in(words: Words) -> int:
    """`login`: the key is tried before it is kept. `logout` forgets it."""
    if words.rest[0] == "logout":
        return logout()

    async def make() -> Caller:
        if not url:
            raise usage("Say where: groundwork login --url https://groundwork.example.com")
        return Remote(url, key)

    try:
        url = options(words.rest[1:], ("url",)).get("url") or words.before.get("url", "") or os.environ.get("GROUNDWORK_URL", "")
        key = typed_key() if url else ""
    except Ended as end:
        return _said(end)
    return _ended(make, partial(login, url=url, key=key))


def inside(words: Words, assemble: Callable[[], "Kit"], person: Person) -> int:
    """As the person named: whoever may read the database's secrets may act for anybody, so he says for whom, and it is logged."""
    email = words.before.get("as") or os.environ.get("GROUNDWORK_USER", "")

    async def make() -> Caller:
        if not email:
            raise usage(NOBODY)
        kit = assemble()
        return Inside(kit, await person(kit, email, words.before.get("organization", "")))

    return _ended(make, partial(talk, words=words.rest))


def _said(end: Ended) -> int:
    sys.stderr.write(f"{end}\n")
    return end.code


def _ended(make: Callable[[], Awaitable[Caller]], work: Callable[[Caller], Awaitable[int]]) -> int:
    async def whole() -> int:
        caller = await make()
        try:
            return await work(caller)
        finally:
            await caller.aclose()

    try:
        return asyncio.run(whole())
    except Ended as end:
        return _said(end)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return INTERRUPTED
    except OSError as error:
        sys.stderr.write(f"Not reachable: {error}\n")
        return FAILED
