"""The manifest of a feature: the only thing the kit looks for in a folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter

from app.kit.core.access import Permission
from app.kit.core.events import Subscription

if TYPE_CHECKING:
    import typer

    from app.kit.entity.declare import Entity
    from app.kit.entity.service import EntityService
    from app.kit.jobs.job import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """What a feature brings. Everything is optional but its name."""

    name: str
    needs: Sequence[str] = ()
    entities: Sequence["type[Entity]"] = ()
    services: Mapping["type[Entity]", "type[EntityService[Any]]"] = field(default_factory=dict)
    """An entity's own service, where the declaration is not enough."""
    router: APIRouter | None = None
    routers: Sequence[APIRouter] = ()
    subscribers: Sequence[Subscription] = ()
    jobs: "Sequence[Job]" = ()
    ports: Mapping[type, Any] = field(default_factory=dict)
    """Adapter instance or class (made without arguments) per kit port."""
    permissions: Sequence[Permission] = ()
    """Beyond those of its entities."""
    agents: Sequence[type] = ()
    commands: "Sequence[typer.Typer]" = ()
    """Command groups, named like the feature's nouns."""
    seeds: Sequence[Any] = ()
    """`async (kit, demo: bool) -> None`, run by `seed` in the order of the features; idempotent."""
