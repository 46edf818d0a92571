"""Talking with agents at the terminal: the real command, in a terminal of its own, against a product on a socket."""

import asyncio
import contextlib
import json
import os
import re
import signal
import socket
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from app.kit.console.screen import whole_blocks
from app.kit.testing import Organisation, Product, founded, started
from app.kit.testing.live import served
from app.kit.testing.product import BACKEND

SCRIPT = {
    "rules": [
        {"match": "norway", "step": 0, "calls": [{"name": "list_customers", "args": {"country": "Norway"}}]},
        {"match": "add", "step": 0, "calls": [{"name": "create_customer", "args": {"code": "NEW", "name": "New Ltd"}}]},
        {"match": ".*", "role": "tool", "text": "That is **all** I found."},
        {"match": "slow", "text": " ".join(f"word{n}" for n in range(200)), "delay": 0.05},
        {"match": "away", "error": "unavailable"},
    ],
    "otherwise": {"text": "Hello from the **model**."},
}
Words = tuple[str, ...]


@dataclass(slots=True)
class Shell:
    """Somebody at a shell who has a key."""

    url: str
    org: Organisation
    home: Path
    key: str = ""

    async def made_key(self, http: httpx.AsyncClient, *scopes: str) -> str:
        wanted = list(scopes) or [s["name"] for s in (await http.get("/api-keys/scopes")).json()]
        return str((await http.post("/api-keys", json={"name": "Shell", "scopes": wanted})).json()["secret"])

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        own = {"XDG_CONFIG_HOME": str(self.home / "config"), "XDG_CACHE_HOME": str(self.home / "cache"), "TERM": "xterm", "COLUMNS": "100"}
        return kept | own | ({"GROUNDWORK_URL": self.url, "GROUNDWORK_API_KEY": self.key} if self.key else {}) | more

    async def run(self, *words: str, said: str = "", **more: str) -> tuple[int, str, str]:
        """A command with pipes: exit code, output, errors."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "app.cli", *words, cwd=BACKEND, env=self.environment(**more), stdin=pipe, stdout=pipe, stderr=pipe
        )
        out, err = await asyncio.wait_for(process.communicate(said.encode()), 60)
        return process.returncode or 0, out.decode(), err.decode()


@pytest.fixture
async def shell(product: Product, tmp_path: Path) -> AsyncIterator[Shell]:
    script = tmp_path / "script.json"
    script.write_text(json.dumps(SCRIPT))
    async with started(tmp_path / "data", llm_provider="scripted", llm_script=script) as own, served(own) as url:
        org = await founded(own)
        made = Shell(url, org, tmp_path)
        made.key = await made.made_key(org.admin.http)
        yield made
        await org.aclose()


@dataclass(slots=True)
class Terminal:
    """A pseudo-terminal with the command in it."""

    process: asyncio.subprocess.Process
    master: int
    seen: str = ""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def read(self) -> None:
        try:
            self.seen += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", os.read(self.master, 65536).decode("utf-8", "replace"))
        except OSError:  # the other end is closed
            asyncio.get_running_loop().remove_reader(self.master)
        self._news.set()

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    async def until(self, text: str) -> None:
        """Wait until it was shown; what is before it is forgotten."""
        async with asyncio.timeout(40):
            while text not in self.seen:
                self._news.clear()
                await self._news.wait()
        self.seen = self.seen.partition(text)[2]


@contextlib.asynccontextmanager
async def terminal(shell: Shell, *words: str) -> AsyncIterator[Terminal]:
    master, slave = os.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.cli", *words, cwd=BACKEND, env=shell.environment(), stdin=slave, stdout=slave, stderr=slave,
        preexec_fn=lambda: controlling(slave),
    )  # fmt: skip
    os.close(slave)
    made = Terminal(process, master)
    asyncio.get_running_loop().add_reader(master, made.read)
    try:
        yield made
    finally:
        asyncio.get_running_loop().remove_reader(master)
        if process.returncode is None:
            process.kill()
        await process.wait()
        os.close(master)


def controlling(slave: int) -> None:
    """The terminal is the process's own, so that Ctrl-C is a signal."""
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


async def test_a_conversation_with_tools_and_an_approval(shell: Shell) -> None:
    await shell.org.admin.http.post("/customers", json={"code": "ACME", "name": "Acme", "country": "Norway"})
    async with terminal(shell, "chat", "--agent", "assistant") as at:
        await at.until("> ")
        at.type("Who is in Norway?\n")
        await at.until("list_customers country=Norway: 1 row")
        await at.until("That is all I found.")
        await at.until("> ")
        at.type("Please add New Ltd\n")
        await at.until("then")  # the table of what would change
        await at.until("NEW")
        await at.until("[l]ater: ")
        assert (await shell.org.admin.http.get("/customers", params={"code": "NEW"})).json()["items"] == []
        at.type("e\n")
        await at.until("code [NEW]: ")
        at.type("OTHER\n")
        await at.until("name [New Ltd]: ")
        at.type("\n")
        await at.until("Done.")
        at.type("/quit\n")
        assert await asyncio.wait_for(at.process.wait(), 20) == 0
    made = (await shell.org.admin.http.get("/customers", params={"code": "OTHER"})).json()["items"]
    assert [c["name"] for c in made] == ["New Ltd"]


async def test_ctrl_c_stops_the_answer_and_then_leaves(shell: Shell) -> None:
    async with terminal(shell, "chat", "--agent", "assistant") as at:
        await at.until("> ")
        at.type("slow please\n")
        await at.until("word3")
        at.type("\x03")
        await at.until("Stopped.")
        at.type("hi\n")
        await at.until("Hello from the model.")
        await at.until("> ")
        for _ in range(4):  # a key that comes just before the prompt is ready is lost: one presses it again
            at.type("\x03")
            with suppress(TimeoutError):
                async with asyncio.timeout(8):
                    await at.until("groundwork chat --conversation ")
                    break
        assert await asyncio.wait_for(at.process.wait(), 20) == 0
    talk = (await shell.org.admin.http.get("/conversations")).json()["items"][0]
    messages = (await shell.org.admin.http.get(f"/conversations/{talk['id']}/messages")).json()["items"]
    assert [m["status"] for m in messages if m["role"] == "assistant"] == ["stopped", "complete"]


async def test_a_pipe_gets_plain_words_and_what_is_not_decided_waits(shell: Shell) -> None:
    code, out, err = await shell.run("chat", "--agent", "assistant", said="hello\nadd one\n")
    assert code == 0 and out.startswith("Hello from the **model**.\n") and "It waits in your inbox" in err, (out, err)
    waiting = (await shell.org.admin.http.get("/approvals", params={"status": "waiting"})).json()["items"]
    assert [a["operation"] for a in waiting] == ["create_customer"]


async def test_run_answers_once_with_an_exit_code(shell: Shell) -> None:
    code, out, _ = await shell.run("agents", "run", "hello", "--agent", "assistant")
    assert (code, out) == (0, "Hello from the **model**.\n")
    code, out, err = await shell.run("agents", "run", "-", "--agent=assistant", "--json", said="please add New")
    answer = json.loads(out)
    assert code == 7 and "Waits for approval" in err
    assert (answer["status"], answer["approvals"][0]["operation"], answer["agent"]) == ("complete", "create_customer", "assistant")
    assert (await shell.run("agents", "run"))[0] == 2
    assert (await shell.run("agents", "run", "hi", "--colour", "red"))[0] == 2
    assert (await shell.run("agents", "run", "hi", "--agent", "nobody"))[0] == 3
    code, _, err = await shell.run("agents", "run", "away", "--agent", "data_analyst")
    assert code == 6 and "does not answer" in err, err


async def test_an_interrupted_run_stops_the_answer_and_says_so(shell: Shell) -> None:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.cli", "agents", "run", "slow", "--agent", "assistant",
        cwd=BACKEND, env=shell.environment(), stdout=pipe, stderr=pipe,
    )  # fmt: skip
    assert process.stdout is not None
    first = await asyncio.wait_for(process.stdout.readuntil(b"word1 "), 60)
    process.send_signal(signal.SIGINT)
    rest, _ = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 130 and first.startswith(b"word0") and b"word199" not in rest
    talk = (await shell.org.admin.http.get("/conversations")).json()["items"][0]
    messages = (await shell.org.admin.http.get(f"/conversations/{talk['id']}/messages")).json()["items"]
    assert messages[-1]["status"] == "stopped"


async def test_a_guest_may_not(shell: Shell) -> None:
    shell.key = await shell.made_key(await shell.org.client("guest"))
    code, _, err = await shell.run("agents", "run", "hi")
    assert code == 5 and "agents:use" in err
    shell.key = "sk-test-key-12345"
    assert (await shell.run("chat", said="hi\n"))[0] == 5


async def test_login_is_remembered_for_its_owner_only(shell: Shell) -> None:
    key, shell.key = shell.key, ""
    code, _, err = await shell.run("login", "--url", shell.url, said=f"{key[:-1]}\n")
    assert code == 5 and "Signed in" not in err
    code, _, err = await shell.run("login", "--url", shell.url, said=f"{key}\n")
    assert code == 0 and "Signed in" in err, err
    file = shell.home / "config" / "groundwork" / "login.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    code, out, err = await shell.run("customers", "create", "--code", "CLI", "--name", "By key", "--json")
    assert code == 0, err
    row = (await shell.org.admin.http.get("/audit-logs", params={"entity_id": json.loads(out)["id"]})).json()["items"][0]
    assert row["actor"]["via"] == "key" and row["actor"]["api_key_id"]
    assert (await shell.run("logout"))[0] == 0 and not file.exists()


@contextlib.asynccontextmanager
async def breaking(target: str, after: int) -> AsyncIterator[str]:
    """A way to the product that breaks each streamed answer after so many bytes, and lets everything else through."""
    host, port = target.removeprefix("http://").split(":")
    broken = 0

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal broken
        up_reader, up_writer = await asyncio.open_connection(host, int(port))

        async def up() -> None:
            while data := await reader.read(65536):
                up_writer.write(data)
                await up_writer.drain()

        forward, sent, streams = asyncio.create_task(up()), 0, False
        with contextlib.suppress(OSError):
            while data := await up_reader.read(512):
                streams = streams or b"text/event-stream" in data
                writer.write(data)
                await writer.drain()
                sent += len(data)
                if streams and broken < 2 and sent > after:
                    broken += 1
                    writer.transport.abort()
                    break
        forward.cancel()
        up_writer.close()
        writer.close()

    listener = socket.create_server(("127.0.0.1", 0))
    server = await asyncio.start_server(carry, sock=listener)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    assert broken == 2
    server.close()


async def test_a_connection_that_breaks_loses_and_repeats_nothing(shell: Shell) -> None:
    async with breaking(shell.url, 3000) as way:
        code, out, err = await shell.run("agents", "run", "slow please", "--agent", "assistant", GROUNDWORK_URL=way)
    assert code == 0, err
    assert out.split() == [f"word{n}" for n in range(200)]
    talks = (await shell.org.admin.http.get("/conversations")).json()["items"]
    assert len(talks) == 1 and len((await shell.org.admin.http.get(f"/conversations/{talks[0]['id']}/messages")).json()["items"]) == 2


def test_a_paragraph_is_whole_after_a_blank_line_outside_code() -> None:
    assert whole_blocks("one\n\ntwo") == ("one", "two")
    assert whole_blocks("growing") == ("", "growing")
    assert whole_blocks("```\na\n\nb") == ("", "```\na\n\nb")
    assert whole_blocks("x\n\n```\na\n\nb") == ("x", "```\na\n\nb")
