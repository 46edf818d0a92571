"""Ways in: sign-in, sign-up, the password policy, brakes on guessing."""

import asyncio
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bcrypt
import httpx
import pytest

from app.kit.testing import PASSWORD, Organisation, Product, founded, fresh_address, signed_in, started


def address() -> str:
    return f"p{secrets.token_hex(6)}@example.com"


async def login(client: httpx.AsyncClient, email: str, password: str = PASSWORD) -> httpx.Response:
    return await client.post("/auth/login", json={"email": email, "password": password})


async def register(client: httpx.AsyncClient, email: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
    return await client.post("/auth/register", json={"email": email, "password": password, "name": "Una User", **more})


async def test_signed_in_person_is_told_who_he_is(org: Organisation) -> None:
    me = (await org.admin.http.get("/auth/me")).json()
    assert me["email"] == org.admin.email
    assert me["role"] == "admin"
    assert me["organization"]["id"] == org.id
    assert [o["id"] for o in me["organizations"]] == [org.id]
    assert {"users:write", "customers:delete", "audit:read"} <= set(me["permissions"])


async def test_login_answers_with_tokens_and_the_person(org: Organisation, anybody: httpx.AsyncClient) -> None:
    grant = (await login(anybody, org.admin.email)).json()
    assert grant["token_type"] == "bearer"
    assert grant["expires_in"] == 900
    assert len(grant["refresh_token"]) > 40
    assert grant["user"] == (await org.admin.http.get("/auth/me")).json()


async def test_oauth2_form_gives_the_same(org: Organisation, anybody: httpx.AsyncClient) -> None:
    answer = await anybody.post("/auth/token", data={"username": org.admin.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert answer.json()["user"]["email"] == org.admin.email


ODD: list[Any] = [{}, {"email": "a@b.c"}, {"email": "a@b.c", "password": 5}, {"email": "a@b.c", "password": "x", "role": "admin"}, None]


@pytest.mark.parametrize("body", ODD)
async def test_odd_bodies_are_refused_without_echo(anybody: httpx.AsyncClient, body: Any) -> None:
    answer = await anybody.post("/auth/login", json=body)
    assert answer.status_code == 422
    assert all(set(e) == {"loc", "msg", "type"} for e in answer.json()["errors"])


class TestEnumeration:
    """Whether an e-mail has an account can not be told from answers or their times (case 1)."""

    @pytest.fixture
    async def patient(self, product: Product, tmp_path: Path) -> Iterator[httpx.AsyncClient]:
        async with started(tmp_path, login_limit_per_minute=100_000) as made, made.client(address=fresh_address()) as client:
            yield client

    @staticmethod
    async def _compared(ask: Any, known: list[str], unknown: list[str]) -> tuple[float, set[tuple[Any, ...]]]:
        """How many times longer one kind takes than the other, by the quickest of each (a busy machine only adds), and the answers."""
        times: dict[bool, list[float]] = {True: [], False: []}
        answers = set()
        for pair in zip(known, unknown, strict=True):
            for exists, email in zip((True, False), pair, strict=True):
                begin = time.perf_counter()
                answer = await ask(email)
                times[exists].append(time.perf_counter() - begin)
                body = {k: v for k, v in answer.json().items() if k != "request_id"}
                answers.add((answer.status_code, str(body), frozenset(answer.headers)))
        quickest = sorted(min(found) for found in times.values())
        return quickest[1] / quickest[0], answers

    async def test_login(self, patient: httpx.AsyncClient, product: Product) -> None:
        async def ask(email: str) -> httpx.Response:
            return await login(patient, email, "not the password")

        people = [(await founded(product)).admin.email for _ in range(4)]  # several: an account that is tried often gets pauses
        ratio, answers = await self._compared(ask, people * 3, [address() for _ in range(12)])
        assert len(answers) == 1 and next(iter(answers))[0] == 401
        assert ratio < 1.6

    async def test_lost_password(self, patient: httpx.AsyncClient, org: Organisation) -> None:
        async def ask(email: str) -> httpx.Response:
            return await patient.post("/auth/forgot-password", json={"email": email})

        ratio, answers = await self._compared(ask, [org.admin.email] * 20, [address() for _ in range(20)])
        assert len(answers) == 1
        assert ratio < 2.5  # a millisecond each

    async def test_sign_up_with_a_taken_address(self, org: Organisation, product: Product, anybody: httpx.AsyncClient) -> None:
        free, taken = await register(anybody, address()), await register(anybody, org.admin.email, "another fine password")
        assert (free.status_code, free.json()) == (taken.status_code, taken.json())
        assert (await login(anybody, org.admin.email, "another fine password")).status_code == 401
        assert (await login(anybody, org.admin.email)).status_code == 200
        assert any(org.admin.email in letter and "already has an account" in letter for letter in await product.letters())


class TestPolicy:
    """Length, common ones, words of the context; nothing else (case 2)."""

    @pytest.mark.parametrize("password", ["z4!k9 qw", "x" * 8 + "ö" * 56, "ab cd " * 21 + "ab", "🦦🦦🦦 swim 🌊", "        otter"])
    async def test_good(self, anybody: httpx.AsyncClient, password: str) -> None:
        email = address()
        assert (await register(anybody, email, password)).status_code == 202
        assert (await login(anybody, email, password)).status_code == 200

    WEAK = ("z4!k9qw", "y" * 129, "password1", "Password123!", "letmein1", "qwertyuiop", "12345678", "1qaz2wsx")
    CONTEXT = ("Zephyrworks", "zephyrworks24", "groundwork", "Una.User1")

    @pytest.mark.parametrize("password", WEAK + CONTEXT)
    async def test_bad(self, anybody: httpx.AsyncClient, password: str) -> None:
        answer = await register(anybody, address(), password, organization_name="Zephyrworks Ltd")
        assert answer.status_code == 422, password
        assert answer.json()["errors"][0]["loc"][-1] == "password"
        assert password not in answer.text

    async def test_own_address(self, anybody: httpx.AsyncClient) -> None:
        email = address()
        assert (await register(anybody, email, email)).status_code == 422

    async def test_holds_wherever_a_password_is_set(self, org: Organisation) -> None:
        http = org.admin.http
        made = await http.post("/users", json={"email": address(), "name": "Weak", "role": "user", "password": "password1"})
        changed = await http.post("/auth/me/password", json={"current_password": PASSWORD, "new_password": "password1"})
        assert (made.status_code, changed.status_code) == (422, 422)

    async def test_nothing_is_cut_off(self, anybody: httpx.AsyncClient) -> None:
        email, start = address(), "Xy" * 36
        await register(anybody, email, start + "a")
        assert (await login(anybody, email, start + "b")).status_code == 401
        assert (await login(anybody, email, start)).status_code == 401
        assert (await login(anybody, email, start + "a")).status_code == 200

    async def test_nul_is_refused(self, anybody: httpx.AsyncClient, org: Organisation) -> None:
        assert (await login(anybody, org.admin.email, PASSWORD + "\0")).status_code == 422
        assert (await register(anybody, address(), "nul \0 inside it")).status_code == 422
        form = await anybody.post("/auth/token", data={"username": org.admin.email, "password": PASSWORD + "\0"})
        assert form.status_code == 422

    async def test_composed_and_decomposed_letters_are_the_same_password(self, anybody: httpx.AsyncClient) -> None:
        email = address()
        await register(anybody, email, "caf\u00e9 au lait")
        assert (await login(anybody, email, "cafe\u0301 au lait")).status_code == 200


class TestLegacyHash:
    """Rows with bcrypt hashes work and become argon2id (case 4)."""

    async def _with_bcrypt(self, owner: Any, email: str, password: str) -> None:
        hashed = bcrypt.hashpw(password.encode(), bcrypt.gensalt(4)).decode()
        await owner.execute("update users set password_hash = $1 where email = $2", hashed, email)

    async def test_upgrade_at_sign_in(self, org: Organisation, owner: Any, anybody: httpx.AsyncClient) -> None:
        await self._with_bcrypt(owner, org.admin.email, "an old password")
        assert (await login(anybody, org.admin.email, "an old passwort")).status_code == 401
        assert (await login(anybody, org.admin.email, "an old password")).status_code == 200
        stored = await owner.fetchval("select password_hash from users where email = $1", org.admin.email)
        assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert (await login(anybody, org.admin.email, "an old password")).status_code == 200

    async def test_more_than_72_bytes_do_not_match_their_beginning(self, org: Organisation, owner: Any, anybody: httpx.AsyncClient) -> None:
        await self._with_bcrypt(owner, org.admin.email, "x" * 72)
        assert (await login(anybody, org.admin.email, "x" * 73)).status_code == 401


class TestGuessing:
    """Ten wrong passwords a minute from one address; the owner elsewhere is not locked out (case 5)."""

    async def test_attacker_is_stopped_and_the_owner_is_not(self, org: Organisation, product: Product, tmp_path: Path) -> None:
        email, place = org.admin.email, fresh_address()
        async with product.client(address=place) as attacker:
            for i in range(10):
                attacker.headers["x-forwarded-for"] = f"9.9.9.{i}"
                assert (await login(attacker, email, f"guess {i}")).status_code == 401
            attacker.headers["x-forwarded-for"] = "8.8.8.8"
            stopped = await login(attacker, email)
        assert stopped.status_code == 429
        assert 0 < int(stopped.headers["retry-after"]) <= 60
        await signed_in(product, email, address=fresh_address())
        async with started(tmp_path) as restarted, restarted.client(address=place) as attacker:
            assert (await login(attacker, email)).status_code == 429

    async def test_parallel_tries_count(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        answers = await asyncio.gather(*(login(anybody, address(), "guess") for _ in range(30)))
        assert sorted(a.status_code for a in answers) == [401] * 10 + [429] * 20

    async def test_right_passwords_cost_nothing(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        assert {(await login(anybody, org.admin.email)).status_code for _ in range(12)} == {200}

    async def test_neighbours_in_one_ipv6_network_share_their_tries(self, product: Product) -> None:
        network = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}"
        for i in range(10):
            async with product.client(address=f"{network}::{i + 1:x}") as client:
                assert (await login(client, address(), "guess")).status_code == 401
        async with product.client(address=f"{network}::ff") as client:
            assert (await login(client, address(), "guess")).status_code == 429

    async def test_an_account_under_attack_gets_slower_but_opens(self, org: Organisation, product: Product) -> None:
        for _ in range(2):
            async with product.client(address=fresh_address()) as client:
                for _ in range(7):
                    await login(client, org.admin.email, "guess")
        async with product.client(address=fresh_address()) as owner:
            begin = time.perf_counter()
            assert (await login(owner, org.admin.email)).status_code == 200
            slow = time.perf_counter() - begin
            assert slow > 1
            begin = time.perf_counter()
            assert (await login(owner, org.admin.email)).status_code == 200
            assert time.perf_counter() - begin < slow


class TestIdentity:
    """One mailbox, one account (case 11); nobody takes what is not his (case 10)."""

    async def test_spellings_of_one_mailbox(self, anybody: httpx.AsyncClient, owner: Any) -> None:
        local = f"bob{secrets.token_hex(5)}"
        spellings = [f"{local}@x.io", f"{local.upper()}@X.IO", f" {local}@x.io ", f"{local.replace('b', chr(0xFF42))}@x.io"]
        answers = await asyncio.gather(*(register(anybody, spelling, f"{PASSWORD} {i}") for i, spelling in enumerate(spellings)))
        assert {a.status_code for a in answers} == {202}
        assert await owner.fetchval("select count(*) from users where email like $1", f"%{local[1:]}%") == 1
        assert (await register(anybody, f"{local}@x.io.")).status_code == 422

    async def test_any_spelling_signs_in(self, anybody: httpx.AsyncClient) -> None:
        email = address()
        await register(anybody, email)
        assert (await login(anybody, f"  {email.upper()} ")).status_code == 200

    async def test_parallel_sign_ups_make_one_account(self, anybody: httpx.AsyncClient, owner: Any) -> None:
        email = address()
        await asyncio.gather(*(register(anybody, email, f"{PASSWORD} {i}") for i in range(4)))
        assert await owner.fetchval("select count(*) from users where email = $1", email) == 1
        organisations = "select count(*) from memberships m join users u on u.id = m.user_id where u.email = $1"
        assert await owner.fetchval(organisations, email) == 1

    OWNED = ("role", "org_id", "organization_id", "is_superuser", "is_active", "status", "email_verified", "id", "permissions")

    @pytest.mark.parametrize("field", OWNED)
    async def test_server_owned_fields_are_refused(self, anybody: httpx.AsyncClient, org: Organisation, field: str) -> None:
        assert (await register(anybody, address(), **{field: org.id})).status_code == 422
        assert (await org.admin.http.patch("/auth/me", json={"name": "Same", field: org.id})).status_code == 422

    async def test_an_invited_address_can_not_be_taken_by_signing_up(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        email = address()
        assert (await org.admin.http.post("/users", json={"email": email, "name": "Ivy", "role": "admin"})).status_code == 201
        await register(anybody, email)
        assert (await login(anybody, email)).status_code == 401


async def test_sign_up_can_be_switched_off(product: Product, tmp_path: Path) -> None:
    async with started(tmp_path, signup_enabled=False) as closed, closed.client(address=fresh_address()) as client:
        assert (await client.get("/auth/options")).json() == {"signup_enabled": False}
        assert (await register(client, address())).status_code == 403
