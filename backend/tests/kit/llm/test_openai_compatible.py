"""The OpenAI-compatible provider against a server that speaks (and breaks) the protocol."""

import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.kit.core.http import Egress, Limits
from app.kit.llm.port import CallPart, Message, ModelError, Part, Request, Stop, TextDelta, ToolCall, ToolSpec, Usage
from app.kit.llm.providers.openai_compatible import OpenAICompatible
from app.kit.llm.providers.wire import host_and_port
from app.kit.llm.sse import Lines
from tests.kit.llm.fake_openai import Fake, calls, fake_openai, text

STANDARD = Limits()
ASK = Request(
    (Message("system", "Be brief."), Message("user", "Hi")), (ToolSpec("list_customers", "Lists.", {"type": "object", "properties": {}}),)
)


@pytest.fixture
async def fake() -> AsyncIterator[Fake]:
    async with fake_openai() as server:
        yield server


def provided(url: str, key: str, **more: Any) -> OpenAICompatible:
    return OpenAICompatible(Egress([host_and_port(url)]), url, key, "m", **more)


async def answered(fake: Fake, *plan: dict[str, object], limits: Limits = STANDARD, parts: list[Part] | None = None) -> list[Part]:
    fake.plan = list(plan)
    provider = provided(fake.url, "sk-key", limits=limits)
    got = parts if parts is not None else []
    try:
        async for part in provider.stream(ASK):
            got.append(part)
    finally:
        await provider.aclose()
    return got


async def test_text_arrives_in_pieces_with_usage_and_stop(fake: Fake) -> None:
    assert await answered(fake, {"chunks": text("Grüß ", "Gott")}) == [TextDelta("Grüß "), TextDelta("Gott"), Usage(7, 3), Stop("stop")]
    assert fake.keys == ["Bearer sk-key"]
    assert fake.seen[0]["messages"] == [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]
    assert fake.seen[0]["tools"][0]["function"]["name"] == "list_customers"


async def test_pieces_may_be_cut_anywhere(fake: Fake) -> None:
    whole = b'data: {"choices":[{"delta":{"content":"Gr\xc3\xbc\xc3\x9fe"},"finish_reason":"stop"}]}\r\n\r\n: comment\r\n\r\n'
    assert await answered(fake, {"chunks": [whole[i : i + 1] for i in range(len(whole))]}) == [TextDelta("Grüße"), Stop("stop")]


def test_a_long_line_that_drips_costs_no_more_than_one_that_comes_whole() -> None:
    """Else a hostile server keeps a process busy with copying."""
    lines, began = Lines(), time.process_time()
    for _ in range(900_000):
        assert lines.feed(b"a") == []
    assert lines.feed(b"\r\nrest") == [b"a" * 900_000] and lines.end() == [b"rest"]
    assert time.process_time() - began < 15
    with pytest.raises(ModelError):
        for _ in range(11):
            lines.feed(b"a" * 100_000)


async def test_fragments_of_two_parallel_calls_are_joined(fake: Fake) -> None:
    got = await answered(fake, {"chunks": calls(("a", "list_customers", '{"country": "Germany"}'), ("b", "list_invoices", '{"limit": 5}'))})
    assert got == [
        CallPart(ToolCall("a", "list_customers", {"country": "Germany"})),
        CallPart(ToolCall("b", "list_invoices", {"limit": 5})),
        Stop("tool_calls"),
    ]


@pytest.mark.parametrize("count", [{}, {"index": 0}])
async def test_calls_that_are_not_counted_are_told_apart_by_their_ids(fake: Fake, count: dict[str, int]) -> None:
    def part(name: str, arguments: str, **id: str) -> dict[str, Any]:
        return {"choices": [{"delta": {"tool_calls": [{**count, **id, "function": {"name": name, "arguments": arguments}}]}}]}

    chunks = [part("list_customers", '{"limit"', id="a"), part("", ": 1}"), part("list_invoices", "{}", id="b")]
    got = await answered(fake, {"chunks": [*chunks, {"choices": [{"delta": {}, "finish_reason": "tool_calls"}]}]})
    assert got == [
        CallPart(ToolCall("a", "list_customers", {"limit": 1})),
        CallPart(ToolCall("b", "list_invoices", {})),
        Stop("tool_calls"),
    ]


async def test_arguments_that_are_not_json_are_reported_with_the_call(fake: Fake) -> None:
    got = await answered(fake, {"chunks": calls(("a", "list_customers", '{"country": '))})
    assert isinstance(got[0], CallPart)
    assert got[0].call.args == {}
    assert "JSON" in got[0].call.error


def cut(arguments: str, reason: str) -> list[dict[str, Any]]:
    return [*calls(("a", "list_customers", arguments))[:-1], {"choices": [{"delta": {}, "finish_reason": reason}]}]


@pytest.mark.parametrize(
    "written", ['{"country": "Germany", "limit": 5,}', '{country: "Germany", limit: 5}', "{'country': 'Germany', 'limit': 5}"]
)
async def test_arguments_in_which_only_the_writing_is_wrong_are_read(fake: Fake, written: str) -> None:
    meant = {"country": "Germany", "limit": 5}
    assert (await answered(fake, {"chunks": cut(written, "tool_calls")}))[0] == CallPart(ToolCall("a", "list_customers", meant))
    [wrong] = [part.call for part in await answered(fake, {"chunks": cut(written, "length")}) if isinstance(part, CallPart)]
    assert (wrong.args, bool(wrong.error)) == ({}, True), "an answer that ended at its length may hold half of them"


async def test_no_part_of_arguments_is_taken_for_the_whole(fake: Fake) -> None:
    """Wherever they end: also where the server does not say that it cut them, and where nothing of them has come."""
    whole = '{city: "Graz {old}", where: {"days": 12,}, ids: [1, 2,], name: "x",}'
    for reason, ends in (("tool_calls", range(1, len(whole))), ("length", range(len(whole)))):
        for end in ends:
            got = await answered(fake, {"chunks": cut(whole[:end], reason)})
            assert isinstance(got[0], CallPart) and got[0].call.error, (reason, whole[:end])


@pytest.mark.parametrize("written", ['{"limit": 007}', '{"a": 1 /* not 2 */}', '{"a": 1}{"b": 2}', '{"a", "b"}'])
async def test_what_can_be_meant_in_several_ways_is_not_guessed(fake: Fake, written: str) -> None:
    got = await answered(fake, {"chunks": cut(written, "tool_calls")})
    assert isinstance(got[0], CallPart) and got[0].call.error, got[0]


async def test_a_conversation_with_calls_goes_out_in_the_wire_format(fake: Fake) -> None:
    fake.plan = [{"chunks": text("ok")}]
    provider = provided(fake.url, "")
    turn = (Message("user", "Hi"), Message("assistant", "", (ToolCall("a", "t", {"x": 1}),)), Message("tool", "[]", call_id="a"))
    assert [p async for p in provider.stream(Request(turn))][-1] == Stop("stop")
    await provider.aclose()
    sent = fake.seen[0]["messages"]
    assert sent[1]["tool_calls"] == [{"id": "a", "type": "function", "function": {"name": "t", "arguments": '{"x":1}'}}]
    assert sent[2] == {"role": "tool", "content": "[]", "tool_call_id": "a"}
    assert fake.keys == [""]


@pytest.mark.parametrize(("status", "fault"), [(401, "credentials"), (400, "refused"), (429, "busy"), (500, "unavailable"), (529, "busy")])
async def test_statuses_are_faults_and_nothing_is_tried_again(fake: Fake, status: int, fault: str) -> None:
    with pytest.raises(ModelError) as failed:
        await answered(fake, {"status": status, "headers": {"retry-after": "7"}})
    assert (failed.value.fault, len(fake.seen)) == (fault, 1)
    assert failed.value.retry_after == (7 if fault in ("busy", "unavailable", "refused") else None)
    assert "sk-123" not in str(failed.value)


@pytest.mark.parametrize("end", [{"reset": True}, {"silent_end": True}])
async def test_a_stream_that_breaks_off_is_never_repeated_nor_taken_for_whole(fake: Fake, end: dict[str, object]) -> None:
    got: list[Part] = []
    with pytest.raises(ModelError) as failed:
        await answered(fake, {"chunks": text("half an ", "ans", finish=None, usage=None), **end}, parts=got)
    assert (failed.value.fault, got, len(fake.seen)) == ("interrupted", [TextDelta("half an "), TextDelta("ans")], 1)


async def test_a_slow_drip_ends_at_the_time_limit(fake: Fake) -> None:
    with pytest.raises(ModelError) as failed:
        await answered(fake, {"chunks": text(*["x"] * 100), "gap": 0.05}, limits=Limits(total=0.4))
    assert failed.value.fault == "interrupted"


@pytest.mark.parametrize("chunk", [b"data: {broken\n\n", b"data: []\n\n", b"data: " + b"x" * 1_100_000])
async def test_garbage_is_named(fake: Fake, chunk: bytes) -> None:
    with pytest.raises(ModelError) as failed:
        await answered(fake, {"chunks": [chunk]})
    assert failed.value.fault == "malformed"


async def test_nobody_there() -> None:
    provider = provided("http://127.0.0.1:9/v1", "")
    with pytest.raises(ModelError) as failed:
        await anext(aiter(provider.stream(ASK)))
    assert failed.value.fault == "unavailable"


async def test_readiness_costs_no_tokens_and_names_a_wrong_key(fake: Fake) -> None:
    provider = provided(fake.url, "sk-key")
    assert await provider.check() == "m"
    assert fake.keys == ["Bearer sk-key"]
    fake.plan = [{"status": 401}]
    with pytest.raises(ModelError) as failed:
        await provider.check()
    assert failed.value.fault == "credentials"
