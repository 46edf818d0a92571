"""Scenario files, their judgement, and the comparison with an earlier run."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.kit.agent.evaluation.judge import differences
from app.kit.agent.evaluation.report import changes, keep, kept, lines
from app.kit.agent.evaluation.run import Played
from app.kit.agent.evaluation.scenario import Turn, found, load
from app.kit.core.errors import Invalid

ANSWER: dict[str, Any] = {
    "status": "complete",
    "kind": "answer",
    "content": "ACME is in Bonn.",
    "tool_calls": [
        {"name": "list_customers", "args": {"q": "ACME", "limit": 5}, "status": "ok"},
        {"name": "update_customer", "args": {"city": "Köln"}, "status": "pending"},
    ],
    "approvals": [{"operation": "update_customer", "args": {"city": "Köln", "version": 1}}],
}


@pytest.mark.parametrize(
    ("wanted", "faults"),
    [
        ({"calls": ["list_customers", {"name": "update_customer", "args": {"city": "Köln"}, "status": "pending"}]}, 0),
        ({"calls": ["update_customer", "list_customers"]}, 1),
        ({"calls": [{"name": "list_customers", "args": {"q": "BETA"}}]}, 1),
        ({"calls": []}, 1),
        ({"never": ["update_*"]}, 1),
        ({"never": ["delete_*"]}, 0),
        ({"approvals": [{"operation": "update_customer", "args": {"city": "Köln"}}]}, 0),
        ({"approvals": [{"operation": "update_customer", "args": {"city": "Bonn"}}]}, 1),
        ({"approvals": []}, 1),
        ({"contains": ["bonn"], "kind": "answer"}, 0),
        ({"contains": ["Mainz"], "kind": "clarify"}, 2),
        ({"lacks": ["canary"]}, 1),
        ({"status": "failed"}, 1),
    ],
)
def test_every_difference_is_a_sentence(wanted: dict[str, Any], faults: int) -> None:
    said = list(differences(Turn.model_validate({"user": "?", **wanted}), ANSWER, "a tool said CANARY"))
    assert len(said) == faults, said


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("name: [", "YAML"),
        ("name: x\nturns: []", "turns"),
        ("name: x\nturns: [{user: hi}]\nagnet: y", "agnet"),
        ("name: x\nturns: [{user: hi}]\nafter: {customers: {acme: {city: Bonn}}}", "acme"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, word: str) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(text)
    with pytest.raises(Invalid, match=f"one.yaml.*{word}|{word}"):
        load(file)


def test_an_empty_folder_is_no_evaluation(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no scenario"):
        found(tmp_path)


def test_a_run_is_compared_with_the_one_before(tmp_path: Path) -> None:
    first = [Played("One", "a/one.yaml", tokens=100), Played("Two", "a/two.yaml", ["it called nothing"]), Played("Three", "a/three.yaml")]
    keep(first, tmp_path / "baseline.json")
    now = [
        Played("One", "a/one.yaml", tokens=130, cost=Decimal("0.1")),
        Played("Two", "a/two.yaml"),
        Played("Four", "a/four.yaml", ["it called nothing"]),
    ]
    assert list(changes(now, kept(tmp_path / "baseline.json"))) == [
        "dearer: One: 130 tokens, were 100",
        "mended: Two",
        "new: Four",
        "gone: Three",
    ]
    assert list(changes([Played("One", "a/one.yaml", ["late"])], kept(tmp_path / "baseline.json")))[0] == "BROKEN: One"
    assert list(lines(now))[-1] == "2 of 3 scenarios passed"
    assert kept(tmp_path / "nothing.json") == {}
