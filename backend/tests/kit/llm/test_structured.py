"""JSON answers: mended where only the writing is wrong, refused where a value would have to be made up."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from app.kit.llm.line import Chain
from app.kit.llm.port import Message as Said
from app.kit.llm.port import ModelError, Part, Purpose, Request, Stop, TextDelta
from app.kit.llm.structured import ResponseParsingError, ask_for, parse

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


@given(VALUES)
def test_valid_json_comes_back_unchanged(value: Any) -> None:
    text = json.dumps(value)
    assert repr(parse(text, ANY)) == repr(json.loads(text))


@given(VALUES.filter(lambda v: isinstance(v, dict | list)))
def test_a_fence_changes_nothing(value: Any) -> None:
    text = json.dumps(value)
    assert parse(f"```json\n{text}\n```", ANY) == value


@given(st.text() | st.text(alphabet='{}[]",:\\ab1 \n'))
def test_whatever_comes_nothing_else_is_raised(text: str) -> None:
    try:
        parse(text, ANY)
    except ResponseParsingError as error:
        assert error.raw == text


@given(st.dictionaries(st.text("abc", min_size=1), st.integers() | st.text("xyz 12"), min_size=1), st.data())
def test_a_text_that_was_cut_off_gives_only_what_was_there(value: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(value)
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    try:
        found = parse(cut, {"type": "object"})
    except ResponseParsingError:
        return
    assert found.items() <= value.items()


class Says:
    """A model with prepared answers."""

    name, model, window, images = "says", "m", 8_000, False

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = list(answers), list[Request]()

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        self.asked.append(request)
        if not self.answers:
            raise ModelError("refused")
        yield TextDelta(self.answers.pop(0))
        yield Stop("stop")

    async def check(self) -> str:
        return "m"

    async def aclose(self) -> None:
        """Nothing is held."""


async def test_the_model_is_told_once_what_was_wrong() -> None:
    model = Says('{"number": "R1"}', '{"number": "R1", "total": 12}')
    request = Request((Said("user", "Read the invoice."),))
    assert await ask_for(Chain([model]), request, Invoice, Purpose()) == Invoice(number="R1", total=12)
    assert model.asked[0].schema == Invoice.model_json_schema()
    assert "total: Field required" in model.asked[1].messages[-1].content
    assert model.asked[1].messages[-2] == Said("assistant", '{"number": "R1"}')


async def test_the_second_wrong_answer_is_the_last() -> None:
    model = Says("no", "still no", '{"number": "R1", "total": 12}')
    with pytest.raises(ResponseParsingError):
        await ask_for(Chain([model]), Request((Said("user", "Read the invoice."),)), Invoice, Purpose())
    assert len(model.asked) == 2
