"""Specialisation: an agent that knows what is not its field, and asks no bigger model than the question needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.kit.agent.base import BaseAgent
from app.kit.agent.delegating import ask
from app.kit.agent.directory import agents_for
from app.kit.agent.dispatch import closest, folded, ranked
from app.kit.agent.turn import Outcome, Turn
from app.kit.core.context import work
from app.kit.core.spans import span
from app.kit.llm.port import Tier
from app.kit.llm.router import Models

TIERS: tuple[Tier, ...] = ("small", "standard", "large")
STANDARD_FROM, LARGE_FROM = 2.0, 5.0
JOINS = re.compile(r"\b(and|then|also|afterwards|as well|except|unless|if|und|dann|et|puis|y)\b|[;?]")
THOUGHT = re.compile(
    r"\b(why|explain|compar\w*|analy[sz]\w*|forecast\w*|predict\w*|reconcil\w*|justify|recommend\w*|summari[sz]\w*|trend\w*|cause\w*|strateg\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Complexity:
    """How much thought a request asks for; `score` counts, `tier` follows from it."""

    score: float
    tier: Tier


def complexity(text: str, files: int = 0) -> Complexity:
    """A measure anybody can check: a point for every 40 words, half a point for each joint between clauses, a point and a half for each
    word that asks for thought, a point for each file. Under 2 is small, from 5 on large."""
    plain = folded(text)
    score = len(plain.split()) / 40 + len(JOINS.findall(plain)) / 2 + len(THOUGHT.findall(plain)) * 1.5 + files
    return Complexity(round(score, 2), "small" if score < STANDARD_FROM else "standard" if score < LARGE_FROM else "large")


async def expert(agent: BaseAgent, text: str, colleagues: Sequence[BaseAgent]) -> BaseAgent:
    """Whose field it is: by words of expertise; where no word decides, by meaning. The agent itself when it is as good as another."""
    (best, first), *others = ranked(text, [agent, *(c for c in colleagues if c.name != agent.name and c.expertise)])
    return first if best else await closest(text, [first, *(other for _, other in others)])


class Specialist(BaseAgent):
    """Answers what is its field, with a model that is just big enough (never above its own tier), and redirects the rest."""

    async def respond(self, turn: Turn) -> Outcome:
        """A follow-up belongs to the one who answered before, unless its words clearly name another's field."""
        async with work(turn.kit, turn.actor) as ctx:
            colleagues = list((await agents_for(ctx)).values())
        known = turn.history and not any(score for score, _ in ranked(turn.text, [c for c in colleagues if c.name != self.name]))
        with span("decision", "expertise") as here:
            meant = self if known else await expert(self, turn.text, colleagues)
            here.note(agent=meant.name, why=f"This is the field of {meant.label}.")
        if meant.name != self.name:
            return await self._redirect(turn, meant)
        return await super().respond(await self._sized(turn))

    async def _sized(self, turn: Turn) -> Turn:
        measured = complexity(turn.text, len(turn.files))
        tier = min(measured.tier, self.tier, key=TIERS.index)
        with span("decision", "tier", score=measured.score, tier=tier, why=f"A {tier} model is enough for this."):
            return replace(turn, line=await turn.kit.use(Models).line(turn.kit, turn.actor, tier))

    async def _redirect(self, turn: Turn, colleague: BaseAgent) -> Outcome:
        opening = f"This is not my field, so I asked the {colleague.label}.\n\n"
        await turn.delta(opening)
        outcome = await ask(colleague, turn, turn.text, aloud=True)
        outcome.text, outcome.state = opening + outcome.text, {}
        return outcome
