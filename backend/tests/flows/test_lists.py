"""A page of any list around agents costs the database the same number of statements however many rows are on it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx

from app.features.agents.models import Agent, AgentVersion
from app.features.api_keys.models import ApiKey
from app.features.approvals.models import Approval
from app.features.conversations.models import ChatMessage, Conversation, Share
from app.features.memories.models import Memory
from app.features.models.models import ModelCall, ModelPrice, ModelProvider
from app.features.tool_servers.models import ServerTool, ToolServer
from app.features.traces.models import Trace
from app.kit.core.access import Actor
from app.kit.core.context import work
from app.kit.core.ids import new_id
from app.kit.testing import Organisation, Product, statements

FEW, MANY = 2, 12
LISTS = (
    "/conversations", "/conversations?q=holiday", "/conversations?shared=true", "/conversations/hand-overs", "/approvals?scope=inbox",
    "/traces", "/model-calls", "/model-calls/usage?group_by=user", "/model-providers", "/model-prices", "/memories", "/tool-servers",
    "/api-keys", "/agents", "/agents/ratings",
)  # fmt: skip
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
    "call_id": "",
}  # fmt: skip


def one(me: UUID, n: int) -> list[Any]:
    """A row of everything, of or by a person of its own where it may be somebody else's."""
    now, other, talk, waits, theirs, server, agent = datetime.now(UTC), *(new_id() for _ in range(6))
    said: dict[str, Any] = {"agent": "assistant", "title": f"Holiday {n}", "last_message_at": now}
    rated = {"agent": f"made_{n}", "rating": "up", "rating_note": "ok"}
    return [
        Conversation(id=talk, user_id=me, **said),
        Conversation(id=waits, user_id=other, status="with_person", assigned_to=new_id(), waiting_since=now, **said),
        Conversation(id=theirs, user_id=other, **said),
        Share(conversation_id=theirs, user_id=me, created_at=now),
        ChatMessage(conversation_id=talk, position=1, role="assistant", content="holiday", **rated),
        Approval(conversation_id=talk, message_id=new_id(), user_id=other, target_id=str(new_id()), decided_by=new_id(), **WRITE),
        Trace(user_id=other, conversation_id=talk, started_at=now, **TRACE),
        ModelCall(user_id=other, created_at=now, **CALL),
        ModelProvider(label=f"P{n}", kind="openai", models={"standard": "m"}, position=n),
        ModelPrice(provider="openai", pattern=f"m{n}", input=1, output=1, currency="USD", valid_from=now.date()),
        Memory(user_id=me, text=f"fact {n}", created_at=now),
        ToolServer(id=server, label=f"S{n}", name=f"s{n}", url="https://example.com"),
        ServerTool(server_id=server, name="t", status="approved", description="", parameters={}, digest=""),
        ApiKey(user_id=me, name=f"k{n}", prefix=new_id().hex[-20:], digest="", scopes=[], enabled=True),
        Agent(id=agent, name=f"made_{n}", label="Made"),
        AgentVersion(agent_id=agent, number=1, definition={"label": "Made", "role": "You help."}, author_id=other),
    ]  # fmt: skip


async def test_a_page_costs_the_same_statements_however_many_rows_it_has(product: Product, org: Organisation) -> None:
    actor = Actor(UUID(org.admin.id), UUID(org.id), frozenset())

    async def make(numbers: range) -> None:
        async with work(product.kit, actor) as ctx:
            for n in numbers:
                for row in one(actor.user_id, n):
                    ctx.db.add(row)
                    await ctx.db.flush()

    await make(range(FEW))
    few = {path: await looked(product, org.admin.http, path) for path in LISTS}
    await make(range(FEW, MANY))
    many = {path: await looked(product, org.admin.http, path) for path in LISTS}
    for path, (before, cost) in few.items():
        assert (path, many[path]) == (path, (before + MANY - FEW, cost))


async def looked(product: Product, http: httpx.AsyncClient, path: str) -> tuple[int, int]:
    """Items and statements of one look, and not the first one: that fills caches."""
    await http.get(path)
    with statements(product) as seen:
        answer = await http.get(path)
    assert answer.status_code == 200, answer.text
    return len(answer.json()["items"]), len(seen)
