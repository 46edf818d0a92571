"""Who should answer: an agent by its expertise, the one who answered before, or a person."""

import asyncio
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.kit.agent.base import BaseAgent
from app.kit.core.context import Kit
from app.kit.core.spans import decided

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


@dataclass(slots=True)
class Load:
    """Turns that agents of this process are working on, by name: among equally fitting ones the freer is asked."""

    busy: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def at_work(self, agent: str) -> Iterator[None]:
        """As long as the block lasts."""
        self.busy[agent] += 1
        try:
            yield
        finally:
            self.busy[agent] -= 1


def load_of(kit: Kit) -> Load:
    """This process's; made when first asked for."""
    found: Load | None = kit.ports.get(Load)
    if found is None:
        found = kit.ports[Load] = Load()
    return found


async def dispatched(text: str, agents: Sequence[BaseAgent], *, before: str = "", load: Load | None = None) -> tuple[BaseAgent, str]:
    """Who answers, and why in words for the person who waits. The best by words of expertise; of equally good ones who answered `before`,
    else the one with the least to do. Where no word decides, who answered before, else the nearest in meaning."""
    scored = ranked(text, agents)
    best = scored[0][0]
    same = [agent for score, agent in scored if score == best]
    known = next((agent for agent in same if agent.name == before), None)
    if known is not None:
        chosen, why = known, "Nobody fits better than the one who answered before."
    elif not best:
        chosen, why = await closest(text, agents), "No word decides: the nearest in meaning."
    else:
        chosen = min(same, key=lambda agent: load.busy[agent.name]) if load else same[0]
        words = "1 word of the request is" if best == 1 else f"{best} words of the request are"
        why = f"{words} of this expertise." + (" Of those it has the least to do." if len(same) > 1 else "")
    decided("colleague", why, chosen=chosen.name, among=[agent.name for agent in agents])
    return chosen, why


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
