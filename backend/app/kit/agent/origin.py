"""Whose words a tool's answer holds: the one rule by which a conversation is marked as having read what others wrote (decision 0031).

Marked is what may carry an order: text that somebody else wrote. Nobody's text are numbers, dates, ids, yes and no, and the words of
the declarations (names of fields, choices); what the person said himself in this conversation; and short fields of records that only
the person has written, with his own hands. Long texts are others' even in his own records: that is where letters and pages are pasted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from app.kit.core.access import Actor
from app.kit.core.context import Kit, work
from app.kit.core.history import History
from app.kit.core.registry import registry
from app.kit.entity.record import KEPT
from app.kit.tools.tool import BuiltIn, RouteTool, Tool

EXACT = re.compile(r"[0-9TZWQ+\-:., %/]*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]{3}", re.ASCII)
"""Numbers, dates, times, weeks and quarters; ids; currencies."""
WORD = re.compile(r"\w+")
PASTED = frozenset(("long_text", "json"))
"""Kinds of fields into which people put what they did not write."""
MEASURES = frozenset(("group", "count", "sum", "avg", "min", "max", "distinct", "groups", "value", "rows"))
OURS = "/api/v1/meta/"
"""Operations that answer with declarations."""
Rows = list[dict[str, Any]]


def of_ours(tool: Tool) -> bool:
    """Whether what it says when it fails are our own words."""
    return isinstance(tool, RouteTool | BuiltIn) or getattr(tool, "clean", False)


@dataclass(frozen=True, slots=True)
class Reading:
    """For whom tools answer, and what he has said."""

    kit: Kit
    actor: Actor
    said: Sequence[str] = ()
    _said: list[str] = field(default_factory=list)

    async def others_in(self, tool: Tool, data: Any) -> bool:
        """Whether this answer holds what somebody else may have written."""
        if getattr(tool, "clean", False):
            return False
        if isinstance(tool, BuiltIn):
            return self._walk(data)
        if not isinstance(tool, RouteTool):
            return True
        if tool.operation.path.startswith(OURS):
            return False
        entity = registry.entities.get(tool.operation.noun)
        rows = _records(tool, data) if entity is not None else None
        return self._walk(data) if rows is None else await self._in_records(tool.operation.noun, entity, rows)

    def words(self, text: str) -> bool:
        """Whether a text may be somebody else's."""
        if EXACT.fullmatch(text) or text in _declared():
            return False
        return not _plain(text) or _spaced(text) not in self._spoken

    def _key(self, key: str) -> bool:
        """`sum.total`, `customer.country`: declared words, joined."""
        return any(part not in MEASURES and self.words(part) for part in key.split("."))

    @property
    def _spoken(self) -> str:
        if not self._said:
            self._said.append(" | ".join(map(_spaced, self.said)))
        return self._said[0]

    def _walk(self, data: Any) -> bool:
        if isinstance(data, Mapping):
            return any(self._key(str(key)) or self._walk(value) for key, value in data.items())
        if isinstance(data, list):
            return any(map(self._walk, data))
        return isinstance(data, str) and self.words(data)

    async def _in_records(self, name: str, entity: Any, rows: Rows) -> bool:
        own, me = set[UUID](), str(self.actor.user_id)
        for row in rows:
            texts = {key: value for key, value in row.items() if self._walk(value)}
            if not texts:
                continue
            if row.get("created_by", me) != me or any(not _by_hand(entity, key) for key in texts):
                return True
            own.add(UUID(row["id"]))
        if not own:
            return False
        kept: History | None = self.kit.ports.get(History)
        if kept is None:
            return True
        async with work(self.kit, self.actor) as ctx:
            return await kept.by_hand(ctx, name, own) != own


def _records(tool: RouteTool, data: Any) -> Rows | None:
    """The records of a list or of one; None for every other shape."""
    path, noun = tool.operation.path, tool.operation.noun
    if tool.effect != "read" or path not in (f"/api/v1/{noun}", f"/api/v1/{noun}/{{id}}") or not isinstance(data, dict):
        return None
    rows = data.get("items", [data])
    return rows if all(isinstance(row, dict) and "id" in row for row in rows) else None


def _by_hand(entity: Any, key: str) -> bool:
    """Whether a field holds what was typed for it, and nothing pasted, computed or brought along from other records."""
    spec = entity.__fields__.get(key)
    return spec is not None and spec.kind not in PASTED and spec.computed is None


@cache
def _vocabulary(entities: tuple[tuple[str, Any], ...]) -> frozenset[str]:
    fields = [(key, spec) for _, entity in entities for key, spec in entity.__fields__.items()]
    names = {key for key, _ in fields} | {name for name, _ in entities}
    frame = {"items", "total", "total_groups", "next_cursor", "count", "currency", "amount", "expanded", "id", *KEPT}
    return frozenset(names | frame | {choice for _, spec in fields for choice in spec.choices})


def _declared() -> frozenset[str]:
    """Words that stand in the declarations."""
    return _vocabulary(tuple(registry.entities.items()))


def _plain(text: str) -> bool:
    """Words and common signs only: what is invisible or unheard of may hide letters."""
    return all(char.isalnum() or char in " \n\t" or "!" <= char <= "~" or char in "–—’“”€£§°" for char in text)


def _spaced(text: str) -> str:
    """For comparing word by word."""
    return f" {' '.join(WORD.findall(text.casefold()))} "
