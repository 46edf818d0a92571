"""A provider by its kind: the one function that the router builds its lines with."""

from pathlib import Path
from typing import Literal

from app.kit.core.errors import Unavailable
from app.kit.core.http import Egress
from app.kit.llm.port import Provider
from app.kit.llm.providers.anthropic import Anthropic
from app.kit.llm.providers.google import Google
from app.kit.llm.providers.local import Local
from app.kit.llm.providers.ollama import Ollama
from app.kit.llm.providers.openai_compatible import OpenAICompatible
from app.kit.llm.providers.scripted import Scripted

Kind = Literal["openai", "anthropic", "google", "ollama", "compatible", "local", "scripted"]

HOMES: dict[Kind, str] = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "google": "https://generativelanguage.googleapis.com/v1beta",
    "ollama": "http://127.0.0.1:11434",
}
"""Where a kind is reached when no address is given. The guard lets a private address out only if the operator named it:
`Egress.of(settings, host_and_port(base_url or HOMES[kind]))` for what stands in the settings, `Egress.of(settings)` for what an
organisation entered."""


def provider(kind: Kind, *, egress: Egress, base_url: str = "", api_key: str = "", model: str = "") -> Provider:
    """One way to reach a model, without calling it yet. Raises Unavailable, saying what is missing.

    The provider raises each failure once, as a `ModelError` with `fault`, `transient` and `retry_after`; it never tries again. Before
    the first text or call, what broke is `unavailable` or `busy` (another try repeats nothing); afterwards it is `interrupted`.
    Several `Usage` parts of one stream add up. It closes `egress` with itself. For `scripted`, `base_url` is
    the path of the script; for `local`, `model` is that of a GGUF file, or empty.
    """
    if kind == "scripted":
        if not base_url:
            raise Unavailable("a scripted model needs the path of its script (LLM_SCRIPT)")
        return Scripted.load(Path(base_url))
    if not model and kind != "local":
        raise Unavailable(f"{kind} needs the name of a model (LLM_MODEL)")
    address = base_url or HOMES.get(kind, "")
    if kind in ("openai", "compatible"):
        if not address:
            raise Unavailable("a compatible endpoint needs its address (LLM_BASE_URL)")
        return OpenAICompatible(egress, address, api_key, model, name=kind)
    if kind == "anthropic":
        return Anthropic(egress, address, api_key, model)
    if kind == "google":
        return Google(egress, address, api_key, model)
    if kind == "ollama":
        return Ollama(egress, address, api_key, model)
    return Local(model)
