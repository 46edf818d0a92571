"""Redis is a doorbell: without it requests work and nothing accepted is lost; when it is back, so are live events (cases 99, 118)."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.kit.testing import Organisation, Product, founded, started
from app.kit.testing.live import Heard, listening, served
from app.kit.testing.people import signed_in
from app.kit.testing.work import worked_off
from tests.kit.doorbell import Doorbell, doorbell, folder

__all__ = ["doorbell", "folder"]


@pytest.fixture
async def own(doorbell: Doorbell, tmp_path: Path, product: Product) -> AsyncIterator[Product]:
    async with started(tmp_path, redis_url=SecretStr(doorbell.valkey.url())) as made:
        yield made


def customer() -> dict[str, str]:
    return {"code": secrets.token_hex(6), "name": "Jo"}


def names(heard: list[Heard]) -> list[str]:
    return [d["entity_id"] for name, d in heard if name == "entity.changed"]


async def test_events_flow_again_after_a_restart_and_come_once(doorbell: Doorbell, own: Product, tmp_path: Path) -> None:
    org: Organisation = await founded(own)
    async with (
        started(tmp_path / "second", redis_url=SecretStr(doorbell.valkey.url())) as second,
        served(own) as here, served(second) as there,
        listening(here, org.admin.token, "entity:customers") as near,
        listening(there, org.admin.token, "entity:customers") as far,
    ):  # fmt: skip
        await asyncio.sleep(0.3)
        doorbell.kill()
        offline = (await org.admin.http.post("/customers", json=customer())).json()["id"]
        await near.until(lambda heard: names(heard) == [offline])
        await doorbell.start()
        back = time.monotonic()
        while len(set(names(far.heard))) < 2 and time.monotonic() - back < 10:
            last = (await org.admin.http.post("/customers", json=customer())).json()["id"]
            await asyncio.sleep(0.25)
        await far.until(lambda heard: last in names(heard), seconds=5)
        for socket in (near, far):  # told to read again what it may have missed, once
            await socket.until(lambda heard: any(name == "resync" for name, _ in heard))
            assert len(socket.of("resync")) == 1
        assert len(names(far.heard)) == len(set(names(far.heard))) and len(names(near.heard)) == len(set(names(near.heard)))
        assert near.client.connected and far.client.connected
    await org.aclose()


async def test_requests_work_without_redis_and_accepted_work_is_kept(doorbell: Doorbell, own: Product) -> None:
    org = await founded(own)
    doorbell.kill()
    async with asyncio.timeout(20):
        again = await signed_in(own, org.admin.email, address=org.address)
        made = (await again.http.post("/customers", json=customer(), headers={"Idempotency-Key": "k1"})).json()
        assert (await again.http.patch(f"/customers/{made['id']}", json={"name": "Kim"})).status_code == 200
        csv = {"file": ("c.csv", f"code,name\n{secrets.token_hex(5)},Jo\n")}
        accepted = await again.http.post("/customers/import", files=csv)
        assert accepted.status_code == 202
        ready = await again.http.get("/ready")
        assert ready.status_code == 200 and ready.json()["status"] == "degraded" and ready.json()["parts"]["redis"]["status"] == "down"
    await doorbell.start()
    done = await worked_off(own, again.http, accepted.json()["operation_id"])
    assert done["status"] == "completed"
    assert (await again.http.get("/customers", params={"count": True})).json()["total"] == 2
    await again.http.aclose()
    await org.aclose()
