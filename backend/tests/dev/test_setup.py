"""What decides whether a step of set-up has to be done."""

import json
from pathlib import Path

import pytest

from dev import frontend, node, stamps


@pytest.mark.parametrize(
    ("version", "fits"),
    [("v20.18.3", False), ("v20.19.0", True), ("v21.7.0", False), ("v22.11.0", False), ("v22.12.0", True), ("v24.1.0", True), ("", False)],
)
def test_node_must_be_one_that_vite_runs_on(version: str, fits: bool) -> None:
    assert node.suitable(version) is fits


def test_a_digest_changes_with_content_and_name_but_not_with_caches(tmp_path: Path) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.py").write_text("1")
    first = stamps.digest(folder)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.pyc").write_text("x")
    assert stamps.digest(folder) == first
    (folder / "a.py").write_text("2")
    second = stamps.digest(folder)
    (folder / "a.py").rename(folder / "b.py")
    assert len({first, second, stamps.digest(folder)}) == 3


def packages(folder: Path, wanted: dict[str, object], found: dict[str, object] | None) -> Path:
    (folder / "node_modules").mkdir()
    (folder / "package-lock.json").write_text(json.dumps({"packages": {"": {}} | wanted}))
    if found is not None:
        (folder / "node_modules" / ".package-lock.json").write_text(json.dumps({"packages": found}))
    return folder


REACT = {"node_modules/react": {"integrity": "sha512-a"}}
VITEST = {"node_modules/vitest": {"integrity": "sha512-b", "dev": True}}
BINARY = {"node_modules/other-system": {"integrity": "sha512-c", "optional": True}}


def test_frontend_packages_count_as_installed_by_what_npm_recorded(tmp_path: Path) -> None:
    folder = packages(tmp_path, REACT | VITEST | BINARY, REACT)
    assert frontend.installed(folder, development=False)
    assert not frontend.installed(folder, development=True)


@pytest.mark.parametrize("found", [None, {}, {"node_modules/react": {"integrity": "sha512-old"}}])
def test_frontend_packages_missing_or_of_another_version_are_not_installed(tmp_path: Path, found: dict[str, object] | None) -> None:
    assert not frontend.installed(packages(tmp_path, REACT, found), development=False)
