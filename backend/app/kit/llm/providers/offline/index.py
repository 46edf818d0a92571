"""The value index: which records' values a phrase of the question may mean.

Built from the distinct values of the text fields that the caller may read; kept per list of values, so it is rebuilt only when they change.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from .schema import Entity, Schema
from .text import distance, squash, tolerance, words
from .types import World

_KEEP = 128


@dataclass(frozen=True)
class Hit:
    """A value of a field that was named; `whole` when all of it was."""

    entity: str
    field: str
    value: str
    whole: bool


class _FieldIndex:
    """Lookups over one field's distinct values."""

    def __init__(self, values: Sequence[str], partial: bool) -> None:
        self.values = values
        self.partial = partial
        self.exact: dict[str, list[str]] = {}
        self.prefixes: dict[str, list[str]] = {}
        self.postings: dict[str, set[int]] = {}
        self.parts: list[tuple[str, ...]] = []
        for number, value in enumerate(values):
            self._put(number, value)

    def _put(self, number: int, value: str) -> None:
        parts = words(value)
        self.parts.append(parts)
        for form in {squash(value), "".join(parts), _umlauts(value)}:
            if form:
                self.exact.setdefault(form, []).append(value)
        if self.partial:
            for end in range(2, len(parts)):
                self.prefixes.setdefault("".join(parts[:end]), []).append(value)
            for part in {*parts, *words(_spelled_out(value))}:
                self.postings.setdefault(part, set()).add(number)

    def find(self, phrase: tuple[str, ...]) -> tuple[list[str], bool]:
        """Values that are the phrase, else those that hold it."""
        joined = squash("".join(phrase))
        if joined in self.exact:
            return self.exact[joined], True
        if not self.partial:
            return [], False
        rows = set.intersection(*(self.postings.get(word, set()) for word in phrase))
        found = [
            self.values[n] for n in sorted(rows) if _within(phrase, self.parts[n]) or _within(phrase, words(_spelled_out(self.values[n])))
        ]
        return found or (self.prefixes.get(joined, []) if len(joined) > 4 else []), False


def _spelled_out(value: str) -> str:
    return value.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("å", "aa").replace("ø", "oe")


def _umlauts(value: str) -> str:
    return squash(_spelled_out(value))


def _within(phrase: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    return any(parts[k : k + len(phrase)] == phrase for k in range(len(parts) - len(phrase) + 1))


_cache: OrderedDict[tuple[str, str, int], _FieldIndex] = OrderedDict()


def _index(entity: str, field: str, values: Sequence[str], partial: bool) -> _FieldIndex:
    key = (entity, field, id(values))
    kept = _cache.get(key)
    if kept is None or kept.values is not values:
        kept = _cache[key] = _FieldIndex(values, partial)
        while len(_cache) > _KEEP:
            _cache.popitem(last=False)
    _cache.move_to_end(key)
    return kept


class Index:
    """All searchable values of one caller."""

    def __init__(self, fields: dict[tuple[str, str], _FieldIndex], titles: set[tuple[str, str]]) -> None:
        self.fields = fields
        self.titles = titles

    def find(self, phrase: tuple[str, ...]) -> list[Hit]:
        """Every value that the phrase names: whole values if there are any, else values that hold it (a long phrase or a title)."""
        hits: list[Hit] = []
        for (entity, name), index in self.fields.items():
            values, whole = index.find(phrase)
            if whole or (entity, name) in self.titles or len(phrase) > 1:
                hits += [Hit(entity, name, value, whole) for value in values]
        whole_hits = [h for h in hits if h.whole]
        return whole_hits or hits

    def known(self, entity: str, field: str) -> Sequence[str]:
        """The distinct values of a field."""
        kept = self.fields.get((entity, field))
        return kept.values if kept else ()

    def repairs(self, word: str) -> list[str]:
        """Words of titles and short values that a misspelt word may stand for, nearest first."""
        limit = tolerance(word)
        near: list[tuple[int, str]] = []
        for index in self.fields.values():
            for part in index.postings:
                if limit and abs(len(part) - len(word)) <= limit and (part[0] == word[0] or part[1:2] == word[:1]):
                    away = distance(word, part, limit)
                    if away <= limit:
                        near.append((away, part))
        best = min((away for away, _ in near), default=0)
        return list(dict.fromkeys(part for away, part in sorted(near) if away == best))[:4]


async def build(world: World, schema: Schema) -> Index:
    """Reads the values of every readable entity's text fields."""
    fields = {}
    titles = set()
    for entity in schema.readable():
        for item in entity.fields.values():
            if item.is_text:
                values = await world.values(entity.name, item.name)
                fields[entity.name, item.name] = _index(entity.name, item.name, values, _partial(entity, item.name))
        titles.add((entity.name, entity.title))
    return Index(fields, titles)


def _partial(entity: Entity, name: str) -> bool:
    """Whether parts of a value may stand for it: not for keys, numbers and phones."""
    item = entity.fields[name]
    return item.kind == "text" and not (item.unique and name != entity.title)
