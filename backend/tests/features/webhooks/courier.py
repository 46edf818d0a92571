"""A process that sends what is due of one webhook, once: `python -m tests.features.webhooks.courier WEBHOOK`."""

import asyncio
import sys
from uuid import UUID

from app.features.webhooks.jobs import Courier
from app.kit.boot import assemble, close
from app.kit.core.settings import get_settings


async def main(only: UUID) -> None:
    kit = assemble(get_settings())
    courier = Courier(kit)
    await courier.take(only)
    await courier.settled()
    await courier.aclose()
    await close(kit)


if __name__ == "__main__":
    asyncio.run(main(UUID(sys.argv[1])))
