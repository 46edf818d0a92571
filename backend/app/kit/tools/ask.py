"""Everyday questions about one table, without a language model: words of the question that name columns and figures become arguments.

What is not understood is not answered: then the caller asks somebody else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

AGGREGATES: tuple[tuple[str, str], ...] = (
    (r"how many|number of|count", "count"),
    (r"average|mean|avg", "mean"),
    (r"median", "median"),
    (r"highest|largest|biggest|maximum|max|most|top|best", "max"),
    (r"lowest|smallest|minimum|min|least|worst", "min"),
    (r"sum|total|add(s|ed)? up|altogether|overall|how much", "sum"),
)
BUCKETS: tuple[tuple[str, str], ...] = (
    (r"(per|by|each|a) day|daily", "day"),
    (r"(per|by|each|a) week|weekly", "week"),
    (r"(per|by|each|a) month|monthly", "month"),
    (r"(per|by|each|a) quarter|quarterly", "quarter"),
    (r"(per|by|each|a) year|yearly|annual", "year"),
    (r"trend|over time|develop(s|ed|ment)?", "month"),
)
ABOUT = re.compile(r"\b(file|csv|upload(ed)?|attach(ed|ment)|spreadsheet|table|columns?|rows?|dataset|data set)\b")
OVERVIEW = re.compile(r"\b(columns?|fields|headers?|describe|overview|summar|what is in|what s in|look like|rows?)\b")


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood: a data tool and its arguments (without the source), and the words for the answer."""

    tool: Literal["data_describe", "data_group", "data_trend"]
    args: dict[str, Any]
    reading: str


def about_table(text: str) -> bool:
    """Whether the text speaks of a file at all."""
    return ABOUT.search(_plain(text)) is not None


def understand(text: str, columns: Sequence[dict[str, Any]]) -> Question | None:
    """`columns` as `data_describe` tells them: name and type."""
    said = _plain(text)
    named = _named(said, [str(c["name"]) for c in columns])
    numbers = [str(c["name"]) for c in columns if c.get("type") == "number"]
    agg = next((name for words, name in AGGREGATES if re.search(rf"\b({words})\b", said)), None)
    bucket = next((name for words, name in BUCKETS if re.search(rf"\b({words})\b", said)), None)
    if not named and (agg is None or bucket is None):
        return _without_columns(said, agg, numbers)
    measured = next((n for n in named if n in numbers), None)
    by = [n for n in named if n != measured and (n not in numbers or re.search(rf"\b(by|per|each|every)\s+{re.escape(_plain(n))}\b", said))]
    if agg is None:
        agg = "sum" if measured and (by or bucket) else None
    if agg is None:
        return Question("data_describe", {}, "an overview") if OVERVIEW.search(said) else None
    if agg == "count" or (measured is None and by):
        measured, agg = None, "count"
    if measured is None and agg != "count":
        if len(numbers) != 1:
            return None
        measured = numbers[0]
    return _figure(agg, measured, by, bucket, columns)


def _figure(agg: str, measured: str | None, by: list[str], bucket: str | None, columns: Sequence[dict[str, Any]]) -> Question | None:
    figure = "number of rows" if measured is None else f"{agg} of {measured}"
    given: dict[str, Any] = {"agg": agg, **({"column": measured} if measured else {})}
    if bucket:
        dates = [str(c["name"]) for c in columns if re.search(r"date|day|month|\bon$|_on$|time", str(c["name"]).casefold())]
        date = next((n for n in by if n in dates), dates[0] if dates else None)
        return Question("data_trend", {**given, "date": date, "bucket": bucket}, f"{figure} per {bucket}") if date else None
    reading = f"{figure} by {' and '.join(by)}" if by else figure
    return Question("data_group", {**given, "by": by[:2]}, reading)


def _without_columns(said: str, agg: str | None, numbers: list[str]) -> Question | None:
    if agg == "count" and re.search(r"\b(rows?|lines?|records?|entries)\b", said):
        return Question("data_group", {"agg": "count", "by": []}, "number of rows")
    if OVERVIEW.search(said):
        return Question("data_describe", {}, "an overview")
    if agg and agg != "count" and len(numbers) == 1 and about_table(said):
        return Question("data_group", {"agg": agg, "column": numbers[0], "by": []}, f"{agg} of {numbers[0]}")
    return None


def _named(said: str, names: Sequence[str]) -> list[str]:
    """Columns that the text names, in the order of mention; the longer name wins where two overlap."""
    found: list[tuple[int, str]] = []
    rest = said
    for name in sorted(names, key=len, reverse=True):
        at = re.search(rf"\b{re.escape(_plain(name))}(s|es)?\b", rest)
        if at and _plain(name):
            found.append((at.start(), name))
            rest = rest[: at.start()] + " " * (at.end() - at.start()) + rest[at.end() :]
    return [name for _, name in sorted(found)]


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
