"""A worker process that carries out one operation: `python -m tests.features.agents.worker OPERATION`."""

import asyncio
import sys
from uuid import UUID

from app.kit.boot import assemble, close
from app.kit.core.settings import get_settings
from app.kit.jobs.runner import run_next


async def main(operation: UUID) -> None:
    kit = assemble(get_settings())
    await run_next(kit, "other", only=operation)
    await close(kit)


if __name__ == "__main__":
    asyncio.run(main(UUID(sys.argv[1])))
