"""Full-text search: every word may be a beginning, and is found in its other forms in the organisation's language; with marked hits.

A record's words are kept twice in one vector: as they are, and stemmed in the language that the record was indexed with (the column
`search_language`, which follows the organisation's: see `reindex_job`). Accents and case never matter.
"""

import re
from collections.abc import Iterable
from functools import reduce
from typing import TYPE_CHECKING, Any, TypedDict

from sqlalchemy import ARRAY, ColumnElement, String, bindparam, func, select

from app.kit.core.db import TRUSTED
from app.kit.entity.declare import Entity

if TYPE_CHECKING:
    from app.kit.core.context import Context

LANGUAGES = (
    "simple", "arabic", "armenian", "basque", "catalan", "danish", "dutch", "english", "estonian", "finnish", "french", "german", "greek",
    "hindi", "hungarian", "indonesian", "irish", "italian", "lithuanian", "nepali", "norwegian", "portuguese", "romanian", "russian",
    "serbian", "spanish", "swedish", "tamil", "turkish", "yiddish",
)  # fmt: skip
"""PostgreSQL's text search configurations; `simple` knows no other forms."""
WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12
AROUND = 90
"""Characters that an excerpt shows before its first hit, and twice as many behind."""
DIFFERENT = 5000
"""So many different words of a page are asked for; behind them nothing is marked."""


class Mark(TypedDict):
    """A stretch of a text. Put together they are the text (or an excerpt, with … where it was cut): never markup."""

    text: str
    hit: bool


def found_by(entity: type[Entity], q: str) -> tuple[ColumnElement[bool], Any] | None:
    """The condition and the rank of a search; None when there is no word in it or nothing of the entity is searched."""
    words = WORD.findall(q)
    vector = entity.__table__.c.get("search")
    if not words or vector is None:
        return None
    query = wanted_of(q)
    return vector.op("@@")(query), func.ts_rank(vector, query)


def wanted_of(q: str) -> Any:
    """All words of a search as one tsquery, made once and not for every row; `q` must hold a word."""
    return select(reduce(lambda a, b: a.op("&&")(b), _terms(WORD.findall(q)))).scalar_subquery()


def _terms(words: Iterable[str]) -> list[Any]:
    return [func.search_term(word, func.org_language()) for word in list(words)[:MOST_WORDS]]


async def highlight(ctx: "Context", entity: type[Entity], q: str, items: list[dict[str, Any]]) -> None:
    """Put `highlights` beside the fields of each item: where its searched texts hold what was looked for."""
    fields = [name for name, spec in entity.__fields__.items() if spec.search]
    hits = await hits_of(ctx, q, [item.get(name) or "" for item in items for name in fields])
    for item in items:
        marked = {name: marks(item[name], hits) for name in fields if item.get(name)}
        item["highlights"] = {name: found for name, found in marked.items() if any(mark["hit"] for mark in found)}


async def hits_of(ctx: "Context", q: str, texts: Iterable[str]) -> set[str]:
    """The words of these texts that the search means; see `marks`."""
    words = {word for text in texts for word in WORD.findall(text)}
    return await _matching(ctx, q, sorted(words)[:DIFFERENT])


async def _matching(ctx: "Context", q: str, words: list[str]) -> set[str]:
    """Which of these words the search means: asked of the database, so that both always agree."""
    if not (wanted := WORD.findall(q)) or not words:
        return set()
    word: Any = func.unnest(bindparam("words", words, type_=ARRAY(String))).column_valued("word")
    vector = func.to_tsvector("simple", func.words(word)).op("||")(func.stems(func.org_language(), word))
    any_of = select(reduce(lambda a, b: a.op("||")(b), _terms(wanted))).scalar_subquery()
    return set((await ctx.db.execute(select(word).where(vector.op("@@")(any_of)), execution_options=TRUSTED)).scalars())


def marks(text: str, hits: set[str]) -> list[Mark]:
    """A text, or the part of a long one around its first hit, in stretches."""
    found = [word.span() for word in WORD.finditer(text) if word[0] in hits]
    start, end = 0, len(text)
    if found and len(text) > 3 * AROUND:
        start, end = max(0, found[0][0] - AROUND), min(len(text), found[0][0] + 2 * AROUND)
    made: list[Mark] = [{"text": "…", "hit": False}] if start else []
    at = start
    for first, last in found:
        if last > end:
            break
        made += [{"text": text[at:first], "hit": False}] if first > at else []
        made.append({"text": text[first:last], "hit": True})
        at = last
    if at < end:
        made.append({"text": text[at:end], "hit": False})
    return [*made, {"text": "…", "hit": False}] if end < len(text) else made
