"""One contract for all providers: each speaks its own protocol to a stand-in, and all say the same to the port."""

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator
from typing import Any, get_args

import pytest

from app.kit.core.errors import Unavailable
from app.kit.core.http import Egress, Limits
from app.kit.llm.port import CallPart, Image, Message, ModelError, Part, Provider, Request, Stop, TextDelta, ToolCall, ToolSpec, Usage
from app.kit.llm.providers.make import Kind, provider
from app.kit.llm.providers.wire import host_and_port
from tests.kit.llm.standins import Answer, Standin, standin
from tests.kit.llm.standins.server import LEAK

KINDS = ("openai", "anthropic", "google", "ollama")
KEY = "sk-canary-key"
TOOL = ToolSpec("list_customers", "Lists.", {"type": "object", "properties": {"country": {"type": "string"}, "limit": {"type": "integer"}}})
ASK = Request((Message("system", "Be brief."), Message("user", "Hi")), (TOOL,))
HALF = ("half an ", "ans")


@pytest.fixture(params=KINDS)
async def there(request: pytest.FixtureRequest) -> AsyncIterator[Standin]:
    async with standin(request.param) as server:
        yield server


def kind(there: Standin) -> Kind:
    return there.speech.__name__.rpartition(".")[2]  # type: ignore[no-any-return]


def made(there: Standin, limits: Limits | None = None, model: str = "m") -> Provider:
    one = provider(kind(there), egress=Egress([host_and_port(there.url)]), base_url=there.url, api_key=KEY, model=model)
    if limits:
        one._limits = limits  # type: ignore[attr-defined]
    return one


async def answered(
    there: Standin, *plan: Answer, request: Request = ASK, limits: Limits | None = None, got: list[Part] | None = None
) -> list[Part]:
    there.plan = list(plan)
    one = made(there, limits)
    parts = got if got is not None else []
    try:
        async for part in one.stream(request):
            parts.append(part)
    finally:
        await one.aclose()
    return parts


def used(parts: list[Part]) -> Usage:
    return sum((p for p in parts if isinstance(p, Usage)), Usage())


def spoken(parts: list[Part]) -> list[str]:
    return [p.text for p in parts if isinstance(p, TextDelta) and p.text]


async def failed(there: Standin, *plan: Answer, **more: Any) -> ModelError:
    with pytest.raises(ModelError) as caught:
        await answered(there, *plan, **more)
    return caught.value


def sent(there: Standin) -> str:
    """The last request as text."""
    return json.dumps(there.seen[-1].body, ensure_ascii=False)


async def test_text_arrives_in_pieces_with_usage_and_stop(there: Standin) -> None:
    got = await answered(there, Answer(text=("Grüß ", "Gott"), usage=(70, 30)))
    assert (spoken(got), used(got), got[-1]) == (["Grüß ", "Gott"], Usage(70, 30), Stop("stop"))
    assert "Be brief." in sent(there) and "list_customers" in sent(there)


async def test_a_piece_is_handed_on_before_the_next_one_is_sent(there: Standin) -> None:
    there.plan = [Answer(text=("a", "b", "c"), gap=0.15)]
    one, times = made(there), list[float]()
    async for part in one.stream(ASK):
        if isinstance(part, TextDelta) and part.text:
            times.append(asyncio.get_running_loop().time())
    await one.aclose()
    assert all(later - earlier > 0.1 for earlier, later in zip(times, times[1:], strict=False))


async def test_parallel_calls_come_whole_and_with_ids(there: Standin) -> None:
    calls = (("c1", "list_customers", '{"country": "Germany", "limit": 5}'), ("c2", "list_customers", '{"country": "Österreich"}'))
    got = await answered(there, Answer(text=("Looking. ",), calls=calls))
    assert [p.call for p in got if isinstance(p, CallPart)] == [
        ToolCall("c1", "list_customers", {"country": "Germany", "limit": 5}),
        ToolCall("c2", "list_customers", {"country": "Österreich"}),
    ]
    assert (spoken(got), got[-1]) == (["Looking. "], Stop("tool_calls"))


@pytest.mark.parametrize("finish", ["length", "filtered"])
async def test_why_it_ended(there: Standin, finish: Any) -> None:
    if kind(there) == "ollama" and finish == "filtered":
        pytest.skip("Ollama filters nothing")
    assert (await answered(there, Answer(text=("x",), finish=finish)))[-1] == Stop(finish)


async def test_a_conversation_with_calls_results_and_a_late_order(there: Standin) -> None:
    """The order to answer now stands behind the results; two results of one step are one turn where turns must alternate."""
    history = (
        Message("system", "Be brief."),
        Message("system", "(2 earlier messages are left out.)"),
        Message("user", "Who?"),
        Message(
            "assistant", "", (ToolCall("c1", "list_customers", {"country": "DE"}), ToolCall("c2", "list_customers", {"country": "AT"}))
        ),
        Message("tool", '["ACME"]', call_id="c1"),
        Message("tool", '["Alpen"]', call_id="c2"),
        Message("system", "Answer now."),
    )
    assert spoken(await answered(there, Answer(text=("ACME, Alpen",)), request=Request(history, (TOOL,)))) == ["ACME, Alpen"]
    body, said = there.seen[-1].body, sent(there)
    order = [said.index(word) for word in ("Who?", "ACME", "Alpen", "Answer now.")]
    assert order == sorted(order)
    match kind(there):
        case "anthropic":
            assert [m["role"] for m in body["messages"]] == ["user", "assistant", "user"]
            assert [b["type"] for b in body["messages"][2]["content"]] == ["tool_result", "tool_result", "text"]
            assert [b["tool_use_id"] for b in body["messages"][2]["content"][:2]] == ["c1", "c2"]
            assert body["system"].startswith("Be brief.") and "left out" in body["system"]
        case "google":
            assert [c["role"] for c in body["contents"]] == ["user", "model", "user"]
            assert [next(iter(p)) for p in body["contents"][2]["parts"]] == ["functionResponse", "functionResponse", "text"]
            assert body["contents"][2]["parts"][0]["functionResponse"]["name"] == "list_customers"
            assert "Be brief." in body["systemInstruction"]["parts"][0]["text"]
        case "ollama":
            assert [m["role"] for m in body["messages"]][2:] == ["user", "assistant", "tool", "tool", "system"]
            assert body["messages"][4]["tool_name"] == "list_customers"
        case _:
            assert [m["role"] for m in body["messages"]] == ["system", "user", "assistant", "tool", "tool", "user"]
            assert body["messages"][3]["tool_call_id"] == "c1"


async def test_a_conversation_that_begins_in_the_middle(there: Standin) -> None:
    """Older messages may have been dropped; protocols that want the user first get a user."""
    history = (Message("system", "Be brief."), Message("assistant", "Yes."), Message("user", "Sure?"))
    assert spoken(await answered(there, Answer(text=("Sure.",)), request=Request(history))) == ["Sure."]
    turns = there.seen[-1].body.get("contents") or [m for m in there.seen[-1].body["messages"] if m["role"] != "system"]
    assert kind(there) == "ollama" or turns[0]["role"] == "user"


async def test_pictures(there: Standin) -> None:
    look = Request((Message("user", "What is it?", images=(Image("image/png", b"\x89PNG"),)),))
    there.plan = [Answer(text=("a dot",))]
    seeing, blind = made(there, model="gemma3"), made(there, model="gemma3")
    blind.images = False
    assert seeing.images
    assert spoken([p async for p in seeing.stream(look)]) == ["a dot"]
    assert "iVBORw==" in sent(there)
    assert spoken([p async for p in blind.stream(look)]) == ["a dot"]
    assert "iVBORw==" not in sent(there) and "cannot see" in sent(there)
    await seeing.aclose()
    await blind.aclose()


async def test_the_shape_of_an_answer_is_told(there: Standin) -> None:
    schema = {"type": "object", "properties": {"total": {"type": "number", "minimum": 0}}, "required": ["total"]}
    await answered(there, Answer(text=('{"total": 1}',)), request=Request(ASK.messages, schema=schema))
    body = there.seen[-1].body
    shape = {
        "openai": lambda: body["response_format"]["json_schema"]["schema"],
        "anthropic": lambda: body["output_config"]["format"]["schema"],
        "google": lambda: body["generationConfig"]["responseJsonSchema"],
        "ollama": lambda: body["format"],
    }[kind(there)]()
    assert shape["properties"]["total"]["type"] == "number"


@pytest.mark.parametrize(
    ("status", "fault", "transient"),
    [
        (400, "refused", False),
        (401, "credentials", False),
        (403, "credentials", False),
        (404, "refused", False),
        (429, "busy", True),
        (500, "unavailable", True),
        (529, "busy", True),
    ],
)
async def test_statuses_are_faults_and_nothing_is_tried_again(there: Standin, status: int, fault: str, transient: bool) -> None:
    error = await failed(there, Answer(status=status, headers={"retry-after": "7"}))
    assert (error.fault, error.transient, len(there.seen)) == (fault, transient, 1)
    assert error.retry_after == (7 if transient else error.retry_after)


@pytest.mark.parametrize("end", ["early", "reset", "error", "busy"])
async def test_an_answer_that_breaks_off_is_never_taken_for_whole(there: Standin, end: Any) -> None:
    got: list[Part] = []
    error = await failed(there, Answer(text=HALF, end=end), got=got)
    assert (error.fault, error.transient, spoken(got), len(there.seen)) == ("interrupted", False, list(HALF), 1)


@pytest.mark.parametrize(("end", "fault"), [("early", "unavailable"), ("reset", "unavailable"), ("error", "unavailable"), ("busy", "busy")])
async def test_what_breaks_before_the_first_word_may_be_tried_again(there: Standin, end: Any, fault: str) -> None:
    error = await failed(there, Answer(end=end))
    assert error.transient
    assert error.fault == ("unavailable" if kind(there) == "ollama" else fault)


@pytest.mark.parametrize("end", ["garbage", "huge"])
async def test_what_is_not_in_the_protocol(there: Standin, end: Any) -> None:
    assert (await failed(there, Answer(text=("x",), end=end))).fault == "malformed"


async def test_silence_and_a_slow_drip_end_at_the_time_limit(there: Standin) -> None:
    assert (await failed(there, Answer(end="silence"), limits=Limits(idle=0.3))).fault == "unavailable"
    await asyncio.wait_for(there.left.wait(), 2)
    assert (await failed(there, Answer(text=["x"] * 100, gap=0.05), limits=Limits(total=0.5))).fault == "interrupted"


async def test_nobody_there(there: Standin) -> None:
    one = provider(kind(there), egress=Egress(["127.0.0.1:9"]), base_url="http://127.0.0.1:9", api_key=KEY, model="m")
    with pytest.raises(ModelError) as caught:
        await anext(aiter(one.stream(ASK)))
    assert (caught.value.fault, caught.value.transient) == ("unavailable", True)


async def test_an_address_that_the_guard_holds_back_is_not_tried_again(there: Standin) -> None:
    one = provider(kind(there), egress=Egress(), base_url=there.url, api_key=KEY, model="m")
    with pytest.raises(ModelError) as caught:
        await anext(aiter(one.stream(ASK)))
    assert (caught.value.fault, caught.value.transient, there.connections) == ("unavailable", False, 0)


async def test_who_stops_listening_closes_the_connection(there: Standin) -> None:
    there.plan = [Answer(text=("a", "b"), end="silence")]
    one, first = made(there), asyncio.Event()

    async def listen() -> None:
        async for part in one.stream(ASK):
            if isinstance(part, TextDelta):
                first.set()

    task = asyncio.create_task(listen())
    await asyncio.wait_for(first.wait(), 5)
    task.cancel()
    await asyncio.wait_for(there.left.wait(), 2)
    await one.aclose()


async def test_the_next_call_uses_the_same_connection(there: Standin) -> None:
    there.plan = [Answer(text=("x",))]
    one = made(there)
    for _ in range(3):
        assert [p async for p in one.stream(ASK)][-1] == Stop("stop")
    assert there.connections == 1
    await one.aclose()


async def test_nothing_leaks(there: Standin, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "app")
    for plan in (Answer(status=400), Answer(status=401), Answer(text=("x",), end="error"), Answer(status=500)):
        error = await failed(there, plan)
        for secret in (KEY, LEAK):
            assert secret not in "".join(traceback.format_exception(error)) + caplog.text
    assert KEY in str(there.seen[0].headers) and KEY not in there.seen[0].path


async def test_readiness_names_a_wrong_key(there: Standin) -> None:
    one = made(there)
    assert await one.check() in ("m", "Model M")
    there.plan = [Answer(status=401)]
    with pytest.raises(ModelError) as caught:
        await one.check()
    assert caught.value.fault == "credentials"
    assert not any(seen.path.endswith(("/messages", "/completions", "/chat")) for seen in there.seen)
    await one.aclose()


@pytest.mark.parametrize("one", get_args(Kind))
def test_what_is_missing_is_named(one: Kind) -> None:
    if one == "local":
        pytest.skip("its packages are there")
    with pytest.raises(Unavailable, match="LLM_(MODEL|SCRIPT)"):
        provider(one, egress=Egress())
