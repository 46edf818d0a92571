"""Facts and who listens. `on` runs inside the transaction, `after` once it has committed."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from uuid import UUID

if TYPE_CHECKING:
    from app.kit.core.context import Context


@dataclass(frozen=True, slots=True)
class Event:
    """Base of every fact."""


Action = Literal["create", "update", "delete", "restore"]


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """A record was made, changed or removed. `old` and `new` hold only what differs, as JSON data, without secrets."""

    entity: str
    id: UUID
    action: Action
    old: dict[str, Any]
    new: dict[str, Any]
    version: int
    label: str = ""
    people: tuple[UUID, ...] = field(default=())
    """Users whom the record names now or named before (an assignee): who may want to be told."""


@dataclass(frozen=True, slots=True)
class Happened(Event):
    """Something worth an audit row that is not a change of a record: a sign-in, an export, an import."""

    action: str
    entity: str
    id: UUID
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Noted(Event):
    """Something was put beside a record without changing it."""

    entity: str
    id: UUID
    label: str
    what: Literal["comment", "attachment"]
    text: str
    """The beginning of the comment, the name of the file."""
    told: tuple[UUID, ...] = ()
    """Who was told already, because the comment mentions him."""


@dataclass(frozen=True, slots=True)
class Merged(Event):
    """Duplicates became one record: what hangs on `from_ids` beside declared references belongs to `id` now."""

    entity: str
    id: UUID
    from_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Purged(Event):
    """Records are gone for good: what hangs on them goes with them, in the same transaction."""

    entity: str
    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class BulkChanged(Event):
    """Many records of one kind were written together (`ctx.bulk`): what people and browsers are told instead of each `Changed`."""

    entity: str
    action: Literal["import", "create", "update", "delete", "restore"]
    count: int


@dataclass(frozen=True, slots=True)
class SessionsRevoked(Event):
    """Signed-in sessions of a person ended before their time; all of them when none is named."""

    user_id: UUID
    session_ids: tuple[UUID, ...] = ()
    reason: str = "revoked"


@dataclass(frozen=True, slots=True)
class RightsChanged(Event):
    """What people may do has changed (role, membership, deactivation): of the persons named, or of the whole organisation."""

    org_id: UUID
    user_ids: tuple[UUID, ...] = ()


E = TypeVar("E", bound=Event)
Handler = Callable[["Context", E], Awaitable[None]]
Moment = Literal["on", "after"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """One listener, as named in a module."""

    moment: Moment
    event: type[Event]
    handler: Callable[["Context", Any], Awaitable[None]]


def on(event: type[E], handler: "Handler[E]") -> Subscription:
    """Listen inside the transaction: all or nothing."""
    return Subscription("on", event, handler)


def after(event: type[E], handler: "Handler[E]") -> Subscription:
    """Listen once it has committed: a failure here is logged, never undone."""
    return Subscription("after", event, handler)


class Bus:
    """Subscriptions by event type, base types included."""

    def __init__(self) -> None:
        self._found: dict[Moment, dict[type[Event], list[Subscription]]] = {"on": defaultdict(list), "after": defaultdict(list)}

    def add(self, subscription: Subscription) -> None:
        """Register one listener."""
        self._found[subscription.moment][subscription.event].append(subscription)

    def of(self, moment: Moment, event: Event) -> list[Subscription]:
        """Who listens to this event at this moment."""
        found = self._found[moment]
        return [s for kind in type(event).__mro__ if kind in found for s in found[kind]]
