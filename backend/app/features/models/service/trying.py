"""Whether a provider works, by a real call of its standard model, metered like every other.

These take a unit of work that is not open: a provider may take its time, and no connection of the pool waits with it.
"""

import asyncio
import time
from uuid import UUID

from app.features.models.schemas import ProviderTrial, Trial
from app.features.models.service.providers import ProviderService
from app.kit.core.context import Context, work
from app.kit.core.errors import AppError
from app.kit.llm.port import Message, ModelError, Purpose, Request, TextDelta
from app.kit.llm.router import Models
from app.kit.llm.sources import Account

PROBE = Request((Message("user", "Answer with the one word: ready"),), max_tokens=64)
SECONDS = 25.0
"""What a provider is given to answer."""
HINTS = {
    "refused": " Most often it has no model called {model}.",
    "unavailable": " The address may be wrong, or the server is not running.",
    "malformed": " Is it the address of a chat API, with its version at the end?",
}
"""What whoever sets it up can look at."""


async def try_kept(ctx: Context, id: UUID) -> Trial:
    """One of the organisation's. Raises NotFound."""
    async with work(ctx.kit, ctx.actor, ctx.origin) as inner:
        account = await ProviderService(inner).kept(id)
    return await _tried(ctx, account)


async def try_draft(ctx: Context, given: ProviderTrial) -> Trial:
    """One that is not saved, or not saved so. Raises Invalid for an address that may not be called."""
    async with work(ctx.kit, ctx.actor, ctx.origin) as inner:
        account = await ProviderService(inner).drafted(given)
    return await _tried(ctx, account)


async def _tried(ctx: Context, account: Account) -> Trial:
    said, first = "", None
    model, began = account.model("standard"), time.perf_counter()
    try:
        line = await ctx.use(Models).only(ctx.kit, ctx.actor, account)
        async with asyncio.timeout(SECONDS):
            async for part in line.stream(PROBE, Purpose()):
                if isinstance(part, TextDelta):
                    first = first or _ms(began)
                    said += part.text
    except (AppError, TimeoutError) as error:
        fault = error.fault if isinstance(error, ModelError) else "unavailable"
        words = str(error) if isinstance(error, AppError) else f"No answer within {SECONDS:g} seconds."
        if hint := HINTS.get(fault, ""):
            words += hint.format(model=model)
        return Trial(ok=False, model=model, latency_ms=_ms(began), fault=fault, detail=words)
    return Trial(ok=True, model=model, latency_ms=_ms(began), ttft_ms=first, answer=said.strip()[:200])


def _ms(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)
