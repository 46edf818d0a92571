"""Which models answer: the line for an organisation and a tier. Callers know only the port `Line`."""

import time
from collections.abc import AsyncIterator, Sequence
from decimal import Decimal

from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.core.errors import Unavailable
from app.kit.core.http import Egress
from app.kit.core.settings import Settings
from app.kit.llm.port import Line, Part, Provider, Purpose, Request, Served, Tier
from app.kit.llm.providers.openai_compatible import OpenAICompatible, host_and_port
from app.kit.llm.providers.scripted import Scripted

GOOD_SECONDS = 30.0


class Chain:
    """Providers in the order in which they are asked."""

    def __init__(self, providers: Sequence[Provider] = ()) -> None:
        self._providers = providers

    @property
    def empty(self) -> bool:
        """No model at all."""
        return not self._providers

    @property
    def name(self) -> str:
        """As shown beside an answer."""
        return self._providers[0].name if self._providers else "offline"

    @property
    def model(self) -> str:
        """The first choice's."""
        return self._providers[0].model if self._providers else "planner"

    @property
    def window(self) -> int:
        """The smallest of the line: whoever takes over must be able to read everything."""
        return min((p.window for p in self._providers), default=8_192)

    @property
    def images(self) -> bool:
        """Of the first choice."""
        return bool(self._providers) and self._providers[0].images

    def estimate(self, input_tokens: int, output_tokens: int) -> Decimal:
        """Nothing is known about prices here."""
        return Decimal(0)

    async def stream(self, request: Request, purpose: Purpose) -> AsyncIterator[Part]:
        """From the first provider."""
        first = self._providers[0]
        yield Served(first.name, first.model, 0)
        async for part in first.stream(request):
            yield part


class Models:
    """One per process; made at the first call, keeps the connections to providers."""

    def __init__(self) -> None:
        self._chain: Chain | None = None
        self._seen: tuple[float, str] = (0.0, "")

    async def check(self, kit: Kit) -> str:
        """For the readiness of the process; a good answer holds for a while, so that probes do not cost the provider."""
        provider = make(kit.settings)
        if provider is None:
            return "offline planner"
        until, word = self._seen
        if until < time.monotonic():
            word = await provider.check()
            self._seen = (time.monotonic() + GOOD_SECONDS, word)
        return word

    async def line(self, kit: Kit, actor: Actor, tier: Tier = "standard") -> Line:
        """For the next call. Raises Unavailable when a setting is missing, naming it."""
        if self._chain is None:
            provider = make(kit.settings)
            self._chain = Chain([provider] if provider else [])
        return self._chain


def make(settings: Settings) -> Provider | None:
    """The configured provider."""
    if settings.llm_provider == "openai":
        if not settings.llm_base_url or not settings.llm_model:
            raise Unavailable("LLM_PROVIDER=openai needs LLM_BASE_URL and LLM_MODEL")
        egress = Egress.of(settings, host_and_port(settings.llm_base_url))
        return OpenAICompatible(egress, settings.llm_base_url, settings.llm_api_key.get_secret_value(), settings.llm_model, name="openai")
    if settings.llm_provider == "scripted":
        if settings.llm_script is None:
            raise Unavailable("LLM_PROVIDER=scripted needs LLM_SCRIPT")
        return Scripted.load(settings.llm_script)
    return None
