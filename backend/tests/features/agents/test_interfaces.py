"""One request over four interfaces: command line, API, the browser's stream and a worker leave the same answer in the same table."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from app.kit.boot import assemble
from app.kit.console.callers import Inside
from app.kit.core.access import Principals
from app.kit.testing import Organisation, Product
from app.kit.testing.product import settings_for_tests
from app.kit.testing.work import worked_off
from tests.features.conftest import Talk, events
from tests.kit.console.conftest import spoken

QUESTION = "How many customers are there?"
SAME = ("role", "agent", "status", "kind", "content", "citations", "choices", "strategy", "confidence", "fallback_level", "provider")


async def stored(client: httpx.AsyncClient, conversation_id: str) -> dict[str, Any]:
    """The answer as it lies in the table, without what differs by nature (ids, times)."""
    message = (await client.get(f"/conversations/{conversation_id}/messages")).json()["items"][-1]
    tools = [(call["name"], call["args"], call["status"]) for call in message["tool_calls"]]
    return {key: message[key] for key in SAME} | {"tools": tools}


async def test_the_same_question_is_the_same_answer_whoever_carries_it(
    product: Product, org: Organisation, ann: httpx.AsyncClient, talk: Talk, tmp_path: Path
) -> None:
    for code in ("A", "B", "C"):
        await ann.post("/customers", json={"code": code, "name": code, "status": "active"})
    task = {"task": QUESTION, "agent_type": "assistant"}

    kit = assemble(settings_for_tests(tmp_path))
    actor = await kit.use(Principals)(kit, UUID(org.admin.id), UUID(org.id))
    assert actor is not None
    words = ("call", "execute_agent", "--task", QUESTION, "--agent-type", "assistant", "--priority", "high", "--json")
    by_hand = await spoken(Inside(kit, actor), words)
    assert by_hand.code == 0, by_hand.err
    typed = json.loads(by_hand.out)

    called = (await ann.post("/agents/execute", json={**task, "priority": "high"}, timeout=60)).json()
    queued = (await ann.post("/agents/execute", json=task)).json()
    await worked_off(product, ann, queued["operation_id"])

    path = await talk()
    said = await ann.post(f"{path}/messages", json={"content": QUESTION}, headers={"accept": "text/event-stream"}, timeout=60)
    assert events(said.text)[-1][1] == "complete"

    conversations = [answer["agent_metadata"]["conversation_id"] for answer in (typed, called, queued)] + [path.rpartition("/")[2]]
    answers = [await stored(ann, conversation) for conversation in conversations]
    assert answers[0]["content"] and "3" in answers[0]["content"] and answers[0]["status"] == "complete"
    assert all(answer == answers[0] for answer in answers[1:])
    assert typed["result"] == called["result"] and typed["result"]["text"] == answers[0]["content"]
