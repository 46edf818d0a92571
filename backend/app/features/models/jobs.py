"""Chores by the clock, and the word that something was set anew."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from app.features.models.adapters import Own, forget_calls, settle_lost
from app.features.models.service import TOPIC
from app.kit.core.context import Kit
from app.kit.core.signals import Signals
from app.kit.jobs.ticks import Tick
from app.kit.llm.sources import Sources

MINUTE, DAY = 60.0, 86_400.0
TICKS = (Tick("settle_lost_model_calls", lambda _: MINUTE, settle_lost), Tick("forget_model_calls", lambda _: DAY, forget_calls))


@asynccontextmanager
async def listening(kit: Kit) -> AsyncIterator[None]:
    """This process hears of changes as long as it lives."""
    kit.use(Signals).on(TOPIC, cast("Own", kit.use(Sources)).forget)
    yield
