"""Money that models may cost: held before a call, settled after it, never overshot."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import asyncpg
import pytest

from app.features.models.adapters import settle_lost
from app.kit.boot import assemble, close
from app.kit.core.context import Kit
from app.kit.llm.meter import Call, Meter
from app.kit.llm.port import ModelError, Purpose, Spent
from app.kit.llm.prices import KNOWN
from app.kit.llm.router import Models
from tests.features.models.conftest import House
from tests.kit.llm.storyteller import Act

DEAR = ("0", "100000")
"""A token of the answer costs ten cents: 1000 that may be answered are a reserve of 100."""


async def limits(house: House, **given: str | None) -> dict[str, str]:
    answer = await house.http.patch("/model-limits", json=given)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_of_many_calls_at_once_only_those_that_fit_begin(house: House) -> None:
    house.teller.text = "0123456789"
    await house.bring("first", Act(pause=2))
    await house.price("first", *DEAR)
    await limits(house, daily="350.00")
    actor = await house.actor()
    got = await asyncio.gather(*(house.call(actor=actor) for _ in range(12)), return_exceptions=True)
    assert sum(one == "0123456789" for one in got) == 3
    assert sum(isinstance(one, Spent) and "350.00 USD a day" in str(one) for one in got) == 9
    assert len(house.teller.asked) == 3, "what does not fit is never sent"
    rows = await house.calls()
    assert [r["cost"] for r in rows] == ["1", "1", "1"]
    shown = (await house.http.get("/model-limits")).json()
    assert (shown["spent_today"], shown["spent_this_month"], shown["daily"]) == ("3", "3", "350")
    assert await house.call(actor=actor), "what was held and not needed is free again"


async def test_a_limit_counts_what_was_spent_before_it_was_set(house: House) -> None:
    house.teller.text = "0123456789"
    await house.bring("first")
    await house.price("first", *DEAR)
    await house.call()
    await house.calls()
    await limits(house, monthly="100.50")
    with pytest.raises(Spent, match="a month on models.* on the first of next month"):
        await house.call()
    await limits(house, monthly="101.00")
    await house.call()
    await limits(house, monthly=None)
    for _ in range(3):
        await house.call()
    await house.calls()
    await limits(house, monthly="104.50")
    with pytest.raises(Spent):
        await house.call()
    await limits(house, monthly="105.00")
    assert await house.call()


async def test_an_agent_has_a_limit_of_its_own(house: House) -> None:
    house.teller.text = "0123456789"
    await house.bring("first")
    await house.price("first", *DEAR)
    purpose = Purpose("assistant", daily_cost=Decimal("101.00"))
    await house.call(purpose)
    await house.call(purpose)
    with pytest.raises(Spent, match="This agent"):
        await house.call(Purpose("assistant", daily_cost=Decimal("100.00")))
    assert await house.call(Purpose("data_analyst", daily_cost=Decimal("100.00")))


async def test_failed_calls_give_back_what_was_held(house: House) -> None:
    house.teller.text = "0123456789"
    await house.bring("first", Act(status=400))
    await house.bring("second")
    await house.price("first", *DEAR)
    await house.price("second", *DEAR)
    await limits(house, daily="200.00")
    assert await house.call() == "0123456789"
    await house.calls()
    assert await house.call() == "0123456789"


async def test_a_call_whose_process_died_counts_as_what_was_held(house: House, owner: asyncpg.Connection) -> None:  # type: ignore[type-arg]
    await limits(house, daily="150.00")
    kit: Kit = house.product.kit
    actor = await house.actor()
    await kit.use(Meter).reserve(kit, Call(actor, Purpose("assistant"), "standard", "compatible", "first", 0), lambda: Decimal(100))
    with pytest.raises(Spent):
        await kit.use(Meter).reserve(kit, Call(actor, Purpose("assistant"), "standard", "compatible", "first", 0), lambda: Decimal(100))
    await settle_lost(kit)
    assert [(c["status"], c["cost"]) for c in await house.calls()] == [("running", "0")]
    long_ago = datetime.now(UTC) - timedelta(minutes=16)
    await owner.execute("update model_calls set created_at = $1 where org_id = $2", long_ago, actor.org_id)
    await settle_lost(kit)
    assert [(c["status"], c["cost"], c["estimated"]) for c in await house.calls(since=str(long_ago.date()))] == [("lost", "100", True)]
    with pytest.raises(Spent):
        await kit.use(Meter).reserve(kit, Call(actor, Purpose("assistant"), "standard", "compatible", "first", 0), lambda: Decimal(60))


async def test_limits_are_exact_amounts(house: House) -> None:
    assert (await house.http.patch("/model-limits", json={"daily": 0.1})).status_code == 422
    assert (await house.http.patch("/model-limits", json={"daily": "-1"})).status_code == 422
    price = {"provider": "openai", "pattern": "x", "input": 0.1, "output": "1"}
    assert (await house.http.post("/model-prices", json=price)).status_code == 422
    other = {"provider": "openai", "pattern": "x", "input": "1", "output": "1", "currency": "EUR"}
    assert "all prices are in USD" in (await house.http.post("/model-prices", json=other)).text


async def test_an_own_price_replaces_the_shipped_one_until_it_is_removed(house: House) -> None:
    def mini(found: dict[str, list[dict[str, str]]]) -> list[tuple[bool, str]]:
        return [(p["id"] is None, p["input"]) for p in found["items"] if p["pattern"] == "gpt-4o-mini"]

    assert mini((await house.http.get("/model-prices")).json()) == [(True, "0.15")]
    given = {"provider": "openai", "pattern": "gpt-4o-mini", "input": "0.123456", "output": "0.6"}
    made = (await house.http.post("/model-prices", json=given)).json()
    assert (await house.http.post("/model-prices", json=given)).status_code == 409
    assert mini((await house.http.get("/model-prices")).json()) == [(False, "0.123456")]
    changed = await house.http.patch(f"/model-prices/{made['id']}", json={"input": "0.2"}, headers={"if-match": '"1"'})
    assert (changed.json()["input"], changed.json()["version"]) == ("0.2", 2)
    assert (await house.http.delete(f"/model-prices/{made['id']}")).status_code == 204
    assert mini((await house.http.get("/model-prices")).json()) == [(True, "0.15")]


async def test_a_worker_hears_of_no_change_and_follows_it_within_seconds(house: House) -> None:
    await house.bring("story")
    settings = house.product.kit.settings
    worker, actor = assemble(settings), await house.actor()

    async def costs() -> Decimal:
        return (await worker.use(Models).line(worker, actor)).estimate(1_000_000, 0)

    try:
        assert await costs() == 0
        await house.price("story", "7", "7")
        async with asyncio.timeout(5):
            while await costs() != 7:
                await asyncio.sleep(0.2)
    finally:
        await close(worker)


async def test_a_model_in_use_without_a_price_is_named_until_it_has_one(house: House) -> None:
    await house.bring("mystery")
    await house.call()
    await house.calls()
    found = (await house.http.get("/model-prices")).json()
    assert (found["currency"], found["shipped_on"]) == ("USD", KNOWN.isoformat())
    [model] = found["unpriced"]
    assert (model["provider"], model["model"], model["calls"]) == ("compatible", "mystery", 1)
    assert (await house.http.get("/model-calls/usage")).json()["total"]["unpriced"] == 1
    await house.price("mystery", "1", "2")
    assert (await house.http.get("/model-prices")).json()["unpriced"] == []


async def test_a_call_that_took_nothing_misses_no_price(house: House) -> None:
    await house.bring("deaf", Act(status=400))
    with pytest.raises(ModelError):
        await house.call()
    await house.calls()
    assert (await house.http.get("/model-prices")).json()["unpriced"] == []
    assert (await house.http.get("/model-calls/usage")).json()["total"]["unpriced"] == 0
