"""Compares this checkout with a newer one of the template, file by file.

Whether the clone changed a file is read from the newer checkout's git history: a file whose content was once the template's is untouched,
whichever version the clone started from. So no list of hashes has to be kept.
"""

import difflib
import hashlib
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from dev import migrations
from dev.errors import DevError
from dev.features import SPINE

KIT = (
    "backend/app/kit", "backend/app/__init__.py", "backend/app/main.py", "backend/app/worker.py", "backend/app/cli.py",
    "backend/app/reference.py", "backend/dev", "backend/contracts.toml", "backend/migrations/env.py", "backend/migrations/script.py.mako",
    "backend/tests/__init__.py", "backend/tests/conftest.py", "backend/tests/kit", "backend/tests/architecture", "backend/tests/dev",
    "frontend/src/kit", "frontend/src/main.tsx", "frontend/src/App.tsx", "frontend/src/architecture.test.ts", "frontend/scripts",
    "frontend/e2e/support", "docs/decisions",
)  # fmt: skip
"""The machine: replaced whole; a clone never edits it."""
LEFT = ("backend/migrations/versions", "docs/reference", "docs/screenshots", "frontend/src/kit/api/generated")
"""The clone's own, or made anew by a command."""
FEATURES = ("backend/app/features", "backend/tests/features", "frontend/src/features")


LOG = ("-c", "core.quotepath=off", "log", "--all", "--no-renames", "--format=")


@dataclass
class Plan:
    """What an upgrade would do: paths from the root of the checkout."""

    replace: list[str] = field(default_factory=list)
    """Untouched files of the template that the newer version has otherwise."""
    add: list[str] = field(default_factory=list)
    drop: list[str] = field(default_factory=list)
    """Untouched files that the newer version has no more."""
    changed_kit: list[str] = field(default_factory=list)
    """Files of the machine that the clone has changed."""
    changed: list[str] = field(default_factory=list)
    """Other files of the template that the clone has changed: they stay."""
    yours: list[str] = field(default_factory=list)
    """Files that the clone put into the machine."""
    features: list[str] = field(default_factory=list)
    """Features of the newer version that the clone does not have."""
    migrations: list[Path] = field(default_factory=list)
    """Migrations of the newer version that the clone does not have, in their order."""


def git(home: Path, *args: str) -> str:
    """Git's answer; DevError where there is no history to ask."""
    done = subprocess.run(["git", "-C", str(home), *args], capture_output=True, text=True)
    if done.returncode:
        raise DevError(f"git {args[0]} in {home} failed: {done.stderr.strip()}")
    return done.stdout


def history(newer: Path) -> dict[str, set[str]]:
    """By path: the ids of all contents that it ever had there (blobs of every commit)."""
    if git(newer, "rev-parse", "--is-shallow-repository").strip() == "true":
        raise DevError(f"{newer} is a shallow clone; its history tells what you changed: git fetch --unshallow")
    found: dict[str, set[str]] = {}
    for line in git(
        newer, "-c", "core.quotepath=off", "log", "--all", "--raw", "--no-abbrev", "--no-renames", "-m", "--format="
    ).splitlines():
        facts, _, path = line.partition("\t")
        found.setdefault(path, set()).update(facts.split()[2:4])
    return found


def blob(content: bytes) -> str:
    """The id that git gives a content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def tracked(home: Path) -> set[str]:
    """The files that git knows, without those that are the clone's own matter."""
    listed = git(home, "ls-files", "-z").split("\0")
    return {path for path in listed if path and not _below(path, LEFT) and (home / path).is_file() and not (home / path).is_symlink()}


def plan(here: Path, newer: Path) -> Plan:
    """What differs, and whose doing that is."""
    known, mine, theirs, made = history(newer), tracked(here), tracked(newer), Plan()
    absent, removed = _absent(here, theirs), set(git(here, *LOG, "--diff-filter=D", "--name-only").splitlines())
    for path in sorted(theirs | (mine & set(known))):
        old = (here / path).read_bytes() if path in mine else None
        new = (newer / path).read_bytes() if path in theirs else None
        if old == new or (old is None and _skipped(path, absent, made)):
            continue
        if old is None and path in removed and not _below(path, KIT):
            continue  # the clone took it out
        touched = old is not None and blob(old) not in known.get(path, set())
        if touched:
            (made.changed_kit if _below(path, KIT) else made.changed).append(path)
        else:
            (made.add if old is None else made.drop if new is None else made.replace).append(path)
    made.yours = sorted(path for path in mine - theirs - set(known) if _below(path, KIT))
    made.migrations = migrations.unseen(here, newer)
    return made


def _absent(here: Path, theirs: set[str]) -> set[str]:
    """Features that the clone does not have: new ones, and those it took out."""
    named = {tuple(path.split("/")[:4]) for path in theirs if _below(path, FEATURES)}
    return {"/".join(parts) for parts in named if len(parts) == 4 and parts[3] not in SPINE and not (here / "/".join(parts)).exists()}


def _skipped(path: str, absent: set[str], made: Plan) -> bool:
    """Whether a file belongs to a feature that the clone does not have."""
    home = "/".join(path.split("/")[:4])
    if home not in absent or home == path:
        return False
    if home not in made.features:
        made.features.append(home)
    return True


def _below(path: str, homes: tuple[str, ...]) -> bool:
    return any(path == home or path.startswith(f"{home}/") for home in homes)


def apply(here: Path, newer: Path, made: Plan, *, overwrite: bool) -> str:
    """Do it. With `overwrite` changed files of the machine are replaced too; what the clone had in them is the answer, as a patch."""
    patch = ""
    for path in [*made.replace, *made.add, *(made.changed_kit if overwrite else [])]:
        if path in made.changed_kit:
            patch += _difference(here / path, newer / path, path)
        if not (newer / path).exists():
            (here / path).unlink()
            continue
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_bytes((newer / path).read_bytes())
        (here / path).chmod((newer / path).stat().st_mode & 0o777)
    for path in made.drop:
        (here / path).unlink()
    migrations.carry(here, made.migrations)
    return patch


def _difference(old: Path, new: Path, path: str) -> str:
    """From the newer template's file to the clone's, to put its changes back in where they are still wanted."""
    before, after = (f.read_text(errors="replace").splitlines(keepends=True) if f.exists() else [] for f in (new, old))
    return "".join(difflib.unified_diff(before, after, f"a/{path}", f"b/{path}"))
