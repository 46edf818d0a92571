"""Sums done exactly: a small language of numbers, read by our own parser (nothing is ever evaluated as code).

`+ - * / ^`, parentheses, `%` (behind a value: hundredths; between two: the remainder), and round, sum, min, max, abs, avg. Decimal
arithmetic with 50 digits; text, nodes, depth and exponents are bounded before anything is computed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException, DivisionByZero, Inexact, InvalidOperation, Overflow
from typing import Any

from pydantic import Field

from app.kit.core.errors import Invalid
from app.kit.tools.tool import Args, BuiltIn, Hands

TOKEN = re.compile(r"\s*(?:(\d{1,40}(?:\.\d{1,40})?|\.\d{1,40})|([a-z]{1,10})|([-+*/^%(),]))", re.IGNORECASE | re.ASCII)
MOST_TOKENS, DEEPEST, HIGHEST_POWER = 400, 40, 1_000
FUNCTIONS = {"round": (1, 2), "sum": (1, 200), "min": (1, 200), "max": (1, 200), "avg": (1, 200), "abs": (1, 1)}
"""How many values each takes."""


class CalculateArgs(Args):
    """What to compute."""

    expression: str = Field(max_length=2_000, description="such as round(1250.40 * 19% / 12, 2) or sum(3, 4.5) - 2^3")


@dataclass(frozen=True, slots=True)
class Computed:
    """A value, and whether nothing was rounded away."""

    value: Decimal
    exact: bool

    @property
    def text(self) -> str:
        """In full digits, without an exponent."""
        digits = f"{self.value:f}"
        return (digits.rstrip("0").rstrip(".") if "." in digits else digits) if self.value else "0"


def compute(expression: str) -> Computed:
    """The value of an expression. Raises Invalid, saying what could not be read or computed."""
    math = Context(prec=50, rounding=ROUND_HALF_EVEN, Emax=999, Emin=-999, traps=[InvalidOperation, DivisionByZero, Overflow])
    reader = _Reader(_tokens(expression), math)
    try:
        value = reader.whole()
    except DecimalException as error:
        reason = "a division by zero" if isinstance(error, DivisionByZero) else "a value too large, or not defined"
        raise Invalid.field("expression", f"leads to {reason}") from None
    return Computed(value, not math.flags[Inexact])


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise Invalid.field("expression", f"can not be read at {text[at : at + 12]!r}")
        found.append(match[0].strip().lower())
        at = match.end()
        if len(found) > MOST_TOKENS:
            raise Invalid.field("expression", f"has more than {MOST_TOKENS} parts: compute it in steps")
    return found


class _Reader:
    """Recursive descent: sum > product > sign > power > value."""

    def __init__(self, tokens: Sequence[str], math: Context) -> None:
        self._tokens, self._math, self._at, self._depth = tokens, math, 0, 0

    def whole(self) -> Decimal:
        value = self._sum()
        if self._next:
            raise Invalid.field("expression", f"can not be read at {self._next!r}")
        return value

    @property
    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, *wanted: str) -> str:
        if self._next in wanted:
            self._at += 1
            return self._tokens[self._at - 1]
        return ""

    def _sum(self) -> Decimal:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Invalid.field("expression", "is nested too deeply")
        value = self._product()
        while sign := self._take("+", "-"):
            other = self._product()
            value = self._math.add(value, other) if sign == "+" else self._math.subtract(value, other)
        self._depth -= 1
        return value

    def _product(self) -> Decimal:
        value = self._signed()
        while sign := self._take("*", "/", "%"):
            other = self._signed()
            do = {"*": self._math.multiply, "/": self._math.divide, "%": self._math.remainder}[sign]
            value = do(value, other)
        return value

    def _signed(self) -> Decimal:
        if sign := self._take("+", "-"):
            self._depth += 1
            if self._depth > DEEPEST:
                raise Invalid.field("expression", "is nested too deeply")
            value = self._signed()
            self._depth -= 1
            return self._math.minus(value) if sign == "-" else value
        return self._power()

    def _power(self) -> Decimal:
        value = self._percent(self._value())
        if not self._take("^"):
            return value
        exponent = self._signed()
        if abs(exponent) > HIGHEST_POWER:
            raise Invalid.field("expression", f"has a power above {HIGHEST_POWER}")
        return self._math.power(value, exponent)

    def _percent(self, value: Decimal) -> Decimal:
        """`5 %` unless a value follows: then it is a remainder."""
        following = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else ""
        if self._next == "%" and not (following == "(" or following[:1].isalnum() or following[:1] == "."):
            self._at += 1
            return self._math.divide(value, Decimal(100))
        return value

    def _value(self) -> Decimal:
        token = self._next
        self._at += 1
        if token == "(":
            value = self._sum()
            self._expect(")")
            return value
        if token[:1].isdigit() or token[:1] == ".":
            return Decimal(token)
        if token in FUNCTIONS:
            return self._function(token)
        raise Invalid.field("expression", f"has {token!r} where a value should be" if token else "ends too early")

    def _function(self, name: str) -> Decimal:
        self._expect("(")
        values = [self._sum()]
        while self._take(","):
            values.append(self._sum())
        self._expect(")")
        least, most = FUNCTIONS[name]
        if not least <= len(values) <= most:
            raise Invalid.field("expression", f"gives {name} {len(values)} values")
        return self._apply(name, values)

    def _apply(self, name: str, values: list[Decimal]) -> Decimal:
        first, *others = values
        if name == "round":
            places = others[0] if others else Decimal(0)
            if places != int(places) or not 0 <= places <= 20:
                raise Invalid.field("expression", "rounds to a number of places that is not between 0 and 20")
            exact = self._math.flags[Inexact]
            made = first.quantize(Decimal(1).scaleb(-int(places)), context=self._math)
            self._math.flags[Inexact] = exact  # rounding was asked for
            return made
        if name in ("min", "max"):
            return (min if name == "min" else max)(values)
        if name == "abs":
            return self._math.abs(first)
        for other in others:
            first = self._math.add(first, other)
        return self._math.divide(first, Decimal(len(values))) if name == "avg" else first

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise Invalid.field("expression", f"lacks {token!r}")


async def calculate(hands: Hands, args: CalculateArgs) -> dict[str, Any]:
    """The value, and whether it is exact."""
    made = compute(args.expression)
    return {"result": made.text, "exact": made.exact}


CALCULATE = BuiltIn(
    "calculate",
    "An exact sum: + - * / ^ %, parentheses, round, sum, min, max, avg, abs. Use it for every figure.",
    CalculateArgs,
    calculate,
    clean=True,
)
