"""The Python side of set-up: the virtual environment and the packages of the lock files in it.

With `uv` on the path it is used; else `python -m venv` and pip. Both install exactly the hash-pinned files, without resolving.
"""

import importlib.util
import shutil
import sys
from pathlib import Path

from dev import say, shell, stamps
from dev.errors import DevError
from dev.paths import BACKEND, PYTHON, VENV

RUNTIME = BACKEND / "requirements.txt"
DEVELOPMENT = BACKEND / "requirements-dev.txt"
NODE = BACKEND / "requirements-node.txt"
LOCAL = BACKEND / "requirements-local.txt"


def ensure() -> None:
    """Make the virtual environment if it is absent or its Python does not start."""
    if PYTHON.exists() and _starts():
        return
    say.line("Setting up. The first time takes some minutes, most of them for packages from the network.")
    with say.step("virtual environment"):
        if VENV.exists():
            shutil.rmtree(VENV)
        if uv := shutil.which("uv"):
            shell.quiet([uv, "venv", "-q", "--python", sys.executable, VENV], what="uv venv")
            return
        _need_ensurepip()
        shell.quiet([sys.executable, "-m", "venv", VENV], what="python -m venv")


def install(*locks: Path) -> None:
    """Install the lock files that are not installed in this version yet."""
    for lock in locks:
        stamp, value = VENV / f".{lock.stem}.stamp", stamps.digest(lock)
        if stamps.fresh(stamp, value):
            continue
        with say.step(f"Python packages ({lock.name})"):
            _install(lock)
        stamps.write(stamp, value)


def _install(lock: Path) -> None:
    if uv := shutil.which("uv"):
        options = ["--no-deps", "--require-hashes", "--compile-bytecode"]
        shell.quiet([uv, "pip", "install", "-q", "--python", PYTHON, *options, "-r", lock], what="uv pip install")
        return
    if not list(VENV.glob("lib/python3*/site-packages/pip")):  # made by a uv that is not on the path any more
        shell.quiet([PYTHON, "-m", "ensurepip"], what="ensurepip")
    options = ["--no-deps", "--require-hashes", "--no-compile", "--disable-pip-version-check"]
    shell.quiet([PYTHON, "-m", "pip", "install", "-q", *options, "-r", lock], what="pip install")
    # pip compiles with one core and waits for it; this uses all of them. Files for other Python versions may not compile: no matter.
    shell.loud([PYTHON, "-m", "compileall", "-q", "-q", "-j", "0", VENV / "lib"])


def _starts() -> bool:
    """Whether its Python runs and is still of the version whose packages lie there: the system's may have been replaced since."""
    try:
        said = shell.quiet([PYTHON, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], what="the virtual environment's Python")
    except DevError:
        return False
    return (VENV / "lib" / f"python{said.strip()}").is_dir()


def _need_ensurepip() -> None:
    """Debian ships Python without the part that `venv` needs."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if not shell.apt_install(package):
        raise DevError(f"this Python cannot make virtual environments; install it first: apt-get install {package}   (or install uv)")
