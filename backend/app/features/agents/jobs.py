"""A task of a program, carried out: the answer of a conversation is made here, and its operation says how far it is."""

from typing import Any
from uuid import UUID

from app.features.agents.service import KIND, ExecutionService
from app.features.conversations.service import AskService, ConversationService, follow
from app.kit.agent.running import Event, Running
from app.kit.core.context import work
from app.kit.jobs.job import Job, JobFailed, Run


class BrokenOff(Exception):
    """The answer was interrupted from outside: it is made again."""


async def carry_out(run: Run) -> dict[str, Any]:
    """Make the answer, or go on with one whose process died; the result stands together with the operation's end."""
    conversation, message = UUID(run.args["conversation_id"]), UUID(run.args["message_id"])
    async with work(run.kit, run.actor, run.origin) as ctx:
        await AskService(ctx).take_up(conversation, message, run.args["priority"])
    try:
        told = _Told(run)
        async for event in follow(run.kit, run.actor, conversation, message, mine=True):
            await told.hear(event)
    finally:
        await run.kit.use(Running).interrupt(message)
    async with work(run.kit, run.actor, run.origin) as ctx:
        answer = await ConversationService(ctx).message(conversation, message)
        result = await ExecutionService(ctx).result(conversation, message)
        if answer.status == "interrupted":
            raise BrokenOff
        if answer.status != "complete":
            raise JobFailed(answer.error or "The answer was stopped.", result)
        await run.finish(ctx, result)
    return result


class _Told:
    """Events of an answer as progress: exact where the agent tells stages, else a guess that slows down."""

    def __init__(self, run: Run) -> None:
        self._run, self._tools, self._done = run, 0, 0.0

    async def hear(self, event: Event) -> None:
        """One event."""
        data = event.data
        match event.kind:
            case "waiting":
                await self._say(0.0, "waiting", f"Waiting, place {data['place']}")
            case "start":
                await self._say(0.05, "thinking", "Begun")
            case "progress":
                await self._say(0.05 + 0.9 * data["done"], data["stage"], data["message"])
            case "tool_call":
                self._tools += 1
                await self._say(0.9 - 0.8 * 0.75**self._tools, "tools", f"Using {data['name']}")
            case "approval_required":
                await self._say(self._done, "tools", data["approval"]["summary"])

    async def _say(self, done: float, stage: str, message: str) -> None:
        self._done = max(self._done, done)
        await self._run.progress(self._done, message, stage=stage)


EXECUTE = Job(KIND, carry_out, "Agent task")
