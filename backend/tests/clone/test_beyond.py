"""docs/start/beyond-the-declaration.md: its snippets are the files of the clone's parcels, and those work in a copy of the product."""

import asyncio
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from app.kit.testing.product import SECRETS

BACKEND = Path(__file__).resolve().parents[2]
PAGE = BACKEND.parent / "docs" / "start" / "beyond-the-declaration.md"
PARCELS = Path(__file__).parent / "features" / "parcels"
SCREENS = BACKEND.parent / "frontend" / "src" / "kit" / "testing" / "parcels"
FILES = {**{f"backend/app/features/parcels/{n}.py": PARCELS / f"{n}.py" for n in ("models", "schemas", "service", "router", "module")},
         "backend/tests/features/parcels/test_parcels.py": PARCELS / "checks.py",
         **{f"frontend/src/features/parcels/{n}": SCREENS / n
            for n in ("index.ts", "components/Tracking.tsx", "components/ParcelList.tsx", "pages/PickupPage.tsx")}}  # fmt: skip
"""The files that the page names, and where they stand here."""


def in_a_clone(file: Path) -> str:
    """A file as it stands in a clone."""
    return file.read_text().replace("tests.clone.features.", "app.features.")


def snippets() -> Iterator[tuple[str, str]]:
    """File and text of every block of code that begins with the name of its file."""
    for block in re.findall(r"```(?:python|tsx?)\n(.*?)```", PAGE.read_text(), re.DOTALL):
        first, _, rest = block.partition("\n")
        yield first.strip("#/ "), rest


def test_every_snippet_is_part_of_the_file_that_it_names() -> None:
    found = list(snippets())
    assert {name for name, _ in found} == set(FILES)
    for name, text in found:
        assert _bare(text) in _bare(in_a_clone(FILES[name])), name


def _bare(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


@pytest.mark.parametrize("name", ["service.py", "router.py", "components/Tracking.tsx", "components/ParcelList.tsx"])
def test_each_step_is_a_few_lines(name: str) -> None:
    """An own method, route, kind of field and list take at most 15 lines each, beside imports."""
    texts = [text for file, text in snippets() if file.endswith(name)]
    assert texts
    for text in texts:
        assert sum(1 for line in text.splitlines() if line.strip() and not line.startswith(("import ", "from "))) <= 15


async def test_the_parcels_of_the_page_work_in_a_clone(tmp_path: Path, owner: Any) -> None:
    clone, database = tmp_path / "backend", f"beyond_{secrets.token_hex(4)}"
    _copied(clone)
    await owner.execute(f"create database {database}")
    try:
        url = urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{database}").geturl()
        owned = {"DATABASE_URL": url, "REDIS_URL": os.environ["TEST_REDIS_URL"], "TEST_DATABASE_URL": url}
        env = {**os.environ, **owned, **{k.upper(): v for k, v in SECRETS.items()}}
        for command in (["app.cli", "revise"], ["pytest", "-q", "-p", "no:cacheprovider", "tests/features/parcels"]):
            done = await asyncio.to_thread(
                subprocess.run, [sys.executable, "-m", *command], cwd=clone, env=env, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
        assert "3 passed" in done.stdout
    finally:
        await owner.execute(f"drop database if exists {database} with (force)")


def _copied(clone: Path) -> None:
    """The product as a clone has it, with the files of the page."""
    for part in ("app", "migrations"):
        shutil.copytree(BACKEND / part, clone / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("alembic.ini", "pyproject.toml", "tests/__init__.py", "tests/conftest.py", "tests/features/__init__.py"):
        (clone / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(BACKEND / part, clone / part)
    for name, file in FILES.items():
        if name.startswith("backend/"):
            target = clone.parent / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(in_a_clone(file))
            (target.parent / "__init__.py").touch()
