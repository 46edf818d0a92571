"""Our LLM port as a LangChain chat model: the only place where the two vocabularies meet.

Text goes to the turn's voice the moment it arrives; LangChain gets the finished message. Its own token events would cost more than
everything else on the path together.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from pydantic import PrivateAttr

from app.kit.llm.port import CallPart, Message, Provider, Request, Stop, TextDelta, ToolCall, ToolSpec, Usage

SAY_IT = "You have used all your steps: answer now with what you have, and say what is missing."


class Budget:
    """What a turn may still spend on the model."""

    def __init__(self, steps: int, output_tokens: int) -> None:
        self.steps, self.output_tokens, self.used = steps, output_tokens, Usage()

    def spend(self) -> tuple[bool, int]:
        """Before a call: whether it may still use tools, and how many tokens it may make."""
        self.steps -= 1
        left = self.output_tokens - self.used.output_tokens
        return self.steps > 0 and left > 256, max(64, min(2048, left))


class PortModel(BaseChatModel):
    """One turn's model."""

    _provider: Provider = PrivateAttr()
    _specs: Callable[[], Sequence[ToolSpec]] = PrivateAttr()
    _speak: Callable[[str], Awaitable[None]] = PrivateAttr()
    _budget: Budget = PrivateAttr()

    def __init__(
        self, provider: Provider, specs: Callable[[], Sequence[ToolSpec]], speak: Callable[[str], Awaitable[None]], budget: Budget
    ) -> None:
        """`specs` is asked before each call: a search during the turn shows more tools."""
        super().__init__()
        self._provider, self._specs, self._speak, self._budget = provider, specs, speak, budget

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
        tools, tokens = self._budget.spend()
        given = tuple(to_port(m) for m in messages)
        request = Request(given, tuple(self._specs()), tokens) if tools else Request((*given, Message("system", SAY_IT)), (), tokens)
        pieces: list[str] = []
        calls: list[ToolCall] = []
        async for part in self._provider.stream(request):
            match part:
                case TextDelta(said):
                    text = storable(said)
                    pieces.append(text)
                    await self._speak(text)
                case CallPart(call):
                    calls.append(replace(call, args=storable(call.args)))
                case Usage():
                    self._budget.used += part
                case Stop():
                    break
        message = AIMessage(
            "".join(pieces), tool_calls=[{"id": c.id, "name": c.name, "args": c.args, "type": "tool_call"} for c in calls if tools]
        )
        message.additional_kwargs = {"errors": {c.id: c.error for c in calls if c.error}}
        return ChatResult(generations=[ChatGeneration(message=message)])


def to_port(message: BaseMessage) -> Message:
    """LangChain's message as ours."""
    text = str(message.text)
    if isinstance(message, SystemMessage):
        return Message("system", text)
    if isinstance(message, ToolMessage):
        return Message("tool", text, call_id=message.tool_call_id)
    if isinstance(message, AIMessage):
        return Message("assistant", text, tuple(ToolCall(c["id"] or "", c["name"], c["args"]) for c in message.tool_calls))
    return Message("user", text)


def from_port(message: Message) -> BaseMessage:
    """Ours as LangChain's. History holds words only: calls of earlier turns are not repeated."""
    return AIMessage(message.content) if message.role == "assistant" else HumanMessage(message.content)


def storable(value: Any) -> Any:
    """What a model said, without the one character (NUL) that PostgreSQL cannot keep."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {storable(key): storable(inner) for key, inner in value.items()}
    return [storable(inner) for inner in value] if isinstance(value, list) else value
