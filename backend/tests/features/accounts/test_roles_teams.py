"""Roles, teams, organisations."""

import secrets
from typing import Any

import pytest

from app.kit.testing import Organisation


async def roles(org: Organisation) -> dict[str, dict[str, Any]]:
    return {r["name"]: r for r in (await org.admin.http.get("/roles")).json()["items"]}


class TestRoles:
    async def test_built_in_ones(self, org: Organisation) -> None:
        found = await roles(org)
        every = {p["name"] for p in (await org.admin.http.get("/permissions")).json()}
        assert set(found["admin"]["permissions"]) == every
        user, guest = set(found["user"]["permissions"]), set(found["guest"]["permissions"])
        assert {"customers:read", "customers:write", "customers:delete", "agents:use"} <= user
        assert not user & {"users:read", "users:write", "roles:write", "audit:read", "system:read", "organizations:write"}
        assert guest == {"customers:read", "invoices:read", "tasks:read", "api_keys:use"}
        assert found["admin"]["members"] == 1

    async def test_they_keep_their_names_and_stay(self, org: Organisation) -> None:
        for role in (await roles(org)).values():
            assert (await org.admin.http.patch(f"/roles/{role['id']}", json={"name": "Other"})).status_code == 409
            assert (await org.admin.http.delete(f"/roles/{role['id']}")).status_code == 409

    async def test_the_administrator_may_always_do_everything(self, org: Organisation) -> None:
        admin = (await roles(org))["admin"]
        assert (await org.admin.http.patch(f"/roles/{admin['id']}", json={"permissions": []})).status_code == 409

    async def test_a_built_in_one_can_be_changed(self, org: Organisation) -> None:
        guest = (await roles(org))["guest"]
        changed = await org.admin.http.patch(f"/roles/{guest['id']}", json={"permissions": ["customers:read"]})
        assert changed.json()["permissions"] == ["customers:read"]
        assert (await (await org.client("guest")).get("/invoices")).status_code == 403

    async def test_own_roles(self, org: Organisation) -> None:
        http = org.admin.http
        made = await http.post("/roles", json={"name": "Clerk", "permissions": ["customers:read", "customers:read"]})
        assert made.json()["permissions"] == ["customers:read"]
        url = f"/roles/{made.json()['id']}"
        assert (await http.put(url, json={"name": "Clerks", "permissions": []})).json()["name"] == "Clerks"
        assert (await http.put(url, json={"name": "X", "permissions": []}, headers={"if-match": '"1"'})).status_code == 412
        assert (await http.post("/roles", json={"name": "CLERKS", "permissions": []})).status_code == 409
        assert (await http.delete(url)).status_code == 204
        assert (await http.get(url)).status_code == 404

    async def test_one_that_somebody_has_stays(self, org: Organisation) -> None:
        await org.person(permissions={"customers:read"})
        mine = next(r for r in (await roles(org)).values() if not r["built_in"])
        assert (await org.admin.http.delete(f"/roles/{mine['id']}")).status_code == 409

    @pytest.mark.parametrize("permissions", [["nothing:known"], ["*"], [""], "customers:read", [5], None])
    async def test_unknown_permissions(self, org: Organisation, permissions: Any) -> None:
        assert (await org.admin.http.post("/roles", json={"name": "Odd", "permissions": permissions})).status_code == 422

    async def test_permissions_are_listed_with_words(self, org: Organisation) -> None:
        listed = (await org.admin.http.get("/permissions")).json()
        assert {"name": "users:read", "label": "See people", "area": "users"} in listed
        assert len({p["name"] for p in listed}) == len(listed)


class TestTeams:
    async def test_life_of_a_team(self, org: Organisation) -> None:
        http, person = org.admin.http, await org.person("user")
        team = (await http.post("/teams", json={"name": "Sales", "description": "Sells"})).json()
        url = f"/teams/{team['id']}"
        assert (await http.post(f"{url}/members", json={"user_id": person.id})).json()["name"] == person.grant["user"]["name"]
        assert (await http.post(f"{url}/members", json={"user_id": person.id})).status_code == 409
        assert [m["user_id"] for m in (await person.http.get(f"{url}/members")).json()["items"]] == [person.id]
        assert (await http.patch(url, json={"description": None})).json()["description"] is None
        assert (await http.put(url, json={"name": "Sellers"})).json()["members"] == 1
        assert (await http.delete(f"{url}/members/{person.id}")).status_code == 204
        assert (await http.get(url)).json()["members"] == 0
        assert (await http.delete(url)).status_code == 204
        assert (await http.get(url)).status_code == 404

    async def test_who_leaves_the_organisation_leaves_its_teams(self, org: Organisation) -> None:
        http, person = org.admin.http, await org.person("user")
        team = (await http.post("/teams", json={"name": "Sales"})).json()
        await http.post(f"/teams/{team['id']}/members", json={"user_id": person.id})
        assert (await http.delete(f"/organizations/{org.id}/members/{person.id}")).status_code == 204
        assert (await http.get(f"/teams/{team['id']}")).json()["members"] == 0

    async def test_strangers_do_not_get_in(self, org: Organisation, other_org: Organisation) -> None:
        team = (await org.admin.http.post("/teams", json={"name": "Sales"})).json()
        answer = await org.admin.http.post(f"/teams/{team['id']}/members", json={"user_id": other_org.admin.id})
        assert answer.status_code == 422

    async def test_members_look_and_administrators_change(self, org: Organisation) -> None:
        guest = await org.client("guest")
        assert (await guest.get("/teams")).status_code == 200
        assert (await guest.post("/teams", json={"name": "Mine"})).status_code == 403


class TestOrganizations:
    async def test_rename(self, org: Organisation) -> None:
        url = f"/organizations/{org.id}"
        assert (await org.admin.http.get(url)).headers["etag"] == '"1"'
        assert (await org.admin.http.patch(url, json={"name": "Renamed"})).json()["name"] == "Renamed"
        assert (await org.admin.http.get("/auth/me")).json()["organization"]["name"] == "Renamed"
        assert (await (await org.client("user")).patch(url, json={"name": "No"})).status_code == 403

    async def test_every_member_sees_the_colleagues(self, org: Organisation) -> None:
        guest = await org.person("guest")
        listed = (await guest.http.get(f"/organizations/{org.id}/members", params={"q": "admin"})).json()["items"]
        assert {"user_id": org.admin.id, "name": "Ada Admin", "email": org.admin.email, "role": "admin", "status": "active"} in listed

    async def test_members_are_invited_by_address(self, org: Organisation) -> None:
        email = f"m{secrets.token_hex(5)}@example.com"
        made = await org.admin.http.post(f"/organizations/{org.id}/members", json={"email": email, "role": "guest"})
        assert (made.status_code, made.json()["status"], made.json()["role"]) == (201, "invited", "guest")
        changed = await org.admin.http.patch(f"/organizations/{org.id}/members/{made.json()['id']}", json={"role": "user"})
        assert changed.json()["role"] == "user"
