"""What the official OpenAI client may ask for: each field is honoured, is a mere hint, or is refused by its name."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from pydantic import BaseModel

from app.kit.testing import Organisation, founded, started
from app.kit.testing.live import served
from tests.features.gateway.conftest import Edge
from tests.features.gateway.test_openai import WEATHER, asks, client, shaped
from tests.kit.llm.fake_openai import Fake, calls, text

TIME: Any = {"type": "function", "function": {"name": "get_time"}}
NAMED: Any = {"type": "function", "function": {"name": "get_time"}}


def some(mode: str, *names: str) -> Any:
    tools = [{"type": "function", "function": {"name": name}} for name in names]
    return {"type": "allowed_tools", "allowed_tools": {"mode": mode, "tools": tools}}


async def ask(edge: Edge, words: str = "hi", **more: Any) -> Any:
    async with client(edge, await edge.key()) as ai:
        made: Any = await ai.chat.completions.create(**{"model": "data_analyst", "messages": asks(words), **more})
        return [chunk async for chunk in made] if more.get("stream") else made


CHOICES: list[tuple[Any, set[str]]] = [
    ("required", {"get_weather", "get_time"}), (NAMED, {"get_time"}),
    (some("required", "get_time"), {"get_time"}), (some("required", "get_time", "get_weather"), {"get_weather", "get_time"}),
]  # fmt: skip


@pytest.mark.parametrize("stream", [False, True])
async def test_a_call_that_must_come_comes(edge: Edge, stream: bool) -> None:
    """The model is held to it where its protocol can do that, asked again where it answers in words, and its words are not passed on."""
    for choice, offered in CHOICES:
        edge.fake.plan, edge.fake.seen = [{"chunks": text("It is noon.")}, {"chunks": calls(("t1", "get_time", "{}"))}], []
        made = await ask(edge, tools=[WEATHER, TIME], tool_choice=choice, stream=stream)
        if stream:
            words = "".join(c.choices[0].delta.content or "" for c in made)
            wanted = next(c.choices[0].delta.tool_calls for c in made if c.choices[0].delta.tool_calls)
            reason = made[-1].choices[0].finish_reason
        else:
            words, wanted = made.choices[0].message.content or "", made.choices[0].message.tool_calls
            reason = made.choices[0].finish_reason
        assert (words, [c.function.name for c in wanted], reason) == ("", ["get_time"], "tool_calls")
        for sent in edge.fake.seen:
            assert sent["tool_choice"] == "required" and {t["function"]["name"] for t in sent["tools"]} == offered


@pytest.mark.parametrize("stream", [False, True])
async def test_a_call_that_does_not_come_though_it_must_is_an_error(edge: Edge, stream: bool) -> None:
    edge.fake.plan = [{"chunks": text("No.")}]
    with pytest.raises(openai.InternalServerError) as refused:
        await ask(edge, tools=[TIME], tool_choice="required", stream=stream)
    assert refused.value.status_code == 502 and "none of the tools" in str(refused.value)


async def test_only_some_tools_may_be_called_and_none_at_all(edge: Edge) -> None:
    edge.fake.plan = [{"chunks": text("Fine.")}]
    await ask(edge, tools=[WEATHER, TIME], tool_choice=some("auto", "get_time"))
    await ask(edge, tools=[WEATHER, TIME], tool_choice="none")
    first, last = ({t["function"]["name"] for t in sent["tools"]} for sent in edge.fake.seen)
    assert "get_time" in first and "get_weather" not in first | last and "get_time" not in last
    assert all("tool_choice" not in sent for sent in edge.fake.seen)


async def test_one_call_at_a_time(edge: Edge) -> None:
    edge.fake.plan = [{"chunks": calls(("w1", "get_weather", '{"city": "Oslo"}'), ("t1", "get_time", "{}"))}]
    both = await ask(edge, tools=[WEATHER, TIME])
    one = await ask(edge, tools=[WEATHER, TIME], parallel_tool_calls=False)
    assert [c.id for c in both.choices[0].message.tool_calls] == ["w1", "t1"]
    assert [c.id for c in one.choices[0].message.tool_calls] == ["w1"]


async def test_a_call_that_cannot_be_read_is_mended_by_the_model(edge: Edge) -> None:
    """The client never gets a call without its arguments; a strict tool none with other arguments."""
    city = {"type": "object", "properties": {"at": {"$ref": "#/$defs/City"}}, "required": ["at"], "$defs": {"City": {"type": "string"}}}
    strict = {"type": "function", "function": {"name": "get_weather", "parameters": city, "strict": True}}
    good = {"chunks": calls(("w3", "get_weather", '{"at": "Oslo"}'))}
    for broken in ('{"at": ', '{"at": 7}', "{}"):
        edge.fake.plan = [{"chunks": calls(("w1", "get_weather", broken))}, good]
        done = await ask(edge, tools=[strict])
        assert [(c.id, c.function.arguments) for c in done.choices[0].message.tool_calls] == [("w3", '{"at":"Oslo"}')], broken
        assert edge.fake.seen[-1]["messages"][-1]["role"] == "tool"


@pytest.mark.parametrize("stream", [False, True])
async def test_words_at_which_the_answer_ends(edge: Edge, stream: bool) -> None:
    for stop in ("STOP", ["never", "STOP"]):
        edge.fake.plan = [{"chunks": text("One two S", "TO", "P three ", "four."), "gap": 0.01}]
        made = await ask(edge, stop=stop, stream=stream)
        if stream:
            said, reason = "".join(c.choices[0].delta.content or "" for c in made), made[-1].choices[0].finish_reason
        else:
            said, reason = made.choices[0].message.content, made.choices[0].finish_reason
            assert made.usage.prompt_tokens > 0 and made.usage.completion_tokens > 0
        assert (said, reason) == ("One two ", "stop")


async def test_what_may_be_the_beginning_of_such_a_word_is_not_lost(edge: Edge) -> None:
    edge.fake.plan = [{"chunks": text("One S", "TO")}]
    assert (await ask(edge, stop=["STOP"])).choices[0].message.content == "One STO"


async def test_the_model_is_left_at_that_word(edge: Edge) -> None:
    edge.fake.plan = [{"chunks": text("STOP", *["more "] * 50), "gap": 0.2}]
    async with asyncio.timeout(5):
        assert not (await ask(edge, stop="STOP")).choices[0].message.content


async def test_how_long_the_answer_may_be(edge: Edge) -> None:
    edge.fake.plan = [{"chunks": text("One two", finish="length", usage=(7, 5))}]
    done = await ask(edge, max_tokens=5)
    assert (done.choices[0].message.content, done.choices[0].finish_reason) == ("One two", "length")
    assert edge.fake.seen[0]["max_tokens"] == 5
    assert any(t["function"]["name"].startswith("list_") for t in edge.fake.seen[0]["tools"]), "a short answer takes no tools away"
    edge.fake.seen.clear()
    edge.fake.plan = [{"chunks": [*calls(("c1", "list_customers", "{}")), *text(usage=(7, 40))]}, {"chunks": text("x")}]
    done = await ask(edge, max_completion_tokens=50)
    assert [sent["max_tokens"] for sent in edge.fake.seen] == [50, 10], "all calls of the model count"


async def test_temperature_is_passed_on_and_hints_are_taken(edge: Edge) -> None:
    edge.fake.plan = [{"chunks": text("ok")}]
    await ask(edge, temperature=0.7, top_p=0.9, seed=3, user="ann", reasoning_effort="low", store=False, logprobs=False, logit_bias={}, n=1)
    assert edge.fake.seen[0]["temperature"] == 0.7


REFUSED: list[tuple[str, Any]] = [
    ("n", 2), ("logprobs", True), ("top_logprobs", 2), ("logit_bias", {"5": 1}), ("store", True), ("modalities", ["text", "audio"]),
    ("audio", {"voice": "alloy", "format": "wav"}), ("functions", [{"name": "x"}]), ("function_call", {"name": "x"}),
    ("web_search_options", {}), ("temperature", 3), ("max_tokens", 0), ("stop", ["a", "b", "c", "d", "e"]),
    ("tool_choice", "required"), ("tool_choice", "banana"), ("tool_choice", NAMED), ("tool_choice", {"type": "custom"}),
    ("tools", [TIME, TIME]), ("tools", [{"type": "custom", "custom": {"name": "x"}}]),
    ("tools", [{"type": "function", "function": {"name": "x", "parameters": {"type": "array"}}}]),
    ("tools", [{"type": "function", "function": {"name": "x", "strict": True, "parameters": {"$ref": "#/$defs/None"}}}]),
    ("response_format", {"type": "json_schema"}),
    ("max_token", 5),
]  # fmt: skip


async def test_what_cannot_be_done_is_refused_by_its_name(edge: Edge) -> None:
    for field, value in REFUSED:
        with pytest.raises(openai.BadRequestError) as refused:
            await ask(edge, extra_body={field: value})
        assert refused.value.param == field and refused.value.message, (field, value, refused.value)
    assert edge.fake.seen == []


async def test_a_conversation_that_no_model_takes_is_refused(edge: Edge) -> None:
    call = {"id": "a", "type": "function", "function": {"name": "x", "arguments": "{}"}}
    wrong: list[Any] = [
        [*asks("hi"), {"role": "tool", "tool_call_id": "a", "content": "x"}], [{"role": "assistant", "tool_calls": [call]}, *asks("hi")],
        [{"role": "user", "content": [{"type": "image_url"}]}], [{"role": "user", "content": [{"type": "input_audio"}]}],
    ]  # fmt: skip
    for messages in wrong:
        with pytest.raises(openai.BadRequestError) as refused:
            await ask(edge, messages=messages)
        assert refused.value.param == "messages" and edge.fake.seen == []


async def test_who_said_what_is_told_where_several_people_speak(edge: Edge) -> None:
    edge.fake.plan = [{"chunks": text("ok")}]
    await ask(
        edge, messages=[{"role": "user", "name": "ann", "content": "I am for it."}, {"role": "user", "name": "bob", "content": "Who is?"}]
    )
    said = [m["content"] for m in edge.fake.seen[0]["messages"] if m["role"] == "user"]
    assert said == ["ann: I am for it.\n\nbob: Who is?"]


class Line(BaseModel):
    text: str
    amount: int


class Bill(BaseModel):
    lines: list[Line]
    first: Line


async def test_the_clients_own_models_are_parsed(edge: Edge) -> None:
    """`parse` sends a schema whose definitions are named by `$ref`."""
    answer = '{"lines": [{"text": "a", "amount": 1}], "first": {"text": "a", "amount": 1}}'
    edge.fake.plan = [{"chunks": text('{"lines": [{"text": "a", "amount": "?"}], "first": {}}')}, {"chunks": text(answer)}]
    async with client(edge, await edge.key()) as ai:
        done = await ai.chat.completions.parse(model="data_analyst", messages=asks("hi"), response_format=Bill)
    assert done.choices[0].message.parsed == Bill.model_validate_json(answer)


async def test_a_schema_that_would_take_for_ever_is_refused(edge: Edge) -> None:
    itself = {"$ref": "#/$defs/A", "$defs": {"A": {"properties": {"a": {"$ref": "#/$defs/A"}}}}}
    doubling: dict[str, Any] = {f"A{n}": {"anyOf": [{"$ref": f"#/$defs/A{n + 1}"}] * 2} for n in range(30)}
    again: dict[str, Any] = {"type": "object"}
    for _ in range(40):  # each level looks at all below it twice
        again = {"if": again, "unevaluatedProperties": False}
    for schema in (itself, {"$ref": "#/$defs/A0", "$defs": doubling | {"A30": {}}}, again, {"not": {"unevaluatedItems": False}}):
        with pytest.raises(openai.BadRequestError) as refused:
            await ask(edge, response_format=shaped(schema))
        assert refused.value.param == "response_format"


async def test_what_can_not_be_passed_on_is_refused_and_not_answered_by_half(edge: Edge) -> None:
    deep: Any = {}
    for _ in range(300):
        deep = {"properties": {"a": deep}}
    said: Any = [
        {"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": json.dumps(deep)}}]}
    ]
    faulty: list[dict[str, Any]] = [
        {"tools": [{"type": "function", "function": {"name": "f", "parameters": deep}}]},
        {"tools": [{"type": "function", "function": {"name": "f", "parameters": {"enum": [10**30]}}}]},
        {"response_format": shaped({"enum": [10**30]})},
        {"messages": [*asks("hi"), *said, {"role": "tool", "tool_call_id": "1", "content": "x"}]},
    ]
    for given in faulty:
        with pytest.raises(openai.BadRequestError) as refused:
            await ask(edge, **given)
        assert refused.value.param == next(iter(given))
    assert edge.fake.seen == []


async def test_the_rest_of_the_api_is_refused_in_words(edge: Edge) -> None:
    async with client(edge, await edge.key()) as ai:
        for wrong in (ai.responses.create(model="assistant", input="hi"), ai.embeddings.create(model="assistant", input="hi")):
            with pytest.raises(openai.NotFoundError) as unknown:
                await wrong
            assert unknown.value.code == "unknown_url" and "/v1/chat/completions" in unknown.value.message
        with pytest.raises(openai.NotFoundError) as unread:
            await ai.files.list()
        assert unread.value.code == "unknown_url" and "GET /v1/files" in unread.value.message


async def test_a_body_that_is_no_json_is_refused_as_a_whole(edge: Edge) -> None:
    headers = {"Authorization": f"Bearer {await edge.key()}", "Content-Type": "application/json"}
    async with httpx.AsyncClient(base_url=edge.url, headers=headers) as http:
        refused = await http.post("/v1/chat/completions", content="{")
        ours = await http.post("/api/v1/customers", content="{")
    error = refused.json()["error"]
    assert (refused.status_code, error["message"], error["param"]) == (400, "body: is not valid JSON", None)
    assert (ours.status_code, ours.json()["errors"]) == (422, [{"loc": ["body"], "msg": "is not valid JSON", "type": "json_invalid"}])


async def test_every_agent_answers_here_however_long_the_question(org: Organisation) -> None:
    """Without a language model a long text would be read for minutes, and everybody else would wait."""
    http, long = org.admin.http, "split " + "1:1 and a-" * 20_000
    for agent in [m["id"] for m in (await http.get("http://testserver/v1/models")).json()["data"]]:
        for words in ("Which customers are active?", long):
            asked = {"model": agent, "messages": [{"role": "user", "content": words}]}
            async with asyncio.timeout(30):
                answer = await http.post("http://testserver/v1/chat/completions", json=asked, timeout=30)
            assert answer.status_code == 200, (agent, answer.text)
            said = answer.json()["choices"][0]["message"]["content"]
            assert ("2,000 characters" in said) is (words == long), (agent, said)


async def test_without_a_model_words_are_cut_and_a_call_that_must_come_is_refused(org: Organisation, tmp_path: Path) -> None:
    async with started(tmp_path) as product, served(product) as url:
        there = await founded(product)
        offline = Edge(url, product, there, Fake())
        await offline.customer("ACME", country="Norway")
        done = await ask(offline, "Which customers are in Norway?", model="assistant", tools=[WEATHER], stop="ACME")
        assert done.choices[0].message.content and "ACME" not in done.choices[0].message.content
        with pytest.raises(openai.InternalServerError) as refused:
            await ask(offline, model="assistant", tools=[WEATHER], tool_choice="required")
        assert refused.value.status_code == 503 and "none is configured" in str(refused.value)
        picture = [{"type": "text", "text": "What is this?"}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw=="}}]
        with pytest.raises(openai.InternalServerError) as unseen:
            await ask(offline, model="assistant", messages=[{"role": "user", "content": picture}])
        assert unseen.value.status_code == 503 and "picture" in str(unseen.value)
        await there.aclose()


async def test_with_usage_each_chunk_has_the_field(edge: Edge) -> None:
    edge.fake.plan = [{"chunks": text("ok")}]
    chunks = await ask(edge, stream=True, stream_options={"include_usage": True})
    assert all("usage" in c.model_fields_set for c in chunks) and [bool(c.usage) for c in chunks] == [*[False] * (len(chunks) - 1), True]
