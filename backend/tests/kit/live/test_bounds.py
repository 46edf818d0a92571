"""One client can not hurt the others: size, rate and backlog are bounded (security case 98)."""

import asyncio
import secrets

import httpx
import orjson

from app.kit.core.tell import org_room, tell
from app.kit.testing import Organisation
from app.kit.testing.live import listening
from app.kit.testing.product import Product


async def test_huge_message_drops_its_sender_only(org: Organisation, address: str) -> None:
    async with listening(address, org.admin.token) as loud, listening(address, org.admin.token, "entity:customers") as calm:
        await loud.client.emit("subscribe", {"topic": "x" * 200_000})
        await loud.gone()
        await org.admin.http.post("/customers", json={"code": secrets.token_hex(5), "name": "Jo"})
        await calm.until(lambda heard: heard)


async def test_flood_of_events_drops_its_sender_only(org: Organisation, address: str) -> None:
    async with listening(address, org.admin.token) as loud, listening(address, org.admin.token, "entity:customers") as calm:
        for _ in range(500):
            if not loud.client.connected:
                break
            await loud.client.emit("anything", {})
            await asyncio.sleep(0)
        await loud.gone()
        assert loud.of("session.revoked")[0]["reason"] == "too_many_events"
        await org.admin.http.post("/customers", json={"code": secrets.token_hex(5), "name": "Jo"})
        await calm.until(lambda heard: heard)


async def test_reader_that_does_not_read_is_dropped(product: Product, org: Organisation, address: str) -> None:
    """A polling client that never polls: what waits for it is thrown away with it, others hear everything."""
    async with httpx.AsyncClient(base_url=address, timeout=5) as client, listening(address, org.admin.token) as calm:
        opened = await client.get("/socket.io/?EIO=4&transport=polling")
        sid = orjson.loads(opened.text[1:])["sid"]
        path = f"/socket.io/?EIO=4&transport=polling&sid={sid}"
        await client.post(path, content=f'40{{"token":"{org.admin.token}"}}')
        assert "40" in (await client.get(path)).text
        for i in range(2500):
            if i % 100 == 0:
                await asyncio.sleep(0.01)
            tell(product.kit, org_room(org.admin.grant["user"]["organization"]["id"]), "notification", {"title": "x"})
        await calm.until(lambda heard: len(heard) == 2500, seconds=20)
        for _ in range(100):
            if (await client.post(path, content="3")).status_code == 400:
                break
            await asyncio.sleep(0.1)
        else:
            raise AssertionError("the slow reader was kept")
        assert calm.client.connected
