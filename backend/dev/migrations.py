"""The clone's one line of migrations, and how those of a newer template get onto its end."""

import re
from collections.abc import Sequence
from pathlib import Path

from dev.errors import DevError

VERSIONS = Path("backend/migrations/versions")
REVISION = re.compile(r"""^revision = ["'](\w+)["']""", re.MULTILINE)
BEFORE = re.compile(r"""^down_revision = (?:["'](\w+)["']|None)""", re.MULTILINE)


def _files(home: Path) -> list[Path]:
    return sorted((home / VERSIONS).glob("[0-9][0-9][0-9][0-9]_*.py"))


def _steps(file: Path) -> str:
    """What a migration does, wherever it stands in the line."""
    return BEFORE.sub("", REVISION.sub("", file.read_text()))


def unseen(here: Path, newer: Path) -> list[Path]:
    """Migrations of the newer checkout whose steps this one does not have."""
    known = {_steps(file) for file in _files(here)}
    return [file for file in _files(newer) if _steps(file) not in known]


def head(here: Path) -> str:
    """The revision at the end of the line; DevError where there is not exactly one."""
    texts = [file.read_text() for file in _files(here)]
    ends = {r[1] for text in texts if (r := REVISION.search(text))} - {b[1] for text in texts if (b := BEFORE.search(text))}
    if len(ends) != 1:
        raise DevError(f"the migrations in {VERSIONS} have {len(ends)} ends instead of one")
    return ends.pop()


def carry(here: Path, wanted: Sequence[Path]) -> None:
    """Put the migrations onto the end of the line, in their order, under the next numbers."""
    if not wanted:
        return
    last, number = head(here), max(int(file.name[:4]) for file in _files(here))
    for file in wanted:
        number += 1
        text = BEFORE.sub(f"down_revision = {last!r}", REVISION.sub(f"revision = '{number:04d}'", file.read_text()))
        last = f"{number:04d}"
        (here / VERSIONS / f"{last}{file.name[4:]}").write_text(text)
