"""A product with small jobs of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.kit.core.access import Authenticator
from app.kit.core.context import work
from app.kit.core.events import Happened
from app.kit.jobs.job import Job, JobFailed, Jobs, Run, enqueue
from app.kit.jobs.runner import run_next
from app.kit.testing import Organisation, Product, founded, started


@dataclass
class Workshop:
    """Jobs whose course the tests decide, in an organisation of their own."""

    product: Product
    org: Organisation
    seen: list[Run] = field(default_factory=list)
    hold: asyncio.Event = field(default_factory=asyncio.Event)

    async def ask(self, kind: str, **args: Any) -> str:
        """Enqueue as the administrator, through the same call that features use."""
        kit = self.product.kit
        actor = await kit.use(Authenticator)(kit, self.org.admin.token)
        assert actor is not None
        async with work(kit, actor) as ctx:
            id = await enqueue(ctx, kind, args, label=f"Test {kind}")
        return str(id)

    async def do(self, id: str, **options: Any) -> dict[str, Any]:
        """Run it once; its state afterwards."""
        await run_next(self.product.kit, "test", only=UUID(id), **options)
        return await self.state(id)

    async def state(self, id: str) -> dict[str, Any]:
        """As its owner sees it."""
        found: dict[str, Any] = (await self.org.admin.http.get(f"/operations/{id}")).json()
        return found

    async def effects(self, id: str) -> int:
        """How often the job's effect (an audit row) was kept."""
        rows = (await self.org.admin.http.get("/audit-logs", params={"entity_type": "tests", "entity_id": id})).json()["items"]
        return len(rows)

    async def notices(self, kind: str) -> list[dict[str, Any]]:
        """The administrator's notifications of a kind."""
        items: list[dict[str, Any]] = (await self.org.admin.http.get("/notifications", params={"kind": kind})).json()["items"]
        return items

    def jobs(self) -> dict[str, Job]:
        """Handlers by kind."""
        handlers: dict[str, Callable[[Run], Any]] = {
            "test.works": self._works, "test.holds": self._holds, "test.fails": self._fails, "test.breaks": self._breaks,
            "test.returns": self._returns,
        }  # fmt: skip
        return {kind: Job(kind, handler) for kind, handler in handlers.items()}

    async def _works(self, run: Run) -> None:
        self.seen.append(run)
        async with work(run.kit, run.actor, run.origin) as ctx:
            ctx.emit(Happened("done", "tests", run.operation_id, {"by": run.args.get("by", "")}))
            await run.finish(ctx, {"made": 1})

    async def _holds(self, run: Run) -> None:
        """Says how far it is until it is let go on, then works."""
        for step in range(600):
            await run.progress(step / 600, f"step {step}", stage="holding")
            if self.hold.is_set():
                break
            await asyncio.sleep(0.02)
        await self._works(run)

    async def _fails(self, run: Run) -> None:
        raise JobFailed("The file has no header.", {"rows": 0})

    async def _breaks(self, run: Run) -> None:
        async with work(run.kit, run.actor, run.origin) as ctx:
            ctx.emit(Happened("done", "tests", run.operation_id))
            await run.finish(ctx, {})
            raise ZeroDivisionError

    async def _returns(self, run: Run) -> dict[str, Any]:
        return {"answer": 42}


@pytest.fixture
async def workshop(product: Product, tmp_path: Path) -> AsyncIterator[Workshop]:
    """Short leases, three attempts."""
    async with started(tmp_path, lease_seconds=2, operation_attempts=3) as own:
        made = Workshop(own, await founded(own))
        own.kit.ports[Jobs] = Jobs({**own.kit.use(Jobs).by_kind, **made.jobs()})
        yield made
        await made.org.aclose()
