"""Several providers as one: who is asked when, and that a reader sees the intended text once, whatever breaks."""

import time
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kit.core.spans import Spans, collecting
from app.kit.llm.attempt import Patience, Seat
from app.kit.llm.line import Chain
from app.kit.llm.port import CallPart, Message, ModelError, Part, Purpose, Request, Served, Stop, TextDelta, ToolCall, ToolSpec, Usage
from tests.kit.llm.storyteller import Act, Teller, telling

ASK = Request((Message("user", "Tell me a story."),), (ToolSpec("go", "Goes.", {"type": "object"}),))
STORY = " ".join(f"chapter{n}" for n in range(40))
BROKEN = Act(breaks=100)


@pytest.fixture
async def teller() -> AsyncIterator[Teller]:
    async with telling() as made:
        made.text = STORY
        yield made


async def heard(line: Chain, got: list[Part] | None = None) -> list[Part]:
    got = [] if got is None else got
    async for part in line.stream(ASK, Purpose("assistant", step=1)):
        got.append(part)
    return got


def text_of(parts: list[Part]) -> str:
    return "".join(p.text for p in parts if isinstance(p, TextDelta))


def served(parts: list[Part]) -> list[tuple[str, int]]:
    return [(p.model, p.level) for p in parts if isinstance(p, Served)]


async def test_the_first_choice_answers_and_is_named_before_its_first_word(teller: Teller) -> None:
    got = await heard(Chain([teller.provider("a"), teller.provider("b")]))
    assert got[0] == Served("compatible", "a", 0)
    assert text_of(got) == STORY
    assert got[-2:] == [Usage(10, len(STORY)), Stop("stop")]
    assert teller.names == ["a"]


@pytest.mark.parametrize("status", [400, 401, 403, 500, 529])
async def test_another_is_asked_with_its_own_key_when_the_first_does_not_answer(teller: Teller, status: int) -> None:
    got = await heard(Chain([teller.provider("a", Act(status=status, retry_after=0)), teller.provider("b")]))
    assert (text_of(got), served(got)) == (STORY, [("b", 1)])
    tries = 1 if status < 500 else 3
    assert teller.names == ["a"] * tries + ["b"]
    assert {(name, key) for name, key, _ in teller.asked} == {("a", "Bearer key of a"), ("b", "Bearer key of b")}


async def test_a_busy_provider_that_names_a_long_wait_rests_and_the_others_go_on(teller: Teller) -> None:
    resting = Seat(teller.provider("a", Act(status=429, retry_after=60), Act()))
    line = Chain([resting, teller.provider("b")])
    assert served(await heard(line)) == served(await heard(line)) == [("b", 1)]
    assert teller.names == ["a", "b", "b"]
    word, seconds = resting.health.state()
    assert word == "resting" and 55 <= seconds <= 61


async def test_a_short_wait_is_waited_for(teller: Teller) -> None:
    began = time.monotonic()
    got = await heard(Chain([teller.provider("a", Act(status=429, retry_after=1), Act()), teller.provider("b")]))
    assert served(got) == [("a", 0)]
    assert 1 <= time.monotonic() - began < 3


async def test_a_provider_that_keeps_failing_is_left_alone_then_tried_with_one_call(teller: Teller) -> None:
    seat = Seat(teller.provider("a", Act(status=500, retry_after=0)))
    line = Chain([seat, teller.provider("b")])
    for _ in range(4):
        assert served(await heard(line)) == [("b", 1)]
    assert teller.names.count("a") == 5
    assert seat.health.state()[0] == "failing"
    seat.health.breakers["a"].open_until = time.monotonic()
    teller.acts["a"] = [Act()]
    assert served(await heard(line)) == [("a", 0)]
    assert seat.health.state() == ("ok", 0)


async def test_a_refused_key_is_not_tried_with_every_call(teller: Teller) -> None:
    seat = Seat(teller.provider("a", Act(status=401)))
    line = Chain([seat, teller.provider("b")])
    await heard(line)
    await heard(line)
    assert teller.names == ["a", "b", "b"]
    assert seat.health.state()[0] == "refused"


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [(401, 500, "unavailable"), (400, 401, "refused"), (429, 500, "busy"), (401, 403, "credentials")],
)
async def test_when_nobody_answers_the_most_telling_fault_is_told(teller: Teller, first: int, second: int, fault: str) -> None:
    acts = [Act(status=status, retry_after=0 if status != 429 else 60) for status in (first, second)]
    with pytest.raises(ModelError) as failed:
        await heard(Chain([teller.provider("a", acts[0]), teller.provider("b", acts[1])]))
    assert failed.value.fault == fault


async def test_nobody_is_asked_while_all_rest(teller: Teller) -> None:
    line = Chain([teller.provider("a", Act(status=429, retry_after=60))])
    for _ in range(2):
        with pytest.raises(ModelError) as failed:
            await heard(line)
        assert (failed.value.fault, 55 <= (failed.value.retry_after or 0) <= 61) == ("busy", True)
    assert teller.names == ["a"]


@pytest.mark.parametrize("back", [0, 12, 60, -1])
@pytest.mark.parametrize("reset", [True, False])
async def test_an_answer_that_breaks_off_is_carried_on_by_the_next(teller: Teller, back: int, reset: bool) -> None:
    got = await heard(Chain([teller.provider("a", Act(breaks=100, reset=reset)), teller.provider("b", Act(back=back))]))
    assert (text_of(got), served(got)) == (STORY, [("a", 0), ("b", 1)])
    assert isinstance(got[-1], Stop)


async def test_the_only_one_is_asked_once_more(teller: Teller) -> None:
    assert text_of(await heard(Chain([teller.provider("a", BROKEN, Act())]))) == STORY
    teller.asked.clear()
    got: list[Part] = []
    with pytest.raises(ModelError) as failed:
        await heard(Chain([teller.provider("a", BROKEN)]), got)
    assert (failed.value.fault, text_of(got), len(teller.asked)) == ("interrupted", STORY[:200], 2)
    assert not any(isinstance(p, Stop) for p in got)


async def test_half_a_tool_call_is_dropped_and_asked_for_anew(teller: Teller) -> None:
    got = await heard(Chain([teller.provider("a", Act(breaks=100, call=True)), teller.provider("b", Act(call=True))]))
    assert [p.call for p in got if isinstance(p, CallPart)] == [ToolCall("c1", "go", {"place": "home"})]
    assert text_of(got) == STORY


async def test_one_who_begins_anew_with_other_words_is_not_joined(teller: Teller) -> None:
    other = STORY[:60] + " and they lived happily ever after."
    got = await heard(Chain([teller.provider("a", BROKEN), teller.provider("b", Act(instead=other)), teller.provider("c")]))
    assert (text_of(got), served(got)) == (STORY, [("a", 0), ("b", 1), ("c", 2)])


async def test_who_does_not_begin_in_time_is_given_up(teller: Teller) -> None:
    slow = Seat(teller.provider("a", Act(pause=5)))
    line = Chain([slow, teller.provider("b")], patience=Patience(first=0.1))
    assert served(await heard(line)) == [("b", 1)]


async def test_the_trail_shows_every_attempt(teller: Teller) -> None:
    with collecting(Spans()) as spans:
        await heard(Chain([teller.provider("a", Act(status=500, retry_after=0), BROKEN), teller.provider("b")]))
    shown = [(s.kind, s.name, s.error, s.facts["status"], s.facts["level"]) for s in spans.all]
    assert shown == [
        ("attempt", "compatible/a", "unavailable", "failed", 0),
        ("attempt", "compatible/a", "interrupted", "cut", 0),
        ("attempt", "compatible/b", "", "ok", 1),
    ]
    assert all(s.seconds is not None and s.seconds > 0 for s in spans.all)
    assert spans.all[2].facts["ttft_ms"] >= 0 and spans.all[0].facts["ttft_ms"] is None


async def test_who_goes_away_leaves_nothing_open(teller: Teller) -> None:
    seat = Seat(teller.provider("a"))
    async for part in Chain([seat]).stream(ASK, Purpose()):
        if isinstance(part, TextDelta):
            break
    assert text_of(await heard(Chain([seat]))) == STORY


WORDS = st.lists(st.sampled_from(["Σ", "naïve", "12", "of", "the", "- ", "\n", "🎈"]), max_size=3).map(" ".join)
STORIES = st.lists(WORDS, min_size=1, max_size=60).map(lambda words: " ".join(f"{w} part{n}" for n, w in enumerate(words)))
ACTS = st.builds(
    Act,
    status=st.sampled_from([200, 200, 200, 500, 429, 400]), retry_after=st.just(0),
    back=st.one_of(st.just(0), st.just(-1), st.integers(12, 200)), breaks=st.integers(0, 400), reset=st.booleans(),
    piece=st.integers(1, 40), call=st.booleans(),
)  # fmt: skip
PLANS = st.lists(st.lists(ACTS, min_size=1, max_size=4), min_size=1, max_size=4)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=STORIES, acts=PLANS, last=st.integers(12, 300), piece=st.integers(1, 40))
async def test_whatever_breaks_wherever_the_text_comes_out_once(
    teller: Teller, story: str, acts: list[list[Act]], last: int, piece: int
) -> None:
    teller.text, teller.asked = story, []
    plans = [*acts, [Act(back=last, piece=piece)]]
    got = await heard(Chain([teller.provider(f"p{n}", *plan) for n, plan in enumerate(plans)]))
    assert text_of(got) == story
    assert isinstance(got[-1], Stop)
    assert [type(p) for p in got].count(Stop) == 1
