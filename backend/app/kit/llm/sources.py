"""Where the models of an organisation come from: a port for its own providers and prices, and the settings of the installation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from app.kit.core.access import NOBODY, Actor
from app.kit.core.context import Context, Kit
from app.kit.core.errors import Unavailable
from app.kit.core.settings import Settings
from app.kit.llm.port import Tier
from app.kit.llm.prices import Price
from app.kit.llm.providers.make import Kind


@dataclass(frozen=True, slots=True)
class Account:
    """A way to models: whose protocol, where, with which key, and which model for which tier."""

    name: str
    """Tells it from every other account, and from itself with another key or address."""
    kind: Kind
    base_url: str
    api_key: str = field(repr=False)
    models: Mapping[Tier, str]
    id: UUID = NOBODY
    """Of the organisation's own; NOBODY for one of the installation, which may be at a private address."""

    def model(self, tier: Tier) -> str:
        """For a tier; where none is named, the standard one."""
        return self.models.get(tier) or self.models.get("standard", "")


class Sources(Protocol):
    """What an organisation brings itself."""

    async def learn(self, ctx: Context) -> None:
        """Read both in this open unit of work, so that asking for them next needs none of its own."""
        ...

    async def accounts(self, kit: Kit, actor: Actor) -> Sequence[Account]:
        """Its providers in the order in which they are asked; none: those of the installation answer."""
        ...

    async def prices(self, kit: Kit, actor: Actor) -> Sequence[Price]:
        """Its own prices."""
        ...


def installed(settings: Settings) -> list[Account]:
    """The accounts that the settings name, in order. Raises Unavailable when one is missing, naming it."""
    kind = settings.llm_provider
    if kind == "offline":
        return []
    if kind == "scripted":
        if settings.llm_script is None:
            raise Unavailable("LLM_PROVIDER=scripted needs LLM_SCRIPT")
        first = Account("own:0", kind, str(settings.llm_script), "", {"standard": "script"})
    else:
        if kind in ("openai", "compatible") and not settings.llm_base_url:
            raise Unavailable(f"LLM_PROVIDER={kind} needs LLM_BASE_URL and LLM_MODEL")
        models: dict[Tier, str] = {
            "small": settings.llm_model_small, "standard": settings.llm_model, "large": settings.llm_model_large,
        }  # fmt: skip
        first = Account("own:0", kind, settings.llm_base_url, settings.llm_api_key.get_secret_value(), models)
    others = [
        Account(f"own:{n}", other.kind, other.base_url, other.api_key.get_secret_value(), {"standard": other.model})
        for n, other in enumerate(settings.llm_fallbacks, 1)
    ]
    return [first, *others]
