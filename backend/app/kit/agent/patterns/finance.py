"""Financial data: amounts are checked before they count, calculated exactly, and every calculation leaves a row in the audit log."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

from app.kit.agent.base import BaseAgent
from app.kit.agent.toolbox import Toolbox
from app.kit.agent.turn import Outcome, Turn
from app.kit.core.context import work
from app.kit.core.errors import Invalid
from app.kit.core.events import Happened
from app.kit.core.ids import new_id
from app.kit.core.money import places_of
from app.kit.llm.port import ToolCall
from app.kit.tools.money import MONEY_TOOLS
from app.kit.tools.tool import Hands, Tool

MOST = 500
"""Characters in which a split is looked for: the search takes the square of them."""
LARGEST = Decimal("9999999999999999.99")
WRITTEN = re.compile(r"(?P<amount>\d[\d,]*(?:\.\d+)?)\s*(?P<currency>[A-Z]{3})\b.*?(?P<ratio>\d+(?:\.\d+)?(?:\s*[:/]\s*\d+(?:\.\d+)?)+)")


@dataclass(frozen=True, slots=True)
class Range:
    """What an amount may be, in any currency."""

    least: Decimal = -LARGEST
    most: Decimal = LARGEST


def checked(value: str | int | Decimal, currency: str, allowed: Range = Range(), field: str = "amount") -> Decimal:
    """The amount with the places of its currency. Raises Invalid, naming the field: not a number, more places than the currency has,
    outside the range. A float is refused by its type: it has lost the cents before it arrives."""
    if isinstance(value, bool | float):
        raise Invalid.field(field, 'send the amount as a decimal string, like "1234.50"')
    try:
        amount = Decimal(value)
        places = places_of(currency)
        exact = amount.quantize(Decimal(1).scaleb(-places))
    except InvalidOperation:
        raise Invalid.field(field, "is not an amount") from None
    if not amount.is_finite() or exact != amount:
        raise Invalid.field(field, f"{currency} has {places} decimal places")
    if not allowed.least <= exact <= allowed.most:
        raise Invalid.field(field, f"must lie between {allowed.least} and {allowed.most} {currency}")
    return exact


@dataclass(frozen=True, slots=True)
class Audited:
    """A tool that calculates with money, with a check before and a trail behind: what went in, which rule, what came out, for whom, by
    which agent."""

    tool: Tool
    within: Range = Range()
    clean: bool = True

    @property
    def name(self) -> str:
        """The tool's."""
        return self.tool.name

    @property
    def description(self) -> str:
        """The tool's."""
        return self.tool.description

    @property
    def permission(self) -> str:
        """The tool's."""
        return self.tool.permission

    @property
    def effect(self) -> Any:
        """The tool's."""
        return self.tool.effect

    def schema(self) -> dict[str, Any]:
        """The tool's."""
        return self.tool.schema()

    async def call(self, hands: Hands, args: dict[str, Any]) -> bytes:
        """Check, calculate, then write it down; what can not be written down is not told."""
        for amount, currency in _amounts(args):
            checked(amount, currency, self.within)
        result = await self.tool.call(hands, args)
        async with work(hands.kit, hands.actor, hands.origin) as ctx:
            ctx.emit(Happened("calculate", "amounts", new_id(), {"rule": self.name, "inputs": args, "result": orjson.loads(result)}))
        return result


def _amounts(value: Any) -> Iterator[tuple[Any, str]]:
    """Every amount with its currency, however deep."""
    if isinstance(value, dict):
        if "amount" in value and isinstance(value.get("currency"), str):
            yield value["amount"], value["currency"]
        for inner in value.values():
            yield from _amounts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _amounts(inner)


AUDITED_MONEY = tuple(Audited(tool) for tool in MONEY_TOOLS)


async def split_in_words(agent: BaseAgent, turn: Turn, args: dict[str, Any]) -> Outcome:
    """The answer of `money_split` in words, without a model."""
    box = Toolbox(agent, turn)
    result = await box.use(ToolCall("call_1", "money_split", args))
    if result.ok:
        parts = [
            f"- {weight} of it: {part['amount']} {part['currency']}"
            for weight, part in zip(args["weights"], result.data["parts"], strict=True)
        ]
        text = "\n".join([f"{result.data['sum']['amount']} {result.data['sum']['currency']}, split exactly:", *parts])
    else:
        text = f"I can not do that: {result.detail}"
    await turn.delta(text)
    return Outcome(text, "answer" if result.ok else "refuse", agent.name, box.calls)


def written_split(text: str) -> dict[str, Any] | None:
    """The arguments of `money_split` in plain words: `split 1,000.00 EUR 70/30`; None when the text does not say so."""
    found = WRITTEN.search(text) if len(text) <= MOST and re.search(r"\b(split|share|divide|allocate)\b", text, re.IGNORECASE) else None
    if found is None:
        return None
    money = {"amount": found["amount"].replace(",", ""), "currency": found["currency"]}
    return {"money": money, "weights": re.split(r"\s*[:/]\s*", found["ratio"])}
