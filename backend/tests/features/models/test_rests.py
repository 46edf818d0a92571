"""A provider that asks one process to wait is left alone by all."""

import asyncio
from pathlib import Path

import pytest

from app.kit.llm.port import ModelError, Purpose, TextDelta
from app.kit.llm.router import Models
from app.kit.testing import Product, started
from tests.features.models.conftest import ASK, House
from tests.kit.llm.storyteller import Act

HEARD_SECONDS = 0.6
"""By then one process has told, or another has looked: both happen beside an answer, also on a busy machine."""


async def other_process(house: House, product: Product) -> str:
    """One answer there, asked for as in a turn: the line first, the model a moment later."""
    line = await product.kit.use(Models).line(product.kit, await house.actor())
    await asyncio.sleep(HEARD_SECONDS)
    return "".join([part.text async for part in line.stream(ASK, Purpose("assistant")) if isinstance(part, TextDelta)])


async def test_a_rest_that_one_process_learned_of_is_kept_by_the_others(house: House, tmp_path: Path) -> None:
    await house.bring("busy", Act(status=429, retry_after=60), Act())
    allowed = house.product.kit.settings.egress_allow
    async with started(tmp_path / "other", egress_allow=allowed) as other:
        with pytest.raises(ModelError) as here:
            await house.call()
        assert here.value.fault == "busy" and house.teller.names == ["busy"]
        await asyncio.sleep(HEARD_SECONDS)
        with pytest.raises(ModelError) as there:
            await other_process(house, other)
        assert there.value.fault == "busy" and 50 <= (there.value.retry_after or 0) <= 61
        assert house.teller.names == ["busy"], "nobody asked it again"


async def test_whoever_tries_it_and_finds_it_well_ends_the_rest_for_those_who_come(house: House, tmp_path: Path) -> None:
    made = await house.bring("busy", Act(status=429, retry_after=60), Act())
    with pytest.raises(ModelError):
        await house.call()
    await asyncio.sleep(HEARD_SECONDS)
    tried = (await house.http.post(f"/model-providers/{made['id']}/test")).json()
    assert tried["ok"], tried
    async with started(tmp_path / "other", egress_allow=house.product.kit.settings.egress_allow) as other:
        assert await other_process(house, other) == house.teller.text


async def test_another_key_is_another_account(house: House, tmp_path: Path) -> None:
    made = await house.bring("busy", Act(status=429, retry_after=60), Act())
    with pytest.raises(ModelError):
        await house.call()
    await house.http.patch(f"/model-providers/{made['id']}", json={"key": "sk-another-0123456789"})
    async with started(tmp_path / "other", egress_allow=house.product.kit.settings.egress_allow) as other:
        assert await other_process(house, other) == house.teller.text
