"""Values for fields, drawn by hypothesis from the declaration, and how a value that comes back compares with what was sent."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from app.kit.entity.kinds import WHOLE
from app.kit.entity.spec import FieldSpec

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
WORD = st.text("abcdefghijklmnopqrstuvwxyzäéß", min_size=3, max_size=12)
CURRENCIES = st.sampled_from(["EUR", "USD", "JPY"])
Links = dict[str, list[str]]
"""Field -> ids it may hold: records, people, uploads."""


def values(spec: FieldSpec, links: Links) -> st.SearchStrategy[Any]:
    """Values that the field takes, in the form in which they come back."""
    if spec.examples:
        return st.sampled_from(list(spec.examples))
    if spec.name in links:
        ids = st.sampled_from(links[spec.name])
        return st.lists(ids, unique=True, max_size=3) if spec.many else ids
    return _plain(spec)


def maybe(spec: FieldSpec, links: Links) -> st.SearchStrategy[Any]:
    """The same, and now and then nothing where that is allowed."""
    found = values(spec, links)
    return st.none() | found if spec.nullable else found


def _plain(spec: FieldSpec) -> st.SearchStrategy[Any]:
    match spec.kind:
        case "text" if spec.pattern:
            return st.from_regex(f"^(?:{spec.pattern})$", fullmatch=True).filter(lambda v: spec.min <= len(v) <= spec.max)
        case "text" | "phone":
            lines = st.text(LETTERS, min_size=spec.min or 1, max_size=min(spec.max or 40, 60)).map(str.strip)
            return lines.filter(lambda v: len(v) >= (spec.min or 1))
        case "long_text":
            return st.text(LETTERS | st.sampled_from("\n\t"), max_size=300)
        case "email":
            return st.tuples(WORD.filter(str.isascii), WORD.filter(str.isascii)).map(lambda w: f"{w[0]}@{w[1]}.example.com")
        case "url":
            return WORD.filter(str.isascii).map(lambda w: f"https://example.com/{w}?q=1")
        case "enum" | "status":
            return st.sampled_from(spec.choices)
        case "tags":
            return st.lists(WORD, unique_by=str.casefold, max_size=5)
        case "boolean":
            return st.booleans()
        case "json":
            leaves = st.none() | st.booleans() | st.integers(-1000, 1000) | WORD
            return st.dictionaries(WORD, st.recursive(leaves, lambda inner: st.lists(inner, max_size=3), max_leaves=4), max_size=3)
    return _measured(spec)


def _measured(spec: FieldSpec) -> st.SearchStrategy[Any]:
    match spec.kind:
        case "integer":
            return st.integers(-WHOLE if spec.min is None else spec.min, WHOLE if spec.max is None else spec.max)
        case "decimal" | "percent":
            return _decimals(spec).map(str)
        case "money":
            return st.tuples(_decimals(spec), CURRENCIES).map(lambda m: {"amount": str(m[0]), "currency": m[1]})
        case "date":
            return st.dates(date(1990, 1, 1), date(2060, 12, 31)).map(date.isoformat)
        case "datetime":
            times = st.datetimes(datetime(1990, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC))
            return times.map(lambda t: t.isoformat().replace("+00:00", "Z"))
    raise NotImplementedError(f"{spec.name}: the suite has no values for the kind {spec.kind}")


def _decimals(spec: FieldSpec) -> st.SearchStrategy[Decimal]:
    low, high = (Decimal(-10_000) if spec.min is None else spec.min), (Decimal(1_000_000) if spec.max is None else spec.max)
    return st.decimals(low, high, places=spec.places, allow_nan=False, allow_infinity=False).map(lambda d: d + 0)  # no -0.00


def same(spec: FieldSpec, sent: Any, got: Any) -> bool:
    """Whether what came back is what was sent."""
    if spec.kind in ("file", "image"):
        return bool((got["id"] if got else None) == sent)
    if spec.kind == "datetime" and got is not None:
        return bool(sent) and datetime.fromisoformat(sent) == datetime.fromisoformat(got)
    return bool(sent == got)
