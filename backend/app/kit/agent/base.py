"""What an agent is: a name, a role, what it knows, what it may use. A subclass is a few lines; the runtime does the rest.

docs/start/first-agent.md writes one. Agents that people make in the browser are `MadeAgent`s with the same attributes.
"""

import asyncio
import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from app.kit.agent.budget import Limits
from app.kit.agent.policy import Policy
from app.kit.agent.turn import Outcome, Turn
from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.core.errors import Unavailable
from app.kit.core.registry import registry
from app.kit.entity.rights import permissions
from app.kit.llm.port import Tier
from app.kit.tools.tool import RouteTool, Tool
from app.kit.web.operation import Operation

MOST = 1_000
"""Grips that are remembered at once."""


class BaseAgent:
    """Subclass it in a feature's `agents.py` and name the class in `Module.agents`. `name`, `label` and `role` are required.

    An instance holds no conversation: everything of a turn comes as a `Turn` and goes as an `Outcome`, so one serves all at once.
    """

    name: str
    """Unique, in snake_case: addresses, the audit log, `ask_<name>` and OpenAI's `model` field name it so."""
    label: str
    """As people see it."""
    role: str
    """Who it is, in a sentence: shown to people and told to the model."""
    expertise: tuple[str, ...] = ()
    """Words and phrases by which the concierge (kit/agent/dispatch.py) finds it; case, accents and English endings do not matter."""
    suggestions: tuple[str, ...] = ()
    """Questions that a person may begin with, ready to be sent; none: the screen makes some from the records it may read."""
    tools: tuple[str, ...] = ()
    """Operation ids, `*` allowed (`get_customer`, `list_*`), or `records:read` and `records:write`: those of every entity."""
    built_ins: tuple[Tool, ...] = ()
    """Tools beside the API's operations: those of kit/tools (sums, dates, data, web) or of its own."""
    colleagues: tuple[str, ...] = ()
    """Agents it may ask while it works, by name: each becomes a tool `ask_<name>`."""
    prompt: str = ""
    """Instructions to the model, after its role; empty: the role alone."""
    tier: Tier = "standard"
    """How capable a model its work wants; the organisation decides which model that is."""
    limits: Limits = Limits()
    """Bounds of one turn: steps, seconds, tokens, calls, money, depth."""
    policies: tuple[Policy, ...] = ()
    """Rules for its tools, narrower or wider than what the entities say; the first that names a tool holds."""
    roles: tuple[str, ...] = ()
    """Who may use it, by role; empty: everybody who may use agents."""
    version: int = 0
    """Of an agent that was made in the browser; 0 when it is declared in code."""

    def hand(self, kit: Kit, actor: Actor) -> list[Tool]:
        """The tools it holds for this caller: those it names, minus those whose permission he lacks or whose entity is closed to agents,
        and for an API key minus what no key may do."""
        return list(self._grip(kit, actor).tools)

    def holds(self, tool: Tool) -> bool:
        """Whether it names this tool, for everybody who has the right to use it."""
        if not isinstance(tool, RouteTool):
            return tool in self.built_ins
        op = tool.operation
        return op.tool and open_to_agents(op) and any(meant(op, wanted) for wanted in self.tools)

    def narrowed(self, kit: Kit, actor: Actor, added: Sequence[Tool] = ()) -> Actor:
        """The caller as this agent's tools act: his rights, and no more than its tools (and those added) need."""
        grip = self._grip(kit, actor)
        more = _needed(added) - grip.allowed
        allowed = _whole(_needed((*grip.tools, *added))) if more else grip.allowed
        return actor.narrowed("agent", allowed, agent=self.name)

    def _grip(self, kit: Kit, actor: Actor) -> "_Grip":
        """Found once for all who hold the same rights: it goes through every operation there is."""
        known: _Grips = kit.ports.setdefault(_Grips, _Grips())
        me, rights = (type(self), self.name, self.version, self.tools, self.built_ins), (actor.permissions, actor.signed_in)
        key = (me, rights, actor.api_key_id is None, tuple(entity.__agents__ for entity in registry.entities.values()))
        if key not in known:
            if len(known) >= MOST:
                known.clear()
            known[key] = self._gripped(kit, actor)
        return known[key]

    def _gripped(self, kit: Kit, actor: Actor) -> "_Grip":
        routes = [RouteTool(op) for op in kit.operations.values() if op.key or actor.api_key_id is None]
        tools = tuple(tool for tool in (*routes, *self.built_ins) if self.holds(tool) and actor.may(tool.permission))
        return _Grip(tools, _whole(_needed(tools)))

    def open_to(self, actor: Actor) -> bool:
        """Whether this person may use it, by his role."""
        return not self.roles or actor.role in self.roles

    async def respond(self, turn: Turn) -> Outcome:
        """Answer one turn: with the models of its line, or with the planner when there is none. Override it for an agent that works in
        another way (kit/agent/patterns). What is said on the way goes to `turn.voice`; the whole answer is handed back.

        Raises Unavailable where JSON is asked for and there is no model, ModelError when no model answers, Spent when a budget ends.
        """
        if turn.line.empty and turn.schema is not None:
            raise Unavailable("An answer as JSON needs a language model, and none is configured.")
        return await (self.offline(turn) if turn.line.empty else self.think(turn))

    async def think(self, turn: Turn) -> Outcome:
        """Answer with the models of the turn's line, by LangChain's agent loop. Raises ModelError, Spent."""
        return await _run("app.kit.agent.runtime", self, turn)

    async def offline(self, turn: Turn) -> Outcome:
        """Answer without a language model: the planner reads the request by its own grammar and calls the same tools."""
        return await _run("app.kit.agent.planned", self, turn)


@dataclass(frozen=True, slots=True)
class _Grip:
    """What an agent holds for a caller."""

    tools: tuple[Tool, ...]
    allowed: frozenset[str]
    """All that they need."""


class _Grips(dict[Any, _Grip]):
    """Of the process."""


def _needed(tools: Sequence[Tool]) -> frozenset[str]:
    keys = (t.operation.key for t in tools if isinstance(t, RouteTool))
    return frozenset([*(t.permission for t in tools), *(key for key in keys if isinstance(key, str))])


def _whole(needed: frozenset[str]) -> frozenset[str]:
    return needed | finer(needed)


_loaded: dict[str, Any] = {}


async def _run(module: str, agent: BaseAgent, turn: Turn) -> Outcome:
    """`run` of a module that takes seconds to load (LangChain, the planner's index): loaded when first used, aside from the event loop."""
    if module not in _loaded:
        _loaded[module] = await asyncio.to_thread(importlib.import_module, module)
    outcome: Outcome = await _loaded[module].run(agent, turn)
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
    """What the entity of an operation (or its route) lets agents do: "approve" (a person confirms each write), "write", "read", "never"."""
    entity = registry.entities.get(operation.noun)
    return str(entity.__agents__ if entity else getattr(operation.endpoint, "__agents__", "approve"))


def open_to_agents(operation: Operation) -> bool:
    """Whether any agent may hold it: `narrowed` then leaves the permission out as well, so no other tool reaches those records."""
    allowed = policy(operation)
    return allowed in ("approve", "write") or (allowed == "read" and operation.effect == "read")


def meant(operation: Operation, wanted: str) -> bool:
    """Whether a word of `tools` names this operation."""
    group, _, effect = wanted.partition(":")
    if group != "records" or not effect:
        return fnmatchcase(operation.name, wanted)
    return operation.noun in registry.entities and operation.effect == effect
