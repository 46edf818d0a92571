"""The port `Tool`: what an agent can call. An operation of the API (`RouteTool`), a built-in of the kit (`BuiltIn`), a colleague, or a
tool of an MCP server: all look the same to the agent and to a model.

A tool never decides whether it may be used: permission, limits, hosts and approval are the toolbox's (kit/agent/toolbox.py).
"""

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
    """A file of the conversation that holds text. Nothing of it is loaded before a tool asks for it."""

    id: UUID
    name: str
    """As it was uploaded: words of others, not a path."""
    size: int
    """Bytes."""
    read: Callable[[], Awaitable[bytes]]
    """Its content."""
    media_type: str = "text/csv"
    text: Callable[[], Awaitable[Sequence[str]]] | None = None
    """The text of its pages, where that is not the bytes themselves (a PDF)."""

    @property
    def tabular(self) -> bool:
        """Whether the data tools can work on it."""
        return self.text is None

    async def pages(self) -> Sequence[str]:
        """Its text, page by page; a file without pages has one. Bytes that are no UTF-8 are read as Windows-1252."""
        if self.text is not None:
            return await self.text()
        data = await self.read()
        try:
            return [data.decode("utf-8-sig")]
        except UnicodeDecodeError:
            return [data.decode("cp1252", "replace")]  # as spreadsheets write CSV


@dataclass(frozen=True, slots=True)
class Hands:
    """The context of one tool call: for whom it is done, and all that it may reach."""

    kit: Kit
    actor: Actor
    """The caller, narrowed to what the agent's tools need: right = person ∩ API key ∩ agent."""
    origin: Origin = field(default_factory=Origin)
    files: tuple[File, ...] = ()
    """Those of this conversation; no others exist for the tool."""
    hosts: tuple[str, ...] = ()
    """Where a tool that reaches out may go, by the agent's rule for it: `api.example.com`, `*.example.com`. None else."""
    call_id: str = ""
    """Which call of the turn this is; empty where a person calls."""

    async def call(self, operation: str, args: dict[str, Any]) -> Any:
        """Call an operation of the API by its id as this actor, with the arguments of its path, query and body in one dict; its answer,
        decoded from JSON. Raises what the operation raises: AppError (Forbidden, NotFound, Conflict, …), ValidationError."""
        return orjson.loads(await self.kit.operations[operation].call(self.kit, self.actor, args, self.origin))


class Tool(Protocol):
    """One thing that can be done. Those of the kit are shared by all callers: what belongs to one call comes as `Hands`.

    Two attributes are optional: `clean` (true: its answers hold nobody's words but its own, so they mark no conversation as having read
    what others wrote) and `digest` (which definition of somebody else's tool it is, see `definition`).
    """

    @property
    def name(self) -> str:
        """Unique among an agent's tools, in letters, digits and `_` (some providers take nothing else); the operation id for routes."""

    @property
    def description(self) -> str:
        """What it does and when to use it, for the model that chooses. The first sentence is what tools are searched by."""

    @property
    def permission(self) -> str:
        """What the caller must hold, such as `customers:read`; without it the tool is not even shown to him."""

    @property
    def effect(self) -> Literal["read", "write"]:
        """`write`: it changes something, so the toolbox asks a person first unless a rule says otherwise."""

    def schema(self) -> dict[str, Any]:
        """JSON Schema (2020-12) of the arguments, an object."""

    async def call(self, hands: Hands, args: dict[str, Any]) -> bytes:
        """Do it and answer in JSON, UTF-8. `args` come from a model: they are checked here. Raises AppError, or ValidationError for
        arguments that do not fit; the model is told the words of either."""


class Outdated(Conflict):
    """The tool is not what was shown, or agreed to, any more: nothing was called."""


def definition(tool: Tool) -> str:
    """Which definition of somebody else's tool this is: a SHA-256 of what its server says of it, in hex; empty for tools of ours."""
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
    """A tool of the kit: a function with typed arguments. It reads unless `effect` says otherwise."""

    name: str
    description: str
    args: type[A]
    run: Callable[[Hands, A], Awaitable[Any]]
    """Its answer is anything that orjson can write; decimals become text, so no amount is ever rounded. Work for a processor goes into
    a thread: the event loop is everybody's."""
    permission: str = AUTHENTICATED
    effect: Literal["read", "write"] = "read"
    clean: bool = False
    """Whether nobody's words but its own come in with its answer: a sum, a date."""
    refuse: Callable[[Hands, A], Awaitable[None]] | None = None
    """Raises for what could never be done, before a person is asked about it."""

    async def check(self, hands: Hands, args: dict[str, Any]) -> None:
        """Whether these arguments may be proposed to a person at all. Raises ValidationError, or what `refuse` raises."""
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
