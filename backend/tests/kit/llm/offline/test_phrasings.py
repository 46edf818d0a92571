"""How the assistant does on a thousand phrasings with known answers, in memory, with no language model."""

import json
from collections import Counter, defaultdict
from datetime import date
from typing import Any

import pytest

from app.kit.llm.providers.offline import Reply, answer

from . import cases_en, cases_other, cases_talk
from .checking import Checker
from .phrasings import Data
from .world import ALL, DATA, MemoryWorld, load

ROWS = load()
CHECKER = Checker(ROWS)


def computed() -> list[dict[str, Any]]:
    """The questions whose answers are worked out from the records."""
    data, out = Data(ROWS), []
    for family in (*cases_en.KINDS, *cases_talk.KINDS, *cases_other.KINDS):
        out += [
            {"id": f"{kind}{n}", "kind": kind, "turns": turns, "expect": expect, **more}
            for n, (kind, turns, expect, more) in enumerate(family(data))
        ]
    return out


def recorded() -> list[dict[str, Any]]:
    """The questions whose answers were worked out once, in the same way."""
    return [json.loads(line) for line in (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()]


async def ask(question: dict[str, Any]) -> tuple[Reply, MemoryWorld]:
    """Runs a conversation; the state goes through JSON as the caller would store it."""
    granted = frozenset(question["as"]) if "as" in question else ALL
    world = MemoryWorld(ROWS, date.fromisoformat(question.get("clock", "2026-11-20")), granted)
    state: dict[str, Any] = {}
    for turn in question["turns"]:
        reply = await answer(turn, state, world)
        state = json.loads(json.dumps(reply.state))
    return reply, world


@pytest.mark.parametrize(("name", "least"), [("computed", 0.98), ("recorded", 0.97)])
async def test_most_phrasings_are_answered_and_hardly_any_wrongly(name: str, least: float) -> None:
    questions = {"computed": computed, "recorded": recorded}[name]()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    failures: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        reply, world = await ask(question)
        why = CHECKER.wrong(question["expect"], reply)
        total[question["kind"]] += 1
        right[question["kind"]] += not why
        if why:
            failures["silent" if reply.kind in ("answer", "proposal") else "asked"].append(f"{question['turns']}: {why}")
        assert all(call["name"].startswith(("list_", "get_")) for call in world.calls), "a write was called"
    detail = "\n".join(failures["silent"] + failures["asked"])
    assert right.total() / total.total() >= least, detail
    assert len(failures["silent"]) / total.total() <= 0.01, detail
    assert all(right[kind] / total[kind] >= 0.85 for kind in total), {kind: f"{right[kind]}/{total[kind]}" for kind in total}
