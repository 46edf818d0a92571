"""Which tools a model is shown for a request: those its words point at, and a search that finds the rest (docs/decisions/0011).

Deterministic and lexical: the words of the request are held against the names, synonyms, fields and choices of the entities, and
against what each operation says of itself. A word that many entities share weighs less. Where nothing fits, whole kinds of
operations (all lists, then all reads …) are shown as long as they fit.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Literal

import orjson
from pydantic import Field

from app.kit.agent.dispatch import folded, stem
from app.kit.core.access import AUTHENTICATED
from app.kit.core.registry import registry
from app.kit.llm.port import ToolSpec
from app.kit.tools.compact import brief, compact
from app.kit.tools.tool import Args, Hands, RouteTool, Tool, size, spec
from app.kit.web.operation import Operation

BUDGET = 12_288
"""Bytes of JSON of all tools a model is shown at the beginning of a turn: about 3,000 tokens."""
SEARCH = "search_operations"
ALWAYS = frozenset({SEARCH, "get_entities", "remember"})
NAMED, FIELD, NEIGHBOUR, ACTION, BEFORE = 1.0, 0.3, 0.3, 0.5, 0.5
"""Weight of an entity's own name, of a word about its fields, of an entity it refers to, of an operation's own words, of older messages."""
USUAL = {("GET", 0): 1.0, ("GET", 1): 0.9, ("GET", 2): 0.8, ("POST", 0): 0.75, ("PATCH", 1): 0.7, ("PATCH", 3): 0.65}
"""How often people want what, by method and shape of the path; anything else 0.3."""
EMPTY = frozenset(("a", "an", "the", "of", "on", "by", "at", "to", "in", "and", "or", "one", "all", "is", "are", "me", "my", "for", "with"))
ACTIONS = {
    "delete": "remove drop erase cancel", "restore": "undelete bring back recover", "bulk": "every each several many", "get_stats": "how",
    "stats": "many much count sum total average mean per most least chart", "history": "changed change who when log audit before",
    "create": "add new make register open", "update": "change set edit correct rename", "status": "mark set move close",
}  # fmt: skip


def words(text: str) -> frozenset[str]:
    """Stems of a text's words, without those that say nothing."""
    return frozenset(stem(w).rstrip("e") for w in re.findall(r"\w+", folded(text.replace("_", " "))) if w not in EMPTY)


def chosen(tools: Mapping[str, Tool], asked: Sequence[str], used: Iterable[str], *, budget: int = BUDGET) -> list[str]:
    """Names of the tools to show for `asked` (newest message first), those used before included; all of them when they fit."""
    sizes = {name: weighed(tool) for name, tool in tools.items()}
    if sum(sizes.values()) <= budget:
        return [name for name in tools if name != SEARCH]
    own = [n for n, tool in tools.items() if n in ALWAYS or not isinstance(tool, RouteTool) or n in set(used)]
    room = budget - sum(sizes[n] for n in own)
    rest = {n: t.operation for n, t in tools.items() if n not in own and isinstance(t, RouteTool)}
    scored = scores(rest, asked) or {n: _usual(op) for n, op in rest.items()}
    for _, alike in groupby(sorted(scored, key=lambda n: (-scored[n], n)), key=scored.__getitem__):
        group = list(alike)
        room -= sum(sizes[n] for n in group)
        if room < 0:
            break
        own += group
    return [name for name in tools if name in set(own)]


def weighed(tool: Tool) -> int:
    """Bytes of JSON of what a model is told about it."""
    return len(orjson.dumps(told(tool))) if isinstance(tool, Search) else size(tool)


def told(tool: Tool) -> ToolSpec:
    """As a model is told about it. The search differs from caller to caller, so its words are not kept."""
    return ToolSpec(tool.name, tool.description, compact(tool.schema())) if isinstance(tool, Search) else spec(tool)


def scores(operations: Mapping[str, Operation], asked: Sequence[str]) -> dict[str, float]:
    """How well each operation fits; those that do not are left out."""
    said = [words(text) for text in asked]
    nouns = {op.noun for op in operations.values()}
    direct = {noun: sum(_hits(noun, s) * BEFORE**age for age, s in enumerate(said)) for noun in nouns}
    near: dict[str, float] = {}
    for noun in nouns:
        for target in _targets(noun):
            near[target] = max(near.get(target, 0), NEIGHBOUR * direct[noun])
    found = {}
    for name, op in operations.items():
        fits = max(direct[op.noun], near.get(op.noun, 0) if op.effect == "read" else 0)
        if fits:
            bonus = ACTION * min(3, len(_about(op) & said[0])) if direct[op.noun] else 0
            found[name] = round(fits * (_usual(op) + bonus), 6)
    return found


def _hits(noun: str, said: frozenset[str]) -> float:
    return sum(weight for word, weight in _vocabulary(tuple(registry.entities.values())).get(noun, _plain(noun)).items() if word in said)


@cache
def _plain(noun: str) -> dict[str, float]:
    return dict.fromkeys(words(noun), NAMED)


@cache
def _vocabulary(entities: tuple[Any, ...]) -> dict[str, dict[str, float]]:
    """Per entity: the stems that point at it, and how much each weighs."""
    names = {e.__entity__: words(" ".join((e.__entity__, e.__singular__, e.__plural__, *e.__synonyms__))) for e in entities}
    about = {
        e.__entity__: words(" ".join(w for f in e.__fields__.values() for w in (f.name, f.label, *f.synonyms, *f.choices)))
        for e in entities
    }
    shared = Counter(word for found in about.values() for word in found)
    return {n: {w: FIELD / shared[w] for w in about[n]} | dict.fromkeys(names[n], NAMED) for n in names}


def _targets(noun: str) -> list[str]:
    """The entities that an entity refers to: to add an invoice one looks its customer up."""
    entity = registry.entities.get(noun)
    return [s.target for s in entity.__fields__.values() if s.target] if entity else []


def _usual(op: Operation) -> float:
    tail = op.path.split("/")[4:]
    one = len(tail) == 1 and tail[0].startswith("{")
    shape = 0 if not tail else 1 if one else {"stats": 2, "status": 3}.get(tail[-1], 9)
    return USUAL.get((op.method, shape), 0.3)


@cache
def _said_of(name: str, description: str) -> frozenset[str]:
    more = " ".join(said for word, said in ACTIONS.items() if word in name)
    return words(f"{name} {description} {more}")


def _about(op: Operation) -> frozenset[str]:
    """What an operation does, without the noun it does it to."""
    return _said_of(op.name, op.description) - words(op.noun) - words(op.name.rpartition("_")[2])


class SearchArgs(Args):
    """What to look for."""

    query: str = Field(max_length=200, description="What you want to do, to what: `restore a deleted invoice`")


@cache
def _search_schema() -> dict[str, Any]:
    return SearchArgs.model_json_schema()


@dataclass(frozen=True, slots=True)
class Search:
    """The tool that finds tools; what it finds can be called from then on."""

    find: Callable[[str], list[Tool]]
    nouns: Sequence[str]
    name: str = SEARCH
    permission: str = AUTHENTICATED
    effect: Literal["read", "write"] = "read"
    clean: bool = True

    @property
    def description(self) -> str:
        """With the nouns there are, so that a model knows what can be found."""
        return f"More tools than you see: search all operations, then call what you found. There are {', '.join(self.nouns)}"

    def schema(self) -> dict[str, Any]:
        """Of its one argument."""
        return _search_schema()

    async def call(self, hands: Hands, args: dict[str, Any]) -> bytes:
        """The best ones, with what they do."""
        found = self.find(SearchArgs.model_validate(args).query)
        items = [{"name": t.name, "description": brief(t.description), "effect": t.effect} for t in found]
        return orjson.dumps({"items": items, "note": "You can call these now." if items else "Nothing fits: try other words."})
