"""Across features only service, schemas and events may be imported, and only from features named in `needs`."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import APP

CHECK = """
import grimp, sys
from app.kit.boot import discover
DOORS = {"service", "schemas", "events"}
needs = {m.name: set(m.needs) for m in discover()}
graph = grimp.build_graph("app", cache_dir=None)
for importer in sorted(graph.modules):
    if not importer.startswith("app.features."):
        continue
    home = importer.split(".")[2:3]
    for imported in sorted(graph.find_modules_directly_imported_by(importer)):
        parts = imported.split(".")
        if not imported.startswith("app.features.") or parts[2:3] == home:
            continue
        if len(parts) < 4 or parts[3] not in DOORS or parts[2] not in needs.get(home[0], set()):
            print(importer, "->", imported)
"""


def violations(home: Path) -> str:
    """Imports that use another way than a door."""
    done = subprocess.run([sys.executable, "-c", CHECK], cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_only_doors() -> None:
    assert violations(APP.parent) == ""


def test_a_back_door_is_found(tmp_path: Path) -> None:
    shutil.copytree(APP, tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "app/features/relations/service.py"
    file.write_text("import app.features.customers.module\n" + file.read_text())
    assert "app.features.relations.service -> app.features.customers.module" in violations(tmp_path)
