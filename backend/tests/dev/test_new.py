"""`dev new entity`: the file it writes is one that the kit takes and the style check passes."""

import subprocess
import sys
from pathlib import Path

import pytest

from dev import entity
from dev.errors import DevError
from dev.paths import BACKEND

FIELDS = (
    "name:text:search:list:unique", "about:long_text:optional", "mail:email:optional", "tel:phone:optional", "due_on:date:optional:list",
    "budget:money", "customer:ref:customers", "owner:user:optional",
    "priority:choice:low,normal,high:list", "state:status:planned,active,done",
)  # fmt: skip


def written(*fields: str, plural: str = "projects") -> str:
    return entity.source(plural, entity.singular(plural), [entity.field(text) for text in fields])


@pytest.mark.parametrize("fields", [FIELDS, ("name:text",)], ids=["every kind", "the smallest"])
def test_what_is_written_is_taken_by_the_kit_and_passes_the_style_check(tmp_path: Path, fields: tuple[str, ...]) -> None:
    file = tmp_path / "module.py"
    file.write_text(written(*fields))
    check = [sys.executable, "-m", "ruff", "check", "--config", str(BACKEND / "pyproject.toml"), "--no-cache", str(file)]
    style = subprocess.run(check, capture_output=True, text=True)
    assert style.returncode == 0, style.stdout
    use = f"import runpy; m = runpy.run_path({str(file)!r})['module']; print(m.name, m.needs, [e.__tablename__ for e in m.entities])"
    taken = subprocess.run([sys.executable, "-c", use], cwd=BACKEND, capture_output=True, text=True)
    assert taken.returncode == 0, taken.stderr
    assert taken.stdout.startswith("projects") and "['projects']" in taken.stdout
    assert ("customers" in taken.stdout) is (fields is FIELDS)


@pytest.mark.parametrize(
    ("field", "complaint"),
    [
        ("name:string", "the kind must be one of"),
        ("Name:text", "small letters"),
        ("class:text", "small letters"),
        ("customer:ref", "needs an entity"),
        ("status:status", "needs words"),
        ("budget:money:unique", "does not take 'unique'"),
    ],
)
def test_a_field_that_can_not_be_is_refused_with_the_reason(field: str, complaint: str) -> None:
    with pytest.raises(DevError, match=complaint):
        entity.field(field)


def test_an_entity_without_a_title_is_refused() -> None:
    with pytest.raises(DevError, match="text field that is not optional"):
        written("budget:money")


@pytest.mark.parametrize(
    ("many", "one"), [("companies", "company"), ("boxes", "box"), ("orders", "order"), ("branches", "branch"), ("staff", "staff")]
)
def test_the_one_of_many(many: str, one: str) -> None:
    assert entity.singular(many) == one
