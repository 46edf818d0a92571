"""The login for technical work across organisations: claiming operations, sealing the audit. Never used by a request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from app.kit.core.context import Kit
from app.kit.core.db import async_url

POOL = 3


class SystemDatabase:
    """A few connections of the system role, which reaches only the tables that are marked for it."""

    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(
            async_url(url), pool_size=POOL, max_overflow=0, pool_timeout=3, connect_args={"command_timeout": 30, "timeout": 3}
        )

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """One transaction."""
        async with self._engine.begin() as connection:
            yield connection

    async def aclose(self) -> None:
        """Give the connections back."""
        await self._engine.dispose()


def system(kit: Kit) -> SystemDatabase:
    """This process's; made when first asked for, so the API never opens it."""
    found: SystemDatabase | None = kit.ports.get(SystemDatabase)
    if found is None:
        found = kit.ports[SystemDatabase] = SystemDatabase(kit.settings.system_url)
    return found
