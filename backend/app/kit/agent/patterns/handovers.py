"""Work in stages by several agents: each stage gets the notes of those before it, is checked, and is asked again when it falls short."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.kit.agent.base import BaseAgent
from app.kit.agent.delegating import ask
from app.kit.agent.patterns.progress import Stages, aloud
from app.kit.agent.patterns.resilient import Watched
from app.kit.agent.patterns.shared import Board
from app.kit.agent.turn import Outcome, Turn
from app.kit.core.errors import AppError
from app.kit.llm.port import Message, Spent


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: who does it, what he is asked, and when it is good enough."""

    name: str
    agent: str
    ask: str
    check: Callable[[Outcome], str] = lambda outcome: "" if outcome.text.strip() else "the answer is empty"
    """What is wrong with an answer; empty when nothing is. He is asked once more with this reason, unless he has proposed or written
    something: it would be done twice."""
    must: bool = True
    """Whether the work ends without it; else the others are told that it is missing."""


@dataclass(slots=True)
class Handed:
    """What came of it."""

    answers: dict[str, Outcome] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    """Stages without a good answer, and why."""

    @property
    def whole(self) -> bool:
        """Whether every stage has a good answer."""
        return not self.missing


class StageFailed(AppError):
    """A stage that must be there has no good answer."""

    status, title = 503, "A stage failed"


async def hand_through(turn: Turn, plan: Sequence[Stage], staff: Mapping[str, BaseAgent]) -> Handed:
    """One stage after the other. Notes lie on the conversation's board, where each agent finds those meant for it; so they outlive
    the process, and people can read them. Raises StageFailed for a stage that must be there."""
    done, board = Handed(), Board(turn)
    progress = Stages({stage.name: 1.0 for stage in plan}, aloud(turn))
    for number, stage in enumerate(plan):
        agent = staff.get(stage.agent)
        label = agent.label if agent else stage.agent
        await progress.at(stage.name, 0.0, f"{label}: {stage.name}")
        wrong = await _do(turn, stage, agent, await _notes(board, stage, plan[:number]), done) if agent else "nobody here is called so"
        if wrong:
            done.missing[stage.name] = wrong
            if stage.must:
                raise StageFailed(f"The {label} could not do “{stage.name}”: {wrong}")
        await board.put(stage.name, f"(missing: {wrong})" if wrong else done.answers[stage.name].text, by=stage.agent)
        await progress.end(stage.name)
    return done


async def _notes(board: Board, stage: Stage, before: Sequence[Stage]) -> tuple[Message, ...]:
    """What those before have written down, as far as this stage's agent may read it."""
    notes = await board.notes(stage.agent, [one.name for one in before])
    return tuple(Message("user", f"Note of a colleague, stage {name}:\n{note}") for name, note in notes.items())


async def _do(turn: Turn, stage: Stage, agent: BaseAgent, known: tuple[Message, ...], done: Handed) -> str:
    """Ask, check, ask once more; what is still wrong."""
    wrong, heard = "", Watched(turn.voice)
    for again in (False, True):
        if heard.acted:
            break
        more = (Message("user", f"Your first answer did not do: {wrong}. Please do better."),) if again else ()
        try:
            outcome = await ask(agent, replace(turn, voice=heard), stage.ask, known=known + more)
        except Spent:
            raise
        except AppError as error:
            wrong = str(error)
            continue
        wrong = stage.check(outcome)
        if not wrong:
            done.answers[stage.name] = outcome
            return ""
    return wrong
