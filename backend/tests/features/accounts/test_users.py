"""People: the administrator's view, and the walls around it."""

import asyncio
import secrets
from typing import Any

import pytest

from app.kit.testing import PASSWORD, Organisation, signed_in

NEW = "nine quiet lanterns"


def address() -> str:
    return f"u{secrets.token_hex(6)}@example.com"


async def create(org: Organisation, **given: Any) -> dict[str, Any]:
    answer = await org.admin.http.post("/users", json={"email": address(), "name": "Uma User", "role": "user", "password": NEW} | given)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


class TestRecords:
    async def test_create_and_read(self, org: Organisation) -> None:
        made = await create(org, name="  Uma  ", locale="en-gb", time_zone="Europe/Berlin")
        read = await org.admin.http.get(f"/users/{made['id']}")
        assert read.json() == made
        assert read.headers["etag"] == '"1"'
        assert (made["name"], made["status"], made["role"], made["locale"]) == ("Uma", "active", "user", "en-GB")
        assert "password" not in read.text

    async def test_replace_and_update(self, org: Organisation) -> None:
        made = await create(org)
        url = f"/users/{made['id']}"
        replaced = await org.admin.http.put(url, json={"email": address(), "name": "Other", "role": "guest"})
        assert (replaced.json()["name"], replaced.json()["role"], replaced.json()["version"]) == ("Other", "guest", 3)
        updated = await org.admin.http.patch(url, json={"name": "Third"}, headers={"if-match": '"3"'})
        assert (updated.json()["name"], updated.json()["role"]) == ("Third", "guest")
        stale = await org.admin.http.patch(url, json={"name": "Late"}, headers={"if-match": '"3"'})
        assert stale.status_code == 412

    BAD = ({"email": ""}, {"name": ""}, {"name": None}, {"role": "nobody"}, {"time_zone": "Mars/Base"}, {"locale": "xx-QQ-1"})

    @pytest.mark.parametrize("body", BAD)
    async def test_bad_values(self, org: Organisation, body: dict[str, Any]) -> None:
        made = await create(org)
        assert (await org.admin.http.patch(f"/users/{made['id']}", json=body)).status_code == 422

    OWNED = ["id", "org_id", "password_hash", "status", "version", "is_superuser", "organization_id", "permissions"]

    @pytest.mark.parametrize("field", OWNED)
    async def test_server_owned_fields(self, org: Organisation, field: str) -> None:
        made = await create(org)
        for method, path in (("POST", "/users"), ("PUT", f"/users/{made['id']}"), ("PATCH", f"/users/{made['id']}")):
            body = {"email": address(), "name": "N", "role": "user", field: "x"}
            assert (await org.admin.http.request(method, path, json=body)).status_code == 422

    async def test_an_address_is_taken_once(self, org: Organisation) -> None:
        made = await create(org)
        again = await org.admin.http.post("/users", json={"email": made["email"].upper(), "name": "N", "role": "user"})
        assert again.status_code == 409
        assert again.json()["errors"][0]["loc"] == ["body", "email"]
        other = await create(org)
        assert (await org.admin.http.patch(f"/users/{other['id']}", json={"email": made["email"]})).status_code == 409

    async def test_status(self, org: Organisation) -> None:
        person = await org.person("user")
        url = f"/users/{person.id}/status"
        assert (await person.http.get("/auth/me")).status_code == 200
        assert (await org.admin.http.patch(url, json={"status": "inactive"})).json()["status"] == "inactive"
        assert (await person.http.get("/auth/me")).status_code == 401
        async with org.product.client(address=org.address) as client:
            assert (await client.post("/auth/login", json={"email": person.email, "password": PASSWORD})).status_code == 401
        assert (await org.admin.http.patch(url, json={"status": "active"})).json()["status"] == "active"
        assert (await person.http.get("/auth/me")).status_code == 401, "the old session stays ended"
        await signed_in(org.product, person.email)

    async def test_delete_deactivates(self, org: Organisation) -> None:
        person = await org.person("user")
        assert (await org.admin.http.delete(f"/users/{person.id}")).status_code == 204
        assert (await org.admin.http.get(f"/users/{person.id}")).json()["status"] == "inactive"
        assert (await person.http.get("/auth/me")).status_code == 401

    async def test_nobody_is_activated_by_force(self, org: Organisation) -> None:
        made = await create(org, password=None)
        url = f"/users/{made['id']}/status"
        assert (await org.admin.http.patch(url, json={"status": "active"})).status_code == 409
        await org.admin.http.patch(url, json={"status": "inactive"})
        assert (await org.admin.http.patch(url, json={"status": "active"})).json()["status"] == "invited"

    async def test_audit_names_who_and_what_without_secrets(self, org: Organisation) -> None:
        made = await create(org)
        await org.admin.http.patch(f"/users/{made['id']}", json={"name": "Renamed"})
        rows = (await org.admin.http.get("/audit-logs", params={"entity_id": made["id"]})).json()["items"]
        assert [r["action"] for r in rows] == ["update", "create"]
        assert (rows[0]["old_values"], rows[0]["new_values"]) == ({"name": "Uma User"}, {"name": "Renamed"})
        assert rows[0]["actor"]["user_id"] == org.admin.id
        assert "argon2" not in str(rows)


class TestList:
    @pytest.fixture
    async def crowd(self, org: Organisation) -> Organisation:
        for name, role in (("Ángel Núñez", "user"), ("Bea 100%", "guest"), ("Carl_Otto", "user")):
            await create(org, name=name, role=role)
        return org

    async def _names(self, org: Organisation, **params: Any) -> list[str]:
        answer = await org.admin.http.get("/users", params=params)
        assert answer.status_code == 200, answer.text
        return [u["name"] for u in answer.json()["items"]]

    async def test_filters(self, crowd: Organisation) -> None:
        assert await self._names(crowd, q="nunez") == ["Ángel Núñez"]
        assert await self._names(crowd, q="0%") == ["Bea 100%"]
        assert await self._names(crowd, q="_o") == ["Carl_Otto"]
        assert await self._names(crowd, role="Guest") == ["Bea 100%"]
        assert await self._names(crowd, status="inactive") == []
        assert len(await self._names(crowd, status="active")) == 4

    async def test_sort(self, crowd: Organisation) -> None:
        names = await self._names(crowd)
        assert await self._names(crowd, sort="-name") == names[::-1]
        assert await self._names(crowd, sort="-created_at") == ["Carl_Otto", "Bea 100%", "Ángel Núñez", "Ada Admin"]

    @pytest.mark.parametrize("sort", ["name", "-email", "created_at"])
    async def test_pages(self, crowd: Organisation, sort: str) -> None:
        whole, seen = await self._names(crowd, sort=sort), []
        params: dict[str, Any] = {"limit": 1, "sort": sort, "count": True}
        while True:
            page = (await crowd.admin.http.get("/users", params=params)).json()
            assert page["total"] == 4
            seen += [u["name"] for u in page["items"]]
            if page["next_cursor"] is None:
                break
            params["cursor"] = page["next_cursor"]
        assert seen == whole

    BAD = ("limit=0", "limit=201", "limit=x", "sort=password_hash", "sort=id;drop", "cursor=nonsense", "cursor=W10")
    ODD = ("status=gone", "role=nobody", "who=me")

    @pytest.mark.parametrize("query", BAD + ODD)
    async def test_bad_queries(self, org: Organisation, query: str) -> None:
        assert (await org.admin.http.get(f"/users?{query}")).status_code == 422


class TestRights:
    async def test_demotion_holds_for_the_next_request(self, org: Organisation) -> None:
        second = await org.person("admin")
        assert (await second.http.get("/users")).status_code == 200
        assert (await org.admin.http.patch(f"/users/{second.id}", json={"role": "guest"})).status_code == 200
        assert (await second.http.get("/users")).status_code == 403
        assert (await second.http.get("/auth/me")).json()["role"] == "guest"

    async def test_edit_of_a_role_holds_for_the_next_request(self, org: Organisation) -> None:
        person = await org.person(permissions={"users:read"})
        assert (await person.http.get("/users")).status_code == 200
        role = next(r for r in (await org.admin.http.get("/roles")).json()["items"] if r["permissions"] == ["users:read"])
        await org.admin.http.patch(f"/roles/{role['id']}", json={"permissions": ["customers:read"]})
        assert (await person.http.get("/users")).status_code == 403

    @pytest.mark.parametrize("role", ["user", "guest"])
    async def test_others_administrate_nobody(self, org: Organisation, role: str) -> None:
        person = await org.person(role)
        assert (await person.http.get("/users")).status_code == 403
        assert (await person.http.get("/roles")).status_code == 403
        for path in (f"/users/{person.id}", f"/users/{org.admin.id}", f"/organizations/{org.id}/members/{person.id}"):
            assert (await person.http.patch(path, json={"role": "admin"})).status_code == 403

    async def test_nobody_gives_what_he_has_not(self, org: Organisation) -> None:
        clerk = await org.person(permissions={"users:read", "users:write", "roles:read", "roles:write", "customers:read"})
        put = {"email": address(), "name": "N", "role": "admin", "password": NEW}
        assert (await clerk.http.post("/users", json=put)).status_code == 403
        assert (await clerk.http.patch(f"/users/{clerk.id}", json={"role": "admin"})).status_code == 403
        assert (await clerk.http.patch(f"/users/{org.admin.id}", json={"name": "Mine"})).status_code == 403
        assert (await clerk.http.delete(f"/users/{org.admin.id}")).status_code == 403
        assert (await clerk.http.post("/roles", json={"name": "More", "permissions": ["audit:read"]})).status_code == 403
        roles = {r["name"]: r for r in (await clerk.http.get("/roles")).json()["items"]}
        own = next(r for r in roles.values() if "roles:write" in r["permissions"] and not r["built_in"])
        assert (await clerk.http.patch(f"/roles/{own['id']}", json={"permissions": [*own["permissions"], "audit:read"]})).status_code == 403
        assert (await clerk.http.patch(f"/roles/{roles['user']['id']}", json={"permissions": []})).status_code == 403
        assert (await clerk.http.post("/roles", json={"name": "Less", "permissions": ["customers:read"]})).status_code == 201

    async def test_last_administrator_stays(self, org: Organisation) -> None:
        http, me = org.admin.http, org.admin.id
        for answer in (
            await http.patch(f"/users/{me}", json={"role": "user"}),
            await http.patch(f"/users/{me}/status", json={"status": "inactive"}),
            await http.delete(f"/users/{me}"),
            await http.delete(f"/organizations/{org.id}/members/{me}"),
            await http.patch(f"/organizations/{org.id}/members/{me}", json={"role": "guest"}),
        ):
            assert answer.status_code == 409
            assert "last administrator" in answer.json()["detail"]

    async def test_two_administrators_can_not_remove_each_other(self, org: Organisation, owner: Any) -> None:
        second = await org.person("admin")
        async with owner.transaction():  # both requests have decided, and wait for their rows, before either can commit
            await owner.execute("select from memberships where org_id = $1 for update", org.id)
            both = asyncio.gather(
                org.admin.http.patch(f"/users/{second.id}", json={"role": "user"}),
                second.http.patch(f"/users/{org.admin.id}", json={"role": "user"}),
            )
            async with asyncio.timeout(20):
                while await owner.fetchval("select count(*) from pg_locks where not granted") < 2:
                    await asyncio.sleep(0.02)
        answers = await both
        assert sorted(a.status_code for a in answers) == [200, 409], [a.text for a in answers]
        left = org.admin if answers[0].status_code == 200 else second
        assert [u["id"] for u in (await left.http.get("/users", params={"role": "admin"})).json()["items"]] == [left.id]

    async def test_inactive_administrators_do_not_count(self, org: Organisation) -> None:
        second = await org.person("admin")
        await org.admin.http.delete(f"/users/{second.id}")
        assert (await org.admin.http.patch(f"/users/{org.admin.id}", json={"role": "user"})).status_code == 409


class TestWalls:
    """People and roles of another organisation are not there."""

    async def test_not_found(self, org: Organisation, other_org: Organisation) -> None:
        them, http = other_org.admin.id, org.admin.http
        role = (await other_org.admin.http.get("/roles")).json()["items"][0]["id"]
        team = (await other_org.admin.http.post("/teams", json={"name": "Theirs"})).json()["id"]
        put, name = {"email": address(), "name": "N", "role": "user"}, {"name": "N"}
        for method, path, body in (
            ("GET", f"/users/{them}", None),
            ("PUT", f"/users/{them}", put),
            ("PATCH", f"/users/{them}", name),
            ("DELETE", f"/users/{them}", None),
            ("PATCH", f"/users/{them}/status", {"status": "inactive"}),
            ("POST", f"/users/{them}/invitation", None),
            ("GET", f"/roles/{role}", None),
            ("PUT", f"/roles/{role}", {"name": "N", "permissions": []}),
            ("PATCH", f"/roles/{role}", name),
            ("DELETE", f"/roles/{role}", None),
            ("GET", f"/organizations/{other_org.id}", None),
            ("PATCH", f"/organizations/{other_org.id}", name),
            ("GET", f"/organizations/{other_org.id}/members", None),
            ("POST", f"/organizations/{other_org.id}/members", {"email": address(), "role": "user"}),
            ("PATCH", f"/organizations/{other_org.id}/members/{them}", {"role": "user"}),
            ("DELETE", f"/organizations/{other_org.id}/members/{them}", None),
            ("PATCH", f"/organizations/{org.id}/members/{them}", {"role": "user"}),
            ("DELETE", f"/organizations/{org.id}/members/{them}", None),
            ("GET", f"/teams/{team}", None),
            ("PUT", f"/teams/{team}", name),
            ("PATCH", f"/teams/{team}", name),
            ("DELETE", f"/teams/{team}", None),
            ("GET", f"/teams/{team}/members", None),
            ("POST", f"/teams/{team}/members", {"user_id": org.admin.id}),
            ("DELETE", f"/teams/{team}/members/{them}", None),
        ):
            assert (await http.request(method, path, json=body)).status_code == 404, (method, path)
        assert (await http.patch(f"/users/{org.admin.id}", json={"role": role})).status_code == 422

    async def test_lists(self, org: Organisation, other_org: Organisation) -> None:
        for path in ("/users", "/roles", "/organizations", "/teams", "/auth/sessions", f"/organizations/{org.id}/members"):
            text = (await org.admin.http.get(path)).text
            assert other_org.id not in text and other_org.admin.email not in text

    async def test_names_of_others_are_free(self, org: Organisation, other_org: Organisation) -> None:
        for each in (org, other_org):
            assert (await each.admin.http.post("/roles", json={"name": "Clerks", "permissions": []})).status_code == 201
            assert (await each.admin.http.post("/teams", json={"name": "Sales"})).status_code == 201
            assert (await each.admin.http.post("/organizations", json={"name": "Same Name"})).status_code == 201

    async def test_profile_of_who_also_works_elsewhere_is_his_own(self, org: Organisation, other_org: Organisation) -> None:
        made = (await org.admin.http.post("/users", json={"email": other_org.admin.email, "name": "X", "role": "user"})).json()
        for change in ({"email": address()}, {"name": "Taken over"}):
            assert (await org.admin.http.patch(f"/users/{made['id']}", json=change)).status_code == 409
        assert (await org.admin.http.delete(f"/users/{made['id']}")).status_code == 204
        assert (await other_org.admin.http.get("/auth/me")).status_code == 200
