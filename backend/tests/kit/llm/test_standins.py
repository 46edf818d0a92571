"""The stand-ins are held to the providers' own clients: what these understand is the protocol."""

import json
from typing import Any

import anthropic
import ollama
import openai
import pytest
from google import genai
from google.genai import types

from app.kit.llm.providers.anthropic import VERSION
from tests.kit.llm.standins import Answer, standin

TEXT = Answer(text=("Grüß ", "Gott"))
CALL = Answer(calls=(("c1", "list_customers", '{"country": "Germany", "limit": 5}'),))
ASK: Any = [{"role": "user", "content": "Hi"}]
SCHEMA: Any = {"type": "object", "properties": {"country": {"type": "string"}}}
ARGS = {"country": "Germany", "limit": 5}


async def test_openai() -> None:
    tools: Any = [{"type": "function", "function": {"name": "list_customers", "description": "Lists.", "parameters": SCHEMA}}]
    async with standin("openai") as there, openai.AsyncOpenAI(base_url=there.url, api_key="k", max_retries=0) as client:
        there.plan = [TEXT]
        whole = await client.chat.completions.create(model="m", messages=ASK)
        assert (whole.choices[0].message.content, whole.usage and whole.usage.total_tokens) == ("Grüß Gott", 10)
        stream = await client.chat.completions.create(model="m", messages=ASK, stream=True, stream_options={"include_usage": True})
        chunks = [chunk async for chunk in stream]
        assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == "Grüß Gott"
        assert chunks[-1].usage and chunks[-1].usage.prompt_tokens == 7
        there.plan = [CALL]
        async with client.chat.completions.stream(model="m", messages=ASK, tools=tools) as events:
            final = await events.get_final_completion()
        assert final.choices[0].message.tool_calls
        assert json.loads(final.choices[0].message.tool_calls[0].function.arguments) == ARGS
        there.plan = [Answer(status=429)]
        with pytest.raises(openai.RateLimitError):
            await client.chat.completions.create(model="m", messages=ASK)
        assert there.seen[0].headers["authorization"] == "Bearer k"


async def test_anthropic() -> None:
    tools: Any = [{"name": "list_customers", "description": "Lists.", "input_schema": SCHEMA}]
    asked: Any = {"model": "m", "max_tokens": 50, "messages": ASK}
    async with standin("anthropic") as there, anthropic.AsyncAnthropic(base_url=there.url, api_key="k", max_retries=0) as client:
        there.plan = [TEXT]
        whole = await client.messages.create(**asked)
        assert whole.content[0].text == "Grüß Gott"  # type: ignore[union-attr]
        there.plan = [Answer(text=("Grüß ", "Gott"), thoughts="Hm.")]
        async with client.messages.stream(**asked) as stream:
            said = [text async for text in stream.text_stream]
            final = await stream.get_final_message()
        assert (said, final.usage.output_tokens, final.stop_reason) == (["Grüß ", "Gott"], 3, "end_turn")
        there.plan = [CALL]
        async with client.messages.stream(**asked, tools=tools) as stream:
            final = await stream.get_final_message()
        assert (final.content[0].input, final.stop_reason) == (ARGS, "tool_use")  # type: ignore[union-attr]
        for status, error in ((529, anthropic.OverloadedError), (401, anthropic.AuthenticationError)):
            there.plan = [Answer(status=status)]
            with pytest.raises(error):
                await client.messages.create(**asked)
        assert there.seen[0].headers["anthropic-version"] == VERSION  # the client of today and ours speak of the same version


async def test_google() -> None:
    function = types.FunctionDeclaration(name="list_customers", description="Lists.", parameters_json_schema=SCHEMA)
    off = types.AutomaticFunctionCallingConfig(disable=True)
    config = types.GenerateContentConfig(tools=[types.Tool(function_declarations=[function])], automatic_function_calling=off)
    async with standin("google") as there:
        options = types.HttpOptions(base_url=there.url.removesuffix("/v1beta"))
        client = genai.Client(api_key="k", http_options=options).aio
        there.plan = [TEXT]
        assert (await client.models.generate_content(model="m", contents="Hi")).text == "Grüß Gott"
        stream = await client.models.generate_content_stream(model="m", contents="Hi")
        chunks = [chunk async for chunk in stream]
        assert "".join(c.text or "" for c in chunks) == "Grüß Gott"
        assert chunks[-1].usage_metadata and chunks[-1].usage_metadata.candidates_token_count == 3
        there.plan = [Answer(calls=CALL.calls, thoughts="Hm.")]
        parts = [
            part
            async for chunk in await client.models.generate_content_stream(model="m", contents="Hi", config=config)
            for part in chunk.candidates[0].content.parts or ()  # type: ignore[index, union-attr]
        ]
        assert parts[-1].function_call and parts[-1].function_call.args == ARGS
        assert parts[-1].thought_signature == b"sealed"
        there.plan = [Answer(status=429)]
        with pytest.raises(genai.errors.ClientError):
            await client.models.generate_content(model="m", contents="Hi")
        assert there.seen[0].headers["x-goog-api-key"] == "k"
        await client.aclose()


async def test_ollama() -> None:
    tools: Any = [{"type": "function", "function": {"name": "list_customers", "description": "Lists.", "parameters": SCHEMA}}]
    async with standin("ollama") as there:
        client = ollama.AsyncClient(host=there.url)
        there.plan = [TEXT]
        assert (await client.chat(model="m", messages=ASK)).message.content == "Grüß Gott"
        chunks = [chunk async for chunk in await client.chat(model="m", messages=ASK, stream=True)]
        assert "".join(c.message.content or "" for c in chunks) == "Grüß Gott"
        assert (chunks[-1].eval_count, chunks[-1].done_reason) == (3, "stop")
        there.plan = [CALL]
        chunks = [chunk async for chunk in await client.chat(model="m", messages=ASK, tools=tools, stream=True)]
        assert chunks[0].message.tool_calls and chunks[0].message.tool_calls[0].function.arguments == ARGS
        there.plan = [Answer(status=404)]
        with pytest.raises(ollama.ResponseError):
            await client.chat(model="m", messages=ASK)
        there.plan = [Answer(text=("half",), end="error")]
        with pytest.raises(ollama.ResponseError):
            assert [chunk async for chunk in await client.chat(model="m", messages=ASK, stream=True)]
        await client.close()
