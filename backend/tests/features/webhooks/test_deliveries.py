"""Messages on their way: what they say, that they arrive, and what becomes of those that do not."""

import asyncio
import os
import sys
import time
from typing import Any

import asyncpg
import pytest

from app.features.customers.module import Customer
from app.kit.testing import founded, started
from app.kit.testing.product import BACKEND, SECRETS
from app.kit.testing.work import worked_off
from tests.features.webhooks.conftest import Post
from tests.features.webhooks.receiver import genuine


async def test_a_change_arrives_signed_typed_and_once(post: Post) -> None:
    hook = await post.hook("customers.*")
    acme = await post.customer(city="Bonn")
    assert await post.send(hook) == 1
    got = post.receiver.seen[0]
    assert genuine(hook["secret"], got) and abs(int(got.headers["webhook-timestamp"]) - time.time()) < 10
    assert got.headers["content-type"] == "application/json"
    assert (got.json["type"], got.json["data"]["entity"], got.json["data"]["id"]) == ("customers.created", "customers", acme["id"])
    assert got.json["data"]["record"]["city"] == "Bonn"
    assert got.json["data"]["actor"] == {"id": post.org.admin.id, "via": "browser"}
    row = (await post.deliveries(hook))[0]
    assert (row["status"], row["attempts"], row["response_status"], row["response_body"]) == ("delivered", 1, 200, "thanks")
    assert row["message_id"] == got.headers["webhook-id"] and row["payload"] == got.json
    assert await post.send(hook) == 0
    assert (await post.http.get(f"/webhooks/{hook['id']}")).json()["last_delivery"]["status"] == "delivered"


async def test_every_kind_of_change_has_its_name(post: Post) -> None:
    hook = await post.hook("customers.*")
    acme = await post.customer()
    url = f"/customers/{acme['id']}"
    await post.http.patch(url, json={"city": "Bonn"})
    await post.http.patch(f"{url}/status", json={"status": "active"})
    await post.http.delete(url)
    await post.http.post(f"{url}/restore")
    await post.send(hook)
    await post.send(hook)  # four at a time to one address
    kinds = {m.json["type"]: m.json["data"] for m in post.receiver.seen}
    assert set(kinds) == {f"customers.{verb}" for verb in ("created", "updated", "status_changed", "deleted", "restored")}
    assert (kinds["customers.updated"]["changed"], kinds["customers.updated"]["previous"]) == (["city"], {"city": None})
    assert kinds["customers.status_changed"]["previous"] == {"status": "lead"}


async def test_only_wanted_events_are_written(post: Post) -> None:
    wanted, off = await post.hook("customers.updated"), await post.hook("*", enabled=False)
    acme = await post.customer()
    await post.http.patch(f"/customers/{acme['id']}", json={"city": "Bonn"})
    await post.http.post("/tasks", json={"title": "x"})
    assert [d["event"] for d in await post.deliveries(wanted)] == ["customers.updated"]
    assert await post.deliveries(off) == []


async def test_a_change_that_is_rolled_back_tells_nobody(post: Post) -> None:
    hook = await post.hook("*")
    await post.customer()
    assert (await post.http.post("/customers", json={"code": "ACME", "name": "Twice", "status": "lead"})).status_code == 409
    assert len(await post.deliveries(hook)) == 1


async def test_a_deleted_record_is_told_as_it_was(post: Post) -> None:
    hook = await post.hook("customers.created")
    acme = await post.customer()
    await post.http.delete(f"/customers/{acme['id']}")
    await post.send(hook)
    assert post.receiver.seen[0].json["data"]["record"]["code"] == "ACME"


async def test_what_is_deleted_for_good_is_told_without_a_record(post: Post) -> None:
    hook = await post.hook("customers.deleted")
    acme = await post.customer(city="Bonn")
    Customer.__soft_delete__ = False  # as a declaration may say
    try:
        assert (await post.http.delete(f"/customers/{acme['id']}")).status_code == 204
        await post.send(hook)
    finally:
        Customer.__soft_delete__ = True
    data = post.receiver.seen[0].json["data"]
    assert (data["id"], data["previous"]["city"], "record" in data) == (acme["id"], "Bonn", False)


async def test_sensitive_values_are_sent_but_not_kept(post: Post) -> None:
    hook = await post.hook("customers.created")
    Customer.__fields__["phone"].sensitive = True
    try:
        await post.customer(phone="+49 228 1")
        await post.send(hook)
    finally:
        Customer.__fields__["phone"].sensitive = False
    assert post.receiver.seen[0].json["data"]["record"]["phone"] == "+49 228 1"
    assert (await post.deliveries(hook))[0]["payload"]["data"]["record"]["phone"] == "•••"


async def test_an_owner_who_lost_the_right_to_read_learns_nothing(post: Post) -> None:
    bob = await post.org.person(permissions=["webhooks:read", "webhooks:write", "customers:read"])
    hook = await post.hook("*", client=bob.http)
    await post.customer(notes="secret plan")
    weaker = await post.http.post("/roles", json={"name": f"weak-{bob.id}", "permissions": ["webhooks:read", "webhooks:write"]})
    await post.http.patch(f"/users/{bob.id}", json={"role": weaker.json()["name"]})
    await post.send(hook)
    assert post.receiver.seen == []
    row = (await post.deliveries(hook))[0]
    assert (row["status"], row["payload"]) == ("skipped", None)


async def test_a_webhook_whose_owner_left_is_turned_off(post: Post) -> None:
    bob = await post.org.person("admin")
    hook = await post.hook("*", client=bob.http)
    await post.customer()
    assert (await post.http.delete(f"/users/{bob.id}")).status_code == 204
    await post.send(hook)
    assert post.receiver.seen == []
    now = (await post.http.get(f"/webhooks/{hook['id']}")).json()
    assert now["enabled"] is False and "owner" in now["disabled_reason"]


async def test_what_the_owner_saw_is_for_his_eyes(post: Post) -> None:
    hook = await post.hook("*")
    await post.customer()
    await post.send(hook)
    reader = await post.org.client(permissions=["webhooks:read"])
    row = (await reader.get(f"/webhooks/{hook['id']}/deliveries")).json()["items"][0]
    assert row["payload"]["type"] == "customers.created"
    assert "record" not in row["payload"]["data"] and "previous" not in row["payload"]["data"]


async def test_failures_are_tried_again_under_the_same_id(post: Post) -> None:
    hook = await post.hook("*")
    post.receiver.plan = ["500 Oops", "503 Busy", "200 OK"]
    await post.customer()
    for attempt in (1, 2):
        await post.send(hook)
        row = (await post.deliveries(hook))[0]
        assert (row["status"], row["attempts"], row["finished_at"]) == ("pending", attempt, None)
    await post.send(hook)
    row = (await post.deliveries(hook))[0]
    assert (row["status"], row["attempts"], row["error"]) == ("delivered", 3, "")
    assert len({m.headers["webhook-id"] for m in post.receiver.seen}) == 1
    assert all(genuine(hook["secret"], m) for m in post.receiver.seen)


async def test_a_receiver_is_left_alone_for_as_long_as_it_asks(post: Post, owner: asyncpg.Connection) -> None:
    hook = await post.hook("*")
    post.receiver.plan = ["429 Slow down\r\nretry-after: 600", "200 OK"]
    await post.customer()
    await post.send(hook)
    assert await post.send(hook) == 0
    wait = await owner.fetchval("select extract(epoch from next_at - now()) from webhook_deliveries where webhook_id = $1", hook["id"])
    assert 590 < wait <= 601


async def test_a_dead_address_is_given_up_turned_off_and_told(post: Post) -> None:
    hook = await post.hook("*")
    post.receiver.plan = ["500 Oops"]
    await post.customer()
    for _ in range(4):
        await post.send(hook)
    row = (await post.deliveries(hook))[0]
    assert (row["status"], row["attempts"]) == ("failed", 3)
    now = (await post.http.get(f"/webhooks/{hook['id']}")).json()
    assert now["enabled"] is False and now["disabled_reason"]
    bell = (await post.http.get("/notifications", params={"kind": "webhook.disabled"})).json()["items"]
    assert [n["link"] for n in bell] == [f"/webhooks/{hook['id']}"]
    log = (await post.http.get("/audit-logs", params={"entity_type": "webhooks", "entity_id": hook["id"]})).json()["items"][0]
    assert (log["actor"]["via"], log["new_values"]["enabled"]) == ("system", False)


async def test_an_address_that_took_something_meanwhile_stays_on(post: Post) -> None:
    hook = await post.hook("*")
    post.receiver.plan = ["500 Oops"]
    await post.customer("ONE")
    await post.send(hook)
    post.receiver.plan = ["500 Oops", "200 OK", "500 Oops"]
    await post.customer("TWO")
    await post.send(hook)
    for _ in range(3):
        await post.send(hook)
    assert sorted(d["status"] for d in await post.deliveries(hook)) == ["delivered", "failed"]
    assert (await post.http.get(f"/webhooks/{hook['id']}")).json()["enabled"] is True


async def test_gone_turns_it_off_at_once(post: Post) -> None:
    hook = await post.hook("*")
    post.receiver.plan = ["410 Gone"]
    await post.customer()
    await post.send(hook)
    now = (await post.http.get(f"/webhooks/{hook['id']}")).json()
    assert (now["enabled"], "410" in now["disabled_reason"]) == (False, True)
    again = (await post.http.patch(f"/webhooks/{hook['id']}", json={"enabled": True})).json()
    assert (again["enabled"], again["disabled_reason"]) == (True, "")


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest", "http://127.0.0.1:1/"])
async def test_redirects_are_failures_and_never_followed(post: Post, target: str) -> None:
    hook = await post.hook("*")
    post.receiver.plan = [f"307 Temporary Redirect\r\nlocation: {target}"]
    await post.customer()
    await post.send(hook)
    row = (await post.deliveries(hook))[0]
    assert (row["status"], row["response_status"], "redirect" in row["error"]) == ("pending", 307, True)
    assert len(post.receiver.seen) == 1


async def test_an_address_that_became_private_is_not_called(post: Post, owner: asyncpg.Connection) -> None:
    hook = await post.hook("*")
    await owner.execute("update webhooks set url = 'http://127.0.0.1:9/' where id = $1", hook["id"])
    await post.customer()
    await post.send(hook)
    row = (await post.deliveries(hook))[0]
    assert (row["status"], row["response_status"]) == ("failed", None)


async def test_long_answers_are_kept_in_part(post: Post) -> None:
    hook = await post.hook("*")
    post.receiver.body = "x" * 300_000
    await post.customer()
    await post.send(hook)
    row = (await post.deliveries(hook))[0]
    assert (row["status"], len(row["response_body"])) == ("delivered", 2000)


async def test_a_slow_address_holds_no_other_up(post: Post) -> None:
    slow = await post.hook("*")
    post.receiver.gap = 1.0
    for code in ("A", "B", "C", "D", "E", "F"):
        await post.customer(code)
    began = time.perf_counter()
    assert await post.send(slow) == 4
    assert time.perf_counter() - began < 3.5  # one after the other they would take four
    assert await post.send(slow) == 2


async def test_two_processes_do_not_send_twice(post: Post) -> None:
    hook = await post.hook("*")
    post.receiver.gap = 0.2
    await post.customer()
    assert sum(await asyncio.gather(*(post.send(hook) for _ in range(4)))) == 1
    assert len(post.receiver.seen) == 1


async def test_a_killed_process_loses_nothing(post: Post) -> None:
    hook = await post.hook("*")
    await post.customer()
    environment = {
        **os.environ, **{k.upper(): v for k, v in SECRETS.items()}, "DATABASE_URL": os.environ["TEST_DATABASE_URL"],
        "REDIS_URL": os.environ["TEST_REDIS_URL"], "ENVIRONMENT": "test", "EGRESS_ALLOW": f"127.0.0.1:{post.receiver.port}",
        "LEASE_SECONDS": "1", "FAULT": "webhook_sent:1:kill",
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.features.webhooks.courier", hook["id"], cwd=BACKEND, env=environment
    )
    assert await process.wait() == -9
    assert len(post.receiver.seen) == 1 and (await post.deliveries(hook))[0]["status"] == "pending"
    await asyncio.sleep(1.1)
    assert await post.send(hook) == 1
    assert (await post.deliveries(hook))[0]["status"] == "delivered"
    first, second = post.receiver.seen
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


async def test_a_message_is_sent_again_on_request(post: Post) -> None:
    hook = await post.hook("*")
    await post.customer()
    await post.send(hook)
    row = (await post.deliveries(hook))[0]
    again = await post.http.post(f"/webhooks/{hook['id']}/deliveries/{row['id']}/redeliver")
    assert (again.status_code, again.json()["status"]) == (202, "pending")
    await post.send(hook)
    assert [m.headers["webhook-id"] for m in post.receiver.seen] == [row["message_id"]] * 2


async def test_a_test_message_shows_whether_it_arrives(post: Post) -> None:
    hook = await post.hook("invoices.created")
    asked = await post.http.post(f"/webhooks/{hook['id']}/test")
    assert asked.status_code == 202
    await post.send(hook)
    got = post.receiver.seen[0]
    assert got.json["type"] == "webhooks.test" and genuine(hook["secret"], got)
    assert (await post.http.get(f"/webhooks/{hook['id']}/deliveries/{asked.json()['id']}")).json()["status"] == "delivered"


async def test_an_import_tells_of_every_record(post: Post) -> None:
    hook = await post.hook("customers.created")
    lines = "".join(f"K{i:03},Customer {i}\n" for i in range(60))
    asked = await post.http.post("/customers/import", files={"file": ("c.csv", f"code,name\n{lines}")})
    await worked_off(post.product, post.http, asked.json()["operation_id"])
    rows: int = (await post.http.get(f"/webhooks/{hook['id']}/deliveries", params={"count": "true"})).json()["total"]
    assert rows == 60


async def test_the_product_sends_by_itself(post: Post, tmp_path: Any) -> None:
    settings = {"egress_allow": f"127.0.0.1:{post.receiver.port}", "webhook_poll_seconds": 0.05}
    async with started(tmp_path / "own", **settings) as product:
        there = await founded(product)
        own = Post(product, there, post.receiver)
        hook = await own.hook("*")
        await own.customer()
        async with asyncio.timeout(10):
            while not post.receiver.seen:
                await asyncio.sleep(0.02)
        async with asyncio.timeout(10):
            while (await own.deliveries(hook))[0]["status"] != "delivered":
                await asyncio.sleep(0.02)
        await there.aclose()


async def test_somebody_sends_data_of_his_own(post: Post) -> None:
    made = await post.hook("customers.*")
    sent = await post.http.post(f"/webhooks/{made['id']}/send", json={"event": "custom.report_ready", "data": {"total": "12.50"}})
    assert sent.status_code == 202, sent.text
    await post.send(made)
    assert (post.receiver.seen[0].json["type"], post.receiver.seen[0].json["data"]) == ("custom.report_ready", {"total": "12.50"})
    assert genuine(made["secret"], post.receiver.seen[0])
    for wrong in ("invoices.updated", "custom", "custom.", "custom.A b"):
        assert (await post.http.post(f"/webhooks/{made['id']}/send", json={"event": wrong, "data": {}})).status_code == 422
    assert "send_webhook" in [t["name"] for t in (await post.http.get("/agents/tools")).json()["items"] if t["effect"] == "write"]
