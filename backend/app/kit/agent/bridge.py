"""Our LLM port as a LangChain chat model: the only place where the two vocabularies meet.

Text goes to the turn's voice the moment it arrives; LangChain gets the finished message. Its own token events would cost more than
everything else on the path together.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from typing import Any, cast

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from pydantic import PrivateAttr

from app.kit.agent.turn import Turn
from app.kit.agent.window import fitted
from app.kit.core.spans import Span, decided, span
from app.kit.llm.port import UNENDED, CallPart, Image, Message, Part, Reason, Request, Served, Stop, TextDelta, ToolCall, ToolSpec, Usage
from app.kit.llm.size import measured, tokens_of
from app.kit.llm.structured import unsendable

ASK_SECONDS = 0.01
"""In which a request is made and sent: nothing else is done meanwhile."""
MOST_CALLS = 64
"""In one step; more than any turn may make."""
SAY_IT = "You have used all your steps: answer now with what you have, and say what is missing."


class PortModel:
    """One turn's model."""

    def __init__(
        self,
        turn: Turn,
        specs: Callable[[], Sequence[ToolSpec]],
        speak: Callable[[str], Awaitable[None]],
        schema: dict[str, Any] | None = None,
    ) -> None:
        """`specs` is asked before each call: a search during the turn shows more tools. `schema`: what the answer must be."""
        self._turn, self._specs, self._speak, self._schema = turn, specs, speak, schema
        self.served, self.used = Served("", "", 0), Usage()
        self.ended: Reason = "stop"
        self._ahead: asyncio.Task[ChatResult] | None = None

    @asynccontextmanager
    async def ahead(self, messages: Sequence[BaseMessage]) -> AsyncIterator[None]:
        """Ask already: the first step of the loop in the block is what is asked here. The loop is set up while the model thinks."""
        task = self._ahead = asyncio.create_task(self._step(messages))
        try:
            await asyncio.wait((task,), timeout=ASK_SECONDS)
            yield
        finally:
            task.cancel()  # in case nobody came for it
            await asyncio.wait((task,))

    async def answer(self, messages: Sequence[BaseMessage]) -> ChatResult:
        """One step. Raises ModelError and Spent."""
        ahead, self._ahead = self._ahead, None
        return await (ahead or self._step(messages))

    async def _step(self, messages: Sequence[BaseMessage]) -> ChatResult:
        budget, line, wishes = self._turn.budget, self._turn.line, self._turn.wishes
        if wishes.tokens is not None and self.used.output_tokens >= wishes.tokens:
            self.ended = "length"
            return ChatResult(generations=[ChatGeneration(message=AIMessage(""))])
        given, tools, most = [to_port(m) for m in messages], not budget.last_step, budget.take_step()
        if wishes.tokens is not None:
            most = min(most, wishes.tokens - self.used.output_tokens)
        specs = tuple(self._turn.theirs if wishes.must_call else self._specs()) if tools else ()
        if not tools:
            given.append(Message("system", SAY_IT))
            decided("last step", "The steps or the output tokens of this turn are used up: no tools from here.")
        size = line.window - most - measured(specs)
        asked = tuple(fitted(given, size))
        request = Request(asked, specs, most, wishes.temperature, self._schema, wishes.must_call and bool(specs))
        if len(request.messages) < len(given):
            decided("window", f"Earlier messages do not fit into {line.window} tokens.", given=len(given), sent=len(request.messages))
        price = line.estimate(tokens_of(request), most)
        budget.reserve(price)
        used, unended = Usage(), list[Usage]()
        token = UNENDED.set(unended)
        try:
            with span("model", self._turn.purpose.agent, request=shown(request)) as here:
                said, calls, used = await self._listen(request, here)
                here.note(calls=[asdict(c) for c in calls], usage=used.shown(), served=asdict(self.served))
        finally:  # also what was paid for tries that failed, and for an answer that was stopped
            UNENDED.reset(token)
            used = sum(unended, used)
            budget.settle(price, used)
        self.used += used
        message = AIMessage(said, tool_calls=[{"id": c.id, "name": c.name, "args": c.args, "type": "tool_call"} for c in calls if tools])
        message.additional_kwargs = {"errors": {c.id: c.error for c in calls if c.error}}
        return ChatResult(generations=[ChatGeneration(message=message)])

    async def _listen(self, request: Request, here: Span) -> tuple[str, list[ToolCall], Usage]:
        """Text is passed on as it comes; calls and usage are whole at the end."""
        pieces: list[str] = []
        calls: list[ToolCall] = []
        used = Usage()
        purpose = replace(self._turn.purpose, step=self._turn.budget.taken)
        stream = cast("AsyncGenerator[Part]", self._turn.line.stream(request, purpose))
        try:
            async for part in stream:
                match part:
                    case TextDelta(said):
                        here.mark("first_token")
                        text = storable(said)
                        pieces.append(text)
                        await self._speak(text)
                        if self._turn.wishes.enough():
                            self.ended = "stop"
                            return "".join(pieces), [], used
                    case CallPart(call):
                        here.mark("first_token")
                        if len(calls) == MOST_CALLS:
                            decided("calls", f"More than {MOST_CALLS} calls at once: the others are not looked at.")
                        if len(calls) <= MOST_CALLS:
                            calls.append(_readable(call))
                    case Usage():
                        used += part
                    case Served():
                        self.served = self._turn.serving.by = part
                    case Stop(reason):
                        self.ended = reason
                        break
        finally:
            await stream.aclose()
            here.note(response="".join(pieces))  # also of a call that was broken off
        return "".join(pieces), calls[:MOST_CALLS], used


class Relay(BaseChatModel):
    """Stands in LangChain's loop, which is compiled once, for the model of the turn that is at work."""

    _model: Callable[[], PortModel] = PrivateAttr()

    def __init__(self, model: Callable[[], PortModel]) -> None:
        """`model` gives the one of this task."""
        super().__init__()
        self._model = model

    @property
    def _llm_type(self) -> str:
        return "groundwork"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, AIMessage]:
        """The specs are ours already; LangChain's copies are not used."""
        return self

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any
    ) -> ChatResult:
        raise NotImplementedError("agents are asynchronous")

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return await self._model().answer(messages)


def shown(request: Request) -> dict[str, Any]:
    """A request as the trail keeps it: every message and the name of every tool; pictures by their size."""
    messages = [
        {"role": m.role, "content": m.content, "calls": [asdict(c) for c in m.calls], "images": [len(i.data) for i in m.images]}
        for m in request.messages
    ]
    return {"messages": messages, "tools": [t.name for t in request.tools], "max_tokens": request.max_tokens, "schema": request.schema}


def to_port(message: BaseMessage) -> Message:
    """LangChain's message as ours."""
    text = str(message.text)
    if isinstance(message, SystemMessage):
        return Message("system", text)
    if isinstance(message, ToolMessage):
        return Message("tool", text, call_id=message.tool_call_id)
    if isinstance(message, AIMessage):
        calls = tuple(ToolCall(c["id"] or "", c["name"], c["args"]) for c in message.tool_calls)
        return Message("assistant", text, calls, pinned="pinned" in message.additional_kwargs)
    pictures = tuple(message.additional_kwargs.get("images", ()))
    return Message("user", text, images=pictures, pinned="pinned" in message.additional_kwargs)


def from_port(message: Message) -> BaseMessage:
    """Ours as LangChain's."""
    pinned = {"pinned": True} if message.pinned else {}
    match message.role:
        case "assistant":
            calls = [{"id": c.id, "name": c.name, "args": c.args} for c in message.calls]
            return AIMessage(message.content, tool_calls=calls, additional_kwargs=pinned)
        case "tool":
            return ToolMessage(message.content, tool_call_id=message.call_id)
        case "system":
            return SystemMessage(message.content)
        case _:
            made = asked(message.content, message.images)
            made.additional_kwargs |= pinned
            return made


def asked(text: str, images: Sequence[Image] = ()) -> HumanMessage:
    """What a person says, with the pictures he shows."""
    return HumanMessage(text, additional_kwargs={"images": list(images)} if images else {})


def _readable(call: ToolCall) -> ToolCall:
    """The call as it can be kept."""
    if why := unsendable(call.args):
        return ToolCall(call.id, call.name, error=f"what stands in the arguments {why}")
    return replace(call, args=storable(call.args))


def storable(value: Any) -> Any:
    """What a model said, without the one character (NUL) that PostgreSQL cannot keep."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {storable(key): storable(inner) for key, inner in value.items()}
    return [storable(inner) for inner in value] if isinstance(value, list) else value
