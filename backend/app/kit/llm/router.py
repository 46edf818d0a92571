"""Which model answers. Today the one that the settings name; callers know only the port, so a chain can take its place."""

import time
from dataclasses import dataclass

from app.kit.core.context import Kit
from app.kit.core.errors import Unavailable
from app.kit.core.http import Egress
from app.kit.core.settings import Settings
from app.kit.llm.port import Provider
from app.kit.llm.providers.openai_compatible import OpenAICompatible, host_and_port
from app.kit.llm.providers.scripted import Scripted

GOOD_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The provider that answers, and how far down the list it stood (0 is the first choice)."""

    provider: Provider | None
    """None: no language model is configured, the planner answers."""
    level: int = 0

    @property
    def name(self) -> str:
        """As shown beside an answer."""
        return self.provider.name if self.provider else "offline"


class Models:
    """One per process; made at the first call, keeps the connections to providers."""

    def __init__(self) -> None:
        self._choice: Choice | None = None
        self._seen: tuple[float, str] = (0.0, "")

    async def check(self, kit: Kit) -> str:
        """For the readiness of the process; a good answer holds for a while, so that probes do not cost the provider."""
        provider = self.choose(kit.settings).provider
        if provider is None:
            return "offline planner"
        until, word = self._seen
        if until < time.monotonic():
            word = await provider.check()
            self._seen = (time.monotonic() + GOOD_SECONDS, word)
        return word

    def choose(self, settings: Settings) -> Choice:
        """For the next call. Raises Unavailable when a setting is missing, naming it."""
        if self._choice is None:
            self._choice = Choice(make(settings))
        return self._choice


def make(settings: Settings) -> Provider | None:
    """The configured provider."""
    if settings.llm_provider == "openai":
        if not settings.llm_base_url or not settings.llm_model:
            raise Unavailable("LLM_PROVIDER=openai needs LLM_BASE_URL and LLM_MODEL")
        egress = Egress.of(settings, host_and_port(settings.llm_base_url))
        return OpenAICompatible(egress, settings.llm_base_url, settings.llm_api_key.get_secret_value(), settings.llm_model)
    if settings.llm_provider == "scripted":
        if settings.llm_script is None:
            raise Unavailable("LLM_PROVIDER=scripted needs LLM_SCRIPT")
        return Scripted.load(settings.llm_script)
    return None
