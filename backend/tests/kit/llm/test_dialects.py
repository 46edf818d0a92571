"""Where servers and models of one protocol differ: what is refused by name is left out, what must come back comes back."""

from dataclasses import replace
from typing import Any

import pytest

from app.kit.core.http import Egress
from app.kit.llm.port import CallPart, Image, Message, ModelError, Part, Provider, Request, Stop, ToolCall, ToolSpec, Usage
from app.kit.llm.providers.known import known
from app.kit.llm.providers.make import Kind, provider
from app.kit.llm.providers.schemas import closed, narrow
from app.kit.llm.providers.wire import host_and_port
from tests.kit.llm.standins import Answer, Standin, standin

TOOL = ToolSpec("find", "Finds.", {"type": "object", "properties": {"q": {"anyOf": [{"type": "string"}, {"type": "null"}]}}})
ASK = Request((Message("user", "Hi"),), (TOOL,), schema=None)
SHAPED = Request((Message("user", "Hi"),), schema={"type": "object", "properties": {"n": {"const": "x"}}})
TEXT = Answer(text=("ok",))


def made(kind: Kind, there: Standin, model: str = "m") -> Provider:
    return provider(kind, egress=Egress([host_and_port(there.url)]), base_url=there.url, api_key="k", model=model)


def no(words: str) -> Answer:
    return Answer(status=400, body=words)


async def said(one: Provider, request: Request = ASK) -> list[Part]:
    return [part async for part in one.stream(request)]


async def test_a_server_that_does_not_know_a_field_is_asked_without_it_from_then_on() -> None:
    async with standin("openai") as there:
        one = made("compatible", there)
        there.plan = [
            no("Unrecognized request argument supplied: stream_options"),
            no("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."),
            no("Unsupported value: 'temperature' does not support 0.0 with this model."),
            TEXT,
        ]
        assert (await said(one))[-1] == Stop("stop")
        assert (await said(one))[-1] == Stop("stop")
        first, last = there.seen[0].body, there.seen[-1].body
        assert len(there.seen) == 5
        assert {"stream_options", "max_tokens", "temperature"} <= first.keys()
        assert not {"stream_options", "max_tokens", "temperature"} & last.keys()
        assert last["max_completion_tokens"] == 2048
        await one.aclose()


async def test_a_refusal_for_another_reason_teaches_nothing() -> None:
    async with standin("openai") as there:
        one = made("compatible", there)
        there.plan = [no("This model's maximum context length is 4096 tokens; reduce max_tokens or the messages."), TEXT]
        with pytest.raises(ModelError, match="refused"):
            await said(one)
        await said(one)
        assert "max_tokens" in there.seen[1].body
        await one.aclose()


async def test_a_shape_that_cannot_be_held_is_asked_for_in_words() -> None:
    refusals: dict[Kind, str] = {
        "compatible": "response_format is not supported",
        "anthropic": "output_config: Extra inputs are not permitted",
    }
    for kind, words in refusals.items():
        async with standin("openai" if kind == "compatible" else "anthropic") as there:
            one = made(kind, there)
            there.plan = [no(words), TEXT]
            await said(one, SHAPED)
            assert "JSON Schema" not in str(there.seen[0].body) and "JSON Schema" in str(there.seen[1].body)
            await one.aclose()


async def test_tools_and_a_shape_at_once_where_only_one_is_allowed() -> None:
    for kind in ("google", "ollama"):
        async with standin(kind) as there:  # type: ignore[arg-type]
            one = made(kind, there)  # type: ignore[arg-type]
            there.plan = [TEXT]
            await said(one, Request(SHAPED.messages, (TOOL,), schema=SHAPED.schema))
            body = str(there.seen[0].body)
            assert "JSON Schema" in body and "responseJsonSchema" not in body and "'format'" not in body
            await one.aclose()


@pytest.mark.parametrize(("words", "fault"), [("API key not valid: API_KEY_INVALID", "credentials"), ("insufficient_quota", "credentials")])
async def test_a_key_that_is_refused_under_another_status(words: str, fault: str) -> None:
    async with standin("google") as there:
        one = made("google", there)
        for status in (400, 429):
            there.plan = [Answer(status=status, body=words)]
            with pytest.raises(ModelError) as failed:
                await said(one)
            assert (failed.value.fault, failed.value.transient) == (fault, False)
        await one.aclose()


async def test_google_says_in_the_body_how_long_to_wait() -> None:
    async with standin("google") as there:
        one = made("google", there)
        there.plan = [Answer(status=429)]
        with pytest.raises(ModelError) as failed:
            await said(one)
        assert (failed.value.fault, failed.value.retry_after) == ("busy", 34)
        await one.aclose()


def after(call: ToolCall) -> Request:
    return Request((Message("user", "Hi"), Message("assistant", "", (call,)), Message("tool", "found", call_id=call.id)), (TOOL,))


async def called(one: Provider) -> ToolCall:
    return next(part.call for part in await said(one) if isinstance(part, CallPart))


async def test_anthropic_gets_its_sealed_thoughts_back_with_the_result() -> None:
    async with standin("anthropic") as there:
        one = made("anthropic", there)
        there.plan = [
            no("thinking.type: disabled is not supported for this model"),
            Answer(calls=(("c1", "find", "{}"),), thoughts="Hm."),
            TEXT,
        ]
        await said(one, after(await called(one)))
        assert there.seen[0].body["thinking"] == {"type": "disabled"}
        assert "thinking" not in there.seen[1].body and there.seen[1].body["output_config"] == {"effort": "low"}
        blocks = there.seen[2].body["messages"][1]["content"]
        assert [b["type"] for b in blocks] == ["thinking", "tool_use"]
        assert (blocks[0]["thinking"], blocks[0]["signature"]) == ("Hm.", "c2VhbGVk")
        await said(one, after(ToolCall("from another:1", "find", {})))
        blocks = there.seen[3].body["messages"][1]["content"]
        assert [(b["type"], b["id"]) for b in blocks] == [("tool_use", "from_another_1")]
        await one.aclose()


async def test_results_follow_their_calls_at_once() -> None:
    """Whatever stands between a call and its result, Anthropic and the templates of open models want the result first."""
    call = ToolCall("c1", "find", {})
    between = (Message("user", "Hi"), Message("assistant", "", (call,)), Message("system", "Note."), Message("tool", "found", call_id="c1"))
    async with standin("anthropic") as claude, standin("openai") as other:
        claude.plan = other.plan = [TEXT]
        for one in (made("anthropic", claude), made("compatible", other)):
            await said(one, Request(between, (TOOL,)))
            await one.aclose()
    assert [b["type"] for b in claude.seen[0].body["messages"][2]["content"]] == ["tool_result", "text"]
    assert [m["role"] for m in other.seen[0].body["messages"]] == ["user", "assistant", "tool", "user"]


async def test_google_gets_its_signatures_back_and_a_stand_in_for_calls_of_others() -> None:
    async with standin("google") as there:
        one, old = made("google", there, "gemini-3.8-flash"), made("google", there, "gemini-2.5-flash")
        there.plan = [Answer(calls=(("c1", "find", "{}"),), thoughts="Hm."), TEXT]
        await said(one, after(await called(one)))
        await said(one, after(ToolCall("c9", "find", {})))
        await said(old, after(ToolCall("c9", "find", {})))
        parts = [seen.body["contents"][1]["parts"][0] for seen in there.seen[1:]]
        assert parts[0] == {"functionCall": {"id": "c1", "name": "find", "args": {}}, "thoughtSignature": "c2VhbGVk"}
        assert parts[1]["thoughtSignature"] == "skip_thought_signature_validator"
        assert parts[2] == {"functionCall": {"name": "find", "args": {}}}
        assert there.seen[-1].body["generationConfig"]["thinkingConfig"] == {"thinkingBudget": 0}
        assert "temperature" not in there.seen[0].body["generationConfig"]
        await one.aclose()
        await old.aclose()


async def test_google_without_full_schemas_gets_narrowed_ones() -> None:
    async with standin("google") as there:
        one = made("google", there)
        there.plan = [no('Unknown name "parametersJsonSchema" at tools[0]: Cannot find field.'), TEXT]
        await said(one)
        before, later = (seen.body["tools"][0]["functionDeclarations"][0] for seen in there.seen)
        assert before["parametersJsonSchema"] == TOOL.parameters
        assert later["parameters"] == {"type": "object", "properties": {"q": {"type": "string", "nullable": True}}}
        await one.aclose()


class Blocked:
    """A stand-in's speech with other events."""

    def __init__(self, speech: Any, *events: bytes) -> None:
        self._speech, self._events = speech, list(events)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._speech, name)

    def frames(self, answer: Answer) -> tuple[list[bytes], list[bytes]]:
        return self._events, []


async def test_google_says_no_before_or_breaks_its_own_call() -> None:
    async with standin("google") as there:
        one, speech = made("google", there), there.speech
        there.plan = [TEXT]
        there.speech = Blocked(speech, b'data: {"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": {"promptTokenCount": 4}}\n\n')
        assert await said(one) == [Usage(4, 0), Stop("filtered")]
        there.speech = Blocked(speech, b'data: {"candidates": [{"finishReason": "MALFORMED_FUNCTION_CALL"}]}\n\n')
        with pytest.raises(ModelError) as failed:
            await said(one)
        assert failed.value.fault == "malformed"
        await one.aclose()


async def test_unknown_events_are_skipped() -> None:
    news = {
        "openai": b'data: {"object": "news", "choices": [{"delta": {"reasoning_content": "hm", "audio": {}}}]}\n\n: comment\n\n',
        "anthropic": b'event: news\ndata: {"type": "news", "index": 4}\n\nevent: content_block_delta\n'
        b'data: {"type": "content_block_delta", "index": 7, "delta": {"type": "citations_delta"}}\n\n',
        "google": b'data: {"news": 1, "candidates": [{"content": {"parts": [{"executableCode": {}}]}}]}\r\n\r\n',
        "ollama": b'{"news": 1}\n\n',
    }
    for kind, more in news.items():
        async with standin(kind) as there:  # type: ignore[arg-type]
            before, later = there.speech.frames(TEXT)
            there.plan, there.speech = [TEXT], Blocked(there.speech, more, *before, more, *later)
            one = made(kind, there)  # type: ignore[arg-type]
            parts = await said(one)
            assert (parts[-1], sum((p for p in parts if isinstance(p, Usage)), Usage())) == (Stop("stop"), Usage(7, 3))
            await one.aclose()


async def test_ollama_is_told_its_window_and_not_to_think() -> None:
    async with standin("ollama") as there:
        one = made("ollama", there)
        there.plan = [no('"m" does not support thinking'), TEXT]
        await said(one)
        assert there.seen[0].body["think"] is False and "think" not in there.seen[1].body
        assert there.seen[1].body["options"]["num_ctx"] == one.window
        await one.aclose()


async def test_open_models_get_one_system_text_and_turns() -> None:
    """Many chat templates refuse a system message in the middle, or two of a user in a row."""
    async with standin("openai") as there:
        one = made("compatible", there)
        there.plan = [TEXT]
        system, user = Message("system", "A"), Message("user", "Hi", images=(Image("image/png", b"x"),))
        await said(one, Request((system, Message("system", "B"), user, Message("system", "Now."), Message("user", "Well?"))))
        messages = there.seen[0].body["messages"]
        assert [m["role"] for m in messages] == ["system", "user"]
        assert messages[0]["content"] == "A\n\nB" and "Now." in messages[1]["content"]
        await one.aclose()


def test_a_narrowed_schema_says_the_same() -> None:
    schema = {
        "type": "object",
        "additionalProperties": False,
        "$defs": {
            "Colour": {"enum": ["red", "blue"], "title": "C"},
            "Tree": {"type": "object", "properties": {"kids": {"$ref": "#/$defs/Tree"}}},
        },
        "properties": {
            "colour": {"$ref": "#/$defs/Colour", "description": "Which."},
            "level": {"enum": [1, 2]},
            "kind": {"const": "x"},
            "size": {"type": ["integer", "null"], "exclusiveMinimum": 0},
            "tags": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}},
            "tree": {"$ref": "#/$defs/Tree"},
        },
    }  # fmt: skip
    made = narrow(schema)
    tree = made["properties"].pop("tree")
    assert made["properties"] == {
        "colour": {"type": "string", "enum": ["red", "blue"], "description": "Which."},
        "level": {"type": "integer", "description": "One of: 1, 2"},
        "kind": {"type": "string", "enum": ["x"]},
        "size": {"type": "integer", "nullable": True},
        "tags": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}},
    }
    depth = 0
    while "properties" in tree:
        tree, depth = tree["properties"]["kids"], depth + 1
    assert 2 < depth < 20


def test_a_closed_schema_has_no_bounds_and_no_other_properties() -> None:
    inner = {"type": "object", "properties": {"n": {"type": "number", "minimum": 1}}}
    made = closed(
        {"$defs": {"I": inner}, "type": "object", "properties": {"a": {"$ref": "#/$defs/I"}, "b": {"type": "array", "items": inner}}}
    )
    shut = {"type": "object", "properties": {"n": {"type": "number"}}, "additionalProperties": False}
    assert made["$defs"]["I"] == shut == made["properties"]["b"]["items"]
    assert made["additionalProperties"] is False


@pytest.mark.parametrize(
    ("kind", "model", "window", "images"),
    [
        ("anthropic", "claude-opus-5-5", 1_000_000, True),
        ("anthropic", "claude-haiku-4-5", 200_000, True),
        ("openai", "gpt-4o-mini", 128_000, True),
        ("openai", "something-new", 128_000, True),
        ("compatible", "anthropic/claude-sonnet-5", 1_000_000, True),
        ("compatible", "some-model", 16_384, False),
        ("ollama", "gemma3:4b", 16_384, True),
        ("ollama", "llama3.2", 16_384, False),
        ("google", "gemini-9", 1_000_000, True),
    ],
)
def test_what_is_known_of_models(kind: str, model: str, window: int, images: bool) -> None:
    assert known(kind, model) == (window, images)


@pytest.mark.parametrize(
    ("kind", "said_as"),
    [
        ("openai", {"tool_choice": "required"}), ("compatible", {"tool_choice": "required"}),
        ("anthropic", {"tool_choice": {"type": "any"}}),
        ("google", {"toolConfig": {"functionCallingConfig": {"mode": "ANY"}}}),
    ],
)  # fmt: skip
async def test_that_a_tool_must_be_called_is_said_in_each_protocols_words(kind: Kind, said_as: dict[str, Any]) -> None:
    async with standin("openai" if kind == "compatible" else kind) as there:
        there.plan = [TEXT]
        one = made(kind, there)
        await said(one, ASK)
        await said(one, replace(ASK, must_call=True))
        free, held = (seen.body for seen in there.seen)
        assert not said_as.keys() & free.keys() and said_as.items() <= held.items()
        await one.aclose()
