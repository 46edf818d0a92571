"""Records as people call them: titles and business keys from the entity descriptions, and which of them an answer rests on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.kit.agent.turn import Citation
from app.kit.core.access import Actor
from app.kit.entity.describe import describe

Catalogue = Mapping[str, Mapping[str, Any]]
"""Entity name to its description, as `GET /meta/entities` gives it to the caller."""
MOST = 20


def catalogue(actor: Actor) -> Catalogue:
    """All entities, with what this actor may do."""
    return {info["name"]: info for info in describe(actor)["entities"]}


def label(info: Mapping[str, Any] | None, record: Mapping[str, Any]) -> str:
    """The record's title."""
    title = info["title_field"] if info else "name"
    return str(record.get(title) or record.get("name") or record.get("title") or record.get("id", ""))


def key(info: Mapping[str, Any] | None, record: Mapping[str, Any]) -> str:
    """The record's unique business key, else its title."""
    unique = next((f["name"] for f in info["fields"] if f.get("unique")), None) if info else None
    return str(record.get(unique) or label(info, record)) if unique else label(info, record)


def cited(text: str, results: Iterable[tuple[str, Any]], known: Catalogue) -> list[Citation]:
    """The records among the tool results that the text names, or the only one that was read."""
    found = {c.id: c for c in _seen(results, known)}
    named = [c for c in found.values() if any(_names(text, word) for word in (c.label, c.key))]
    return (named or (list(found.values()) if len(found) == 1 else []))[:MOST]


def _seen(results: Iterable[tuple[str, Any]], known: Catalogue) -> Iterator[Citation]:
    for operation, data in results:
        entity = _entity(operation, known)
        rows = data.get("items", [data]) if isinstance(data, dict) else []
        for row in rows if entity else []:
            if isinstance(row, dict) and "id" in row:
                yield Citation(str(entity), str(row["id"]), label(known[str(entity)], row), key(known[str(entity)], row))


def _entity(operation: str, known: Catalogue) -> str | None:
    """`list_invoices` and `get_invoice` speak of invoices."""
    verb, _, noun = operation.partition("_")
    return next((name for name, info in known.items() if verb in ("list", "get") and noun in (name, info.get("singular"))), None)


def _names(text: str, word: str) -> bool:
    return len(word) > 1 and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
