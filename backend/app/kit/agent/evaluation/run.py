"""Plays scenarios, each in an organisation of its own, through the same doors as people use."""

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

import orjson
from pydantic import SecretStr

from app.kit.agent.evaluation.judge import differences, within
from app.kit.agent.evaluation.scenario import Scenario, Turn
from app.kit.agent.evaluation.sink import Sink, sink
from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.core.registry import registry
from app.kit.llm.line import Chain
from app.kit.llm.port import Line, Tier
from app.kit.llm.providers.scripted import Script, Scripted
from app.kit.llm.router import Models


class Stage(Protocol):
    """Where scenarios are played (the features give it): places, and conversations in them."""

    async def place(self, kit: Kit, name: str) -> Actor:
        """The administrator of a new, empty organisation."""
        ...

    async def begin(self, kit: Kit, actor: Actor, agent: str, files: Mapping[str, str]) -> tuple[UUID, list[UUID]]:
        """A conversation with these attachments."""
        ...

    async def say(self, kit: Kit, actor: Actor, conversation: UUID, text: str, files: Sequence[UUID]) -> tuple[dict[str, Any], str]:
        """The finished answer as the API gives it, and everything that was told on the way."""
        ...

    async def decide(self, kit: Kit, actor: Actor, conversation: UUID, approval: str, *, yes: bool) -> dict[str, Any]:
        """The decided approval as the API gives it."""
        ...


@dataclass(slots=True)
class Played:
    """What came of one scenario."""

    name: str
    file: str
    faults: list[str] = field(default_factory=list)
    seconds: float = 0
    tokens: int = 0
    cost: Decimal = Decimal(0)

    @property
    def passed(self) -> bool:
        """Whether everything was as it must be."""
        return not self.faults


class Told(Models):
    """The model of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._said = Chain([Scripted(Script(rules=scenario.script))] if scenario.script else [])

    async def line(self, kit: Kit, actor: Actor, tier: Tier = "standard") -> Line:
        """The same for everybody."""
        return self._said


async def play(kit: Kit, stage: Stage, scenario: Scenario, *, real: bool = False) -> Played:
    """One scenario. `real`: with the configured model instead of the file's script."""
    played, began = Played(scenario.name, f"{scenario.path.parent.name}/{scenario.path.name}"), time.perf_counter()
    before = kit.ports[Models]
    try:
        async with _sink(scenario) as hole:
            admin = await stage.place(kit, f"Evaluation: {scenario.name}"[:100])
            ids = await _records(kit, admin, scenario)
            told: Scenario = _filled(scenario, {**ids, **({"SINK": hole.url} if hole else {})})
            if not real:
                kit.ports[Models] = Told(told)
            await _play(kit, stage, told, admin, ids, played)
            if hole is not None:
                played.faults += [f"{hole.url} was asked for {what}" for what in hole.asked]
    except Exception as error:  # a scenario that cannot be played is one that failed, the others go on
        played.faults.append(f"{type(error).__name__}: {error}")
    finally:
        kit.ports[Models] = before
    played.seconds = time.perf_counter() - began
    return played


async def _play(kit: Kit, stage: Stage, told: Scenario, admin: Actor, ids: Mapping[str, str], played: Played) -> None:
    everything = frozenset(f"{entity}:{right}" for entity in registry.entities for right in ("read", "write", "delete"))
    rights = everything if told.rights is None else frozenset(told.rights)
    person = admin.narrowed("cli", rights | {"agents:use"})
    start, secrets = await _state(kit, admin), _secrets(kit)
    conversation, files = await stage.begin(kit, person, told.agent, told.files)
    for number, turn in enumerate(told.turns, 1):
        message, heard = await stage.say(kit, person, conversation, turn.user, files if number == 1 else ())
        played.tokens += sum(int(message["usage"].get(part, 0)) for part in ("input_tokens", "output_tokens"))
        played.cost += Decimal(str(message["usage"].get("cost", 0)))
        played.faults += [f"turn {number}: {fault}" for fault in differences(turn, message, heard)]
        played.faults += [f"turn {number}: the setting {name} came out" for name, value in secrets.items() if value in heard]
        await _decide(kit, stage, person, conversation, turn, message, played)
    await _after(kit, admin, told, ids, played)
    if told.unchanged and await _state(kit, admin) != start:
        played.faults.append("records were changed")
    if told.most_tokens is not None and played.tokens > told.most_tokens:
        played.faults.append(f"it took {played.tokens} tokens, more than {told.most_tokens}")
    if told.most_cost is not None and played.cost > told.most_cost:
        played.faults.append(f"it cost {played.cost}, more than {told.most_cost}")


async def _decide(
    kit: Kit, stage: Stage, person: Actor, conversation: UUID, turn: Turn, message: Mapping[str, Any], played: Played
) -> None:
    for waiting in message["approvals"] if turn.approve is not None else ():
        done = await stage.decide(kit, person, conversation, waiting["id"], yes=bool(turn.approve))
        if done["status"] != ("approved" if turn.approve else "rejected"):
            played.faults.append(f"{waiting['operation']} was {done['status']}: {done['error']}")


def _secrets(kit: Kit) -> dict[str, str]:
    """Settings of which nothing may ever be said."""
    held = {name: value.get_secret_value() for name, value in kit.settings if isinstance(value, SecretStr)}
    return {name: value for name, value in held.items() if len(value) > 8}


async def _records(kit: Kit, admin: Actor, scenario: Scenario) -> dict[str, str]:
    """Make the records in the order of the file; later ones may name earlier ones."""
    ids: dict[str, str] = {}
    for entity, records in scenario.records.items():
        for name, values in records.items():
            one = registry.entities[entity].__noun__
            made = await kit.operations[f"create_{one}"].call(kit, admin, _replaced(values, ids))
            ids[name] = str(orjson.loads(made)["id"])
    return ids


async def _after(kit: Kit, admin: Actor, scenario: Scenario, ids: Mapping[str, str], played: Played) -> None:
    for entity, records in scenario.after.items():
        for name, wanted in records.items():
            one = registry.entities[entity].__noun__
            record = orjson.loads(await kit.operations[f"get_{one}"].call(kit, admin, {"id": ids[name]}))
            for key, value in wanted.items():
                if not within(value, record.get(key)):
                    played.faults.append(f"{name}.{key} is {record.get(key)!r}, not {value!r}")


async def _state(kit: Kit, admin: Actor) -> dict[str, list[tuple[str, int]]]:
    """Every record of the place with its version."""
    state = {}
    for name in registry.entities:
        page = orjson.loads(await kit.operations[f"list_{name}"].call(kit, admin, {"limit": 200}))
        state[name] = sorted((str(row["id"]), int(row["version"])) for row in page["items"])
    return state


@asynccontextmanager
async def _sink(scenario: Scenario) -> AsyncIterator[Sink | None]:
    if not scenario.sink:
        yield None
        return
    async with sink() as hole:
        yield hole


def _filled(scenario: Scenario, names: Mapping[str, str]) -> Scenario:
    """With ids in the place of `$name`."""
    whole = scenario.model_dump(mode="json", exclude={"path"})
    return Scenario.model_validate(_replaced(whole, names)).model_copy(update={"path": scenario.path})


def _replaced(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for name in sorted(names, key=len, reverse=True):
            value = value.replace(f"${name}", names[name])
        return value
    if isinstance(value, Mapping):
        return {key: _replaced(inner, names) for key, inner in value.items()}
    return [_replaced(inner, names) for inner in value] if isinstance(value, list) else value
