"""JSON answers: mended where only the writing is wrong, refused where a value would have to be made up."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from app.kit.llm.structured import ResponseParsingError, misread, parse

ANY: dict[str, Any] = {}
TOTAL = {"type": "object", "properties": {"total": {"type": "number"}, "note": {"type": "string"}}, "required": ["total"]}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


class Invoice(BaseModel):
    model_config = ConfigDict(extra="forbid")
    number: str
    total: float


@pytest.mark.parametrize(
    "text",
    [
        '{"total": 12.5}',
        '```json\n{"total": 12.5}\n```',
        'Here it is:\n```\n{"total": 12.5,}\n```\nAnything else?',
        'Sure! {"total": 12.5} I hope that helps.',
        "{'total': 12.5}",
        "{total: 12.5}",
        '{"total": 12.5 // euros\n}',
        '{"total": 12.5, "note": "half a sen',
        '{"total": 12.5, "note',
        '{"total": 12.5, "note": ',
    ],
)
def test_what_is_only_written_badly_is_mended(text: str) -> None:
    assert parse(text, TOTAL) == {"total": 12.5}


@pytest.mark.parametrize(
    "text",
    ["", "I cannot say.", "{", "12", '{"total": 12', '{"total": }', '{"total" 12}', '{"total": "12"}', '{"total": NaN}',
     '{"total": 1} or {"total": 2}'],
)  # fmt: skip
def test_what_would_have_to_be_made_up_is_refused(text: str) -> None:
    """A number at the end of a text that was cut off may be the beginning of a longer one."""
    with pytest.raises(ResponseParsingError) as failed:
        parse(text, TOTAL)
    assert failed.value.raw == text


def test_what_is_wrong_is_said_without_the_answer() -> None:
    with pytest.raises(ResponseParsingError) as failed:
        parse('{"number": 7, "total": "secret-canary", "more": 1}', Invoice)
    assert {fault.split(":")[0] for fault in failed.value.faults} == {"number", "total", "more"}
    assert "secret-canary" not in str(failed.value) and "secret-canary" in failed.value.raw
    with pytest.raises(ResponseParsingError, match="'total' is a required property"):
        parse("{}", TOTAL)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_valid_json_comes_back_unchanged(value: Any) -> None:
    text = json.dumps(value)
    assert repr(parse(text, ANY)) == repr(json.loads(text))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES.filter(lambda v: isinstance(v, dict | list)))
def test_a_fence_changes_nothing(value: Any) -> None:
    text = json.dumps(value)
    assert parse(f"```json\n{text}\n```", ANY) == value


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text() | st.text(alphabet='{}[]",:\\ab1 \n'))
def test_whatever_comes_nothing_else_is_raised(text: str) -> None:
    try:
        parse(text, ANY)
    except ResponseParsingError as error:
        assert error.raw == text


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text("abc", min_size=1), st.integers() | st.text("xyz 12"), min_size=1), st.data())
def test_a_text_that_was_cut_off_gives_only_what_was_there(value: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(value)
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    try:
        found = parse(cut, {"type": "object"})
    except ResponseParsingError:
        return
    assert found.items() <= value.items()


def test_a_model_is_told_what_was_wrong() -> None:
    assert misread('{"number": "R1", "total": 12}', Invoice) == ""
    assert "total: Field required" in misread('{"number": "R1"}', Invoice)
    assert "no JSON" in misread("I would rather not.", {"type": "object"})
