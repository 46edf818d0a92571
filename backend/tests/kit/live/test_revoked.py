"""A socket lives no longer than the right to it (security cases 19, 20, 37, 94)."""

import asyncio
import secrets
from pathlib import Path

from app.kit.testing import Organisation, started
from app.kit.testing.live import listening, served
from app.kit.testing.people import signed_in


async def test_signing_out_closes_this_sessions_sockets_only(org: Organisation, address: str) -> None:
    person = await org.person("user")
    again = await signed_in(org.product, person.email, address=org.address)
    async with listening(address, person.token) as first, listening(address, again.token) as second:
        assert (await person.http.post("/auth/logout", json={"refresh_token": person.grant["refresh_token"]})).status_code in (200, 204)
        await first.gone()
        assert first.of("session.revoked")[0]["reason"] == "logout"
        assert second.client.connected and not second.of("session.revoked")
    await again.http.aclose()


async def test_deactivated_person_loses_all_sockets(org: Organisation, address: str) -> None:
    person = await org.person("user")
    async with listening(address, person.token, "entity:customers") as socket:
        answer = await org.admin.http.patch(f"/users/{person.id}/status", json={"status": "inactive"})
        assert answer.status_code == 200, answer.text
        await socket.gone()
        assert len(socket.of("session.revoked")) == 1


async def test_revocation_reaches_the_other_process(org: Organisation, tmp_path: Path) -> None:
    async with started(tmp_path) as second, served(second) as address:
        person = await org.person("user")
        async with listening(address, person.token) as socket:
            await asyncio.sleep(0.3)
            await org.admin.http.patch(f"/users/{person.id}/status", json={"status": "inactive"})
            await socket.gone()


async def test_demoted_person_loses_the_topic_and_keeps_the_socket(org: Organisation, address: str) -> None:
    person = await org.person(permissions={"customers:read", "tasks:read"})
    role = await org.admin.http.post("/roles", json={"name": f"r{secrets.token_hex(4)}", "permissions": ["tasks:read"]})
    async with listening(address, person.token, "entity:customers", "entity:tasks") as socket:
        answer = await org.admin.http.patch(f"/users/{person.id}", json={"role": role.json()["name"]})
        assert answer.status_code == 200, answer.text
        await asyncio.sleep(0.3)
        await org.admin.http.post("/customers", json={"code": secrets.token_hex(5), "name": "Not for you"})
        await org.admin.http.post("/tasks", json={"title": "For you"})
        await socket.until(lambda heard: any(d.get("entity_type") == "tasks" for _, d in heard))
        assert {e["entity_type"] for e in socket.of("entity.changed")} == {"tasks"}
        assert not (await socket.subscribe("entity:customers"))["ok"]
