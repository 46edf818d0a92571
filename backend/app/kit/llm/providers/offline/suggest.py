"""Questions to offer when one was not understood: a bank made from the declarations, searched by meaning.

Every entry is a question that the grammar reads, so a click on it is answered like anything typed. The sentence vectors load on the
first miss, in a thread.
"""

import asyncio
from collections.abc import Sequence
from functools import lru_cache

from ...embed import Vectors, embed
from .schema import Entity, Schema

_LEAST = 0.35
_MOST = 3


def bank(schema: Schema) -> list[str]:
    """All questions that the declarations suggest."""
    out: list[str] = []
    for entity in schema.readable():
        out += _counted(entity)
        if entity.money:
            out += _figures(schema, entity)
    return list(dict.fromkeys(out))


def _counted(entity: Entity) -> list[str]:
    name = entity.label.lower()
    out = [f"How many {name} are there?", f"Show all {name}"]
    for field in entity.fields.values():
        if field.choices and field.name == entity.status:
            out += [f"Show {label.lower()} {name}" for _, label in field.choices]
        if field.kind == "text" and not field.unique and field.name in ("country", "city", "region"):
            out.append(f"How many {name} per {field.label.lower()}?")
    if entity.date:
        out += [f"How many {name} per month?", f"Show the latest 5 {name}", f"How many {name} this year?"]
    return out


def _figures(schema: Schema, entity: Entity) -> list[str]:
    one, name = entity.one.lower(), entity.label.lower()
    out = [
        "What is our total revenue?",
        f"What is the average {one}?",
        f"Show the 5 largest {name}",
        f"Show unpaid {name}",
        "How much is unpaid?",
        f"Which {name} were paid late?",
    ]
    out += ["Revenue per month", "Revenue per year", "Revenue this year"]
    for ref in entity.refs:
        target = schema[ref.target]
        if target.money or "read" not in target.may:
            continue
        other = target.label.lower()
        out += [
            f"Top 5 {other} by revenue",
            f"Which {other} have unpaid {name}?",
            f"Show {other} without {name}",
            f"Revenue per {target.one.lower()}",
            f"Which {target.one.lower()} has the most {name}?",
        ]
        out += [f"Revenue per {f.label.lower()}" for f in target.fields.values() if f.name in ("country", "city", "region")]
    return out


@lru_cache(maxsize=8)
def _embedded(entries: tuple[str, ...]) -> Vectors:
    return embed(entries)


def nearest(text: str, entries: Sequence[str]) -> list[str]:
    """The entries nearest in meaning, at most three, none that is far."""
    if not entries:
        return []
    scores = _embedded(tuple(entries)) @ embed([text])[0]
    best = sorted(range(len(entries)), key=lambda n: -scores[n])[:_MOST]
    return [entries[n] for n in best if scores[n] >= _LEAST]


async def suggestions(text: str, schema: Schema) -> list[str]:
    """At most three questions that would be understood."""
    return await asyncio.to_thread(nearest, text, bank(schema))
