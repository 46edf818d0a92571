"""A real small model: llama.cpp serves the packaged GGUF, and both our local provider and any OpenAI-compatible client reach it.

One process for the whole file: loading costs seconds and memory.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from app.kit.core.errors import Unavailable
from app.kit.core.http import Egress, Limits
from app.kit.llm.port import Message, ModelError, Part, Request, Stop, TextDelta, Usage
from app.kit.llm.providers.local import Local
from app.kit.llm.providers.openai_compatible import OpenAICompatible
from app.kit.llm.providers.wire import host_and_port

pytestmark = pytest.mark.xdist_group("local-model")
ASK = (Message("system", "You are brief."), Message("user", "What is the capital of France?"))
ENDLESS = {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 9}, "minItems": 900}
LONG = Request((Message("user", "Count."),), max_tokens=4000, schema=ENDLESS)
"""Held to a shape that cannot be short."""


@pytest.fixture(scope="module")
async def local() -> AsyncIterator[Local]:
    one = Local()
    yield one
    await one.aclose()


@pytest.fixture
async def served(local: Local) -> tuple[str, str]:
    """Address and key of its server, started by a first call."""
    if local._server is None:
        await said(local, Request(ASK, max_tokens=1))
    assert local._server
    return local._server._base, local._server._headers["authorization"].removeprefix("Bearer ")


def compatible(served: tuple[str, str], limits: Limits | None = None) -> OpenAICompatible:
    url, key = served
    more: dict[str, Any] = {"limits": limits} if limits else {}
    return OpenAICompatible(Egress([host_and_port(url)]), url, key, "SmolLM2", **more)


async def said(one: Any, request: Request) -> list[Part]:
    return [part async for part in one.stream(request)]


def text(parts: list[Part]) -> str:
    return "".join(p.text for p in parts if isinstance(p, TextDelta))


async def busy(served: tuple[str, str]) -> bool:
    """Whether the server is generating for anybody."""
    url, key = served
    async with httpx.AsyncClient(headers={"authorization": f"Bearer {key}"}) as http:
        slots = (await http.get(url.removesuffix("/v1") + "/slots")).json()
    return any(slot["is_processing"] for slot in slots)


async def idle(served: tuple[str, str]) -> bool:
    for _ in range(50):
        if not await busy(served):
            return True
        await asyncio.sleep(0.1)
    return False


async def test_it_streams_with_usage(served: tuple[str, str]) -> None:
    one = compatible(served)
    parts = await said(one, Request(ASK, max_tokens=12))
    assert text(parts).strip()
    assert sum(isinstance(p, TextDelta) for p in parts) > 3
    usage = next(p for p in parts if isinstance(p, Usage))
    assert usage.input_tokens > 10 and 3 < usage.output_tokens <= 12
    assert isinstance(parts[-1], Stop)
    assert await one.check() == "SmolLM2"
    await one.aclose()


async def test_what_we_read_is_what_the_official_client_reads(served: tuple[str, str]) -> None:
    url, key = served
    one = compatible(served)
    ours = text(await said(one, Request(ASK, max_tokens=12)))
    async with openai.AsyncOpenAI(base_url=url, api_key=key, max_retries=0) as client:
        messages: Any = [{"role": m.role, "content": m.content} for m in ASK]
        chunks = await client.chat.completions.create(model="m", messages=messages, max_tokens=12, temperature=0, stream=True)
        theirs = "".join([c.choices[0].delta.content or "" async for c in chunks if c.choices])
    assert ours == theirs
    await one.aclose()


async def test_an_answer_of_a_given_shape(local: Local) -> None:
    schema = {
        "type": "object",
        "properties": {"city": {"type": "string", "maxLength": 20}, "big": {"type": "boolean"}},
        "required": ["city", "big"],
        "additionalProperties": False,
    }
    value = json.loads(text(await said(local, Request(ASK, max_tokens=60, schema=schema))))
    assert isinstance(value["city"], str) and isinstance(value["big"], bool)


async def test_who_stops_listening_stops_the_model(served: tuple[str, str]) -> None:
    one, first = compatible(served), asyncio.Event()

    async def listen() -> None:
        async for part in one.stream(LONG):
            if isinstance(part, TextDelta):
                first.set()

    task = asyncio.create_task(listen())
    await asyncio.wait_for(first.wait(), 20)
    assert await busy(served)
    task.cancel()
    assert await idle(served)
    await one.aclose()


async def test_the_time_limit_stops_the_model(served: tuple[str, str]) -> None:
    one, got = compatible(served, Limits(total=1.0)), list[Part]()
    with pytest.raises(ModelError) as failed:
        async for part in one.stream(LONG):
            got.append(part)
    assert failed.value.fault == ("interrupted" if text(got) else "unavailable")
    assert await idle(served)
    await one.aclose()


async def test_a_wrong_key_and_too_long_a_request(served: tuple[str, str]) -> None:
    wrong, right = compatible((served[0], "nobody")), compatible(served)
    with pytest.raises(ModelError) as failed:
        await said(wrong, Request(ASK))
    assert failed.value.fault == "credentials"
    with pytest.raises(ModelError) as failed:
        await said(right, Request((Message("user", "word " * 9_000),)))
    assert (failed.value.fault, failed.value.transient) == ("refused", False)
    await wrong.aclose()
    await right.aclose()


async def test_it_is_started_again_after_it_died(local: Local, served: tuple[str, str]) -> None:
    assert local._child
    local._child.kill()
    local._child.wait()
    assert text(await said(local, Request(ASK, max_tokens=4)))


async def test_it_ends_with_the_process_that_started_it() -> None:
    code = (
        "import asyncio\nfrom app.kit.llm.port import *\nfrom app.kit.llm.providers.local import Local\n"
        "async def main():\n    one = Local()\n    async for _ in one.stream(Request((Message('user', 'Hi'),), max_tokens=1)): pass\n"
        "    print(one._child.pid, flush=True)\n    await asyncio.sleep(60)\nasyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=subprocess.PIPE)
    assert parent.stdout
    pid = int(await asyncio.wait_for(parent.stdout.readline(), 30))
    assert serving(pid)
    parent.kill()
    await parent.wait()
    for _ in range(50):
        if not serving(pid):
            return
        await asyncio.sleep(0.1)
    pytest.fail("the model's process outlived its parent")


def serving(pid: int) -> bool:
    """False when the process is gone, or only waits to be collected."""
    there = Path(f"/proc/{pid}/cmdline")
    return there.exists() and b"local_child" in there.read_bytes()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"there is no file .*none\.gguf"):
        Local(str(tmp_path / "none.gguf"))


def test_without_its_packages_the_command_to_install_them_is_said() -> None:
    code = "import sys\nsys.modules['xllamacpp'] = None\nfrom app.kit.llm.providers.local import Local\nLocal()"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "Unavailable" in said.stderr and "pip install --no-deps -r backend/requirements-local.txt" in said.stderr
