"""Shapes of providers, prices, limits, calls and their sums."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from app.kit.core.money import Amount
from app.kit.web.shapes import Name, Paging, Shape


def _exact(value: object) -> object:
    """A JSON float has already lost digits: refuse it instead of guessing."""
    if isinstance(value, float):
        raise ValueError('send the price as a decimal string, like "0.25"')
    return value


def _plain(value: Decimal) -> str:
    """Without exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


DECIMAL = WithJsonSchema({"type": "string", "format": "decimal", "examples": ["0.25"]})
Rate = Annotated[
    Decimal, BeforeValidator(_exact), Field(ge=0, max_digits=14, decimal_places=6, allow_inf_nan=False), PlainSerializer(_plain), DECIMAL
]
"""Of a million tokens."""
Sum = Annotated[Decimal, PlainSerializer(_plain), DECIMAL]
Model = Annotated[str, Field(max_length=200, pattern=r"^\S*$")]
Kind = Literal["openai", "anthropic", "google", "ollama", "compatible"]
Limit = Annotated[Amount | None, Field(ge=0)]
State = Literal["untried", "ok", "resting", "failing", "refused", "off"]


class TierModels(Shape):
    """The model of each tier; the standard one stands in for those that are empty."""

    small: Model = ""
    standard: Annotated[Model, Field(min_length=1)]
    large: Model = ""


class ProviderIn(Shape):
    """A provider to bring."""

    label: Name
    kind: Kind
    base_url: Annotated[str, Field(max_length=2000, description="Empty: at its maker's")] = ""
    key: Annotated[str, Field(max_length=1000, description="Kept encrypted, never shown again")] = ""
    models: TierModels
    enabled: bool = True


class ProviderUpdate(Shape):
    """What to change of a provider. A key that is not sent stays."""

    label: Name | None = None
    base_url: Annotated[str | None, Field(max_length=2000)] = None
    key: Annotated[str | None, Field(max_length=1000)] = None
    models: TierModels | None = None
    enabled: bool | None = None
    position: Annotated[int | None, Field(ge=0, le=100, description="Place in the line, from 0")] = None


class ProviderTrial(ProviderIn):
    """A provider to try before it is kept."""

    provider_id: UUID | None = None
    """Try it with the key of this one when no key is sent."""


class Trial(BaseModel):
    """What came of a real call."""

    ok: bool
    model: str
    latency_ms: int
    ttft_ms: int | None = None
    """Until the first word."""
    answer: str = ""
    """Its beginning."""
    fault: str = ""
    detail: str = ""
    """What went wrong, in words."""


class ProviderOut(BaseModel):
    """A provider that the organisation brings."""

    id: UUID
    label: str
    kind: Kind
    base_url: str
    key: str | None
    """Masked: its last characters; null when it has none."""
    models: TierModels
    enabled: bool
    position: int
    state: State
    """As the process that answers has seen it."""
    state_seconds: int
    """How long that holds; 0 when that is not known."""
    refused_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class Installed(BaseModel):
    """A provider of the installation: it answers where the organisation brings none."""

    kind: str
    models: dict[str, str]
    state: State
    state_seconds: int


class Installation(BaseModel):
    """The installation's providers in the order in which they are asked."""

    items: list[Installed]


class PriceIn(Shape):
    """What a million tokens cost."""

    provider: Literal["openai", "anthropic", "google", "ollama", "compatible", "local", "scripted"]
    pattern: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S+$", examples=["gpt-4o*"])]
    input: Rate
    output: Rate
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "USD"
    valid_from: date | None = None
    """From today when it is not said; calls before keep what they cost."""


class PriceUpdate(Shape):
    """What to change of a price."""

    input: Rate | None = None
    output: Rate | None = None
    valid_from: date | None = None


class PriceOut(BaseModel):
    """A price. Those without an id are shipped: what the provider published on the day they name."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID | None
    provider: str
    pattern: str
    input: Rate
    output: Rate
    currency: str
    valid_from: date
    version: int | None


class Unpriced(BaseModel):
    """A model in use of which no price is known: what its calls cost is unknown, in no sum, and held by no limit."""

    model_config = ConfigDict(from_attributes=True)
    provider: str
    model: str
    calls: int
    input_tokens: int
    output_tokens: int
    last_at: datetime


class Prices(BaseModel):
    """Own prices, then the shipped ones they do not replace."""

    currency: str
    """Of every price; there is only one, because costs are summed and limited."""
    shipped_on: date
    """On this day the shipped prices were list prices."""
    items: list[PriceOut]
    unpriced: list[Unpriced]
    """Of the last 90 days, most called first."""


class MoneyLimitsIn(Shape):
    """What models may cost; null: no limit."""

    daily: Limit = None
    monthly: Limit = None


class MoneyLimits(BaseModel):
    """The limits, and what was spent of them (days and months by UTC)."""

    daily: Sum | None
    monthly: Sum | None
    spent_today: Sum
    spent_this_month: Sum
    currency: str


class Period(Shape):
    """Whose calls, and when: from the first day to the last, both included."""

    since: Annotated[date | None, Field(description="First day; 30 days ago when it is not said")] = None
    until: Annotated[date | None, Field(description="Last day; today when it is not said")] = None
    agent: Annotated[str | None, Field(max_length=100)] = None
    user_id: UUID | None = None
    model: Annotated[str | None, Field(max_length=200)] = None


class CallQuery(Period, Paging):
    """Which calls to list."""

    status: Literal["running", "ok", "failed", "cut", "cancelled", "lost"] | None = None
    conversation_id: UUID | None = None


class UsageQuery(Period):
    """Which calls to sum up, and by what."""

    group_by: Literal["day", "agent", "user", "model", "provider", "tier"] = "day"


class CallOut(BaseModel):
    """One attempt."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    user_id: UUID
    user_name: str | None = None
    agent: str
    conversation_id: UUID | None
    message_id: UUID | None
    step: int
    provider: str
    model: str
    tier: str
    level: int
    status: str
    fault: str
    input_tokens: int
    output_tokens: int
    estimated: bool
    cost: Sum
    currency: str
    priced: bool
    latency_ms: int
    ttft_ms: int | None
    created_at: datetime


class Used(BaseModel):
    """A sum of calls."""

    calls: int = 0
    failed: int = 0
    """Of these: failed, cut or lost."""
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Sum = Decimal(0)
    unpriced: int = 0
    """Calls that took tokens of a model without a known price: what they cost is not in `cost`."""
    ttft_ms: int | None = None
    """Median, until the first word."""


class UsedBy(Used):
    """Of one day, agent, person, model, provider or tier."""

    key: str
    label: str


class UsageOut(BaseModel):
    """Sums of a period."""

    since: date
    until: date
    currency: str
    own: bool
    """Whether only one's own calls are in it, because the right to see everybody's is missing."""
    total: Used
    items: list[UsedBy]
