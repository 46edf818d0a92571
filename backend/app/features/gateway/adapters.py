"""`Voice` of a completion: words go to whoever waits for them, proposed writes into a conversation made for them.

And the MCP server of one caller, which asks agents with the same voice.
"""

import asyncio
import importlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID

from app.features.conversations.schemas import ConversationIn
from app.features.conversations.service import ConversationService
from app.features.gateway.schemas import ChatRequest
from app.features.gateway.service import opened
from app.features.gateway.service.cutting import Cut
from app.kit.agent.base import BaseAgent
from app.kit.agent.mark import Mark
from app.kit.agent.proposals import ApprovalOut, Proposals
from app.kit.agent.trail import Trail, trailed
from app.kit.agent.turn import Kind, Outcome, Proposal, Turn
from app.kit.core.context import Context, work
from app.kit.core.errors import AppError
from app.kit.core.ids import new_id
from app.kit.web.problems import fault_of

VERSION = "0.1.0"
ABOUT = "Records and agents of an organisation, with the rights of whoever owns the credential. Writes are done at once and audited."
TITLE = 80
"""Characters of the request that become the conversation's title."""


class NotCalled(AppError):
    """A model that had to call a tool of the client and did not."""

    status, title = 502, "No tool was called"


@dataclass(slots=True)
class Heard:
    """The event sink of a completion: what one turn says, for one reader."""

    ctx: Context
    """Not open: who asks, from where."""
    agent: str
    asked: str
    cut: Cut = field(default_factory=Cut)
    waiting: list[ApprovalOut] = field(default_factory=list)
    _words: asyncio.Queue[str | Outcome | None] = field(default_factory=asyncio.Queue)
    _spoke: bool = False
    _kept: tuple[UUID, UUID] | None = None
    """Conversation and message that hold the proposals."""
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def say(self, kind: Kind, data: dict[str, Any]) -> None:
        """Words are passed on; what the tools did stands in the outcome."""
        if kind == "delta":
            self._spoke = True
            if words := self.cut.feed(str(data["text"])):
                self._words.put_nowait(words)

    async def propose(self, call_id: str, proposal: Proposal) -> UUID:
        """The first one makes a conversation of the caller, in which he finds what waits for him."""
        async with self._lock, work(self.ctx.kit, self.ctx.actor, self.ctx.origin) as ctx:
            conversation_id, message_id = self._kept or await self._begin(ctx)
            made = await ctx.use(Proposals).add(ctx, conversation_id, message_id, call_id, proposal)
            self._kept = (conversation_id, message_id)
        self.waiting.append(made)
        return made.id

    async def pieces(self, agent: BaseAgent, turn: Turn) -> AsyncIterator[str | Outcome]:
        """Words as they come, then the outcome. Raises what the turn raises; a reader who leaves ends the turn."""
        task = asyncio.create_task(self._respond(agent, turn))
        held: list[str] = []
        try:
            while isinstance(words := await self._words.get(), str):
                if not turn.wishes.must_call:
                    yield words
                held.append(words)
            outcome = words or await task  # which raises
            if turn.wishes.must_call:
                if not outcome.handed:
                    raise NotCalled("The language model called none of the tools, though it had to.")
                if held:
                    yield "".join(held)
            if rest := (self.cut.feed(outcome.text) if not self._spoke else "") + self.cut.rest():
                yield rest
            if note := await self._keep(outcome):
                yield note
            yield outcome
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task

    async def _respond(self, agent: BaseAgent, turn: Turn) -> Outcome:
        trail = Trail(new_id(), turn.actor, "completion", agent=agent.name, asked=self.asked)
        async with trailed(turn.kit, trail):
            try:
                outcome = await agent.respond(turn)
            except BaseException:
                self._words.put_nowait(None)
                raise
            trail.end("complete", outcome.text)
            self._words.put_nowait(outcome)  # nobody waits until the trail is written
            return outcome

    async def _begin(self, ctx: Context) -> tuple[UUID, UUID]:
        talks, me = ConversationService(ctx), ctx.actor
        talk = await talks.create(ConversationIn(agent=self.agent, title=" ".join(self.asked.split())[:TITLE] or None))
        talk.tainted = True  # what a program sends, and what was read for it, may hold the words of others
        await talks.add(talk, "user", self.asked, author_id=me.user_id, author=me.name)
        return talk.id, (await talks.add(talk, "assistant", "", agent=self.agent, status="complete", kind="proposal")).id

    async def _keep(self, outcome: Outcome) -> str:
        """Where something waits, the answer goes beside it; a note for the reader where to decide."""
        if self._kept is None:
            return ""
        conversation_id, message_id = self._kept
        async with work(self.ctx.kit, self.ctx.actor, self.ctx.origin) as ctx:
            message = await ConversationService(ctx).message(conversation_id, message_id)
            message.content, message.tool_calls = outcome.text, [asdict(call) for call in outcome.calls]
            message.usage, message.provider = outcome.usage.shown(), outcome.provider
        where = f"{self.ctx.settings.public_url.rstrip('/')}/conversations/{conversation_id}"
        return "".join(f"\n\nWaiting for your approval: {a.summary}. Decide at {where}" for a in self.waiting)


async def served_to(ctx: Context) -> Any:
    """A server of the official package (`mcp.server.Server`) that shows this caller's tools and calls them as him.

    The package takes half a second to load: loaded when first used, aside from the event loop.
    """
    lowlevel: Any = await asyncio.to_thread(importlib.import_module, "mcp.server.lowlevel.server")
    operations: Any = await asyncio.to_thread(importlib.import_module, "app.features.gateway.service.operations")
    ctx.actor = ctx.actor.narrowed("mcp")

    async def listed(_request: Any, params: Any) -> Any:
        return operations.paged(await operations.tools(ctx), params.cursor if params else None)

    async def called(request: Any, params: Any) -> Any:
        args = params.arguments or {}
        operations.expect_tool(ctx.kit, params.name)
        try:
            if params.name.startswith(operations.ASK):
                agent, question = params.name.removeprefix(operations.ASK), operations.question(args)
                return await _ask(ctx, agent, question, operations.mcp, request.session.report_progress)
            return await operations.call(ctx.kit, ctx.actor, ctx.origin, params.name, args)
        except Exception as error:
            return operations.refused(fault_of(error))

    return lowlevel.Server("groundwork", version=VERSION, title="Groundwork", instructions=ABOUT, on_list_tools=listed, on_call_tool=called)


async def _ask(ctx: Context, agent: str, question: str, mcp: Any, progress: Callable[..., Awaitable[None]]) -> Any:
    """A client that wants progress hears of each piece, so that it does not give up on an answer that takes its time."""
    given = ChatRequest.model_validate({"model": agent, "messages": [{"role": "user", "content": question}]})
    ctx.actor.require("agents:use")
    heard = Heard(ctx, agent, question)
    asked, turn = await opened(ctx, given, heard)
    turn = replace(turn, mark=Mark(on=True), second_hand=True)  # a model wrote the question, after reading we know not what
    said: list[str] = []
    async for piece in heard.pieces(asked, turn):
        if isinstance(piece, str):
            said.append(piece)
            await progress(len(said), message=piece)
    return mcp.CallToolResult(content=[mcp.TextContent(type="text", text="".join(said))])
