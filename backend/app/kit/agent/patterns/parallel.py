"""Orchestration by dependencies: a plan of tasks for agents; each begins when what it needs is there, all under one budget."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from app.kit.agent.base import BaseAgent
from app.kit.agent.delegating import ask
from app.kit.agent.patterns.progress import Stages, aloud
from app.kit.agent.patterns.resilient import Watched
from app.kit.agent.turn import Outcome, Turn
from app.kit.core.errors import AppError
from app.kit.llm.port import Message, Spent, Usage

MOST = 3
"""Tasks of one plan that are done at once."""


class PlanError(ValueError):
    """A plan that can not be carried out; says which tasks are wrong."""


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work for one agent."""

    name: str
    agent: str
    ask: str
    needs: tuple[str, ...] = ()
    """Tasks whose answers it is told."""
    tries: int = 2
    """After a proposal or a write it is not tried again: it would be done twice."""
    fails: Literal["skip", "stop"] = "skip"
    """When all tries failed: go on without it (and without what needs it), or stop everything."""


@dataclass(slots=True)
class Report:
    """What came of a plan."""

    answers: dict[str, Outcome] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    """Why, by task; a task that was left out because of another names it."""
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each that was asked took, waiting not counted."""
    stages: list[list[str]] = field(default_factory=list)
    """The plan as it was understood: each task one stage behind the last of its needs."""

    def told(self, names: Sequence[str] | None = None) -> str:
        """Answers (of those tasks) under their names, as text for a model or a person; failures are not hidden."""
        wanted = [*self.answers, *self.failed] if names is None else names
        found = {n: self.answers[n].text if n in self.answers else f"(no answer: {self.failed.get(n, 'not asked')})" for n in wanted}
        return "\n\n".join(f"**{name}**\n{text}" for name, text in found.items())

    def over(self, answer: Outcome) -> Outcome:
        """An answer that was made of these, with what all of them did."""
        parts = [*self.answers.values(), answer]
        answer.kind = "proposal" if any(p.kind == "proposal" for p in parts) else answer.kind
        answer.calls = [call for part in parts for call in part.calls]
        answer.citations = list({c.id: c for part in parts for c in part.citations}.values())
        answer.usage = sum((part.usage for part in parts), Usage())
        return answer


def stages(tasks: Sequence[Task]) -> list[list[Task]]:
    """Tasks in the order in which they can be done; those of one stage at once. Raises PlanError, naming what is wrong."""
    known = [task.name for task in tasks]
    if twice := sorted({name for name in known if known.count(name) > 1}):
        raise PlanError(f"tasks of the same name: {', '.join(twice)}")
    if unknown := sorted({need for task in tasks for need in task.needs} - set(known)):
        raise PlanError(f"tasks that are needed but not planned: {', '.join(unknown)}")
    left, done, found = list(tasks), set[str](), list[list[Task]]()
    while left:
        ready = [task for task in left if set(task.needs) <= done]
        if not ready:
            raise PlanError(f"tasks that wait for each other: {', '.join(sorted(task.name for task in left))}")
        found.append(ready)
        done |= {task.name for task in ready}
        left = [task for task in left if task not in ready]
    return found


async def carry_out(turn: Turn, tasks: Sequence[Task], staff: Mapping[str, BaseAgent], *, most: int = MOST) -> Report:
    """Ask everybody, each as soon as what it needs has ended, `most` at once. Raises PlanError before the first is asked; the error of a
    task that stops everything."""
    plan = stages(tasks)
    if strangers := sorted({task.agent for task in tasks} - set(staff)):
        raise PlanError(f"there is nobody called {', '.join(strangers)}")
    report = Report(stages=[[task.name for task in stage] for stage in plan])
    seats, progress = asyncio.Semaphore(most), Stages({task.name: 1.0 for task in tasks}, aloud(turn))
    ended = {task.name: asyncio.Event() for task in tasks}

    async def one(task: Task) -> None:
        for need in task.needs:
            await ended[need].wait()
        if lost := [need for need in task.needs if need in report.failed]:
            report.failed[task.name] = f"needs {', '.join(lost)}"
        else:
            async with seats:
                await progress.at(task.name, 0.0, f"Asking the {staff[task.agent].label}")
                await _attempt(turn, task, staff[task.agent], report)
        await progress.end(task.name, f"{staff[task.agent].label}: {'no answer' if task.name in report.failed else 'answered'}")
        ended[task.name].set()

    try:
        async with asyncio.TaskGroup() as group:
            for task in (task for stage in plan for task in stage):
                group.create_task(one(task))
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from several
    report.answers = {task.name: report.answers[task.name] for task in tasks if task.name in report.answers}
    return report


async def _attempt(turn: Turn, task: Task, agent: BaseAgent, report: Report) -> None:
    began = time.perf_counter()
    known = (Message("user", f"Colleagues found:\n\n{report.told(task.needs)}"),) if task.needs else ()
    heard = Watched(turn.voice)
    for attempt in range(1, task.tries + 1):
        try:
            report.answers[task.name] = await ask(agent, replace(turn, voice=heard), task.ask, known=known)
        except AppError as error:
            if attempt < task.tries and not heard.acted and not isinstance(error, Spent):
                continue
            if task.fails == "stop":
                raise
            report.failed[task.name] = str(error)
        break
    report.seconds[task.name] = round(time.perf_counter() - began, 3)
