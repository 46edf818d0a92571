"""`python -m app.cli …` as a process: who acts must be said, and the exit code is the shell's."""

import os
import subprocess
import sys

from app.kit.testing import Organisation
from app.kit.testing.product import BACKEND, SECRETS


def called(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, **{k.upper(): v for k, v in SECRETS.items()}, "DATABASE_URL": os.environ["TEST_DATABASE_URL"],
        "REDIS_URL": os.environ["TEST_REDIS_URL"], "ENVIRONMENT": "test", "LOG_LEVEL": "ERROR", **more,
    }  # fmt: skip
    return subprocess.run([sys.executable, "-m", "app.cli", *words], cwd=BACKEND, env=environment, capture_output=True, text=True)


def test_nobody_acts_unnamed() -> None:
    done = called("customers", "list")
    assert done.returncode == 2 and "--as" in done.stderr


async def test_a_person_acts_by_name(org: Organisation) -> None:
    done = called("--as", org.admin.email, "customers", "create", "--code", "ACME", "--name", "Acme", "--json")
    assert done.returncode == 0, done.stderr
    assert (await org.admin.http.get("/customers")).json()["items"][0]["code"] == "ACME"
    assert called("--as", "nobody@example.com", "customers", "list").returncode == 3
    assert called("customers", "list", GROUNDWORK_USER=org.admin.email).returncode == 0
    assert called("--as", org.admin.email, "--organization", "elsewhere", "customers", "list").returncode == 3


def test_an_address_that_does_not_answer_is_told() -> None:
    done = called("--url", "http://127.0.0.1:9", "customers", "list")
    assert done.returncode == 1 and "not reachable" in done.stderr and "Traceback" not in done.stderr


def test_the_commands_of_the_root_are_still_there() -> None:
    done = called("--help")
    assert done.returncode == 0 and "migrate" in done.stdout and "seed" in done.stdout
