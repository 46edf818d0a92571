"""Who may connect: a valid access token in the auth payload, from our own pages, and nobody else (security case 93)."""

import asyncio
import time

import httpx
import orjson
import pytest
import time_machine
from socketio.exceptions import ConnectionError as Refused

from app.kit.core.security import decode_access, encode_access
from app.kit.testing import Organisation
from app.kit.testing.live import listening


async def polled(address: str, auth: object, origin: str | None = None) -> str:
    """The server's packet after a connect packet over long polling: `40{…}` connected, `44{…}` refused; "" without a connection."""
    headers = {"Origin": origin} if origin else {}
    async with httpx.AsyncClient(base_url=address, headers=headers) as client:
        opened = await client.get("/socket.io/?EIO=4&transport=polling")
        if opened.status_code != 200:
            return ""
        path = f"/socket.io/?EIO=4&transport=polling&sid={orjson.loads(opened.text[1:])['sid']}"
        assert (await client.post(path, content=b"40" + orjson.dumps(auth))).status_code == 200
        return (await client.get(path)).text


async def test_valid_token_connects(org: Organisation, address: str) -> None:
    async with listening(address, org.admin.token) as socket:
        assert socket.client.connected
    assert (await polled(address, {"token": org.admin.token})).startswith("40{")


async def test_no_or_wrong_token_is_refused(org: Organisation, address: str) -> None:
    for token in (None, "", "nonsense", org.admin.token[:-3] + "abc", str(org.admin.grant["refresh_token"]), "sk_test_12345"):
        with pytest.raises(Refused):
            async with listening(address, token):
                pass
        assert (await polled(address, {"token": token})).startswith("44{"), token
    for odd in (None, [], "token", {"token": 3}, {"token": {"a": 1}}):
        assert (await polled(address, odd)).startswith("44{"), odd


async def test_token_in_the_address_is_not_read(org: Organisation, address: str) -> None:
    with pytest.raises(Refused):
        async with listening(f"{address}?token={org.admin.token}&auth={org.admin.token}", None):
            pass


async def test_pages_of_others_are_refused(org: Organisation, address: str) -> None:
    for origin in ("https://evil.example", "null", "http://testserver.evil.example"):
        with pytest.raises(Refused):
            async with listening(address, org.admin.token, headers={"Origin": origin}):
                pass
        assert await polled(address, {"token": org.admin.token}, origin) == ""
    async with listening(address, org.admin.token, headers={"Origin": "http://testserver"}) as socket:
        assert socket.client.connected
    assert (await polled(address, {"token": org.admin.token}, "http://testserver")).startswith("40{")


async def test_origin_is_never_reflected(address: str) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{address}/socket.io/?EIO=4&transport=polling", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 400
    assert "access-control-allow-origin" not in answer.headers


def ending(org: Organisation, seconds: float) -> str:
    """A token of the administrator's session that ends so soon."""
    settings = org.product.kit.settings
    claims = decode_access(settings, org.admin.token)
    assert claims is not None
    with time_machine.travel(time.time() + seconds - settings.access_token_minutes * 60, tick=False):
        return encode_access(settings, claims.user_id, claims.session_id, claims.org_id)


async def test_socket_is_closed_when_its_token_ends(org: Organisation, address: str) -> None:
    async with listening(address, ending(org, 3)) as socket:
        await asyncio.sleep(0.5)
        assert socket.client.connected
        await socket.gone()
        assert socket.of("session.revoked") == [], "it may come back with a fresh token"
    with pytest.raises(Refused):
        async with listening(address, ending(org, -1)):
            pass


async def test_fresh_token_keeps_the_socket(org: Organisation, address: str) -> None:
    async with listening(address, ending(org, 3), "entity:customers") as socket:
        assert await socket.client.call("authenticate", {"token": org.admin.token}) == {"ok": True}
        await asyncio.sleep(4)
        assert socket.client.connected


async def test_token_of_somebody_else_is_not_taken_over(org: Organisation, other_org: Organisation, address: str) -> None:
    async with listening(address, org.admin.token) as socket:
        answer = await socket.client.call("authenticate", {"token": other_org.admin.token})
        assert not answer["ok"]
