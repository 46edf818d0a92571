"""The verbs of prices and limits."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from app.features.models import queries
from app.features.models.models import ModelLimit, ModelPrice
from app.features.models.schemas import MoneyLimits, MoneyLimitsIn, PriceIn, PriceOut, Prices, PriceUpdate, Unpriced
from app.features.models.service.common import by_id, loaded, tell
from app.kit.core.context import Context
from app.kit.core.errors import Conflict, Invalid
from app.kit.core.ids import new_id
from app.kit.llm.prices import CURRENCY, KNOWN, SHIPPED, Price, chosen

MOST = 500
"""Prices of one organisation."""
SEEN = timedelta(days=90)
"""How far back a model counts as in use."""


def today() -> date:
    """By UTC, as everything that is counted here."""
    return datetime.now(UTC).date()


class PriceService:
    """What administrators do with prices."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def find(self) -> Prices:
        """Own ones, then the shipped ones they do not replace."""
        own = (await self.ctx.db.scalars(queries.prices())).all()
        replaced = {(p.provider, p.pattern) for p in own}
        shipped = [
            PriceOut(
                id=None, provider=p.provider, pattern=p.pattern, input=p.input, output=p.output, currency=CURRENCY, valid_from=p.valid_from,
                version=None,
            )
            for p in SHIPPED if (p.provider, p.pattern) not in replaced
        ]  # fmt: skip
        items = [*(PriceOut.model_validate(p) for p in own), *shipped]
        return Prices(currency=CURRENCY, shipped_on=KNOWN, items=items, unpriced=await self._unpriced(own))

    async def _unpriced(self, own: Sequence[ModelPrice]) -> list[Unpriced]:
        """Models that were used and have no price now either."""
        known = [Price(p.provider, p.pattern, p.input, p.output, p.valid_from) for p in own]
        found = await self.ctx.db.execute(queries.unpriced(datetime.now(UTC) - SEEN))
        return [Unpriced.model_validate(row) for row in found if chosen(known, row.provider, row.model, today()) is None]

    async def create(self, given: PriceIn) -> PriceOut:
        """From a day on; the price before stays for the calls it was valid for."""
        if given.currency != CURRENCY:
            raise Invalid.field("currency", f"costs are summed and limited, so all prices are in {CURRENCY}")
        own = (await self.ctx.db.scalars(queries.prices())).all()
        since = given.valid_from or today()
        if any((p.provider, p.pattern, p.valid_from) == (given.provider, given.pattern, since) for p in own):
            raise Conflict("There is a price of these models from this day on: change that one.")
        if len(own) >= MOST:
            raise Conflict(f"An organisation has at most {MOST} prices: remove one first.")
        made = ModelPrice(id=new_id(), **given.model_dump(exclude={"valid_from"}), valid_from=since)
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        return self._answer(made)

    async def update(self, id: UUID, given: PriceUpdate) -> PriceOut:
        """Change what was sent; calls that were made keep what they cost."""
        found = await loaded(self.ctx, by_id(queries.prices(), id), "price", expected=True)
        for name, value in given.model_dump(include=given.model_fields_set, exclude_none=True).items():
            setattr(found, name, value)
        await self.ctx.db.flush()
        return self._answer(found)

    async def delete(self, id: UUID) -> None:
        """The shipped price counts again, where there is one."""
        await self.ctx.db.delete(await loaded(self.ctx, by_id(queries.prices(), id), "price", expected=True))
        tell(self.ctx)

    def _answer(self, row: ModelPrice) -> PriceOut:
        self.ctx.etag = row.version
        tell(self.ctx)
        return PriceOut.model_validate(row)


class LimitService:
    """What models may cost the organisation."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def get(self) -> MoneyLimits:
        """The limits, and what was spent or is held."""
        found = (await self.ctx.db.scalars(queries.limits())).one_or_none()
        now = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        day, month = (await self.ctx.db.execute(queries.spent(now, now.replace(day=1)))).one()
        self.ctx.etag = found.version if found else None
        return MoneyLimits(
            daily=found.daily if found else None, monthly=found.monthly if found else None, spent_today=Decimal(day),
            spent_this_month=Decimal(month), currency=CURRENCY,
        )  # fmt: skip

    async def update(self, given: MoneyLimitsIn) -> MoneyLimits:
        """Change what was sent. Calls under way end; the next one is refused when it could go beyond."""
        found = (await self.ctx.db.scalars(queries.limits())).one_or_none()
        if found is None:
            found = ModelLimit(id=new_id())
            self.ctx.db.add(found)
        for name, value in given.model_dump(include=given.model_fields_set).items():
            setattr(found, name, value)
        await self.ctx.db.flush()
        tell(self.ctx)
        return await self.get()
