"""Features are found by their folder, ordered by their needs, and each deletable one can be deleted."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.kit.boot import discover
from tests.architecture.tree import APP, BACKEND, features

SPINE = {"accounts", "auth", "operations", "files"}
BOOT = """
import os
os.environ |= dict(JWT_SECRET="x" * 40, AUDIT_SECRET="y" * 40, DATABASE_URL="postgresql://o@127.0.0.1/none")
from app.kit.boot import assemble, build_api, Routers
from app.kit.core.settings import Settings
kit = assemble(Settings())
build_api(kit)
from app.kit.core.model import Base
Base.metadata.sorted_tables  # a foreign key to a table that left with its feature would fail here
print(len(kit.operations))
"""


def dependants(name: str) -> set[str]:
    """The feature and all that (also by others) need it."""
    gone = {name}
    while more := {m.name for m in discover() if gone & set(m.needs)} - gone:
        gone |= more
    return gone


def test_needs_come_first() -> None:
    order = [m.name for m in discover()]
    assert sorted(order) == features()
    for module in discover():
        assert all(order.index(need) < order.index(module.name) for need in module.needs)


@pytest.mark.parametrize("name", [f for f in features() if f not in SPINE])
def test_delete(name: str, tmp_path: Path) -> None:
    shutil.copytree(APP, tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    for gone in dependants(name):
        assert gone not in SPINE, f"{gone} is needed by all, it must not need {name}"
        shutil.rmtree(tmp_path / "app/features" / gone)
    done = subprocess.run([sys.executable, "-c", BOOT], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and int(done.stdout) > 20, done.stderr[-3000:]


def test_a_missing_need_is_named(tmp_path: Path) -> None:
    shutil.copytree(APP, tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(tmp_path / "app/features/customers")
    done = subprocess.run([sys.executable, "-c", BOOT], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "needs ['customers'], which is not in app.features" in done.stderr


def test_every_setting_is_read() -> None:
    from app.kit.core.settings import Settings

    code = "\n".join(f.read_text() for f in (*APP.rglob("*.py"), *(BACKEND / "dev").rglob("*.py")))
    unread = [name for name in Settings.model_fields if code.count(name) < 2]
    assert unread == []


def test_every_event_has_a_listener() -> None:
    from app.reference import facts_told

    heard = {s.event for m in discover() for s in m.subscribers}
    assert [e.__name__ for e in facts_told() if not any(issubclass(e, h) for h in heard)] == []
