"""What is wrong with an input, in words for the person who typed it (pydantic's own speak of parsing and types)."""

from collections.abc import Mapping
from typing import Any

DATE = "expects a date like 2026-01-31"
AMOUNT = "expects an amount like 1234.50"
SAID = {
    "missing": "is missing",
    "extra_forbidden": "is not a field here",
    "date_type": DATE, "date_parsing": DATE, "date_from_datetime_parsing": DATE, "date_from_datetime_inexact": DATE,
    "datetime_type": "expects a time like 2026-01-31T12:00:00Z", "datetime_parsing": "expects a time like 2026-01-31T12:00:00Z",
    "decimal_type": AMOUNT, "decimal_parsing": AMOUNT,
    "decimal_max_digits": "is too large", "decimal_whole_digits": "is too large", "finite_number": AMOUNT,
    "uuid_parsing": "expects an id", "uuid_type": "expects an id", "string_type": "expects a text", "bool_parsing": "expects true or false",
    "int_parsing": "expects a whole number", "int_type": "expects a whole number", "string_too_short": "must not be empty",
    "json_invalid": "is not valid JSON", "timezone_aware": "must say its time zone, like 2026-01-31T12:00:00Z",
    "dataclass_type": "expects an amount and a currency",
}  # fmt: skip


def sentence(error: Mapping[str, Any]) -> str:
    """The words for one of pydantic's errors; never repeats what was sent."""
    kind, more = str(error["type"]), error.get("ctx") or {}
    if kind in SAID:
        return SAID[kind]
    match kind:
        case "string_too_long":
            return f"has more than {more['max_length']} characters"
        case "decimal_max_places":
            return f"has more than {more['decimal_places']} decimals"
        case "too_short":
            return f"needs at least {more['min_length']}"
        case "too_long":
            return f"may hold at most {more['max_length']}"
        case "literal_error" | "enum":
            return f"is one of: {str(more['expected']).replace(chr(39), '').replace(' or ', ', ')}"
        case "greater_than_equal":
            return f"must be at least {more['ge']}"
        case "less_than_equal":
            return f"must be at most {more['le']}"
    return str(error["msg"]).removeprefix("Value error, ")
