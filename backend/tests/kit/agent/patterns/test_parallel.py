"""Plans: their order, and what is wrong with them. How agents carry them out: tests/features/agents/test_patterns.py."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kit.agent.patterns.parallel import PlanError, Task, carry_out, stages
from tests.kit.agent.patterns.turns import Heard, turn_of


def task(name: str, *needs: str) -> Task:
    return Task(name, "agent", "do it", needs)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 12).flatmap(lambda n: st.lists(st.sets(st.integers(0, n - 1)), min_size=n, max_size=n)))
def test_every_task_comes_after_what_it_needs_and_as_early_as_it_can(needs: list[set[int]]) -> None:
    plan = [task(str(n), *(str(need) for need in wanted if need < n)) for n, wanted in enumerate(needs)]
    found = stages(plan)
    place = {one.name: number for number, stage in enumerate(found) for one in stage}
    assert sorted(place) == sorted(one.name for one in plan)
    for one in plan:
        assert place[one.name] == max((place[need] + 1 for need in one.needs), default=0)


@pytest.mark.parametrize(("plan", "named"), [
    ([task("a", "b"), task("b", "c"), task("c", "a"), task("d")], "wait for each other: a, b, c"), ([task("a", "a")], "each other: a"),
    ([task("a", "nothing")], "not planned: nothing"), ([task("a"), task("a")], "same name: a"),
])  # fmt: skip
def test_what_can_not_be_done_is_refused_by_name(plan: list[Task], named: str) -> None:
    with pytest.raises(PlanError, match=named):
        stages(plan)


async def test_nobody_is_asked_when_somebody_is_unknown() -> None:
    heard = Heard()
    with pytest.raises(PlanError, match="nobody called agent"):
        await carry_out(turn_of(heard), [task("a")], {})
    assert not heard.events
