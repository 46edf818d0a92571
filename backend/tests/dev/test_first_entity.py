"""docs/start/first-entity.md, followed to the letter beside a running product, and timed."""

import json
import os
import re
import shlex
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from dev import account, chromium, environment
from dev.paths import ROOT
from dev.postgres import free_port
from tests.dev.checkout import Checkout, copied

SECONDS = 60
PAGE = (ROOT / "docs/start/first-entity.md").read_text()
MODULE = "backend/app/features/shipments/module.py"
EMAIL, PASSWORD = "ada@example.com", "first-entity-pass-1"


@dataclass
class Running:
    """`dev run` in a copy of the checkout."""

    checkout: Checkout
    url: str
    token: str = ""

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The API's JSON answer."""
        headers = {"content-type": "application/json", "authorization": f"Bearer {self.token}"}
        data = json.dumps(body).encode() if body else None
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/api/v1{path}", data, headers, method=method), timeout=30) as got:
            return json.load(got)

    def see(self, link: str, text: str) -> None:
        """A browser comes by the navigation to a screen with this text."""
        script = ["node", str(Path(__file__).with_name("see.mjs")), self.url, EMAIL, PASSWORD, link, text]
        env = self.checkout.env | {"CHROMIUM_PATH": chromium.path()}
        done = subprocess.run(script, cwd=ROOT / "frontend", env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("first")
    made = copied(home / "checkout")
    made.env = environment.sealed() | {"DATA_DIR": str(home / "data"), "FIRST_ADMIN_EMAIL": EMAIL, "FIRST_ADMIN_PASSWORD": PASSWORD}
    port, printed = free_port(), home / "printed.txt"
    with open(printed, "w") as out:
        command = [sys.executable, "backend/dev", "run", "--port", str(port)]
        process = subprocess.Popen(command, cwd=made.home, env=made.env, stdout=out, stderr=out)
    deadline = time.monotonic() + 180
    while "ready after" not in printed.read_text():
        assert process.poll() is None and time.monotonic() < deadline, printed.read_text()
        time.sleep(0.2)
    product = Running(made, f"http://127.0.0.1:{port}")
    product.token = product.call("POST", "/auth/login", {"email": EMAIL, "password": PASSWORD})["access_token"]
    yield product
    process.terminate()
    process.wait(60)
    account.abandon(home / "data" / "engines")


def blocks() -> list[tuple[str, str]]:
    """The page's blocks of code in order: language and text."""
    return re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)


def follow(running: Running, language: str, text: str) -> None:
    """Do what a block says."""
    checkout = running.checkout
    module = checkout.home / MODULE
    if language == "sh":
        for line in text.strip().splitlines():
            checkout.did(*shlex.split(line)[2:])
    elif language == "refused":
        command, says = text.strip().splitlines()
        refused = checkout.dev(*shlex.split(command)[2:])
        assert refused.returncode == 1 and says in refused.stderr, refused.stderr
    elif language == "diff":
        edit(module, text)
    else:
        assert language == "python" and module.read_text() == text


def edit(file: Path, diff: str) -> None:
    """Replace each removed line by the added ones that follow it."""
    source = file.read_text()
    for old, new in re.findall(r"^-(.*)\n((?:\+.*\n)*)", diff, re.MULTILINE):
        assert source.count(f"{old}\n") == 1, old
        source = source.replace(f"{old}\n", re.sub(r"^\+", "", new, flags=re.MULTILINE))
    file.write_text(source)


async def test_the_page_holds(running: Running) -> None:
    first, *others = blocks()
    customer = running.call("POST", "/customers", {"code": "A", "name": "Alpha"})["id"]
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))  # others at work on this machine
    begin = time.monotonic()
    follow(running, *first)
    made = running.call("POST", "/shipments", {"tracking_number": "TRACK-1", "customer": customer, "weight": "2.5"})
    running.see("Shipments", "TRACK-1")
    taken = time.monotonic() - begin
    print(f"from the first command to the record in the browser: {taken:.1f} s")
    assert taken < SECONDS * busy
    path = f"/shipments/{made['id']}"
    lines = [line for line in (running.checkout.home / MODULE).read_text().splitlines() if line.strip()]
    assert len(lines) <= 25
    for language, text in others:
        follow(running, language, text)
        if language == "sh" and "remove" not in text:
            assert running.call("GET", path)["tracking_number"] == "TRACK-1"
            assert running.call("GET", path)["insured"] is False
    changed = running.checkout.git("status", "--porcelain").splitlines()
    assert all("migrations/versions/" in line for line in changed) and len(changed) == 4, changed
    assert "shipments" not in [entity["name"] for entity in running.call("GET", "/meta/entities")["entities"]]
    state = json.loads((Path(running.checkout.env["DATA_DIR"]) / "state.json").read_text())
    connection = await asyncpg.connect(state["addresses"]["DATABASE_URL"])
    assert await connection.fetchval("select to_regclass('shipments')") is None
    assert await connection.fetchval("select count(*) from audit_logs where entity_type = 'shipments'") > 0
    await connection.close()
