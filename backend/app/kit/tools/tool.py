"""What an agent can use: an operation of the API, or a built-in of the kit. Both look the same to the agent."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Protocol, TypeVar
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict

from app.kit.core.access import AUTHENTICATED, Actor
from app.kit.core.context import Kit, Origin
from app.kit.core.errors import Conflict
from app.kit.llm.port import ToolSpec
from app.kit.tools.compact import brief, compact, operators
from app.kit.web.operation import Operation


@dataclass(frozen=True, slots=True)
class File:
    """A file of the conversation that holds text; `read` gives its bytes."""

    id: UUID
    name: str
    size: int
    read: Callable[[], Awaitable[bytes]]
    media_type: str = "text/csv"
    text: Callable[[], Awaitable[Sequence[str]]] | None = None
    """The text of its pages, where that is not the bytes themselves (a PDF)."""

    @property
    def tabular(self) -> bool:
        """Whether the data tools can work on it."""
        return self.text is None

    async def pages(self) -> Sequence[str]:
        """Its text, page by page; a file without pages has one."""
        if self.text is not None:
            return await self.text()
        data = await self.read()
        try:
            return [data.decode("utf-8-sig")]
        except UnicodeDecodeError:
            return [data.decode("cp1252", "replace")]  # as spreadsheets write CSV


@dataclass(frozen=True, slots=True)
class Hands:
    """The call context of a tool: the caller narrowed by the agent, and the files of this conversation (no others exist for it)."""

    kit: Kit
    actor: Actor
    origin: Origin = field(default_factory=Origin)
    files: tuple[File, ...] = ()
    hosts: tuple[str, ...] = ()
    """Where a tool that reaches out may go, by the agent's rule for it: `api.example.com`, `*.example.com`. None else."""
    call_id: str = ""
    """Which call of the turn this is; empty where a person calls."""

    async def call(self, operation: str, args: dict[str, Any]) -> Any:
        """An operation of the API as this actor, decoded."""
        return orjson.loads(await self.kit.operations[operation].call(self.kit, self.actor, args, self.origin))


class Tool(Protocol):
    """One thing that can be done."""

    @property
    def name(self) -> str:
        """Unique; the operation id for routes."""

    @property
    def description(self) -> str:
        """For the model that chooses."""

    @property
    def permission(self) -> str:
        """What the caller must hold."""

    @property
    def effect(self) -> Literal["read", "write"]:
        """A write waits for a person."""

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the arguments."""

    async def call(self, hands: Hands, args: dict[str, Any]) -> bytes:
        """Do it; JSON out. Raises AppError, or ValidationError for bad arguments."""


class Outdated(Conflict):
    """The tool is not what was shown, or agreed to, any more: nothing was called."""


def definition(tool: Tool) -> str:
    """Which definition of somebody else's tool this is, as a digest of what it says of itself; empty for tools of ours."""
    return str(getattr(tool, "digest", ""))


@dataclass(frozen=True, slots=True)
class RouteTool:
    """An operation of the API as a tool: nothing is declared twice."""

    operation: Operation

    @property
    def name(self) -> str:
        """The operation id."""
        return self.operation.name

    @property
    def description(self) -> str:
        """The endpoint's docstring."""
        return self.operation.description or self.operation.name.replace("_", " ")

    @property
    def permission(self) -> str:
        """The route's."""
        return self.operation.permission

    @property
    def effect(self) -> Literal["read", "write"]:
        """From the method."""
        return self.operation.effect

    def schema(self) -> dict[str, Any]:
        """Path, query and body, flat."""
        return self.operation.schema()

    async def call(self, hands: Hands, args: dict[str, Any]) -> bytes:
        """Through the API's own unit of work."""
        return await self.operation.call(hands.kit, hands.actor, args, hands.origin)


class Args(BaseModel):
    """Base of a built-in's arguments: unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", str_max_length=2000)


A = TypeVar("A", bound=Args)


@dataclass(frozen=True, slots=True)
class BuiltIn(Generic[A]):
    """A tool of the kit that only reads."""

    name: str
    description: str
    args: type[A]
    run: Callable[[Hands, A], Awaitable[Any]]
    permission: str = AUTHENTICATED
    effect: Literal["read", "write"] = "read"
    clean: bool = False
    """Whether nobody's words but its own come in with its answer: a sum, a date."""
    refuse: Callable[[Hands, A], Awaitable[None]] | None = None
    """Raises for what could never be done, before a person is asked about it."""

    async def check(self, hands: Hands, args: dict[str, Any]) -> None:
        """Whether these arguments may be proposed at all."""
        given = self.args.model_validate(args)
        if self.refuse is not None:
            await self.refuse(hands, given)

    def schema(self) -> dict[str, Any]:
        """Of its arguments' model."""
        return self.args.model_json_schema()

    async def call(self, hands: Hands, args: dict[str, Any]) -> bytes:
        """Validated in, JSON out; amounts stay decimal strings."""
        return orjson.dumps(await self.run(hands, self.args.model_validate(args)), default=str)


_specs: dict[Any, tuple[ToolSpec, int]] = {}
"""By endpoint or built-in: a schema takes milliseconds to make and never changes. With its size."""


def spec(tool: Tool) -> ToolSpec:
    """As a model is told about it."""
    return _specified(tool)[0]


def size(tool: Tool) -> int:
    """Bytes of JSON of what a model is told about it."""
    return _specified(tool)[1]


def _specified(tool: Tool) -> tuple[ToolSpec, int]:
    key: Any = tool.operation.endpoint if isinstance(tool, RouteTool) else tool
    if key not in _specs:
        schema = tool.schema()
        ops = operators(schema)
        filters = f" Filter by field, or by field__op with op one of {', '.join(ops)}." if ops else ""
        made = ToolSpec(tool.name, f"{brief(tool.description)}{filters}", compact(schema))
        _specs[key] = (made, len(orjson.dumps(made)))
    return _specs[key]
