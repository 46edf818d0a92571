"""What is wrong with an input is said for the person who typed it, without pydantic's words."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from app.kit.core.wording import sentence


class Form(BaseModel):
    """One field of each kind that is worded apart."""

    some: Annotated[list[int], Field(min_length=1, max_length=4)] = [1]
    exact: Annotated[Decimal, Field(decimal_places=6)] = Decimal(1)
    until: AwareDatetime | None = None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"some": []}, "needs at least 1"),
        ({"some": [1] * 5}, "may hold at most 4"),
        ({"exact": "0.0000001"}, "has more than 6 decimals"),
        ({"until": datetime(2027, 1, 1)}, "must say its time zone, like 2026-01-31T12:00:00Z"),
        ("{", "is not valid JSON"),
    ],
)
def test_an_input_is_refused_in_plain_words(given: dict[str, Any] | str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Form.model_validate_json(given) if isinstance(given, str) else Form.model_validate(given)
    assert [sentence(error) for error in refused.value.errors()] == [said]
