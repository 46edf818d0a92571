"""The walk over all routes as somebody of another organisation: whatever names a record of ours is 404 for him, and changes nothing."""

import asyncio
import secrets
from typing import Any

import httpx
import pytest

from app.kit.testing import Organisation, Product
from app.kit.web.operation import Operation
from tests.kit.entity.samples import customer, invoice, made

TIERS = {"small": "m", "standard": "m", "large": "m"}
DRAFT: dict[str, Any] = {"label": "Ours", "role": "You help.", "tools": ["list_customers"]}


async def trace(http: httpx.AsyncClient) -> str:
    """Of an answer; it is written down behind its last word."""
    talk = await made(http, "/conversations", {"agent": "assistant"})
    assert (await http.post(f"/conversations/{talk['id']}/messages", json={"content": "How many customers?"})).status_code == 200
    while not (found := (await http.get("/traces")).json()["items"]):
        await asyncio.sleep(0.05)
    return str(found[0]["id"])


async def ours(org: Organisation) -> dict[str, str]:
    """One record of each noun whose routes name one: its id by the first segment of the path."""
    http = org.admin.http
    buyer, other = await customer(http), await customer(http)
    bill = await invoice(http, buyer["id"])
    link = {"source_type": "customers", "source_id": buyer["id"], "target_type": "customers", "target_id": other["id"]}
    operation = await http.post("/customers/import", files={"file": ("a.csv", b"code,name\nA,B\n", "text/csv")})
    assert operation.status_code == 202, operation.text
    member = await org.person()
    await made(http, "/tasks", {"title": "Call", "assignee": org.admin.id})
    task = (await made(member.http, "/tasks", {"title": "Told", "assignee": org.admin.id}))["id"]
    upload = (await http.post("/files", files={"file": ("a.txt", b"hello")})).json()
    beside = {"record_type": "customers", "record_id": buyer["id"]}
    notice = (await http.get("/notifications")).json()["items"][0]["id"]
    return {
        "customers": buyer["id"], "invoices": bill["id"], "tasks": task, "operations": operation.json()["operation_id"], "users": member.id,
        "relations": (await made(http, "/relations", link))["id"], "teams": (await made(http, "/teams", {"name": "Sales"}))["id"],
        "roles": (await made(http, "/roles", {"name": f"r{secrets.token_hex(3)}", "permissions": []}))["id"], "organizations": org.id,
        "conversations": (await made(http, "/conversations", {"agent": "assistant"}))["id"], "notifications": notice,
        "views": (await made(http, "/views", {"entity": "customers", "name": "Ours", "shared": "organization"}))["id"],
        "files": upload["id"], "comments": (await made(http, "/comments", {**beside, "body": "Hello"}))["id"],
        "attachments": (await made(http, "/attachments", {**beside, "file_id": upload["id"]}))["id"],
        "webhooks": (await made(http, "/webhooks", {"name": "x", "url": "https://hooks.example.com/", "events": ["*"]}))["id"],
        "api-keys": (await made(http, "/api-keys", {"name": "x", "scopes": ["customers:read"]}))["id"],
        "auth": (await http.get("/auth/sessions")).json()["items"][0]["id"],
        "memories": (await made(http, "/memories", {"text": "Amounts in euros"}))["id"],
        "model-prices": (await made(http, "/model-prices", {"provider": "openai", "pattern": "x", "input": "1", "output": "2"}))["id"],
        "model-providers": (await made(http, "/model-providers", {"label": "x", "kind": "openai", "key": "k", "models": TIERS}))["id"],
        "tool-servers": (await made(http, "/tool-servers", {"name": "ours", "label": "x", "url": "https://tools.example.com/mcp"}))["id"],
        "agents": (await made(http, "/agents", {"name": "ours", **DRAFT}))["name"], "traces": await trace(http),
    }  # fmt: skip


SAMPLES: dict[str, dict[str, Any]] = {
    "update_conversation": {"title": "x"}, "send_message": {"content": "x"}, "decide_approval": {"decision": "reject"},
    "update_organization": {"name": "x"}, "update_comment": {"body": "x"}, "update_webhook": {"name": "x"},
    "set_search_language": {"language": "simple"},
    "add_member": {"email": "x@example.com", "role": "user"}, "change_member_role": {"role": "user"}, "update_role": {"name": "x"},
    "replace_role": {"name": "x", "permissions": []}, "update_team": {"name": "x"}, "replace_team": {"name": "x"},
    "set_user_status": {"status": "inactive"},
    "replace_user": {"email": "x@example.com", "name": "x", "role": "user"}, "update_user": {"name": "x"},
    "replace_customer": {"code": "x", "name": "x"}, "set_customer_status": {"status": "active"}, "set_invoice_status": {"status": "sent"},
    "grant_server_tool": {"digest": "x"}, "send_webhook": {"event": "custom.x", "data": {}}, "update_memory": {"text": "x"},
    "choose_branch": {"message_id": "01a1f8eb-2ba2-792a-9189-ca3c42be3e1f"}, "update_message": {"pinned": True},
    "rate_message": {"rating": "up"}, "replace_agent": DRAFT, "rollback_agent": {"number": 1},
    "set_task_status": {"status": "done"}, "replace_task": {"title": "x"}, "hand_over_conversation": {}, "hand_back_conversation": {},
}  # fmt: skip
"""Bodies that validate, so that it is the record that is refused."""


async def test_every_route_that_names_a_record(product: Product, org: Organisation, other_org: Organisation) -> None:
    ids, stranger = await ours(org), other_org.admin.http
    walked, wrong = 0, []
    for operation in product.kit.operations.values():
        path = operation.path.removeprefix("/api/v1")
        noun = path.split("/")[1]
        if "{" not in path or noun in ("mails", "v1"):  # letters and models have names, not ids, and tests of their own
            continue
        assert noun in ids, f"{operation.name}: say in `ours` how a record of {noun} is made"
        answer = await ask(stranger, operation, path, ids, org)
        walked += 1
        if answer.status_code != 404:
            wrong.append(f"{operation.name}: {answer.status_code} {answer.text[:200]}")
    assert wrong == [] and walked > 60


async def ask(stranger: httpx.AsyncClient, operation: Operation, path: str, ids: dict[str, str], org: Organisation) -> httpx.Response:
    """The request with our record's id in each place."""
    noun = path.split("/")[1]
    filled = path.replace("{version}", "1").replace("{number}", "1").replace("{name}", ids[noun])
    filled = filled.replace("{operation_id}", ids["operations"]).replace("{tool_id}", ids["customers"])
    for name in ("{id}", "{user_id}", "{approval_id}", "{attachment_id}", "{message_id}", "{delivery_id}"):
        filled = filled.replace(name, ids[noun] if name == "{id}" else org.admin.id if name == "{user_id}" else ids["customers"])
    if operation.name == "replace_invoice":
        body = {"number": "x", "customer": ids["customers"], "issued_on": "2026-01-01", "total": {"amount": "1", "currency": "EUR"}}
    elif operation.name.startswith("merge_"):
        body = {"from": [ids["users"]]}
    elif operation.name.startswith("revert_"):
        body = {"version": 1}
    elif operation.name == "add_team_member":
        body = {"user_id": ids["users"]}
    else:
        body = SAMPLES.get(operation.name, {})
    if operation.name == "add_attachment":
        return await stranger.post(filled, files={"file": ("a.csv", b"a\n1\n", "text/csv")})
    content: dict[str, Any] = {} if operation.method in ("GET", "DELETE") else {"json": body}
    if path.endswith("/diff"):
        content = {"params": {"against": 1}}
    if path.endswith("/as-of"):
        content = {"params": {"at": "2026-01-01T00:00:00Z"}}
    return await stranger.request(operation.method, filled, **content)


@pytest.mark.parametrize("noun", ["customers", "invoices", "tasks", "users", "teams"])
async def test_nothing_was_changed_by_asking(org: Organisation, other_org: Organisation, noun: str) -> None:
    ids = await ours(org)
    before = (await org.admin.http.get(f"/{noun}/{ids[noun]}")).json()
    for method, body in (("PATCH", {"name": "taken"}), ("PATCH", {"title": "taken"}), ("DELETE", None)):
        await other_org.admin.http.request(method, f"/{noun}/{ids[noun]}", **({"json": body} if body else {}))
    assert (await org.admin.http.get(f"/{noun}/{ids[noun]}")).json() == before
