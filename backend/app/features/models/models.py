"""Whose models answer an organisation, what they cost, and every call that was made of them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.kit.core.audited import Audited
from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped

STATUSES = ("running", "ok", "failed", "cut", "cancelled", "lost")
SYSTEM = {"info": {**SCOPED, "system": True}}
"""Metering writes rows of all organisations together."""
Cost = Numeric(24, 12)
"""Twelve decimals: a price has six, and it is for a million tokens."""


class Watched(Audited, OrgScoped, Stamped):
    """What administrators set: changes are audited, versions are compared."""

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": True}


class ModelProvider(Watched, Base):
    """A provider that the organisation brings itself."""

    __tablename__ = "model_providers"
    __audit__: ClassVar[str] = "model_providers"
    __hidden__: ClassVar[frozenset[str]] = frozenset({"key"})
    label: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    """Whose protocol it speaks."""
    base_url: Mapped[str] = mapped_column(String(2000), default="")
    key: Mapped[str] = mapped_column(Text, default="")
    """Encrypted (`kit/core/crypto.py`); empty when it needs none."""
    key_end: Mapped[str] = mapped_column(String(4), default="")
    """Its last characters, by which people tell keys apart."""
    models: Mapped[dict[str, str]] = mapped_column(JSONB)
    """By tier; the standard one stands in for those that are not named."""
    enabled: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int]
    """Place in the line, from 0."""
    refused_at: Mapped[datetime | None]
    """Since when it refuses the key."""
    __table_args__ = (SYSTEM,)

    def __label__(self) -> str:
        """As administrators call it."""
        return self.label


class ModelPrice(Watched, Base):
    """What a million tokens cost, where the organisation knows better than the shipped list."""

    __tablename__ = "model_prices"
    __audit__: ClassVar[str] = "model_prices"
    provider: Mapped[str] = mapped_column(String(20))
    pattern: Mapped[str] = mapped_column(String(200))
    """The model's name; `*` stands for any text."""
    input: Mapped[Decimal] = mapped_column(Numeric(14, 6))
    output: Mapped[Decimal] = mapped_column(Numeric(14, 6))
    currency: Mapped[str] = mapped_column(String(3))
    valid_from: Mapped[date]
    __table_args__ = (UniqueConstraint("org_id", "provider", "pattern", "valid_from"), {"info": SCOPED})

    def __label__(self) -> str:
        """Which models."""
        return f"{self.provider}/{self.pattern}"


class ModelLimit(Watched, Base):
    """What models may cost the organisation; one row, or none."""

    __tablename__ = "model_limits"
    __audit__: ClassVar[str] = "model_limits"
    daily: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    monthly: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    __table_args__ = (UniqueConstraint("org_id"), {"info": SCOPED})

    def __label__(self) -> str:
        """There is only one."""
        return "Limits"


class ModelCall(OrgScoped, Base):
    """One real attempt at one provider, also one that failed or was cut."""

    __tablename__ = "model_calls"
    user_id: Mapped[UUID]
    agent: Mapped[str] = mapped_column(String(100))
    conversation_id: Mapped[UUID | None]
    message_id: Mapped[UUID | None]
    step: Mapped[int]
    """Which model call of the turn; 0 for what belongs to none (a title, a test)."""
    provider: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[UUID | None]
    """The organisation's own provider; empty for one of the installation."""
    model: Mapped[str] = mapped_column(String(200))
    tier: Mapped[str] = mapped_column(String(10))
    level: Mapped[int]
    """Place in the line; 0 is the first choice."""
    status: Mapped[str] = mapped_column(String(10))
    """running (money is held for it) · ok · failed · cut · cancelled · lost (its process died; it counts as what was held)"""
    fault: Mapped[str] = mapped_column(String(20))
    input_tokens: Mapped[int]
    output_tokens: Mapped[int]
    estimated: Mapped[bool]
    """Whether the tokens were counted here, because the provider did not come to tell them."""
    cost: Mapped[Decimal] = mapped_column(Cost)
    currency: Mapped[str] = mapped_column(String(3))
    priced: Mapped[bool]
    """Whether a price was known."""
    reserved: Mapped[Decimal | None] = mapped_column(Cost)
    """What was held before the call; empty when no limit was in force."""
    latency_ms: Mapped[int]
    ttft_ms: Mapped[int | None]
    created_at: Mapped[datetime]
    """When it began."""
    __table_args__ = (
        CheckConstraint(f"status in {STATUSES}", "status"),
        Index("ix_model_calls_when", "org_id", "created_at"),
        Index("ix_model_calls_user", "org_id", "user_id", "created_at"),
        Index("ix_model_calls_running", "created_at", postgresql_where=text("status = 'running'")),
        Index("ix_model_calls_unpriced", "org_id", "created_at", postgresql_where=text("not priced")),
        SYSTEM,
    )


class ModelSpending(OrgScoped, Base):
    """What was spent or is held, where a limit is in force: by the organisation in a day or month (UTC), by an agent in a day."""

    __tablename__ = "model_spending"
    scope: Mapped[str] = mapped_column(String(120))
    """`day`, `month` or `agent:<name>`"""
    since: Mapped[date]
    """The first day it counts."""
    used: Mapped[Decimal] = mapped_column(Cost)
    __table_args__ = (UniqueConstraint("org_id", "scope", "since"), SYSTEM)
