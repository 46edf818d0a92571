"""`dev upgrade` between two small checkouts: what is only older is replaced, what was changed is told and kept."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from dev.paths import BACKEND

VERB = 'import sys\nfrom pathlib import Path\nPath("ran.txt").open("a").write(" ".join(sys.argv[1:]) + "\\n")\n'
FIRST = {
    ".gitignore": "ran.txt\n__pycache__/\n",
    "backend/app/kit/core.py": "one = 1\n",
    "backend/app/kit/gone.py": "x = 1\n",
    "backend/app/main.py": "main = 1\n",
    "backend/app/features/accounts/service.py": "rules = 1\n",
    "backend/app/features/tasks/module.py": "tasks = 1\n",
    "backend/app/features/demo/module.py": "demo = 1\n",
    "backend/migrations/versions/0001_first.py": "revision = '0001'\ndown_revision = None\n# first\n",
    "frontend/src/kit/ui.ts": "export {};\n",
    "README.md": "The template.\n",
}
SECOND = {
    "backend/app/kit/core.py": "two = 2\n",
    "backend/app/kit/fresh.py": "fresh = 1\n",
    "backend/app/main.py": "main = 2\n",
    "backend/app/features/accounts/service.py": "rules = 2\n",
    "backend/app/features/demo/module.py": "demo = 2\n",
    "backend/app/features/files/module.py": "files = 1\n",
    "backend/migrations/versions/0002_second.py": "revision = '0002'\ndown_revision = '0001'\n# second\n",
    "backend/migrations/versions/0003_third.py": "revision = '0003'\ndown_revision = '0002'\n# third\n",
    "backend/dev/__main__.py": VERB,
}


def git(home: Path, *args: str) -> str:
    command = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.com", *args]
    return subprocess.run(command, cwd=home, capture_output=True, text=True, check=True).stdout


def write(home: Path, files: Mapping[str, str], message: str) -> None:
    for path, text in files.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text)
    git(home, "add", "-A")
    git(home, "commit", "-qm", message)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A clone of the first version, and the template at its second."""
    template, clone = tmp_path / "template", tmp_path / "clone"
    template.mkdir()
    git(template, "init", "-q")
    shutil.copytree(BACKEND / "dev", template / "backend/dev", ignore=shutil.ignore_patterns("__pycache__", "templates"))
    write(template, FIRST, "first")
    git(tmp_path, "clone", "-q", str(template), str(clone))
    (template / "backend/app/kit/gone.py").unlink()
    write(template, SECOND, "second")
    return clone, template


def upgrade(clone: Path, template: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "backend/dev", "upgrade", str(template), *options]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True)


def test_what_is_only_older_is_replaced_and_the_newer_checks_run(pair: tuple[Path, Path]) -> None:
    clone, template = pair
    write(
        clone,
        {
            "backend/migrations/versions/0002_mine.py": "revision = '0002'\ndown_revision = '0001'\n# mine\n",
            "backend/app/features/mine/module.py": "mine\n",
        },
        "mine",
    )
    shutil.rmtree(clone / "backend/app/features/demo")
    write(clone, {"backend/app/features/accounts/service.py": "rules = 'mine'\n"}, "changed")
    told = upgrade(clone, template, "--dry-run")
    assert told.returncode == 0 and (clone / "backend/app/kit/core.py").read_text() == "one = 1\n"
    done = upgrade(clone, template)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (clone / "ran.txt").read_text() == "migrate\ncheck\n"
    for path in ("backend/app/kit/core.py", "backend/app/kit/fresh.py", "backend/app/main.py", "backend/dev/__main__.py"):
        assert (clone / path).read_text() == SECOND[path]
    assert not (clone / "backend/app/kit/gone.py").exists()
    assert (clone / "backend/app/features/accounts/service.py").read_text() == "rules = 'mine'\n"
    assert not (clone / "backend/app/features/demo").exists() and not (clone / "backend/app/features/files").exists()
    versions = clone / "backend/migrations/versions"
    names = ["0001_first.py", "0002_mine.py", "0003_second.py", "0004_third.py"]
    assert sorted(p.name for p in versions.glob("*.py")) == names
    assert (versions / names[2]).read_text() == "revision = '0003'\ndown_revision = '0002'\n# second\n"
    assert (versions / names[3]).read_text() == "revision = '0004'\ndown_revision = '0003'\n# third\n"
    for said in (
        "You changed these; they stay, see what is new in them:\n  backend/app/features/accounts/service.py",
        "backend/app/features/demo", "backend/app/features/files", "0002_second.py",
    ):  # fmt: skip
        assert said in done.stdout, done.stdout


def test_once_more_there_is_nothing_to_do(pair: tuple[Path, Path]) -> None:
    clone, template = pair
    write(clone, {"backend/migrations/versions/0002_mine.py": "revision = '0002'\ndown_revision = '0001'\n# mine\n"}, "mine")
    assert upgrade(clone, template).returncode == 0
    write(clone, {"backend/dev/__main__.py": (template / "backend/dev/__main__.py").read_text()}, "upgraded")
    shutil.copytree(BACKEND / "dev", clone / "backend/dev", ignore=shutil.ignore_patterns("__pycache__", "templates"), dirs_exist_ok=True)
    again = upgrade(clone, template, "--dry-run")
    assert "0 added, 0 removed" in again.stdout and "come to the end of yours" not in again.stdout, again.stdout


def test_a_changed_kit_is_refused_and_with_the_flag_kept_as_a_patch(pair: tuple[Path, Path]) -> None:
    clone, template = pair
    write(clone, {"backend/app/kit/core.py": "one = 'mine'\n", "backend/app/kit/own.py": "own = 1\n"}, "changed")
    refused = upgrade(clone, template)
    assert refused.returncode == 1 and "nothing was done" in refused.stderr
    assert "You changed these files of the kit:\n  backend/app/kit/core.py" in refused.stdout
    assert "You put these into the kit; they stay:\n  backend/app/kit/own.py" in refused.stdout
    assert git(clone, "status", "--porcelain") == ""
    done = upgrade(clone, template, "--overwrite")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (clone / "backend/app/kit/core.py").read_text() == "two = 2\n" and (clone / "backend/app/kit/own.py").exists()
    git(clone, "apply", "upgrade.patch")
    assert (clone / "backend/app/kit/core.py").read_text() == "one = 'mine'\n"


def test_what_git_could_not_bring_back_is_not_begun(pair: tuple[Path, Path], tmp_path: Path) -> None:
    clone, template = pair
    (clone / "README.md").write_text("Mine.\n")
    assert "not committed" in upgrade(clone, template).stderr
    git(clone, "checkout", "-q", "README.md")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{template}", "shallow")
    assert "is a shallow clone" in upgrade(clone, tmp_path / "shallow").stderr
    assert "no other checkout" in upgrade(clone, clone).stderr
