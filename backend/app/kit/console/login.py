"""`groundwork login --url URL`: remembers a product elsewhere and an API key for it, in a file that only its owner can read."""

import getpass
import os
import sys
from contextlib import suppress
from pathlib import Path

import orjson

from app.kit.console.callers import Caller
from app.kit.console.ends import DONE, usage
from app.kit.console.show import note
from app.kit.console.turns import asked


def file() -> Path:
    """Where it is kept (XDG Base Directory Specification)."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "groundwork" / "login.json"


def remembered() -> tuple[str, str]:
    """Address and key; empty when nobody has logged in here."""
    with suppress(OSError, orjson.JSONDecodeError, KeyError, TypeError):
        found = orjson.loads(file().read_bytes())
        return str(found["url"]), str(found["key"])
    return "", ""


def key_for(url: str) -> str:
    """The credential for an address: from the environment, else the remembered one of the same address."""
    known, key = remembered()
    return os.environ.get("GROUNDWORK_API_KEY") or os.environ.get("GROUNDWORK_TOKEN") or (key if url.rstrip("/") == known else "")


def typed_key() -> str:
    """Asked for unseen, or read from a pipe; never an argument, which the list of processes would show."""
    key = os.environ.get("GROUNDWORK_API_KEY") or (getpass.getpass("API key: ") if sys.stdin.isatty() else sys.stdin.readline())
    if not key.strip():
        raise usage("There is no key: type it, pipe it in, or set GROUNDWORK_API_KEY.")
    return key.strip()


async def login(caller: Caller, url: str, key: str) -> int:
    """Keep it once the product knows it. Raises Ended."""
    me = await asked(caller, "GET", "/api/v1/auth/me")
    target = file()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(orjson.dumps({"url": url.rstrip("/"), "key": key}))
    draft.replace(target)
    note(f"Signed in to {url} as {me['name']} ({me['organization']['name']}).")
    return DONE


def logout() -> int:
    """Forget it."""
    file().unlink(missing_ok=True)
    note("Forgotten here. Revoke the key where it was made, if nobody needs it.")
    return DONE
