"""What a model is told of, and how it finds the rest."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.kit.agent.choosing import BUDGET, SEARCH
from app.kit.tools.compact import compact, operators

BACKEND = Path(__file__).parents[3]
QUESTIONS = {
    "Which invoices are overdue?": {"list_invoices", "get_invoice_stats"},
    "Mark the shipment SH-12 as closed": {"set_shipment_status", "list_shipments"},
    "add a supplier": {"create_supplier"},
    "delete the vehicle of Ann": {"delete_vehicle"},
    "bring the deleted contract back": {"restore_contract"},
    "an offer for the customer Ernst": {"list_customers", "create_offer"},
}
NOTHING = "Guten Morgen!"


@pytest.fixture(scope="module")
def many() -> dict[str, Any]:
    """Thirty entities, in a process of their own."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.kit.agent.thirty", *QUESTIONS, NOTHING], cwd=BACKEND, capture_output=True, text=True, check=True
    )
    return dict(json.loads(made.stdout))


def test_thirty_entities_do_not_drown_a_model(many: dict[str, Any]) -> None:
    assert many["entities"] == 30 and many["tools"] > 300
    assert many["bytes_compact"] < many["bytes_full"] / 2
    assert max(many["bytes"].values()) <= BUDGET + 500  # the search names its nouns


@pytest.mark.parametrize(("question", "wanted"), QUESTIONS.items())
def test_the_words_of_a_request_choose_the_tools(many: dict[str, Any], question: str, wanted: set[str]) -> None:
    assert {*wanted, SEARCH} <= set(many["shown"][question])


def test_what_was_not_named_is_not_shown(many: dict[str, Any]) -> None:
    assert not [name for name in many["shown"]["add a supplier"] if "vehicle" in name or "budget" in name]
    assert set(many["shown"][NOTHING]) == {SEARCH, "get_entities", "call_a_person"}


def test_a_search_names_the_operation_first(many: dict[str, Any]) -> None:
    assert "delete_vehicle" in many["found"]["delete the vehicle of Ann"][:3]
    assert "restore_contract" in many["found"]["bring the deleted contract back"][:3]
    assert many["found"][NOTHING] == []


def test_a_compact_schema_says_what_matters() -> None:
    money = {"type": "object", "properties": {"amount": {"type": "string", "pattern": "x", "title": "Amount"}}, "required": ["amount"]}
    full = {
        "properties": {
            "total": {"$ref": "#/$defs/Money", "title": "Total"},
            "due_on": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}], "default": None, "title": "Due on"},
            "notes": {"anyOf": [{"type": "string", "maxLength": 9}, {"type": "null"}]},
            "status": {"enum": ["a", "b"], "type": "string", "default": "a"},
            "status__in": {"type": "string"},
            "note__worthy": {"type": "string"},
        },
        "required": ["total"],
        "$defs": {"Money": money},
    }
    assert operators(full) == ["in"]
    assert compact(full) == {
        "type": "object",
        "properties": {
            "total": {"type": "object", "properties": {"amount": {"type": "string"}}, "required": ["amount"]},
            "due_on": {"type": "string", "format": "date"},
            "notes": {"type": ["string", "null"]},
            "status": {"type": "string", "enum": ["a", "b"], "default": "a"},
            "note__worthy": {"type": "string"},
        },
        "required": ["total"],
    }


def test_a_shape_that_holds_itself_ends() -> None:
    tree = {"type": "object", "properties": {"child": {"$ref": "#/$defs/Tree"}}}
    told = compact({"properties": {"tree": {"$ref": "#/$defs/Tree"}}, "$defs": {"Tree": tree}})
    assert told["properties"]["tree"]["properties"]["child"] == {"type": "object"}


def test_an_agent_has_the_finer_rights_of_the_person_and_none_of_closed_entities() -> None:
    made = subprocess.run([sys.executable, "-m", "tests.kit.agent.guarded"], cwd=BACKEND, capture_output=True, text=True, check=True)
    rights = json.loads(made.stdout)
    assert {"specimens.margin:read", "specimens.rating:write", "specimens.status.void:write", "rumours:all"} <= set(rights["all"])
    assert {"field_trips:read", "field_trips:all"} <= set(rights["all"]) and "field_trips:write" not in rights["all"]
    assert not [name for name in rights["all"] if name.startswith("diaries")]
    assert rights["reader"] == ["specimens:read"]
