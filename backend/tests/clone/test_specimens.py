"""Entities that a clone declares: a shipment as the README has it, and specimens of every kind, in a copy of the product.

There they get their tables by the command that clones use, and pass the suite that every entity gets, and tests of their own.
"""

import asyncio
import os
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.kit.testing import suite
from app.kit.testing.product import SECRETS

BACKEND = Path(__file__).resolve().parents[2]
FEATURES = Path(__file__).parent / "features"
ADDED = ("shipments", "specimens")
ENTITIES = ("shipments", "specimens", "diaries", "field_trips", "rumours")
PARTS = ("app", "migrations", "alembic.ini", "pyproject.toml", "tests/__init__.py", "tests/conftest.py", "tests/kit/__init__.py")
SUITE = "tests/kit/entity/test_every_entity.py"
LINES = 25


def test_a_shipment_is_one_short_file() -> None:
    text = (FEATURES / "shipments/module.py").read_text()
    assert sum(1 for line in text.splitlines() if line.strip()) <= LINES
    assert {p.name for p in (FEATURES / "shipments").glob("*.py")} == {"__init__.py", "module.py"}


async def test_what_a_clone_declares_passes_the_suite(tmp_path: Path, owner: Any) -> None:
    clone, database = tmp_path / "backend", f"clone_{secrets.token_hex(4)}"
    _copy(clone)
    await owner.execute(f"create database {database}")
    try:
        url = urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{database}").geturl()
        given = {"DATABASE_URL": url, "REDIS_URL": os.environ["TEST_REDIS_URL"], "TEST_DATABASE_URL": url}
        env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")} | given | {k.upper(): v for k, v in SECRETS.items()}
        checks = [file.stem for file in (FEATURES / "specimens/checks").glob("test_*.py")]
        chosen = " or ".join([*(f"[{name}]" for name in ENTITIES), *checks])
        own = ["tests/features/specimens", SUITE, "-k", chosen]
        for command in (["app.cli", "revise"], ["pytest", "-q", "-p", "no:cacheprovider", *own]):
            done = await asyncio.to_thread(
                subprocess.run, [sys.executable, "-m", *command], cwd=clone, env=env, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-4000:]
        count = re.search(r"(\d+) passed", done.stdout)
        assert count and int(count[1]) > len(suite.__all__) * len(ENTITIES), done.stdout[-500:]
    finally:
        await owner.execute(f"drop database if exists {database} with (force)")


def _copy(clone: Path) -> None:
    """The product as a clone has it, with the features that it adds."""
    clean = shutil.ignore_patterns("__pycache__", "checks")
    for part in (*PARTS, "tests/kit/entity/__init__.py", SUITE, "tests/features/__init__.py"):
        (clone / part).parent.mkdir(parents=True, exist_ok=True)
        if (BACKEND / part).is_dir():
            shutil.copytree(BACKEND / part, clone / part, ignore=clean)
        else:
            shutil.copy(BACKEND / part, clone / part)
    for name in ADDED:
        shutil.copytree(FEATURES / name, clone / "app/features" / name, ignore=clean)
        if (FEATURES / name / "checks").is_dir():
            shutil.copytree(FEATURES / name / "checks", clone / "tests/features" / name, ignore=shutil.ignore_patterns("__pycache__"))
