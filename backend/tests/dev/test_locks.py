"""The lock files: every package by hash, none by an address of one machine's registry, all that the project asks for."""

import json
import re
import tomllib

import pytest

from dev import venv
from dev.paths import BACKEND, FRONTEND


@pytest.mark.parametrize("lock", [venv.RUNTIME, venv.DEVELOPMENT, venv.NODE, venv.LOCAL], ids=lambda lock: lock.name)
def test_python_packages_are_pinned_by_hash_and_without_addresses(lock: object) -> None:
    text = (BACKEND / str(lock)).read_text()
    assert "://" not in text and "--index-url" not in text and "--find-links" not in text
    entries = re.split(r"\n(?=[a-zA-Z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).strip())
    assert len(entries) > 1
    for entry in entries:
        assert re.match(r"[\w.\-\[\]]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_what_the_project_asks_for_is_in_the_lock() -> None:
    project = tomllib.loads((BACKEND / "pyproject.toml").read_text())
    locks = {
        venv.RUNTIME: project["project"]["dependencies"],
        venv.DEVELOPMENT: project["dependency-groups"]["dev"],
        venv.LOCAL: project["project"]["optional-dependencies"]["local-llm"],
    }
    known = {name: set(re.findall(r"^([\w.\-]+)(?:\[[^]]*\])?==", name.read_text(), re.MULTILINE)) for name in locks}
    both = known[venv.RUNTIME] | known[venv.DEVELOPMENT]
    for lock, wanted in locks.items():
        names = {re.match(r"[\w.\-]+", need)[0].lower() for need in wanted}  # type: ignore[index]
        assert names <= (both if lock == venv.DEVELOPMENT else known[lock])


def test_npm_packages_are_pinned_by_hash_and_without_addresses() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    packages = {path: package for path, package in lock["packages"].items() if path}
    assert packages
    assert [path for path, package in packages.items() if "resolved" in package] == []
    assert [path for path, package in packages.items() if not package.get("integrity") and not package.get("inBundle")] == []
    assert "omit-lockfile-registry-resolved=true" in (FRONTEND / ".npmrc").read_text()
