"""Who runs the engines. Postgres refuses to be run by root, so as root both engines run as `nobody`, who must reach their files."""

import hashlib
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from dev import lock, stamps
from dev.errors import DevError

SHELTER = Path("/var/lib/groundwork")


@cache
def _nobody() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise DevError("as root the engines run as the user 'nobody', which this system does not have; run as an ordinary user") from None


def identity() -> dict[str, Any]:
    """Arguments for `subprocess` that make a program run as the engines' user."""
    user = _nobody()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def own(path: Path) -> None:
    """Give a file or folder to the engines' user."""
    if user := _nobody():
        os.chown(path, user.pw_uid, user.pw_gid)


def reaches(path: Path) -> bool:
    """Whether the engines' user can come to `path` (search permission on every folder above; nothing is ever changed there)."""
    return subprocess.run(["/bin/sh", "-c", '[ -e "$1" ]', "sh", path], cwd="/", **identity()).returncode == 0


def home(wanted: Path) -> Path:
    """The folder for the engines' files: `wanted`, or for root, if `nobody` can not come there, one under /var/lib/groundwork.

    The choice is kept in a file beside `wanted`, so that a data folder removed and made anew starts empty.
    """
    wanted.mkdir(exist_ok=True, mode=0o711 if _nobody() else 0o700)
    if reaches(wanted):
        return wanted
    note = wanted / "elsewhere"
    if not note.exists():
        note.write_text(str(SHELTER / f"data-{hashlib.sha256(os.urandom(16)).hexdigest()[:16]}"))
    chosen = Path(note.read_text())
    _passable(SHELTER)
    _passable(chosen)
    return chosen


def abandon(wanted: Path) -> None:
    """Remove what `home(wanted)` may have put elsewhere."""
    note = wanted / "elsewhere"
    if note.exists():
        shutil.rmtree(note.read_text(), ignore_errors=True)


def program(package: Path, *beside: Path) -> Path:
    """Where the engines' user finds a package of programs: in place, or if he can not come there, a copy under /var/lib/groundwork.

    `beside` are folders that the package expects next to itself (the shared libraries of a wheel).
    """
    if reaches(package):
        return package
    shelf, version = _shelf(package), str(package.stat().st_mtime_ns)
    with lock.checkout():
        if not stamps.fresh(shelf / "version", version):
            _copy(shelf, version, package, *beside)
    return shelf / package.name


def _copy(shelf: Path, version: str, *parts: Path) -> None:
    _passable(SHELTER)
    fresh = SHELTER / f"new-{os.getpid()}"
    _passable(fresh)
    for part in parts:
        shutil.copytree(part, fresh / part.name, symlinks=True)
    stamps.write(fresh / "version", version)
    shutil.rmtree(shelf, ignore_errors=True)
    fresh.rename(shelf)


def forget(packages: Iterable[Path]) -> None:
    """Remove the copies that `program` may have made."""
    for package in packages:
        shutil.rmtree(_shelf(package), ignore_errors=True)


def _shelf(package: Path) -> Path:
    return SHELTER / f"programs-{hashlib.sha256(str(package).encode()).hexdigest()[:16]}"


def _passable(ours: Path) -> None:
    """Make a folder of our own that others may pass through, whatever the umask."""
    ours.mkdir(exist_ok=True, parents=True)
    ours.chmod(0o711)
