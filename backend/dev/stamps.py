"""Hashes of inputs, kept beside what was made from them, so that work already done is not done again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

SKIPPED = {"__pycache__", "node_modules", "dist", ".venv"}


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return sorted(f for f in path.rglob("*") if f.is_file() and not SKIPPED.intersection(f.parts[len(path.parts) :]))


def digest(*inputs: Path | str) -> str:
    """SHA-256 (hex) over texts and over files or folders: names and contents, in a fixed order. A path that is absent counts as empty."""
    total = hashlib.sha256()
    for given in inputs:
        if isinstance(given, str):
            total.update(given.encode() + b"\0")
            continue
        for file in _files(given):
            total.update(str(file.relative_to(given.parent)).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def fresh(stamp: Path, value: str) -> bool:
    """Whether the stamp file says that `value` is what was made last."""
    return stamp.is_file() and stamp.read_text().strip() == value


def write(stamp: Path, value: str) -> None:
    """Remember that `value` is made."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value + "\n")
