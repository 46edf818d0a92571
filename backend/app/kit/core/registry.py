"""What the discovered features declared: entities, permissions, agents. Filled once by boot; read by describe, roles and agents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.kit.core.access import Permission


@dataclass(slots=True)
class Registry:
    """Names to declarations."""

    entities: dict[str, Any] = field(default_factory=dict)
    services: dict[str, Any] = field(default_factory=dict)
    permissions: list[Permission] = field(default_factory=list)
    modules: list[Any] = field(default_factory=list)

    def fill(self, modules: Iterable[Any], permissions: Sequence[Permission]) -> None:
        """Take over what the modules bring (again, when a test builds a second product)."""
        self.modules = list(modules)
        self.entities = {e.__entity__: e for m in self.modules for e in m.entities}
        self.services = {e.__entity__: s for m in self.modules for e, s in m.services.items()}
        self.permissions = list(permissions)

    @property
    def permission_names(self) -> frozenset[str]:
        """All permissions that exist."""
        return frozenset(p.name for p in self.permissions)


registry = Registry()


def everybody_sees(entity: str) -> bool:
    """Whether all who may read this kind of record see the same records (also what is no entity: a user, a role)."""
    return getattr(registry.entities.get(entity), "__visible__", "organization") == "organization"
