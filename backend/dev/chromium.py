"""The browser for the browser tests: a Chromium or Chrome of the machine, on Debian installed from its packages."""

import os
import shutil
from pathlib import Path

from dev import say, shell
from dev.errors import DevError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def path() -> str:
    """The browser's program; `CHROMIUM_PATH` goes first. Raises DevError saying what to install where it can not be done from here."""
    if found := _found():
        return found
    with say.step("browser (apt-get install chromium)"):
        if not shell.apt_install("chromium", "fonts-dejavu-core") or not (found := _found()):
            raise DevError("the browser tests need Chromium or Chrome: install one (Debian, Ubuntu: apt-get install chromium;"
                           " macOS: brew install --cask google-chrome) or set CHROMIUM_PATH")  # fmt: skip
    return found


def _found() -> str | None:
    given = os.environ.get("CHROMIUM_PATH")
    if given:
        return given
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    return on_path or (str(MAC) if MAC.exists() else None)
