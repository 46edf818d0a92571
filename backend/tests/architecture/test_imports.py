"""The import rules hold, and a planted violation of each kind is found: a rule that can not fail proves nothing."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import APP, BACKEND

LINT = [str(Path(sys.executable).with_name("lint-imports")), "--config", "contracts.toml", "--no-cache"]

PLANTED = {
    "Roots -> features -> kit": ("app/kit/core/ids.py", "import app.features.customers.module\n"),
    "Inside kit": ("app/kit/core/ids.py", "import app.kit.web.shapes\n"),
    "Between shipped features": ("app/features/accounts/service/__init__.py", "import app.features.auth.service\n"),
    "Inside a feature": ("app/features/relations/schemas.py", "import app.features.relations.service\n"),
    "Only module.py wires": ("app/features/relations/service.py", "import app.features.relations.router\n"),
    "Services do not know HTTP": ("app/features/relations/service.py", "import fastapi\n"),
    "Routers do not know SQL": ("app/features/relations/router.py", "import sqlalchemy\n"),
    "Heavy libraries": ("app/features/relations/service.py", "import pandas\n"),
    "Language models only through": ("app/features/relations/service.py", "import app.kit.llm.providers.make\n"),
    "Outgoing HTTP": ("app/features/relations/service.py", "import httpx\n"),
}


def lint(home: Path) -> subprocess.CompletedProcess[str]:
    """The report on the tree below `home`."""
    return subprocess.run(
        LINT, cwd=home, capture_output=True, text=True, env={"PYTHONPATH": str(home), "PATH": "/usr/bin:/bin"}, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its rules, to break."""
    shutil.copytree(APP, tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(BACKEND / "contracts.toml", tmp_path)
    return tmp_path


def test_rules_hold() -> None:
    done = lint(BACKEND)
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.parametrize("rule", PLANTED)
def test_planted_violation_is_found(rule: str, copy: Path) -> None:
    name, line = PLANTED[rule]
    file = copy / name
    file.write_text(file.read_text() + "\n" + line)
    done = lint(copy)
    broken = [text for text in done.stdout.splitlines() if " BROKEN" in text]
    assert done.returncode != 0 and any(text.startswith(rule) for text in broken), done.stdout[-3000:]


def test_stray_file_in_a_feature_is_found(copy: Path) -> None:
    (copy / "app/features/relations/helpers.py").write_text('"""Stray."""\n')
    assert lint(copy).returncode != 0
