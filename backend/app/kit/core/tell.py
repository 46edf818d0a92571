"""Telling browsers: a port, so that any part of the kit can speak to sockets without knowing them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit.core.ids import new_id

if TYPE_CHECKING:
    from app.kit.core.context import Kit


class Teller(Protocol):
    """Carries events to sockets, whichever process holds them."""

    def tell(self, room: str, event: str, data: dict[str, Any]) -> None:
        """Put it on its way and come back at once; it is lost when nobody can be reached."""
        ...

    async def drain(self) -> None:
        """Wait (not for long) until everything told so far has left this process."""
        ...

    async def aclose(self) -> None:
        """Drain and stop."""
        ...


def tell(kit: "Kit", room: str, event: str, data: dict[str, Any]) -> None:
    """Send an event with its own `id` and time to a room. A process without sockets and Redis manager (a command) says nothing."""
    teller: Teller | None = kit.ports.get(Teller)
    if teller is not None:
        teller.tell(room, event, {**moment(), **data})


def moment() -> dict[str, Any]:
    """What every event carries: an id of its own and the time."""
    return {"id": str(new_id()), "at": datetime.now(UTC).isoformat().replace("+00:00", "Z")}


def user_room(user_id: UUID, org_id: UUID) -> str:
    """A person's sockets in one organisation."""
    return f"user:{user_id}:{org_id}"


def org_room(org_id: UUID) -> str:
    """Everybody who is signed in to an organisation."""
    return f"org:{org_id}"


def topic_room(topic: str, org_id: UUID) -> str:
    """Those who subscribed to a topic (`entity:customers`, `operation:<id>`) in an organisation."""
    return f"{topic}@{org_id}"
