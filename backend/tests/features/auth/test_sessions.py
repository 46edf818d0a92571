"""Sessions: rotation and re-use of refresh tokens, ending them, cookies of browsers."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import time_machine

from app.features.auth.jobs import forget_ended_sessions
from app.kit.testing import PASSWORD, Organisation, Person, Product, founded, signed_in, started


async def refresh(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.post("/auth/refresh", json={"refresh_token": token})


async def alive(client: httpx.AsyncClient, grant: dict[str, Any]) -> bool:
    answer = await client.get("/auth/me", headers={"authorization": f"Bearer {grant['access_token']}"})
    assert answer.status_code in (200, 401)
    return answer.status_code == 200


@pytest.fixture
async def person(org: Organisation) -> Person:
    return await org.person("user")


class TestRotation:
    """Each refresh token works once; a second use ends the session (case 17)."""

    async def test_next_tokens_work(self, person: Person, anybody: httpx.AsyncClient) -> None:
        answer = await refresh(anybody, person.grant["refresh_token"])
        assert answer.status_code == 200
        assert answer.json()["refresh_token"] != person.grant["refresh_token"]
        assert await alive(anybody, answer.json())

    async def test_lost_answer_can_be_asked_for_again(self, person: Person, anybody: httpx.AsyncClient) -> None:
        first, again = [await refresh(anybody, person.grant["refresh_token"]) for _ in range(2)]
        assert first.json()["refresh_token"] == again.json()["refresh_token"]
        assert (await refresh(anybody, again.json()["refresh_token"])).status_code == 200

    async def test_parallel_requests_get_the_same_successor(self, person: Person, anybody: httpx.AsyncClient) -> None:
        answers = await asyncio.gather(*(refresh(anybody, person.grant["refresh_token"]) for _ in range(5)))
        assert {a.status_code for a in answers} == {200}
        assert len({a.json()["refresh_token"] for a in answers}) == 1

    async def test_reuse_ends_the_session_and_is_written_down(self, org: Organisation, person: Person, anybody: httpx.AsyncClient) -> None:
        newer = (await refresh(anybody, person.grant["refresh_token"])).json()
        other_device = (await signed_in(org.product, person.email)).grant
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=11)):
            assert (await refresh(anybody, person.grant["refresh_token"])).status_code == 401
            assert not await alive(anybody, newer)
            assert not await alive(anybody, person.grant)
            assert (await refresh(anybody, newer["refresh_token"])).status_code == 401
            assert await alive(anybody, other_device)
        rows = (await org.admin.http.get("/audit-logs", params={"entity_type": "sessions", "action": "revoke"})).json()["items"]
        assert [r["new_values"]["reason"] for r in rows] == ["refresh token used twice"]
        assert rows[0]["actor"]["user_id"] == person.id
        told = (await anybody.get("/notifications", headers={"authorization": f"Bearer {other_device['access_token']}"})).json()["items"]
        assert [n["kind"] for n in told] == ["account.security"]

    async def test_tokens_are_never_kept_for_a_repeated_request(self, person: Person, owner: Any) -> None:
        """An Idempotency-Key would store the answer: not of those that hand out tokens."""
        token, key = person.grant["refresh_token"], {"idempotency-key": f"k-{person.id}"}
        answers = [await person.http.post("/auth/refresh", json={"refresh_token": token}, headers=key) for _ in range(2)]
        assert [a.status_code for a in answers] == [200, 200]
        assert "idempotent-replayed" not in answers[1].headers
        assert await owner.fetchval("select count(*) from idempotency_keys where user_id = $1", person.id) == 0

    async def test_nothing_usable_is_stored(self, person: Person, anybody: httpx.AsyncClient, owner: Any) -> None:
        newer = (await refresh(anybody, person.grant["refresh_token"])).json()
        of_person = "select t.* from refresh_tokens t join sessions s on s.id = session_id where user_id = $1"
        stored = str([dict(row) for row in await owner.fetch(of_person, person.id)])
        assert person.grant["refresh_token"] not in stored
        assert newer["refresh_token"] not in stored

    @pytest.mark.parametrize("token", ["", "x", "🦦", "A" * 43, "' or 1=1 --", "A" * 200])
    async def test_nonsense(self, anybody: httpx.AsyncClient, token: str) -> None:
        assert (await refresh(anybody, token)).status_code == 401

    async def test_an_access_token_is_no_refresh_token(self, person: Person, anybody: httpx.AsyncClient) -> None:
        assert (await refresh(anybody, person.token)).status_code == 422
        assert not await alive(anybody, {"access_token": person.grant["refresh_token"]})


class TestLifetimes:
    """Idle and absolute ends, whatever is renewed (case 22)."""

    async def test_idle(self, person: Person, anybody: httpx.AsyncClient) -> None:
        with time_machine.travel(datetime.now(UTC) + timedelta(days=14, minutes=1)):
            assert (await refresh(anybody, person.grant["refresh_token"])).status_code == 401

    async def test_absolute_with_daily_renewal(self, person: Person, anybody: httpx.AsyncClient) -> None:
        start, grant, day = datetime.now(UTC), person.grant, 0
        while True:
            day += 1
            with time_machine.travel(start + timedelta(days=day)):
                answer = await refresh(anybody, grant["refresh_token"])
            if answer.status_code == 401:
                break
            grant = answer.json()
        assert day == 30

    async def test_what_has_ended_is_cleared_away(self, org: Organisation, person: Person, owner: Any) -> None:
        phone = await signed_in(org.product, person.email)
        await phone.http.post("/auth/logout")
        count = "select count(*) from sessions where user_id = $1"
        await forget_ended_sessions(org.product.kit)
        assert await owner.fetchval(count, person.id) == 2
        with time_machine.travel(datetime.now(UTC) + timedelta(days=1, minutes=1)):
            await forget_ended_sessions(org.product.kit)
        assert await owner.fetchval(count, person.id) == 1


class TestEnding:
    """Sign-out is at once, everywhere it should be (case 19)."""

    async def test_logout(self, person: Person, anybody: httpx.AsyncClient) -> None:
        assert (await person.http.post("/auth/logout")).status_code == 204
        assert not await alive(anybody, person.grant)
        assert (await refresh(anybody, person.grant["refresh_token"])).status_code == 401

    async def test_logout_with_the_refresh_token_only(self, person: Person, anybody: httpx.AsyncClient) -> None:
        assert (await anybody.post("/auth/logout", json={"refresh_token": person.grant["refresh_token"]})).status_code == 204
        assert not await alive(anybody, person.grant)

    async def test_another_device_ends_at_once(self, org: Organisation, person: Person, anybody: httpx.AsyncClient) -> None:
        phone = await signed_in(org.product, person.email)
        assert await alive(anybody, phone.grant)
        listed = (await person.http.get("/auth/sessions")).json()["items"]
        assert [s["current"] for s in listed] == [False, True]
        assert (await person.http.delete(f"/auth/sessions/{listed[0]['id']}")).status_code == 204
        assert not await alive(anybody, phone.grant)
        assert await alive(anybody, person.grant)

    async def test_everywhere_else_and_everywhere(self, org: Organisation, person: Person, anybody: httpx.AsyncClient) -> None:
        others = [(await signed_in(org.product, person.email)).grant for _ in range(2)]
        assert (await person.http.delete("/auth/sessions", params={"keep_current": True})).status_code == 204
        assert [await alive(anybody, g) for g in (*others, person.grant)] == [False, False, True]
        assert (await person.http.delete("/auth/sessions")).status_code == 204
        assert not await alive(anybody, person.grant)

    async def test_sessions_of_others_are_not_there(self, org: Organisation, person: Person) -> None:
        theirs = (await org.admin.http.get("/auth/sessions")).json()["items"][0]["id"]
        assert (await person.http.delete(f"/auth/sessions/{theirs}")).status_code == 404
        assert (await org.admin.http.get("/auth/me")).status_code == 200

    async def test_other_processes_hear_of_it(self, org: Organisation, person: Person, tmp_path: Path) -> None:
        async with started(tmp_path, principal_cache_seconds=60) as second, second.client() as elsewhere:
            async with asyncio.timeout(5):
                while not await second.kit.redis.pubsub_numsub("auth:forget"):
                    await asyncio.sleep(0.05)
            assert await alive(elsewhere, person.grant)
            await person.http.post("/auth/logout")
            async with asyncio.timeout(5):
                while await alive(elsewhere, person.grant):
                    await asyncio.sleep(0.02)

    async def test_change_of_password_ends_the_others(self, org: Organisation, person: Person, anybody: httpx.AsyncClient) -> None:
        phone = (await signed_in(org.product, person.email)).grant
        wrong = await person.http.post("/auth/me/password", json={"current_password": "not it", "new_password": "seven green boats"})
        assert wrong.status_code == 422
        right = await person.http.post("/auth/me/password", json={"current_password": PASSWORD, "new_password": "seven green boats"})
        assert right.status_code == 204
        assert [await alive(anybody, g) for g in (phone, person.grant)] == [False, True]
        await signed_in(org.product, person.email, "seven green boats")


class TestBrowser:
    """The refresh token of a browser is in a cookie that no script and no other site can use (case 21)."""

    COOKIE = {"x-session": "cookie"}

    async def _login(self, client: httpx.AsyncClient, org: Organisation, **headers: str) -> httpx.Response:
        return await client.post("/auth/login", json={"email": org.admin.email, "password": PASSWORD}, headers=self.COOKIE | headers)

    async def test_cookie_instead_of_body(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        answer = await self._login(anybody, org)
        assert answer.json()["refresh_token"] == ""
        name, *attributes = answer.headers["set-cookie"].split("; ")
        assert name.startswith("groundwork=")
        assert {a.lower() for a in attributes} == {"httponly", "path=/", "samesite=strict", f"max-age={30 * 86400}"}
        renewed = await anybody.post("/auth/refresh", json={"refresh_token": ""}, headers=self.COOKIE)
        assert renewed.status_code == 200
        assert renewed.headers["set-cookie"] != answer.headers["set-cookie"]

    async def test_secure_host_cookie_on_https(self, org: Organisation, tmp_path: Path) -> None:
        async with started(tmp_path, public_url="https://testserver") as made, made.client() as client:
            cookie = (await self._login(client, org)).headers["set-cookie"]
        assert cookie.startswith("__Host-groundwork=")
        assert "; Secure" in cookie and "; Path=/" in cookie and "domain" not in cookie.lower()

    async def test_logout_deletes_it_with_the_same_attributes(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        made = (await self._login(anybody, org)).headers["set-cookie"]
        spent = anybody.cookies["groundwork"]
        gone = (await anybody.post("/auth/logout", json={"refresh_token": ""}, headers=self.COOKIE)).headers["set-cookie"]
        strip = lambda cookie: {a for a in cookie.split("; ")[1:] if not a.lower().startswith("max-age")}  # noqa: E731
        assert strip(made) == strip(gone)
        assert "max-age=0" in gone.lower()
        assert "groundwork" not in anybody.cookies
        again = await anybody.post("/auth/refresh", json={}, headers=self.COOKIE | {"cookie": f"groundwork={spent}"})
        assert again.status_code == 401

    async def test_without_the_header_the_cookie_is_not_used(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        await self._login(anybody, org)
        assert (await anybody.post("/auth/refresh", json={"refresh_token": ""})).status_code == 401

    FOREIGN = ("https://evil.example", "null", "http://testserver.evil.example", "http://evil.example:80@testserver", "file://")

    @pytest.mark.parametrize("origin", FOREIGN)
    async def test_foreign_pages_are_refused(self, org: Organisation, anybody: httpx.AsyncClient, origin: str) -> None:
        assert (await self._login(anybody, org, origin=origin)).status_code == 403
        await self._login(anybody, org)
        renewed = await anybody.post("/auth/refresh", json={}, headers=self.COOKIE | {"origin": origin})
        assert renewed.status_code == 403
        read = await anybody.get("/auth/options", headers={"origin": origin})
        asked = await anybody.options("/auth/refresh", headers={"origin": origin, "access-control-request-method": "POST"})
        for answer in (renewed, read, asked):
            assert "access-control-allow-origin" not in answer.headers
        assert asked.status_code == 400

    @pytest.mark.parametrize("origin", ["http://testserver", "https://testserver", "https://app.example"])
    async def test_own_pages_and_named_ones_are_welcome(self, org: Organisation, tmp_path: Path, origin: str) -> None:
        async with started(tmp_path, cors_origins="https://app.example") as made, made.client() as client:
            assert (await self._login(client, org, origin=origin)).status_code == 200


class TestTwoOrganisations:
    """One person, two organisations: what he may do is that of the selected one, at every moment (case 37)."""

    @pytest.fixture
    async def both(self, org: Organisation, product: Product) -> Person:
        """An administrator of his own organisation who is a guest of `org`."""
        own = await founded(product)
        invited = await org.admin.http.post("/users", json={"email": own.admin.email, "name": "Whoever", "role": "guest"})
        assert invited.status_code == 201
        token = next(t for letter in reversed(await product.letters()) if own.admin.email in letter for t in _tokens(letter))
        accepted = await own.admin.http.post("/auth/accept-invitation", json={"token": token, "password": PASSWORD})
        assert accepted.status_code == 200, accepted.text
        own.admin.carry(accepted.json())
        return own.admin

    async def test_rights_are_those_of_the_selected_one(self, both: Person, org: Organisation) -> None:
        me = (await both.http.get("/auth/me")).json()
        assert (me["organization"]["id"], me["role"]) == (org.id, "guest")
        assert {o["role"] for o in me["organizations"]} == {"admin", "guest"}
        assert (await both.http.get("/users")).status_code == 403
        own = next(o["id"] for o in me["organizations"] if o["role"] == "admin")
        switched = await both.http.post("/auth/me/organization", json={"organization_id": own})
        assert switched.status_code == 200
        guest_token = both.token
        both.carry(switched.json())
        assert (await both.http.get("/users")).status_code == 200
        assert (await both.http.get("/users", headers={"authorization": f"Bearer {guest_token}"})).status_code == 403
        assert (await both.http.get(f"/users/{org.admin.id}")).status_code == 404
        renewed = await refresh(both.http, both.grant["refresh_token"])
        assert renewed.json()["user"]["organization"]["id"] == own

    async def test_removal_is_immediate_and_leaves_the_other(self, both: Person, org: Organisation) -> None:
        own = next(o["id"] for o in both.grant["user"]["organizations"] if o["role"] == "admin")
        assert (await org.admin.http.delete(f"/organizations/{org.id}/members/{both.id}")).status_code == 204
        assert (await both.http.get("/auth/me")).status_code == 401
        back = await signed_in(org.product, both.email)
        assert back.grant["user"]["organization"]["id"] == own
        assert (await back.http.post("/auth/me/organization", json={"organization_id": org.id})).status_code == 404

    async def test_nobody_switches_into_a_foreign_one(self, org: Organisation, other_org: Organisation) -> None:
        assert (await org.admin.http.post("/auth/me/organization", json={"organization_id": other_org.id})).status_code == 404

    async def test_a_second_organisation_of_ones_own(self, org: Organisation) -> None:
        made = (await org.admin.http.post("/organizations", json={"name": "Second"})).json()
        assert made["role"] == "admin"
        assert (await org.admin.http.get("/auth/me")).json()["organization"]["id"] == org.id
        switched = await org.admin.http.post("/auth/me/organization", json={"organization_id": made["id"]})
        org.admin.carry(switched.json())
        assert [u["id"] for u in (await org.admin.http.get("/users")).json()["items"]] == [org.admin.id]
        rows = (await org.admin.http.get("/audit-logs", params={"entity_type": "organizations"})).json()["items"]
        assert [r["action"] for r in rows] == ["create"]


def _tokens(letter: str) -> list[str]:
    """Tokens of the links in a letter."""
    joined = letter.replace("=\n", "").replace("=3D", "=")
    return [piece.split()[0] for piece in joined.split("token=")[1:]]
