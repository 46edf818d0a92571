"""What happens to records, by name: `invoices.created`. The one place that names events for the world outside.

Webhooks are sent by these names; `GET /meta/events` lists them.
"""

from collections.abc import Iterable

from pydantic import BaseModel

from app.kit.core.access import Actor
from app.kit.core.events import Action, Changed
from app.kit.core.registry import registry

VERBS: dict[Action, str] = {"create": "created", "update": "updated", "delete": "deleted", "restore": "restored"}
MOVED = "status_changed"
"""An update that changed the status, whatever else it changed; any other one is `updated`."""
EVERYTHING = "*"


class EventOut(BaseModel):
    """One kind of event."""

    name: str
    entity: str
    action: str
    label: str


class EventsOut(BaseModel):
    """All kinds of events."""

    events: list[EventOut]


def event_of(fact: Changed) -> str | None:
    """The name of what happened; None for what is no record (a role, a webhook)."""
    entity = registry.entities.get(fact.entity)
    if entity is None:
        return None
    moved = fact.action == "update" and any(s.kind == "status" and name in fact.new for name, s in entity.__fields__.items())
    return f"{fact.entity}.{MOVED if moved else VERBS[fact.action]}"


def catalogue(actor: Actor | None = None) -> list[EventOut]:
    """Every kind there is, or those about records that this actor may read."""
    found = []
    for name, entity in registry.entities.items():
        if actor is None or actor.may(f"{name}:read"):
            flows = any(s.kind == "status" for s in entity.__fields__.values())
            verbs = [*VERBS.values(), *([MOVED] if flows else [])]
            found += [
                EventOut(name=f"{name}.{v}", entity=name, action=v, label=f"{entity.__singular__.capitalize()} {v.replace('_', ' ')}")
                for v in verbs
            ]
    return found


def covers(patterns: Iterable[str], name: str) -> bool:
    """Whether one of `invoices.created`, `invoices.*` and `*` means this event."""
    return any(p in (EVERYTHING, name) or (p.endswith(".*") and name.startswith(p[:-1])) for p in patterns)


def known(pattern: str) -> bool:
    """Whether a pattern can ever mean something."""
    return pattern == EVERYTHING or pattern.removesuffix(".*") in registry.entities or any(e.name == pattern for e in catalogue())
