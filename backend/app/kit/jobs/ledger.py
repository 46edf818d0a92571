"""How a worker sees the operations: claim, renew, finish, fail. The feature `operations` owns the table."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from app.kit.core.access import Via
from app.kit.core.context import Context, Kit


class LeaseLost(Exception):
    """Another worker holds this operation now, or it was cancelled: nothing more may be written for it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An operation that this worker holds, as long as its lease is renewed and its fence is the newest."""

    id: UUID
    org_id: UUID
    kind: str
    label: str
    ref: str
    args: dict[str, Any]
    user_id: UUID
    via: Via
    agent: str | None
    scopes: list[str] | None
    api_key_id: UUID | None
    request_id: str
    ip: str | None
    fence: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Mark:
    """How far it is: 0 to 1, the stage's name, a word for people."""

    progress: float
    stage: str
    message: str


class Ledger(Protocol):
    """The worker's side of the operations table. All times are the database's."""

    async def claim(self, kit: Kit, owner: str, only: UUID | None = None) -> Claim | None:
        """Take one that waits or whose worker died: of the organisation with the least running, the oldest; or `only` this one."""
        ...

    async def renew(self, kit: Kit, claim: Claim, mark: Mark | None) -> bool:
        """Extend the lease and write the progress; False when the claim no longer stands."""
        ...

    async def finish(self, ctx: Context, claim: Claim, result: dict[str, Any]) -> None:
        """Write the result in the effect's transaction; LeaseLost when the claim no longer stands."""
        ...

    async def fail(self, ctx: Context, claim: Claim, error: str, result: dict[str, Any] | None) -> None:
        """Write that it failed; LeaseLost when the claim no longer stands."""
        ...

    async def put_back(self, kit: Kit, claim: Claim, *, seconds: float, counted: bool) -> None:
        """Let another worker take it after so many seconds; `counted`: this try was one of the few."""
        ...

    async def waiting(self, kit: Kit) -> list[UUID]:
        """Some operations that a worker should be told of (again); empty while another process is asking."""
        ...

    async def worn_out(self, kit: Kit) -> list[Claim]:
        """Operations that killed their worker too often."""
        ...
