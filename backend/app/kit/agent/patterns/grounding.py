"""Confidence that is measured, not felt: the share of an answer's figures that stand in what it was made from.

A figure is any number, however it is written; ids, the numbers of a list and what stands in a block of code are none: the numbers
of a program claim nothing about records. An answer without figures has no measure.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

FIGURE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[.,\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?(?!\w)")
NOISE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|^[ \t]*\d+[.)] ", re.MULTILINE | re.IGNORECASE)
"""Ids and the numbers of a list are no figures."""
LISTED = re.compile(r"(?<=\d),(?=\d)")
"""In a source a comma may stand between numbers (JSON) as well as in one."""
CODE = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1|\Z)", re.MULTILINE | re.DOTALL)
"""A fenced block; one that was cut off goes to the end."""
APART = re.compile(r"(?<=\d)[-:/T](?=\d)")


def grounding(text: str, sources: Iterable[str]) -> float | None:
    """The share of the text's figures that the sources hold; None where the text has no figure."""
    claimed = figures(CODE.sub(" ", text))
    if not claimed:
        return None
    known = set().union(*(figures(source) | figures(LISTED.sub(" ", source)) for source in sources))
    return round(sum(figure in known for figure in claimed) / len(claimed), 2)


def figures(text: str) -> set[Decimal]:
    """Numbers of a text, however they are written: `1,234.50` and `1234.5` are one; a date is three."""
    return {number for found in FIGURE.findall(APART.sub(" ", NOISE.sub(" ", text))) if (number := _number(found)) is not None}


def _number(written: str) -> Decimal | None:
    plain = re.sub(r"[\u00a0\u202f]", "", written)
    whole, mark, rest = plain, "", ""
    if (at := max(plain.rfind("."), plain.rfind(","))) >= 0:
        whole, mark, rest = plain[:at], plain[at], plain[at + 1 :]
    if mark and (len(rest) == 3 and mark == ","):
        whole, rest = whole + rest, ""
    try:
        return Decimal(re.sub("[.,]", "", whole) + (f".{rest}" if rest else "")).normalize()
    except InvalidOperation:
        return None
