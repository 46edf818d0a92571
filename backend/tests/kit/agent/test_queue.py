"""The queue before the agents: never more than there are slots, nobody crowds out anybody, nothing waits for ever."""

import asyncio
from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kit.agent.queue import AGE, FORESEEN, FairQueue, Priority, Ticket, TurnQueue

A, B, C = (UUID(int=n) for n in (1, 2, 3))
priorities = st.sampled_from(["low", "normal", "high"])
who = st.tuples(st.sampled_from([A, B, C]), st.sampled_from([UUID(int=n) for n in range(10, 14)]), priorities)
event = st.one_of(who, st.just("end"), st.floats(0.1, 90))


def ticket(org: UUID = A, person: int = 1, priority: Priority = "normal", came: float = 0.0) -> Ticket:
    return Ticket(org, UUID(int=person), priority, came)


def served(queue: FairQueue, *, seconds: float = 1.0, start: float = 0.0) -> list[Ticket]:
    """One after the other, each turn so long."""
    done, now = [], start
    while queue.waiting or queue.running:
        done += queue.admit(now)
        queue.leave(queue.running[0])
        now += seconds
    return done


@given(st.lists(event, max_size=120), st.integers(1, 4), st.integers(1, 4))
@settings(deadline=None, max_examples=150)
def test_slots_are_bounded_used_and_shared(events: list[object], most: int, each: int) -> None:
    queue, now = FairQueue(most, min(most, each)), 0.0
    for happened in events:
        if isinstance(happened, tuple):
            queue.waiting.append(Ticket(*happened, now))
        elif isinstance(happened, float):
            now += happened
        elif queue.running:
            queue.leave(queue.running[0])
        before = Counter(t.org for t in queue.running)
        wanting = {t.org for t in queue.waiting}
        for chosen in queue.admit(now):
            assert before[chosen.org] == min(before[org] for org in wanting)  # nobody who waits holds fewer
            before[chosen.org] += 1
            wanting = {t.org for t in queue.waiting} | {chosen.org}
        busy = Counter(t.org for t in queue.running)
        assert len(queue.running) <= most and max(busy.values(), default=0) <= queue.each
        if len(queue.running) < most:  # a free slot stays free only for organisations that are not at their limit
            assert all(busy[t.org] == queue.each for t in queue.waiting)
        assert [t for t in queue.order(now) if t not in queue.waiting] == []


@given(st.lists(who, min_size=1, max_size=40))
@settings(deadline=None)
def test_everybody_is_served_once_however_mixed(given_: list[tuple[UUID, UUID, Priority]]) -> None:
    queue = FairQueue(2, 1, [Ticket(*one, float(n)) for n, one in enumerate(given_)])
    everybody = list(queue.waiting)
    assert sorted(map(id, served(queue))) == sorted(map(id, everybody))
    assert not queue.orgs and not queue.people  # nothing is remembered of who has gone


@given(who, st.integers(1, 3), priorities)
@settings(deadline=None, max_examples=40)
def test_whatever_others_send_one_is_served_in_bounded_time(mine: tuple[UUID, UUID, Priority], most: int, theirs: Priority) -> None:
    """Each second somebody new of the same organisation, and of another, asks with any priority; turns last a second."""
    queue, one = FairQueue(most, most), Ticket(*mine, 0.0)
    queue.waiting.append(one)
    for second in range(200):
        for org in (mine[0], C):
            queue.waiting.append(Ticket(org, UUID(int=100 + second), theirs, float(second)))
            queue.waiting.append(Ticket(org, UUID(int=99), "high", float(second)))
        if one in queue.admit(float(second)):
            assert second <= 4 * (2 * AGE + 4)
            return
        for done in list(queue.running):
            queue.leave(done)
    raise AssertionError("starved")


def test_a_crowd_of_one_organisation_does_not_hold_up_another() -> None:
    queue = FairQueue(1, 1, [ticket(A, n, came=float(n)) for n in range(50)] + [ticket(B, 1, came=60.0), ticket(B, 2, came=61.0)])
    queue.admit(50.0)
    assert queue.running[0].org == A
    order = [t.org for t in served(queue, seconds=61)]
    assert B in order[:2] and order[:5].count(B) == 2


def test_people_of_one_organisation_take_turns() -> None:
    queue = FairQueue(1, 1, [ticket(person=1, came=0.0) for _ in range(10)] + [ticket(person=2, came=0.5) for _ in range(3)])
    assert [t.person.int for t in served(queue, start=1.0)][:6] == [1, 2, 1, 2, 1, 2]


def test_high_before_normal_before_low_until_they_have_waited() -> None:
    came = {"low": 0.0, "normal": 1.0, "high": 2.0}
    queue = FairQueue(1, 1, [ticket(person=n, priority=p, came=came[p]) for n, p in enumerate(("low", "normal", "high"))])
    assert [t.priority for t in served(queue)] == ["high", "normal", "low"]
    old = ticket(person=7, priority="low", came=0.0)
    queue = FairQueue(1, 1, [ticket(person=8, priority="high", came=2 * AGE + 1), old])
    assert served(queue)[0] is old


async def test_who_waits_hears_his_place_and_a_turn_that_is_given_up_leaves_the_line() -> None:
    turns, heard = TurnQueue(1, 1), []
    first_may_end, began = asyncio.Event(), []

    async def turn(name: str, until: asyncio.Event | None = None) -> None:
        async def told(place: int) -> None:
            heard.append((name, place))

        async with turns.slot(A, UUID(int=ord(name)), "normal", told):
            began.append(name)
            if until:
                await until.wait()

    first = asyncio.create_task(turn("a", first_may_end))
    await asyncio.sleep(0)
    others = [asyncio.create_task(turn(name)) for name in "bcd"]
    await asyncio.sleep(0.01)
    assert turns.load == (1, 3) and heard == [("b", 1), ("c", 2), ("d", 3)]
    others[0].cancel()
    await asyncio.sleep(0.01)
    assert heard[3:] == [("c", 1), ("d", 2)]
    first_may_end.set()
    await asyncio.gather(first, *others[1:])
    assert began == ["a", "c", "d"] and turns.load == (0, 0)


@pytest.mark.parametrize("waiting", [FORESEEN + 5])
def test_far_back_the_place_is_only_bounded(waiting: int) -> None:
    queue = FairQueue(1, 1, [ticket(person=n, came=float(n)) for n in range(waiting)])
    assert len(queue.order(0.0)) == FORESEEN
