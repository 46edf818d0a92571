"""A page of any list around agents costs the database the same number of statements however many rows are on it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx

from app.kit.core.access import Actor
from app.kit.core.context import work
from app.kit.core.ids import new_id
from app.kit.core.model import Base
from app.kit.testing import Organisation, Product, statements

FEW, MANY = 2, 12
LISTS = {
    "conversations": ("/conversations", "/conversations?q=holiday", "/conversations?shared=true", "/conversations/hand-overs"),
    "approvals": ("/approvals?scope=inbox",),
    "traces": ("/traces",),
    "model_calls": ("/model-calls", "/model-calls/usage?group_by=user", "/model-providers", "/model-prices"),
    "memories": ("/memories",),
    "tool_servers": ("/tool-servers",),
    "api_keys": ("/api-keys",),
    "agents": ("/agents", "/agents/ratings"),
}
"""By a table of the feature that shows them: a clone may have taken it out."""
TOOK: dict[str, Any] = {"input_tokens": 1, "output_tokens": 1, "cost": Decimal(0)}
CALL = TOOK | {
    "agent": "assistant", "provider": "openai", "model": "m", "tier": "small", "level": 0, "step": 1, "status": "ok", "fault": "",
    "currency": "USD", "priced": False, "estimated": False, "latency_ms": 1,
}  # fmt: skip
TRACE = TOOK | {
    "agent": "assistant", "source": "conversation", "asked": "", "status": "complete", "ms": 1, "steps": 1, "calls": 0,
    "folder": "", "size": 0,
}  # fmt: skip
WRITE: dict[str, Any] = {
    "agent": "assistant", "operation": "update_customer", "args": {}, "args_hash": "", "entity_type": "customers", "summary": "",
    "call_id": "", "target_id": str(new_id()),
}  # fmt: skip


def one(me: UUID, n: int) -> list[Any]:
    """A row of everything, of or by a person of its own where it may be somebody else's."""
    now, other, talk, waits, theirs, server, agent = datetime.now(UTC), *(new_id() for _ in range(6))
    said: dict[str, Any] = {"agent": "assistant", "title": f"Holiday {n}", "last_message_at": now}
    rated = {"agent": f"made_{n}", "rating": "up", "rating_note": "ok"}
    rows: list[tuple[str, dict[str, Any]]] = [
        ("conversations", dict(id=talk, user_id=me, **said)),
        ("conversations", dict(id=waits, user_id=other, status="with_person", assigned_to=new_id(), waiting_since=now, **said)),
        ("conversations", dict(id=theirs, user_id=other, **said)),
        ("conversation_shares", dict(conversation_id=theirs, user_id=me, created_at=now)),
        ("messages", dict(conversation_id=talk, position=1, role="assistant", content="holiday", **rated)),
        ("approvals", dict(conversation_id=talk, message_id=new_id(), user_id=other, decided_by=new_id(), **WRITE)),
        ("traces", dict(user_id=other, conversation_id=talk, started_at=now, **TRACE)),
        ("model_calls", dict(user_id=other, created_at=now, **CALL)),
        ("model_providers", dict(label=f"P{n}", kind="openai", models={"standard": "m"}, position=n)),
        ("model_prices", dict(provider="openai", pattern=f"m{n}", input=1, output=1, currency="USD", valid_from=now.date())),
        ("memories", dict(user_id=me, text=f"fact {n}", created_at=now)),
        ("tool_servers", dict(id=server, label=f"S{n}", name=f"s{n}", url="https://example.com")),
        ("server_tools", dict(server_id=server, name="t", status="approved", description="", parameters={}, digest="")),
        ("api_keys", dict(user_id=me, name=f"k{n}", prefix=new_id().hex[-20:], digest="", scopes=[], enabled=True)),
        ("agents", dict(id=agent, name=f"made_{n}", label="Made")),
        ("agent_versions", dict(agent_id=agent, number=1, definition={"label": "Made", "role": "You help."}, author_id=other)),
    ]  # fmt: skip
    known = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    return [known[table](**values) for table, values in rows if table in known]


async def test_a_page_costs_the_same_statements_however_many_rows_it_has(product: Product, org: Organisation) -> None:
    actor = Actor(UUID(org.admin.id), UUID(org.id), frozenset())

    async def make(numbers: range) -> None:
        async with work(product.kit, actor) as ctx:
            for n in numbers:
                for row in one(actor.user_id, n):
                    ctx.db.add(row)
                    await ctx.db.flush()

    await make(range(FEW))
    paths = [path for table, some in LISTS.items() if table in Base.metadata.tables for path in some]
    few = {path: await looked(product, org.admin.http, path) for path in paths}
    await make(range(FEW, MANY))
    many = {path: await looked(product, org.admin.http, path) for path in paths}
    for path, (before, cost) in few.items():
        assert (path, many[path]) == (path, (before + MANY - FEW, cost))


async def looked(product: Product, http: httpx.AsyncClient, path: str) -> tuple[int, int]:
    """Items and statements of one look, and not the first one: that fills caches."""
    await http.get(path)
    with statements(product) as seen:
        answer = await http.get(path)
    assert answer.status_code == 200, answer.text
    return len(answer.json()["items"]), len(seen)
