"""A process that works on something long, to be killed: `python -m tests.features.traces.killed DATA_DIR ORG USER`."""

import asyncio
import sys
from pathlib import Path
from uuid import UUID

from app.kit.agent.trail import Trail, trailed
from app.kit.boot import assemble
from app.kit.core.access import Actor
from app.kit.core.ids import new_id
from app.kit.core.spans import span
from app.kit.testing.product import settings_for_tests


async def main(data_dir: str, org: str, user: str) -> None:
    """Begin, say the id, go on for a minute."""
    kit = assemble(settings_for_tests(Path(data_dir)))
    trail = Trail(new_id(), Actor(UUID(user), UUID(org)), "completion", agent="assistant", asked="work")
    async with trailed(kit, trail):
        with span("tool", "list_customers", args={}) as here:
            here.note(result="found")
        print(trail.id, flush=True)
        with span("tool", "slow", args={"n": 1}):
            await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
