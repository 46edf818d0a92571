"""Ways in by mail: a lost password (case 8), an invitation (case 10), and who may read such letters."""

import asyncio
import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import time_machine
from pydantic import SecretStr

from app.kit.testing import PASSWORD, Organisation, Person, Product, founded, fresh_address, signed_in, started

NEW = "nine quiet lanterns"


def tokens(letter: str) -> list[str]:
    """Tokens of the links in a letter (quoted-printable)."""
    return [piece.split()[0] for piece in letter.replace("=\n", "").replace("=3D", "=").split("token=")[1:]]


async def mailed(product: Product, email: str) -> str:
    """The token of the newest letter to an address."""
    return next(t for letter in reversed(await product.letters()) if f"To: {email}" in letter for t in tokens(letter))


async def lost(product: Product, email: str, **headers: str) -> str:
    """Ask for a link and read the letter."""
    async with product.client(address=fresh_address(), headers=headers) as client:
        assert (await client.post("/auth/forgot-password", json={"email": email})).status_code == 202
    return await mailed(product, email)


async def reset(client: httpx.AsyncClient, token: str, password: str = NEW) -> httpx.Response:
    return await client.post("/auth/reset-password", json={"token": token, "password": password})


class TestLostPassword:
    async def test_new_password_and_a_session(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        answer = await reset(anybody, await lost(org.product, org.admin.email))
        assert answer.status_code == 200
        assert answer.json()["user"]["id"] == org.admin.id
        await signed_in(org.product, org.admin.email, NEW)

    async def test_works_once_even_at_the_same_moment(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        token = await lost(org.product, org.admin.email)
        answers = await asyncio.gather(*(reset(anybody, token, f"{NEW} {i}") for i in range(4)))
        assert sorted(a.status_code for a in answers) == [200, 422, 422, 422]
        assert (await reset(anybody, token)).status_code == 422

    async def test_ends_after_half_an_hour(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        token = await lost(org.product, org.admin.email)
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=30, seconds=1)):
            assert (await reset(anybody, token)).status_code == 422

    async def test_a_newer_one_replaces_it(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        older = await lost(org.product, org.admin.email)
        newer = await lost(org.product, org.admin.email)
        assert (await reset(anybody, older)).status_code == 422
        assert (await reset(anybody, newer)).status_code == 200

    async def test_all_sessions_end(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        phone = await signed_in(org.product, org.admin.email)
        await reset(anybody, await lost(org.product, org.admin.email))
        for person in (org.admin, phone):
            assert (await person.http.get("/auth/me")).status_code == 401
            assert (await anybody.post("/auth/refresh", json={"refresh_token": person.grant["refresh_token"]})).status_code == 401

    async def test_stored_hashed(self, org: Organisation, owner: Any) -> None:
        token = await lost(org.product, org.admin.email)
        row = dict(await owner.fetchrow("select * from password_resets where user_id = $1", org.admin.id))
        assert token not in str(row)
        assert row["digest"] == hashlib.sha256(token.encode()).hexdigest()

    async def test_a_weak_password_does_not_spend_the_link(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        token = await lost(org.product, org.admin.email)
        assert (await reset(anybody, token, "password1")).status_code == 422
        assert (await reset(anybody, token)).status_code == 200

    async def test_link_is_made_of_our_address_not_the_callers(self, org: Organisation) -> None:
        await lost(org.product, org.admin.email, **{"x-forwarded-host": "evil.example", "origin": "http://testserver"})
        letter = next(x for x in reversed(await org.product.letters()) if f"To: {org.admin.email}" in x)
        assert "evil" not in letter
        assert "http://testserver/reset-password?token=" in letter.replace("=\n", "").replace("=3D", "=")

    async def test_few_letters_however_often_one_asks(self, org: Organisation) -> None:
        for _ in range(8):
            await lost(org.product, org.admin.email)
        assert sum(f"To: {org.admin.email}" in letter for letter in await org.product.letters()) == 5

    async def test_deactivated_people_get_none(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        person = await org.person("user")
        token = await lost(org.product, person.email)
        await org.admin.http.delete(f"/users/{person.id}")
        assert (await reset(anybody, token)).status_code == 401
        before = len(await org.product.letters())
        await anybody.post("/auth/forgot-password", json={"email": person.email})
        assert len(await org.product.letters()) == before


class TestInvitation:
    async def _invited(self, org: Organisation, email: str = "", role: str = "user") -> tuple[str, str]:
        email = email or f"new{secrets.token_hex(5)}@example.com"
        made = await org.admin.http.post("/users", json={"email": email, "name": "Nia New", "role": role})
        assert (made.status_code, made.json()["status"]) == (201, "invited")
        return email, await mailed(org.product, email)

    async def test_new_person_chooses_a_password(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        email, token = await self._invited(org)
        seen = (await anybody.post("/auth/preview-invitation", json={"token": token})).json()
        assert (seen["email"], seen["has_account"]) == (email, False)
        answer = await anybody.post("/auth/accept-invitation", json={"token": token, "password": NEW, "name": "Nia Newman"})
        assert answer.status_code == 200
        assert (answer.json()["user"]["role"], answer.json()["user"]["name"]) == ("user", "Nia Newman")
        assert (await org.admin.http.get(f"/users/{answer.json()['user']['id']}")).json()["status"] == "active"
        await signed_in(org.product, email, NEW)

    async def test_works_once(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        _, token = await self._invited(org)
        answers = await asyncio.gather(*(anybody.post("/auth/accept-invitation", json={"token": token, "password": NEW}) for _ in range(3)))
        codes = sorted(a.status_code for a in answers)
        assert codes[0] == 200 and set(codes[1:]) <= {409, 412, 422}
        assert (await anybody.post("/auth/accept-invitation", json={"token": token, "password": NEW})).status_code == 422

    async def test_ends_after_a_week_and_can_be_sent_again(self, org: Organisation, anybody: httpx.AsyncClient) -> None:
        email, token = await self._invited(org)
        with time_machine.travel(datetime.now(UTC) + timedelta(days=7, seconds=1)):
            assert (await anybody.post("/auth/accept-invitation", json={"token": token, "password": NEW})).status_code == 422
        user = next(u for u in (await org.admin.http.get("/users", params={"q": email})).json()["items"])
        assert (await org.admin.http.post(f"/users/{user['id']}/invitation")).status_code == 200
        newer = await mailed(org.product, email)
        assert newer != token
        assert (await anybody.post("/auth/accept-invitation", json={"token": token, "password": NEW})).status_code == 422
        assert (await anybody.post("/auth/accept-invitation", json={"token": newer, "password": NEW})).status_code == 200

    @pytest.mark.parametrize("field", ["role", "email", "org_id", "organization_id", "status", "user_id"])
    async def test_nothing_of_it_can_be_changed(self, org: Organisation, anybody: httpx.AsyncClient, field: str) -> None:
        _, token = await self._invited(org)
        body = {"token": token, "password": NEW, field: "admin"}
        assert (await anybody.post("/auth/accept-invitation", json=body)).status_code == 422

    async def test_the_link_alone_does_not_open_an_existing_account(
        self, org: Organisation, product: Product, anybody: httpx.AsyncClient
    ) -> None:
        stranger = await founded(product)
        _, token = await self._invited(org, stranger.admin.email, role="admin")
        assert (await anybody.post("/auth/preview-invitation", json={"token": token})).json()["has_account"] is True
        assert (await anybody.post("/auth/accept-invitation", json={"token": token, "password": NEW})).status_code == 401
        await signed_in(product, stranger.admin.email, PASSWORD)
        accepted = await anybody.post("/auth/accept-invitation", json={"token": token, "password": PASSWORD})
        assert accepted.json()["user"]["organization"]["id"] == org.id

    async def test_an_invited_person_sees_nothing_before_accepting(self, org: Organisation, product: Product) -> None:
        stranger = await founded(product)
        await self._invited(org, stranger.admin.email, role="admin")
        assert [o["id"] for o in (await stranger.admin.http.get("/organizations")).json()["items"]] == [stranger.id]
        assert (await stranger.admin.http.post("/auth/me/organization", json={"organization_id": org.id})).status_code == 404

    async def test_password_of_an_existing_account_is_not_set_by_an_administrator(self, org: Organisation, product: Product) -> None:
        stranger = await founded(product)
        body = {"email": stranger.admin.email, "name": "Mine now", "role": "user", "password": NEW}
        made = await org.admin.http.post("/users", json=body)
        assert (made.status_code, made.json()["status"]) == (201, "invited")
        assert (await stranger.admin.http.get("/auth/me")).json()["name"] == "Ada Admin"
        await signed_in(product, stranger.admin.email, PASSWORD)


class TestOutbox:
    """GET /mails: letters of the own people, for who may do as much as they."""

    async def _letters(self, person: Person) -> list[dict[str, Any]]:
        answer = await person.http.get("/mails")
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def test_own_organisation_only(self, org: Organisation, other_org: Organisation) -> None:
        await lost(org.product, org.admin.email)
        assert [m["to"] for m in await self._letters(org.admin)] == [org.admin.email]
        assert await self._letters(other_org.admin) == []
        letter = (await self._letters(org.admin))[0]
        assert (await org.admin.http.get(f"/mails/{letter['id']}")).json()["subject"] == "Choose a new password"
        assert (await other_org.admin.http.get(f"/mails/{letter['id']}")).status_code == 404

    async def test_resets_of_people_who_also_work_elsewhere_are_hidden(self, org: Organisation, product: Product) -> None:
        elsewhere = await founded(product)
        await org.admin.http.post("/users", json={"email": elsewhere.admin.email, "name": "X", "role": "user"})
        await lost(product, elsewhere.admin.email)
        subjects = [m["subject"] for m in await self._letters(org.admin)]
        assert len(subjects) == 1 and subjects[0].startswith("Invitation")

    async def test_a_lesser_reader_does_not_see_an_administrators_link(self, org: Organisation) -> None:
        reader = await org.person(permissions={"system:read", "customers:read"})
        await lost(org.product, org.admin.email)
        await lost(org.product, reader.email)
        assert [m["to"] for m in await self._letters(reader)] == [reader.email]

    async def test_needs_the_permission(self, org: Organisation) -> None:
        assert (await (await org.client("user")).get("/mails")).status_code == 403

    async def test_pages(self, org: Organisation) -> None:
        for _ in range(3):
            await lost(org.product, org.admin.email)
        first = (await org.admin.http.get("/mails", params={"limit": 2})).json()
        rest = (await org.admin.http.get("/mails", params={"limit": 2, "cursor": first["next_cursor"]})).json()
        assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
        assert first["items"][0]["at"] >= rest["items"][0]["at"]


class MailServer:
    """A small SMTP server (RFC 5321): enough of the protocol to receive, and to be asked for a password."""

    def __init__(self) -> None:
        self.received: list[str] = []

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())

        say("220 here")
        while line := (await reader.readline()).decode().strip():
            verb = line.split()[0].upper()
            if verb == "EHLO":
                say("250-here")
                say("250 AUTH PLAIN")
            elif verb == "AUTH":
                say("235 welcome" if line.endswith("AHBvc3QAcCBhc3M=") else "535 no")  # \0post\0p ass
            elif verb == "DATA":
                say("354 go on")
                self.received.append((await reader.readuntil(b"\r\n.\r\n")).decode())
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                break
            else:
                say("250 ok")
        writer.close()


async def test_letters_go_to_the_mail_server_where_there_is_one(org: Organisation, tmp_path: Path) -> None:
    mail_server = MailServer()
    listening = await asyncio.start_server(mail_server.talk, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    url = SecretStr(f"smtp://post:p%20ass@127.0.0.1:{port}")
    async with started(tmp_path, mail_url=url) as made, made.client(address=fresh_address()) as client:
        await client.post("/auth/forgot-password", json={"email": org.admin.email})
        assert await made.letters() == []
        assert (await org.admin.http.get("/mails")).json()["items"] == []
        assert (await client.get("/mails", headers={"authorization": f"Bearer {org.admin.token}"})).status_code == 404
    listening.close()
    assert len(mail_server.received) == 1
    assert f"To: {org.admin.email}" in mail_server.received[0]
    assert "X-Groundwork" not in mail_server.received[0]


async def test_a_dead_mail_server_fails_nobodys_request(org: Organisation, tmp_path: Path) -> None:
    signed = {"authorization": f"Bearer {org.admin.token}"}
    async with started(tmp_path, mail_url=SecretStr("smtp://127.0.0.1:9")) as made, made.client(headers=signed) as client:
        body = {"email": f"n{secrets.token_hex(5)}@example.com", "name": "N", "role": "user"}
        assert (await client.post("/users", json=body)).status_code == 201


async def test_names_can_not_add_headers_to_a_letter(org: Organisation) -> None:
    await org.admin.http.patch(f"/organizations/{org.id}", json={"name": "Evil\r\nBcc: victim@example.com"})
    email = f"n{secrets.token_hex(5)}@example.com"
    assert (await org.admin.http.post("/users", json={"email": email, "name": "N", "role": "user"})).status_code == 201
    letter = next(x for x in await org.product.letters() if f"To: {email}" in x)
    assert not any(line.lower().startswith("bcc:") for line in letter.partition("\n\n")[0].splitlines())
