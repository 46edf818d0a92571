"""Which model answers. Today the one that the settings name; callers know only the port, so a chain can take its place."""

from dataclasses import dataclass

from app.kit.core.settings import Settings
from app.kit.llm.port import Provider
from app.kit.llm.providers.openai_compatible import OpenAICompatible
from app.kit.llm.providers.scripted import Scripted


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


class Router:
    """Made once per process; keeps the connections to providers."""

    def __init__(self, settings: Settings) -> None:
        self._provider = _provider(settings)

    def choose(self) -> Choice:
        """For the next call."""
        return Choice(self._provider)

    async def aclose(self) -> None:
        """Let go of connections."""
        if self._provider:
            await self._provider.aclose()


def _provider(settings: Settings) -> Provider | None:
    if settings.llm_provider == "openai":
        if not settings.llm_base_url or not settings.llm_model:
            raise ValueError("LLM_PROVIDER=openai needs LLM_BASE_URL and LLM_MODEL")
        return OpenAICompatible(settings.llm_base_url, settings.llm_api_key.get_secret_value(), settings.llm_model)
    if settings.llm_provider == "scripted":
        if settings.llm_script is None:
            raise ValueError("LLM_PROVIDER=scripted needs LLM_SCRIPT")
        return Scripted.load(settings.llm_script)
    return None
