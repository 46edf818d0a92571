"""What the offline brain asks of the world, and what it hands back.

The brain itself does no I/O: it reads the caller's entity descriptions, asks a `World` for records, and answers with a `Reply`.
Writes are never called; they come back as `Proposal`s that a person approves.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

EntityInfo = Mapping[str, Any]
"""One entity as `GET /meta/entities` describes it to the caller."""

State = dict[str, Any]
"""What a conversation remembers between two turns: JSON values only."""

Kind = Literal["answer", "clarify", "refuse", "scope", "proposal"]


class ToolError(Exception):
    """An API operation refused: HTTP status and the problem's detail."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.detail = detail


class World(Protocol):
    """The product as one caller sees it."""

    @property
    def entities(self) -> Sequence[EntityInfo]:
        """All declared entities with the caller's permission flags, also those that he may not read."""

    @property
    def today(self) -> date:
        """The caller's date."""

    @property
    def silent(self) -> bool:
        """Whether a language model is set up, and did not answer: then it is not said that there is none."""

    def person_may(self, permission: str) -> bool:
        """Whether the person has this permission; what `entities` denies all the same is out of this agent's reach alone."""

    async def call(self, operation: str, args: dict[str, Any]) -> Any:
        """Runs a reading API operation such as `list_invoices` as the caller; raises `ToolError`."""

    async def people(self, ids: Collection[str]) -> Mapping[str, str]:
        """Names of the organisation's people among these ids; who is not known is left out."""

    async def values(self, entity: str, field: str) -> Sequence[str]:
        """The distinct values of a field, read as the caller; the same object as long as nothing changed."""


@dataclass(frozen=True)
class Citation:
    """A record that the answer rests on; `key` is its unique business key (a number, a code)."""

    entity: str
    id: str
    label: str
    key: str


@dataclass(frozen=True)
class Proposal:
    """A write that waits for approval: an API operation with its arguments, and what it does in words."""

    operation: str
    args: dict[str, Any]
    entity: str
    target: str
    summary: str


@dataclass
class Reply:
    """One answer: markdown text, what it cites or proposes, chips to choose from, and the new state."""

    text: str
    kind: Kind = "answer"
    citations: list[Citation] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    state: State = field(default_factory=dict)
