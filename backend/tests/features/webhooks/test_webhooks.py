"""Webhooks as administrators keep them: addresses, events, secrets, rights."""

from typing import Any

import asyncpg
import pytest

from app.kit.testing import Organisation
from tests.features.webhooks.conftest import Post
from tests.features.webhooks.receiver import genuine


async def test_a_webhook_is_made_read_changed_and_removed(post: Post) -> None:
    made = await post.hook("invoices.created", "customers.*")
    assert made["secret"].startswith("whsec_") and len(made["secret"]) >= 40
    url = f"/webhooks/{made['id']}"
    read = (await post.http.get(url)).json()
    assert "secret" not in read and read["owner_name"] == "Ada Admin" and read["last_delivery"] is None
    changed = await post.http.patch(url, json={"name": "Shop", "enabled": False}, headers={"if-match": '"1"'})
    assert (changed.json()["name"], changed.json()["enabled"], changed.headers["etag"]) == ("Shop", False, '"2"')
    assert (await post.http.patch(url, json={"name": "Late"}, headers={"if-match": '"1"'})).status_code == 412
    assert [w["id"] for w in (await post.http.get("/webhooks")).json()["items"]] == [made["id"]]
    assert (await post.http.delete(url)).status_code == 204
    assert (await post.http.get(url)).status_code == 404


async def test_the_secret_is_stored_encrypted_and_never_shown_again(post: Post, owner: asyncpg.Connection) -> None:
    made = await post.hook()
    stored = await owner.fetchval("select secret from webhooks where id = $1", made["id"])
    raw = made["secret"].removeprefix("whsec_")
    assert raw not in stored
    shown = [(await post.http.get(path)).text for path in ("/webhooks", f"/webhooks/{made['id']}", "/audit-logs?entity_type=webhooks")]
    assert "•••" in shown[2] and not [text for text in shown if raw in text or stored in text]


async def test_a_secret_of_another_row_does_not_open(post: Post, owner: asyncpg.Connection) -> None:
    one, two = await post.hook(), await post.hook()
    await owner.execute("update webhooks set secret = (select secret from webhooks where id = $1) where id = $2", one["id"], two["id"])
    await post.customer()
    await post.send(two)
    assert post.receiver.seen == []
    assert (await post.deliveries(two))[0]["status"] == "failed"


async def test_two_signatures_while_one_secret_replaces_the_other(post: Post, owner: asyncpg.Connection) -> None:
    made = await post.hook()
    newer = (await post.http.post(f"/webhooks/{made['id']}/rotate-secret")).json()["secret"]
    await post.customer("ONE")
    await post.send(made)
    assert newer != made["secret"]
    assert genuine(newer, post.receiver.seen[0]) and genuine(made["secret"], post.receiver.seen[0])
    await owner.execute("update webhooks set previous_until = now() - interval '1 second' where id = $1", made["id"])
    await post.customer("TWO")
    await post.send(made)
    assert genuine(newer, post.receiver.seen[1]) and not genuine(made["secret"], post.receiver.seen[1])


@pytest.mark.parametrize("url", [
    "http://127.0.0.1:1/", "http://169.254.169.254/latest", "https://localhost/", "ftp://example.com/", "http://a@127.0.0.1/", "nothing",
    "http://10.0.0.1/", "http://[::1]/", "https://example.com:22/",
])  # fmt: skip
async def test_private_addresses_are_refused(post: Post, url: str) -> None:
    refused = await post.http.post("/webhooks", json={"name": "x", "url": url, "events": ["*"]})
    assert refused.status_code == 422, url
    assert refused.json()["errors"][0]["loc"] == ["body", "url"]


@pytest.mark.parametrize("events", [["invoices.exploded"], ["users.created"], ["nothing.*"], [""], []])
async def test_events_must_exist(post: Post, events: list[str]) -> None:
    refused = await post.http.post("/webhooks", json={"name": "x", "url": post.receiver.url, "events": events})
    assert refused.status_code == 422


async def test_only_who_may_have_webhooks_has_them(post: Post, org: Organisation) -> None:
    made = await post.hook()
    for client, status in ((await post.org.client("user"), 403), (org.admin.http, 404)):
        for method, path in (
            ("GET", ""),
            ("PATCH", ""),
            ("DELETE", ""),
            ("GET", "/deliveries"),
            ("POST", "/test"),
            ("POST", "/rotate-secret"),
        ):
            body: Any = {"name": "x"} if method == "PATCH" else None
            assert (await client.request(method, f"/webhooks/{made['id']}{path}", json=body)).status_code == status, (method, path)
    reader = await post.org.client(permissions=["webhooks:read"])
    assert (await reader.get(f"/webhooks/{made['id']}")).status_code == 200
    assert (await reader.post("/webhooks", json={"name": "x", "url": post.receiver.url, "events": ["*"]})).status_code == 403


async def test_nobody_listens_to_records_he_may_not_read(post: Post) -> None:
    narrow = await post.org.client(permissions=["webhooks:read", "webhooks:write", "customers:read"])
    given = {"name": "x", "url": post.receiver.url, "events": ["invoices.created"]}
    refused = await narrow.post("/webhooks", json=given)
    assert refused.status_code == 403 and "invoices:read" in refused.json()["detail"]
    assert (await narrow.post("/webhooks", json={**given, "events": ["customers.*"]})).status_code == 201


async def test_who_changes_the_address_becomes_the_owner(post: Post) -> None:
    made = await post.hook()
    colleague = await post.org.person("admin")
    url = f"/webhooks/{made['id']}"
    renamed = (await colleague.http.patch(url, json={"name": "x"})).json()
    assert renamed["owner_id"] == post.org.admin.id
    moved = (await colleague.http.patch(url, json={"url": f"{post.receiver.url}/2"})).json()
    assert moved["owner_id"] == colleague.id


async def test_events_are_listed_by_name(post: Post) -> None:
    events = (await post.http.get("/meta/events")).json()["events"]
    assert {"invoices.created", "invoices.status_changed", "tasks.restored"} <= {e["name"] for e in events}
    narrow = await post.org.client(permissions=["customers:read"])
    assert {e["entity"] for e in (await narrow.get("/meta/events")).json()["events"]} == {"customers"}
