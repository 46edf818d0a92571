"""Who should answer: an agent by its expertise, the one who answered before, or a person."""

import asyncio
import re
import unicodedata
from collections.abc import Iterable, Sequence

from app.kit.agent.base import BaseAgent

PERSON = re.compile(
    r"\b(talk|speak|chat|connect|transfer|escalate|hand|pass|get|need|want|reach)\b.{0,40}\b(human|person|someone|somebody|colleague|staff|operator|support)\b"
    r"|\b(real|actual) (person|human)\b|\bmit (einem|einer) (menschen|person|mitarbeiter)"
    r"|\bparler a (une personne|quelqu)|\bhablar con una persona"
)
ENDINGS = ("ings", "ing", "ies", "es", "s", "ed")


def wants_person(text: str) -> bool:
    """Whether somebody asks for a human being, not for an agent."""
    return PERSON.search(folded(text)) is not None


def ranked(text: str, agents: Iterable[BaseAgent]) -> list[tuple[int, BaseAgent]]:
    """Agents by how many words of their expertise the text holds; equal ones in their own order."""
    said = " ".join(stem(word) for word in re.findall(r"\w+", folded(text)))
    scored = [(sum(_holds(said, phrase) for phrase in agent.expertise), agent) for agent in agents]
    return sorted(scored, key=lambda pair: -pair[0])


async def closest(text: str, agents: Sequence[BaseAgent]) -> BaseAgent:
    """The agent whose role and expertise mean most nearly the same as the text, where no word decides."""

    def nearest() -> int:
        from app.kit.llm.embed import embed  # loads the model when it is first needed, aside from the event loop

        asked, *known = embed([text, *(f"{agent.role} {', '.join(agent.expertise)}" for agent in agents)])
        return max(range(len(agents)), key=lambda n: float(known[n] @ asked))

    return agents[await asyncio.to_thread(nearest)]


def folded(text: str) -> str:
    """Lower case without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _holds(said: str, phrase: str) -> int:
    words = " ".join(stem(word) for word in re.findall(r"\w+", folded(phrase)))
    return len(words.split()) if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said) else 0


def stem(word: str) -> str:
    """Without the commonest English endings."""
    return next((word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) - len(end) > 2), word)
