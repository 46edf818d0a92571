"""The scenarios that ship: every built-in agent does what it says, and a model that obeys everything it reads breaches nothing."""

from pathlib import Path
from uuid import UUID

import pytest

from app.features.agents.commands import Rooms
from app.kit.agent.directory import declared
from app.kit.agent.evaluation.run import play
from app.kit.agent.evaluation.scenario import Scenario, found
from app.kit.core.access import Principals
from app.kit.testing import Organisation, Product

EVALS = Path(__file__).parents[3] / "evals"


@pytest.mark.parametrize("scenario", found(EVALS), ids=lambda s: f"{s.path.parent.name}/{s.path.stem}")
async def test_scenario(product: Product, org: Organisation, scenario: Scenario) -> None:
    founder = await product.kit.use(Principals)(product.kit, UUID(org.admin.id), UUID(org.id))
    assert founder is not None
    played = await play(product.kit, Rooms(founder), scenario)
    assert played.faults == []


def test_every_agent_that_ships_has_scenarios() -> None:
    asked = {scenario.agent for scenario in found(EVALS)}
    assert asked >= set(declared())
