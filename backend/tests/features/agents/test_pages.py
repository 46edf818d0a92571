"""The code on the pages of patterns, approvals and traces, run as it stands there, in a conversation of the product."""

import ast
import importlib
import inspect
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from textwrap import dedent
from typing import Any
from uuid import UUID

import pytest

from app.kit.agent.base import BaseAgent
from app.kit.agent.budget import Limits
from app.kit.agent.directory import agents_for
from app.kit.agent.turn import Outcome, Turn
from app.kit.core.context import work
from app.kit.llm.port import Purpose
from app.kit.testing import Organisation, Product
from tests.features.agents.test_patterns import customers, turn_for
from tests.features.conftest import Talk

__all__ = ["customers"]
DOCS = Path(__file__).resolve().parents[4] / "docs"
KIT = ("policy", "directory", "delegating", "dispatch", "queue", "turn")
PATTERNS = ("finance", "handovers", "parallel", "progress", "resilient", "shared", "specialist")
MODULES = (*(f"agent.{name}" for name in KIT), *(f"agent.patterns.{name}" for name in PATTERNS), "core.money", "core.spans")


def code(*names: str) -> dict[str, str]:
    """The page's block of Python, by page."""
    pages = [DOCS / name for name in names] if names else sorted((DOCS / "patterns").glob("*.md"))
    found = {page.stem: re.findall(r"```python\n(.*?)```", page.read_text().replace("\n   ", "\n"), re.DOTALL) for page in pages}
    return {name: dedent(blocks[0]) for name, blocks in found.items() if blocks}


PAGES = code() | code("start/approvals.md", "start/traces.md")


class Journal:
    """Where a turn's place in the line is told."""

    async def place(self, place: int) -> None:
        """Nobody waits in these tests."""
        raise AssertionError(place)


async def from_the_list(agent: BaseAgent, turn: Turn) -> Outcome:
    return Outcome("Looked up.", agent=agent.name)


async def prices(year: int) -> dict[str, int]:
    return {"year": year}


def has_a_number(outcome: Outcome) -> str:
    return "" if re.search(r"\d", outcome.text) else "it has no number"


@pytest.fixture
async def names(product: Product, org: Organisation, talk: Talk, customers: int) -> AsyncIterator[dict[str, Any]]:
    """What the pages speak of: a turn in a conversation, its context, the kit's words."""
    made, _ = await turn_for(product, org, Limits(), 0)
    turn = replace(made, text="How many customers are there?", purpose=Purpose(conversation_id=UUID((await talk()).rpartition("/")[2])))
    known = {name: value for module in MODULES for name, value in vars(importlib.import_module(f"app.kit.{module}")).items()}
    async with work(turn.kit, turn.actor) as ctx:
        agents = list((await agents_for(ctx)).values())
        yield {
            **known, "ctx": ctx, "turn": turn, "kit": turn.kit, "actor": turn.actor, "text": turn.text, "agents": agents,
            "Decimal": Decimal, "journal": Journal(), "figures": {"total": "12.00"}, "name": "prices.csv", "prices": prices,
            "has_a_number": has_a_number, "from_the_list": from_the_list,
        }  # fmt: skip


async def run(page: str, names: dict[str, Any]) -> dict[str, Any]:
    """The page's code; the names afterwards."""
    done = eval(compile(PAGES[page], page, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), names)
    if inspect.iscoroutine(done):
        await done
    return names


@pytest.mark.parametrize("page", PAGES)
async def test_the_code_of_a_page_runs(page: str, names: dict[str, Any]) -> None:
    before = dict(names)
    made = {name: value for name, value in (await run(page, names)).items() if before.get(name) is not value and name != "__builtins__"}
    assert made or page in ("finance", "traces")


async def test_what_the_pages_say_of_their_code_is_so(names: dict[str, Any]) -> None:
    turn = names["turn"]
    said = {line.partition("  # ")[0]: line.partition("  # ")[2] for line in PAGES["finance"].splitlines() if "  # " in line}
    (amount, told), (shares, parts) = list(said.items())[:2]
    assert told.startswith(repr(eval(amount, names)).replace("'", '"'))
    assert parts.startswith(", ".join(map(str, eval(shares, names))))
    assert (await run("dispatch", names))["agent"].name == "assistant"
    assert (await run("handovers", names))["done"].whole
    report = (await run("parallel", names))["report"]
    assert not report.failed and report.stages == [["records", "figures"], ["risk"]]
    assert (await run("progress", names))["stages"].done == 0.25
    assert (await run("shared", names))["notes"] == {"customer": {"code": "ACME"}, "salaries": {"total": "12.00"}}
    assert names["board"] and await names["board"].notes("assistant", ["salaries"]) == {}
    assert [policy.tool for policy in (await run("approvals", names))["policies"]] == ["delete_*", "http_request"]
    await run("resilient", names)
    bookkeeper = (await run("specialist", names))["Bookkeeper"]()
    for answer in (await names["respond"](bookkeeper, turn), await bookkeeper.respond(replace(turn, text="split 10.00 EUR 1:1"))):
        assert answer.text and answer.strategy in ("list", "")
