"""API keys: shown once, bounded by their person and their scopes, refused at once when either ends."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.kit.core.access import Authenticator
from app.kit.testing import Organisation, Product, started
from app.kit.testing.live import listening, served
from app.kit.testing.work import worked_off

SCOPES = ["customers:read", "customers:write", "notifications:read"]


async def made(http: httpx.AsyncClient, scopes: list[str] | None = None, **more: Any) -> dict[str, Any]:
    """A new key of somebody."""
    answer = await http.post("/api-keys", json={"name": "Script", "scopes": scopes or SCOPES, **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def with_key(product: Product, secret: str) -> httpx.AsyncClient:
    """Requests of a program that holds a key."""
    return product.client(headers={"authorization": f"Bearer {secret}"})


async def test_the_secret_is_shown_once_and_only_its_hmac_is_kept(org: Organisation, owner: Any) -> None:
    http = org.admin.http
    key = await made(http, expires_at=(datetime.now(UTC) + timedelta(days=30)).isoformat())
    assert re.fullmatch(r"sk_[A-Za-z0-9]{10}_[A-Za-z0-9]{43}", key["secret"])
    assert key["secret"].startswith(key["prefix"] + "_") and key["status"] == "active"
    listed = (await http.get("/api-keys")).json()["items"]
    assert [k["id"] for k in listed] == [key["id"]] and "secret" not in listed[0] and "digest" not in listed[0]
    assert "secret" not in (await http.get(f"/api-keys/{key['id']}")).json()
    random = key["secret"].rpartition("_")[2]
    row = dict(await owner.fetchrow("select * from api_keys where id = $1", key["id"]))
    assert random not in repr(row) and len(row["digest"]) == 64
    audit = await owner.fetch("select new_values::text from audit_logs where entity_id = $1", key["id"])
    assert audit and all(random not in r["new_values"] and row["digest"] not in r["new_values"] for r in audit)


async def test_a_repeated_creation_gives_the_same_key_and_stores_no_secret(org: Organisation, owner: Any) -> None:
    headers = {"idempotency-key": "once"}
    body = {"name": "Script", "scopes": SCOPES}
    first, second = [(await org.admin.http.post("/api-keys", json=body, headers=headers)).json() for _ in range(2)]
    assert first == second
    kept = [bytes(r["body"]) for r in await owner.fetch("select body from idempotency_keys where org_id = $1", org.id)]
    assert kept and all(first["secret"].rpartition("_")[2].encode() not in body for body in kept)


async def test_both_headers_open_the_same_door(product: Product, org: Organisation) -> None:
    key = await made(org.admin.http)
    async with with_key(product, key["secret"]) as http, product.client(headers={"x-api-key": key["secret"]}) as other:
        for client in (http, other):
            me = (await client.get("/auth/me")).json()
            assert (me["id"], me["permissions"]) == (org.admin.id, sorted(SCOPES))
            assert (await client.get("/customers")).status_code == 200
            assert (await client.get("/invoices")).status_code == 403


@pytest.mark.parametrize("secret", ["sk-test-key-12345", "sk_", "sk_abcdefghij_" + "a" * 43, "sk_abc", "sk_ä_\0"])
async def test_what_is_no_key_is_refused(product: Product, secret: str) -> None:
    assert await product.kit.use(Authenticator)(product.kit, secret) is None
    if secret.isascii() and "\0" not in secret:
        async with with_key(product, secret) as http:
            answer = await http.get("/customers")
            assert answer.status_code == 401 and "www-authenticate" in answer.headers


async def test_a_key_with_another_end_is_refused(product: Product, org: Organisation) -> None:
    secret = (await made(org.admin.http))["secret"]
    async with with_key(product, secret[:-1] + ("a" if secret[-1] != "a" else "b")) as http:
        assert (await http.get("/customers")).status_code == 401


async def test_what_it_does_is_audited_under_its_name(product: Product, org: Organisation) -> None:
    key = await made(org.admin.http)
    async with with_key(product, key["secret"]) as http:
        acme = (await http.post("/customers", json={"code": "ACME", "name": "Acme"})).json()
    row = (await org.admin.http.get("/audit-logs", params={"entity_id": acme["id"]})).json()["items"][0]
    assert (row["actor"]["user_id"], row["actor"]["via"], row["actor"]["api_key_id"]) == (org.admin.id, "key", key["id"])
    found = (await org.admin.http.get("/audit-logs", params={"api_key_id": key["id"]})).json()["items"]
    assert [r["entity_id"] for r in found] == [acme["id"]]


async def test_nobody_gives_what_he_does_not_have(org: Organisation) -> None:
    guest = await org.client("guest")
    assert (await made(guest, ["customers:read"]))["scopes"] == ["customers:read"]
    for scopes in (["customers:write"], ["nothing:here"], ["api_keys:use"], ["*"], []):
        answer = await guest.post("/api-keys", json={"name": "x", "scopes": scopes})
        assert answer.status_code == 422 and answer.json()["errors"][0]["loc"][:2] == ["body", "scopes"], answer.text
    offered = {s["name"] for s in (await guest.get("/api-keys/scopes")).json()}
    assert "customers:read" in offered and not offered & {"customers:write", "api_keys:use"}


async def test_it_must_end_later_than_now(org: Organisation) -> None:
    for end in ("2020-01-01T00:00:00Z", "2120-01-01T00:00:00"):
        answer = await org.admin.http.post("/api-keys", json={"name": "x", "scopes": SCOPES, "expires_at": end})
        assert answer.status_code == 422 and answer.json()["errors"][0]["loc"] == ["body", "expires_at"]


async def test_it_ends_by_itself(product: Product, org: Organisation) -> None:
    ends = datetime.now(UTC) + timedelta(seconds=4)  # long enough for two requests on a busy machine
    key = await made(org.admin.http, expires_at=ends.isoformat())
    async with with_key(product, key["secret"]) as http:
        assert (await http.get("/customers")).status_code == 200  # and is remembered
        await asyncio.sleep((ends - datetime.now(UTC)).total_seconds() + 0.05)
        assert (await http.get("/customers")).status_code == 401
    assert (await org.admin.http.get(f"/api-keys/{key['id']}")).json()["status"] == "expired"


async def test_it_falls_with_its_person(product: Product, org: Organisation) -> None:
    ada = await org.person("user")
    secret = (await made(ada.http))["secret"]
    async with with_key(product, secret) as http:
        assert (await http.post("/customers", json={"code": "A", "name": "A"})).status_code == 201
        assert (await org.admin.http.patch(f"/users/{ada.id}", json={"role": "guest"})).status_code == 200
        assert (await http.post("/customers", json={"code": "B", "name": "B"})).status_code == 403  # at once, though remembered
        assert (await http.get("/customers")).status_code == 200
        assert (await org.admin.http.patch(f"/users/{ada.id}/status", json={"status": "inactive"})).status_code == 200
        assert (await http.get("/customers")).status_code == 401
        assert (await org.admin.http.patch(f"/users/{ada.id}/status", json={"status": "active"})).status_code == 200
        assert (await http.get("/customers")).status_code == 401, "who comes back makes new keys"


async def test_it_is_turned_off_renamed_and_revoked(product: Product, org: Organisation) -> None:
    admin = org.admin.http
    key = await made(admin)
    url = f"/api-keys/{key['id']}"
    async with with_key(product, key["secret"]) as http:
        assert (await http.get("/customers")).status_code == 200
        off = (await admin.patch(url, json={"enabled": False, "name": "Nightly"})).json()
        assert (off["name"], off["status"]) == ("Nightly", "disabled")
        assert (await http.get("/customers")).status_code == 401
        await admin.patch(url, json={"enabled": True})
        assert (await http.get("/customers")).status_code == 200
        assert (await admin.delete(url, headers={"if-match": '"1"'})).status_code == 412
        assert (await admin.delete(url)).status_code == 204
        assert (await http.get("/customers")).status_code == 401
    assert (await admin.get(url)).status_code == 404


async def test_everybody_has_his_own_and_an_administrator_sees_all(org: Organisation, other_org: Organisation) -> None:
    ada, bob = await org.person("user"), await org.person("user")
    key = await made(ada.http)
    url = f"/api-keys/{key['id']}"
    assert (await bob.http.get("/api-keys")).json()["items"] == []
    assert (await bob.http.get("/api-keys", params={"everybody": True})).status_code == 403
    for stranger in (bob.http, other_org.admin.http):
        assert (await stranger.get(url)).status_code == 404
        assert (await stranger.patch(url, json={"enabled": False})).status_code == 404
        assert (await stranger.delete(url)).status_code == 404
    listed = (await org.admin.http.get("/api-keys", params={"everybody": True})).json()["items"]
    assert [(k["id"], k["user_id"], k["user_name"]) for k in listed] == [(key["id"], ada.id, "User Person")]
    assert (await org.admin.http.delete(url)).status_code == 204


async def test_a_key_makes_no_keys_changes_no_rights_and_reads_no_secrets(product: Product, org: Organisation) -> None:
    """Security case 102, for a key that may do all that an administrator may."""
    everything = [s["name"] for s in (await org.admin.http.get("/api-keys/scopes")).json()]
    key = await made(org.admin.http, everything)
    ada = await org.person("user")
    hook = (await org.admin.http.post("/webhooks", json={"name": "x", "url": "https://hooks.example.com/", "events": ["*"]})).json()
    role = (await org.admin.http.post("/roles", json={"name": "Helpers", "permissions": []})).json()
    wanted: list[tuple[str, str, Any]] = [
        ("POST", "/api-keys", {"name": "x", "scopes": SCOPES}), ("GET", "/api-keys", None), ("GET", f"/api-keys/{key['id']}", None),
        ("PATCH", f"/api-keys/{key['id']}", {"enabled": True}), ("DELETE", f"/api-keys/{key['id']}", None),
        ("POST", "/auth/me/password", {"current_password": "x", "new_password": "y"}), ("PATCH", "/auth/me", {"name": "x"}),
        ("POST", "/auth/me/organization", {"organization_id": org.id}), ("GET", "/auth/sessions", None), ("DELETE", "/auth/sessions", None),
        ("POST", "/roles", {"name": "x", "permissions": []}), ("PATCH", f"/roles/{role['id']}", {"permissions": ["users:write"]}),
        ("DELETE", f"/roles/{role['id']}", None), ("POST", "/users", {"email": "x@example.com", "name": "x", "role": "admin"}),
        ("PATCH", f"/users/{ada.id}", {"role": "admin"}), ("PATCH", f"/users/{ada.id}/status", {"status": "inactive"}),
        ("POST", f"/organizations/{org.id}/members", {"email": "x@example.com", "role": "admin"}), ("GET", "/mails", None),
        ("POST", "/webhooks", {"name": "y", "url": "https://hooks.example.com/", "events": ["*"]}),
        ("POST", f"/webhooks/{hook['id']}/rotate-secret", None),
    ]  # fmt: skip
    async with with_key(product, key["secret"]) as http:
        for method, path, body in wanted:
            answer = await http.request(method, path, json=body)
            assert answer.status_code == 403 and "API key" in answer.json()["detail"], f"{method} {path}: {answer.status_code}"
        assert (await http.get("/users")).status_code == 200 and (await http.get("/webhooks")).status_code == 200


async def test_when_it_was_used_is_noted_to_the_minute(product: Product, org: Organisation, owner: Any) -> None:
    key = await made(org.admin.http)
    url = f"/api-keys/{key['id']}"
    assert key["last_used_at"] is None
    async with with_key(product, key["secret"]) as http, started(product.kit.settings.data_dir, principal_cache_seconds=0) as second:
        await http.get("/customers")
        used = (await org.admin.http.get(url)).json()
        assert used["last_used_at"] and used["version"] == key["version"]
        async with with_key(second, key["secret"]) as again:  # a process that remembers nothing asks each time
            for _ in range(3):
                assert (await again.get("/customers")).status_code == 200
            assert (await org.admin.http.get(url)).json()["last_used_at"] == used["last_used_at"]
            await owner.execute("update api_keys set last_used_at = last_used_at - interval '2 minutes' where id = $1", key["id"])
            await again.get("/customers")
        assert (await org.admin.http.get(url)).json()["last_used_at"] >= used["last_used_at"]


async def test_each_key_has_a_limit_of_its_own(product: Product, org: Organisation) -> None:
    loud, quiet = await made(org.admin.http), await made(org.admin.http)
    async with (
        started(product.kit.settings.data_dir, rate_limit_per_minute=20) as small,
        with_key(small, loud["secret"]) as http,
        with_key(small, quiet["secret"]) as other,
    ):
        answers = [await http.get("/customers", params={"limit": 1}) for _ in range(60)]
        refused = [a for a in answers if a.status_code == 429]
        assert refused and "retry-after" in refused[0].headers
        assert (await other.get("/customers")).status_code == 200


async def test_a_person_has_a_bounded_number(org: Organisation) -> None:
    ada = await org.client("user")
    for _ in range(50):
        await made(ada)
    assert (await ada.post("/api-keys", json={"name": "x", "scopes": SCOPES})).status_code == 409


async def test_a_socket_takes_a_key_and_loses_it(product: Product, org: Organisation) -> None:
    key = await made(org.admin.http)
    async with served(product) as address, listening(address, key["secret"]) as listener:
        assert (await listener.subscribe("entity:customers"))["ok"]
        assert not (await listener.subscribe("entity:invoices"))["ok"], "the key does not reach so far"
        assert (await org.admin.http.delete(f"/api-keys/{key['id']}")).status_code == 204
        await listener.gone()


async def test_work_that_a_key_begins_reaches_no_further_than_the_key(product: Product, org: Organisation, owner: Any) -> None:
    key = await made(org.admin.http, ["customers:write", "customers:read"])
    async with with_key(product, key["secret"]) as http:
        begun = await http.post("/customers/import", files={"file": ("a.csv", b"code,name\nA,B\n", "text/csv")})
        assert begun.status_code == 202, begun.text
    row = await owner.fetchrow("select via, scopes from operations where id = $1", begun.json()["operation_id"])
    assert (row["via"], row["scopes"]) == ("key", ["customers:read", "customers:write"])


async def test_a_socket_of_a_small_key_hears_nothing_meant_for_its_person(product: Product, org: Organisation) -> None:
    small, large = await made(org.admin.http, ["customers:read"]), await made(org.admin.http)
    async with (
        served(product) as address,
        listening(address, small["secret"], "entity:customers") as deaf,
        listening(address, large["secret"], "entity:customers") as told,
    ):
        begun = (await org.admin.http.post("/customers/import", files={"file": ("a.csv", b"code,name\nA,B\n", "text/csv")})).json()
        await worked_off(product, org.admin.http, begun["operation_id"])
        await told.until(lambda _: told.of("operation.progress"))
        await deaf.until(lambda _: deaf.of("entity.changed"))
    assert not deaf.of("operation.progress") and not deaf.of("notification")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/traces"), ("GET", "/memories"), ("POST", "/memories"), ("DELETE", "/memories"), ("PUT", "/memories/settings"),
        ("GET", "/model-calls"), ("GET", "/model-calls/usage"), ("GET", "/files/018f0000-0000-7000-8000-000000000000/content"),
        ("GET", "/conversations/018f0000-0000-7000-8000-000000000000/trail"),
    ],
)  # fmt: skip
async def test_what_is_its_persons_own_needs_a_scope_too(product: Product, org: Organisation, method: str, path: str) -> None:
    small, large = await made(org.admin.http), await made(org.admin.http, ["agents:use", "files:write"])
    async with with_key(product, small["secret"]) as http:
        answer = await http.request(method, path, json={} if method in ("POST", "PUT") else None)
        assert answer.status_code == 403 and "this API key" in answer.json()["detail"], answer.text
    async with with_key(product, large["secret"]) as http:
        assert (await http.request(method, path, json={} if method in ("POST", "PUT") else None)).status_code != 403


async def test_a_key_sees_only_work_that_reaches_no_further_than_itself(product: Product, org: Organisation) -> None:
    file = {"file": ("a.csv", b"code,name\nA,B\n", "text/csv")}
    admin = org.admin.http
    narrow, same, other = [await made(admin, s) for s in (["customers:read"], SCOPES, ["invoices:read", "agents:use"])]
    own = (await admin.post("/customers/import", files=file)).json()["operation_id"]
    async with with_key(product, (await made(admin))["secret"]) as http:
        keys = (await http.post("/customers/import", files=file)).json()["operation_id"]
    for secret, seen in ((same["secret"], [keys]), (narrow["secret"], []), (other["secret"], [])):
        async with with_key(product, secret) as http:
            assert [o["id"] for o in (await http.get("/operations")).json()["items"]] == seen
            for id in (own, keys):
                expected = 200 if id in seen else 404
                assert (await http.get(f"/operations/{id}")).status_code == expected
            assert (await http.post(f"/operations/{own}/cancel")).status_code == 404
    assert [o["id"] for o in (await admin.get("/operations")).json()["items"]] == [keys, own]


async def test_a_new_secret_takes_the_place_of_the_old_one_at_once(product: Product, org: Organisation, owner: Any) -> None:
    key = await made(org.admin.http, expires_at=(datetime.now(UTC) + timedelta(days=30)).isoformat())
    async with with_key(product, key["secret"]) as old:
        assert (await old.get("/customers")).status_code == 200  # and is remembered
        answer = await org.admin.http.post(f"/api-keys/{key['id']}/rotate")
        assert answer.status_code == 200, answer.text
        assert (await old.get("/customers")).status_code == 401
    fresh = answer.json()
    kept = ("id", "name", "scopes", "expires_at", "enabled", "user_id", "created_at")
    assert {name: fresh[name] for name in kept} == {name: key[name] for name in kept}
    assert fresh["secret"] != key["secret"] and fresh["secret"].startswith(fresh["prefix"] + "_")
    async with with_key(product, fresh["secret"]) as new:
        assert (await new.get("/customers")).status_code == 200
        assert (await new.get("/invoices")).status_code == 403
    row = (await org.admin.http.get("/audit-logs", params={"entity_id": key["id"], "action": "update"})).json()["items"][0]
    assert f"sk_{row['old_values']['prefix']}" == key["prefix"] and f"sk_{row['new_values']['prefix']}" == fresh["prefix"]
    kept_rows = await owner.fetch("select old_values::text || new_values::text as all from audit_logs where entity_id = $1", key["id"])
    assert all(secret.rpartition("_")[2] not in r["all"] for r in kept_rows for secret in (key["secret"], fresh["secret"]))


async def test_only_its_person_gets_a_new_secret_and_only_of_a_key_that_lives(
    product: Product, org: Organisation, other_org: Organisation
) -> None:
    ada = await org.person("user")
    key = await made(ada.http)
    assert (await org.admin.http.get(f"/api-keys/{key['id']}")).status_code == 200  # sees it, and may revoke it
    assert (await org.admin.http.post(f"/api-keys/{key['id']}/rotate")).status_code == 403
    assert (await other_org.admin.http.post(f"/api-keys/{key['id']}/rotate")).status_code == 404
    async with with_key(product, key["secret"]) as http:
        assert (await http.post(f"/api-keys/{key['id']}/rotate")).status_code == 403  # no key makes keys
        assert (await http.get("/customers")).status_code == 200  # nothing of that changed it
    assert (await ada.http.post(f"/api-keys/{key['id']}/rotate", headers={"if-match": '"99"'})).status_code == 412
    ended = await made(ada.http, expires_at=(datetime.now(UTC) + timedelta(seconds=1)).isoformat())
    await asyncio.sleep(1.1)
    assert (await ada.http.post(f"/api-keys/{ended['id']}/rotate")).status_code == 409
