"""What an agent is: a name, a role, what it knows, what it may use. A subclass is a few lines; the runtime does the rest."""

import asyncio
import importlib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import ClassVar, Literal

from app.kit.agent.turn import Outcome, Turn
from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.core.registry import registry
from app.kit.entity.rights import permissions
from app.kit.tools.tool import RouteTool, Tool
from app.kit.web.operation import Operation

Tier = Literal["small", "standard", "large"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one turn. Steps (model calls) are bounded by the setting AGENT_MAX_STEPS as well."""

    steps: int = 8
    seconds: float = 120
    output_tokens: int = 8_000
    calls: int = 24
    result_chars: int = 12_000
    """Longer tool results are cut, with a note that says so."""


class BaseAgent:
    """Subclass it in a feature's `agents.py` and name it in the Module. An instance holds no conversation."""

    name: ClassVar[str]
    label: ClassVar[str]
    role: ClassVar[str]
    """Who it is, in a sentence: shown to people and told to the model."""
    expertise: ClassVar[tuple[str, ...]] = ()
    """Words and phrases by which the concierge finds it."""
    tools: ClassVar[tuple[str, ...]] = ()
    """Operation ids, `*` allowed (`get_customer`, `list_*`), or `records:read` and `records:write`: those of every entity."""
    built_ins: ClassVar[tuple[Tool, ...]] = ()
    prompt: ClassVar[str] = ""
    tier: ClassVar[Tier] = "standard"
    limits: ClassVar[Limits] = Limits()

    def hand(self, kit: Kit, actor: Actor) -> list[Tool]:
        """The tools it holds for this caller: those it names, minus those whose permission he lacks or whose entity is closed to agents."""
        known = (op for op in kit.operations.values() if op.tool and open_to_agents(op))
        routes = [RouteTool(op) for op in known if any(_meant(op, wanted) for wanted in self.tools)]
        return [tool for tool in (*routes, *self.built_ins) if actor.may(tool.permission)]

    def narrowed(self, kit: Kit, actor: Actor) -> Actor:
        """The caller as this agent's tools act: his rights, and no more than its tools need."""
        needed = frozenset(t.permission for t in self.hand(kit, actor))
        return actor.narrowed("agent", needed | finer(needed), agent=self.name)

    async def respond(self, turn: Turn) -> Outcome:
        """Answer one turn: with the configured model, or with the planner when there is none."""
        if turn.choice.provider is None:
            return await self.offline(turn)
        return await _run("app.kit.agent.runtime", self, turn)

    async def offline(self, turn: Turn) -> Outcome:
        """Answer without a language model."""
        return await _run("app.kit.agent.planned", self, turn)


async def _run(module: str, agent: BaseAgent, turn: Turn) -> Outcome:
    """`run` of a module that takes seconds to load (LangChain, the planner's index): loaded when first used, aside from the event loop."""
    loaded = await asyncio.to_thread(importlib.import_module, module)
    outcome: Outcome = await loaded.run(agent, turn)
    return outcome


def finer(needed: frozenset[str]) -> frozenset[str]:
    """What goes with reading or writing an entity: its guarded fields and moves, everybody's records. There the person's rights decide."""
    found = set()
    for name, entity in registry.entities.items():
        for permission in permissions(entity):
            area, _, action = permission.name.partition(":")
            if (area != name or action == "all") and f"{name}:{'read' if action == 'all' else action}" in needed:
                found.add(permission.name)
    return frozenset(found)


def policy(operation: Operation) -> str:
    """What the entity of an operation lets agents do: "approve" (a person confirms each write), "write", "read" or "never"."""
    entity = registry.entities.get(operation.noun)
    return str(entity.__agents__) if entity else "approve"


def open_to_agents(operation: Operation) -> bool:
    """Whether any agent may hold it: `narrowed` then leaves the permission out as well, so no other tool reaches those records."""
    allowed = policy(operation)
    return allowed in ("approve", "write") or (allowed == "read" and operation.effect == "read")


def _meant(operation: Operation, wanted: str) -> bool:
    group, _, effect = wanted.partition(":")
    if group != "records" or not effect:
        return fnmatchcase(operation.name, wanted)
    return operation.noun in registry.entities and operation.effect == effect
