"""Progress: named stages with weights become one number that never goes back, told to whoever wants to hear it."""

from collections.abc import Awaitable, Callable, Mapping

from app.kit.agent.turn import Turn
from app.kit.core.log import logger

log = logger(__name__)
Hear = Callable[[float, str, str], Awaitable[None]]
"""Done from 0 to 1, the stage's name, a word for people."""


class Stages:
    """Work in stages; `{"read": 1, "write": 3}` says that writing takes three times as long as reading."""

    def __init__(self, weights: Mapping[str, float], *hear: Hear) -> None:
        if not weights or min(weights.values()) <= 0:
            raise ValueError("a stage needs a weight above zero")
        self._weights, self._hear = dict(weights), hear
        self._part: dict[str, float] = dict.fromkeys(weights, 0.0)

    @property
    def done(self) -> float:
        """From 0 to 1."""
        return sum(self._part[name] * weight for name, weight in self._weights.items()) / sum(self._weights.values())

    async def at(self, stage: str, part: float, message: str = "") -> None:
        """So much of this stage is done; less than before counts as no news. A listener that fails harms nobody's work."""
        if stage not in self._part:
            raise ValueError(f"there is no stage called {stage}")
        self._part[stage] = max(self._part[stage], min(1.0, part))
        for hear in self._hear:
            try:
                await hear(self.done, stage, message)
            except Exception:
                log.exception("progress_not_heard", stage=stage)

    async def end(self, stage: str, message: str = "") -> None:
        """All of it."""
        await self.at(stage, 1.0, message)


def aloud(turn: Turn) -> Hear:
    """Into the turn's stream: browsers, the command line and the operation of an executed task read it there."""

    async def say(done: float, stage: str, message: str) -> None:
        await turn.voice.say("progress", {"done": round(done, 3), "stage": stage, "message": message})

    return say
