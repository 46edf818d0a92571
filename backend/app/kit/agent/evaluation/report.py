"""What a run of scenarios came to, and how it differs from the run that was kept as the baseline."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from app.kit.agent.evaluation.run import Played

Baseline = Mapping[str, Mapping[str, Any]]
DEARER = Decimal("1.2")
"""Tokens against the baseline from which a scenario is named as dearer."""


def facts(played: Sequence[Played]) -> dict[str, dict[str, Any]]:
    """By file, as kept."""
    return {p.file: {"name": p.name, "passed": p.passed, "tokens": p.tokens, "cost": str(p.cost), "faults": p.faults} for p in played}


def keep(played: Sequence[Played], path: Path) -> None:
    """Write the run down."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(facts(played), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")


def kept(path: Path) -> Baseline:
    """A run that was written down; empty when there is none."""
    return orjson.loads(path.read_bytes()) if path.exists() else {}


def lines(played: Sequence[Played]) -> Iterator[str]:
    """One line a scenario, its faults below, the sum last."""
    for p in played:
        yield f"{'ok    ' if p.passed else 'FAILED'} {p.file}: {p.name}  ({p.seconds:.1f} s, {p.tokens} tokens, {p.cost})"
        yield from (f"         {fault}" for fault in p.faults)
    yield f"{sum(p.passed for p in played)} of {len(played)} scenarios passed"


def changes(played: Sequence[Played], before: Baseline) -> Iterator[str]:
    """Against the baseline: what broke, what was mended, what is new, what became dearer."""
    for p in played:
        old = before.get(p.file)
        if old is None:
            yield f"new: {p.name}"
        elif old["passed"] != p.passed:
            yield f"{'mended' if p.passed else 'BROKEN'}: {p.name}"
        elif old["tokens"] and p.tokens > old["tokens"] * DEARER:
            yield f"dearer: {p.name}: {p.tokens} tokens, were {old['tokens']}"
    gone = set(before) - {p.file for p in played}
    yield from (f"gone: {before[file]['name']}" for file in sorted(gone))
