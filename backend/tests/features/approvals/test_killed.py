"""A real process that is killed while it does what a person approved: nobody repeats it, and a person says how it ended."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
from sqlalchemy import update

from app.features.approvals.models import Approval
from app.features.approvals.service import leave_unsure
from app.kit.core.system import system
from app.kit.testing import Organisation, Product
from tests.features.conversations.test_live import served
from tests.features.webhooks.receiver import receiving

SENDER = {"name": "sender", "label": "Sender", "role": "You send.", "tools": ["http_request"]}


async def test_what_left_the_house_before_the_kill_is_not_sent_again(org: Organisation, product: Product, tmp_path: Path) -> None:
    async with receiving() as receiver:
        receiver.gap = 30
        calls = [{"name": "http_request", "args": {"url": receiver.url, "body": "pay"}}]
        script = {"rules": [{"role": "tool", "match": ".", "text": "It waits."}, {"match": "send", "calls": calls}]}
        (tmp_path / "script.json").write_text(json.dumps(script))
        rule = [{"tool": "http_request", "hosts": ["127.0.0.1"]}]
        assert (await org.admin.http.post("/agents", json={**SENDER, "policies": rule})).status_code == 201
        headers = {"authorization": f"Bearer {org.admin.token}"}
        async with (
            served(tmp_path, EGRESS_ALLOW=f"127.0.0.1:{receiver.port}") as (doomed, base),
            httpx.AsyncClient(base_url=base, headers=headers, timeout=60) as client,
        ):
            talk = (await client.post("/conversations", json={"agent": "sender"})).json()
            [approval] = (await client.post(f"/conversations/{talk['id']}/messages", json={"content": "send it"})).json()["approvals"]
            url = f"/conversations/{talk['id']}/approvals/{approval['id']}"
            approving = asyncio.create_task(client.post(url, json={"decision": "approve"}))
            async with asyncio.timeout(30):
                while not receiver.seen:
                    await asyncio.sleep(0.02)
            doomed.kill()
            await doomed.wait()
            assert isinstance((await asyncio.gather(approving, return_exceptions=True))[0], httpx.HTTPError)
        ann = org.admin.http
        assert [a["status"] for a in (await ann.get("/approvals", params={"open": "true"})).json()["items"]] == ["doing"]
        assert (await ann.post(url, json={"decision": "approve"})).status_code == 409
        async with system(product.kit).begin() as db:  # as if it had been begun an hour ago
            late = datetime.now(UTC) - timedelta(hours=1)
            await db.execute(update(Approval).where(Approval.id == UUID(approval["id"])).values(decided_at=late))
        await leave_unsure(product.kit)
        assert (await ann.delete("/agents/sender")).status_code == 204  # it can be settled without its agent, too
        assert (await ann.post(url, json={"decision": "approve"})).status_code == 409
        done = (await ann.post(url, json={"decision": "done"})).json()
        assert (done["status"], done["error"], len(receiver.seen)) == ("approved", "", 1)
