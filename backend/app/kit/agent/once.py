"""Writes that ask nobody are done once, also when the process of a durable answer dies and another makes it again.

The note of a write stands in the write's own transaction. A new try recognises what earlier ones did by tool and arguments and hands out
the first answer; what it can not recognise, but an earlier try may have done in other words, waits for a person (docs/decisions/0035).
"""

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import orjson

from app.kit.core.context import Context, work
from app.kit.core.errors import Conflict
from app.kit.core.fault import fault
from app.kit.jobs.effects import Effect, Effects
from app.kit.jobs.ledger import LeaseLost
from app.kit.tools.tool import Hands, RouteTool, Tool
from app.kit.web.problems import fault_of

UNSURE = (
    "This was begun before the answer broke off, and it is not known whether it arrived. Do not call it again: tell the user to look"
    " before it is repeated."
)
BEFORE = "This was done before the answer broke off; it is not done again."
TAKEN = "Another process makes this answer now."


class Once:
    """One try of one durable answer. Shared with the colleagues who are asked on the way."""

    def __init__(self, operation_id: UUID, fence: int, effects: Iterable[Effect]) -> None:
        self._operation_id, self._fence = operation_id, fence
        self._earlier: dict[tuple[str, str], deque[Effect]] = defaultdict(deque)
        for effect in effects:
            self._earlier[effect.name, effect.digest].append(effect)

    def before(self, tool: str, args: dict[str, Any]) -> dict[str, Any] | None:
        """What an earlier try got for this call; None when none has made it. Conflict when that is not known."""
        same = self._earlier[tool, digest(args)]
        if not same:
            return None
        if (answer := same.popleft().answer) is None:
            raise Conflict(UNSURE)
        return answer | {"note": BEFORE}

    def doubtful(self, tool: str) -> bool:
        """Whether an earlier try has used this tool in a way that was not seen again yet: the new call may mean the same."""
        return any(name == tool and left for (name, _), left in self._earlier.items())

    async def write(self, tool: Tool, hands: Hands, args: dict[str, Any]) -> dict[str, Any]:
        """Do it and note it; what the model is told. Raises as the tool does, and Conflict when the answer was taken over."""
        if isinstance(tool, RouteTool):
            return await self._inside(tool, hands, args)
        return await self._outside(tool, hands, args)

    async def _inside(self, tool: RouteTool, hands: Hands, args: dict[str, Any]) -> dict[str, Any]:
        """Exactly once: effect and note in one transaction."""

        async def note(ctx: Context, reply: bytes) -> None:
            await fault(hands.kit.settings, "before_noted")
            await self._note(ctx, Effect(tool.name, digest(args), done(orjson.loads(reply))))
            await fault(hands.kit.settings, "before_written")

        reply = await tool.operation.call(hands.kit, hands.actor, args, hands.origin, after=note)
        await fault(hands.kit.settings, "after_written")
        return done(orjson.loads(reply))

    async def _outside(self, tool: Tool, hands: Hands, args: dict[str, Any]) -> dict[str, Any]:
        """At most once, as approved calls (docs/decisions/0027): that it was begun stands before it leaves the house."""
        effects = hands.kit.use(Effects)
        async with work(hands.kit, hands.actor, hands.origin) as ctx:
            id = await self._note(ctx, Effect(tool.name, digest(args), None))
        try:
            answer = done(orjson.loads(await tool.call(hands, args)))
        except Exception as error:
            if fault_of(error).status < 500:  # certainly refused
                async with work(hands.kit, hands.actor) as ctx:
                    await effects.settle(ctx, id, None)
            raise
        async with work(hands.kit, hands.actor) as ctx:
            await effects.settle(ctx, id, answer)
        return answer

    async def _note(self, ctx: Context, effect: Effect) -> UUID:
        try:
            return await ctx.use(Effects).add(ctx, self._operation_id, self._fence, effect)
        except LeaseLost as error:
            raise Conflict(TAKEN) from error


async def once(ctx: Context) -> Once | None:
    """For a turn of durable work; None for any other."""
    operation = ctx.actor.execution_id
    found = await ctx.use(Effects).so_far(ctx, operation) if operation else None
    return Once(operation, found.fence, found.effects) if operation and found else None


def digest(args: dict[str, Any]) -> str:
    """Which arguments these are."""
    return hashlib.sha256(orjson.dumps(args, option=orjson.OPT_SORT_KEYS)).hexdigest()


def done(data: Any) -> dict[str, Any]:
    """What a model is told of a write. The record itself holds what others wrote and is not repeated."""
    return {"done": True, **{key: data[key] for key in ("id", "version", "changed") if isinstance(data, dict) and key in data}}
