"""Work that programs give to agents: a conversation, an answer that is made later, and the operation that makes it.

The message is the place where the work goes on: whoever claims the operation after a crash makes the same answer in the same place,
and what was proposed before is not proposed again. What a program sends may hold the words of others, so every write waits.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from app.features.agents.schemas import ExecuteIn, ExecuteOut
from app.features.conversations.schemas import ConversationIn, MessageIn, MessageOut
from app.features.conversations.service import AskService, ConversationService
from app.features.operations.schemas import OperationOut
from app.features.operations.service import OperationService
from app.kit.agent.queue import AGE, STEPS
from app.kit.core.context import Context
from app.kit.core.errors import Invalid, NotFound
from app.kit.jobs.callbacks import Callbacks
from app.kit.jobs.job import enqueue

KIND = "agents.execute"
MOST_DATA = 19_000
STATUS = {"completed": "completed", "failed": "failed", "cancelled": "failed"}


class ExecutionService:
    """Tasks of the caller."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def accept(self, given: ExecuteIn, key: str | None) -> UUID:
        """The operation that does it; that of the first request when the same key was sent before."""
        digest = hashlib.sha256(given.model_dump_json().encode()).hexdigest()
        if key and (before := await self._sent_with(key, digest)):
            return before
        if given.callback_url:
            await self._callable(given.callback_url)
        talks = ConversationService(self.ctx)
        talk = await talks.create(ConversationIn(agent=given.agent_type, title=" ".join(given.task.split())[:80]))
        talk.tainted = True
        if given.data:
            await talks.add(talk, "user", _told(given.data), author_id=self.ctx.actor.user_id, author=self.ctx.actor.name)
        answer = await AskService(self.ctx).send(talk.id, MessageIn(content=given.task), later=True)
        args = {
            "conversation_id": str(talk.id), "message_id": str(answer.id), "agent": given.agent_type, "priority": given.priority,
            "callback_url": given.callback_url, "request_key": key, "digest": digest,
        }  # fmt: skip
        patience = int(STEPS[given.priority] * AGE)
        return await enqueue(self.ctx, KIND, args, ref=str(talk.id), label=talk.title, patience=patience)

    async def get(self, operation_id: UUID) -> ExecuteOut:
        """Where it is."""
        row = await OperationService(self.ctx).get(operation_id)
        if row.kind != KIND:
            raise NotFound("This operation is no task of an agent.")
        called = await self.ctx.use(Callbacks).state(self.ctx, row.id) if row.args.get("callback_url") else None
        return shown(OperationOut.model_validate(row), row.args).model_copy(update={"callback": called})

    async def result(self, conversation_id: UUID, message_id: UUID) -> dict[str, Any]:
        """What a finished answer comes to, for the operation's row."""
        found = await ConversationService(self.ctx).whole(conversation_id, message_id)
        waiting = [a.model_dump(mode="json", include={"id", "operation", "summary"}) for a in found.approvals if a.status == "waiting"]
        said = found.model_dump(mode="json", include={"kind", "citations", "choices"})
        return {"text": found.content, **said, "approvals": waiting, "agent": _about(found)}

    async def call_back(self, operation_id: UUID) -> None:
        """Tell the address that came with the request, in the transaction in which the operation ends."""
        operations = OperationService(self.ctx)
        row = await operations.get(operation_id)
        await self.ctx.db.refresh(row)
        if row.status in ("cancelled", "failed"):
            await AskService(self.ctx).call_off(UUID(row.args["conversation_id"]), UUID(row.args["message_id"]))
        if url := row.args.get("callback_url"):
            data = shown(OperationOut.model_validate(row), row.args).model_dump(mode="json", exclude={"callback"})
            await self.ctx.use(Callbacks).add(self.ctx, url, f"{KIND}.{data['status']}", row.id, data)

    async def _sent_with(self, key: str, digest: str) -> UUID | None:
        before = await OperationService(self.ctx).sent_with(KIND, key)
        if before is not None and before.args["digest"] != digest:
            raise Invalid.field("idempotency-key", "was used before with another request", where="header")
        return before.id if before else None

    async def _callable(self, url: str) -> None:
        if Callbacks not in self.ctx.kit.ports:
            raise Invalid.field("callback_url", "nobody sends messages here: the feature webhooks is not installed")
        await self.ctx.use(Callbacks).check(self.ctx, url)


def shown(row: OperationOut, args: dict[str, Any]) -> ExecuteOut:
    """An operation in the words of the source design."""
    result = dict(row.result or {})
    about = {key: args[key] for key in ("agent", "conversation_id", "message_id", "priority")} | result.pop("agent", {})
    began = row.started_at
    return ExecuteOut(
        operation_id=row.id, status=STATUS.get(row.status, "processing"), result=result or None,
        error="Cancelled." if row.status == "cancelled" else row.error,
        processing_time=round(((row.finished_at or datetime.now(UTC)) - began).total_seconds(), 3) if began else None,
        agent_metadata={**about, "progress": row.progress, "stage": row.stage, "message": row.message, "attempts": row.attempts},
    )  # fmt: skip


def _told(data: dict[str, Any]) -> str:
    """Data as it stands in the conversation before the task."""
    text = orjson.dumps(data, option=orjson.OPT_INDENT_2).decode()
    if len(text) > MOST_DATA:
        raise Invalid.field("data", f"has more than {MOST_DATA} characters: attach it as a file to a conversation instead")
    return f"Data for the task:\n```json\n{text}\n```"


def _about(found: MessageOut) -> dict[str, Any]:
    """Who answered, and how."""
    told = found.model_dump(mode="json", include={"agent", "provider", "strategy", "fallback_level", "confidence", "usage"})
    return {**told, "tools": [call["name"] for call in found.tool_calls]}
