"""The scenarios that ship: every built-in agent does what it says, and a model that obeys everything it reads breaches nothing."""

from pathlib import Path

import pytest
import typer

from app.features.agents.commands import Rooms, _scenarios
from app.kit.agent.directory import declared
from app.kit.agent.evaluation.run import play
from app.kit.agent.evaluation.scenario import Scenario, found
from app.kit.boot import assemble
from app.kit.testing import Organisation, Product
from app.kit.testing.product import settings_for_tests

EVALS = Path(__file__).parents[3] / "evals"


@pytest.mark.parametrize("scenario", found(EVALS), ids=lambda s: f"{s.path.parent.name}/{s.path.stem}")
async def test_scenario(product: Product, scenario: Scenario) -> None:
    played = await play(product.kit, Rooms(), scenario)
    assert played.faults == []


async def test_its_places_stand_in_nobodys_list(product: Product, org: Organisation) -> None:
    before = (await org.admin.http.get("/organizations")).json()
    assert (await play(product.kit, Rooms(), found(EVALS / "concierge")[0])).passed
    assert (await org.admin.http.get("/organizations")).json() == before
    assert "Evaluation" not in (await org.admin.http.get("/users")).text


async def test_a_wrong_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("name: One\nagnet: assistant\n")
    with pytest.raises(typer.BadParameter, match="one.yaml: turns: Field required"):
        await _scenarios(assemble(settings_for_tests(tmp_path)), tmp_path, False, tmp_path / "baseline.json", False)


def test_every_agent_that_ships_has_scenarios() -> None:
    asked = {scenario.agent for scenario in found(EVALS)}
    assert asked >= set(declared())
