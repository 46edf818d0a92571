"""`dev new`: what it writes is what the kit takes, what the checks pass, and what a person would have written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dev import entity, scaffold, words
from dev.errors import DevError
from dev.paths import BACKEND
from tests.dev.checkout import Checkout, checkout, copied, database

__all__ = ["checkout"]
EVERY = (
    "name:text:search:list:unique", "about:long_text:optional", "mail:email:optional", "tel:phone:optional", "site:url:optional",
    "seats:integer", "weight:decimal:optional", "budget:money", "share:percent", "active:boolean", "due_on:date:optional:list",
    "called_at:datetime", "labels:tags", "extra:json:optional", "contract:file:optional", "photo:image:optional", "owner:user:optional",
    "customer:ref:customers", "helpers:refs:customers", "priority:enum:low,normal,high:list", "status:enum(planned,active,done)",
)  # fmt: skip
ISSUE = ("number:text", "customer:ref:customers", "amount:money", "due_on:date", "status:enum(draft,sent,paid,void)")
LONG = (
    "name:text",
    f"status:status:{','.join(f'a_rather_long_word_{n}' for n in range(6))}",
    "state_of_things:choice:" + "abcdefghij," * 12 + "z",
)


def written(*fields: str, plural: str = "projects") -> str:
    return entity.source(plural, words.singular(plural), [entity.field(text) for text in fields])


@pytest.mark.parametrize("fields", [EVERY, ("name:text",), ISSUE, LONG], ids=["every kind", "the smallest", "an invoice", "long lines"])
def test_what_is_written_is_taken_by_the_kit_and_passes_the_style_check(tmp_path: Path, fields: tuple[str, ...]) -> None:
    file = tmp_path / "module.py"
    file.write_text(written(*fields))
    for command in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--config", str(BACKEND / "pyproject.toml"), str(file)]
        style = subprocess.run(ruff, capture_output=True, text=True)
        assert style.returncode == 0, style.stdout + file.read_text()
    use = f"import runpy; m = runpy.run_path({str(file)!r})['module']; print(m.name, m.needs, [e.__tablename__ for e in m.entities])"
    taken = subprocess.run([sys.executable, "-c", use], cwd=BACKEND, capture_output=True, text=True)
    assert taken.returncode == 0, taken.stderr
    assert taken.stdout.startswith("projects") and "['projects']" in taken.stdout
    assert ("customers" in taken.stdout) is (fields in (EVERY, ISSUE))


def test_the_entity_of_the_guide_is_what_a_person_would_have_written() -> None:
    text = written(*ISSUE, plural="bills")
    assert len([line for line in text.splitlines() if line.strip()]) <= 25
    assert 'Status = Literal["draft", "sent", "paid", "void"]' in text
    assert '    """A bill."""' in text
    assert "    number: Mapped[str] = text(search=True, list=True)" in text
    assert '    customer: Mapped[UUID] = ref("customers", list=True)' in text
    moves = '{"draft": ["sent"], "sent": ["paid"], "paid": ["void"]}'
    assert f'    status: Mapped[Status] = flow({moves}, default="draft")' in text
    assert 'module = Module(name="bills", needs=["customers"], entities=[Bill])' in text


def test_every_kind_is_well_typed(tmp_path: Path) -> None:
    (tmp_path / "declared.py").write_text(written(*EVERY))
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(BACKEND / "pyproject.toml"), str(tmp_path / "declared.py")]
    done = subprocess.run(command, cwd=BACKEND, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("field", "complaint"),
    [
        ("name:nonsense", "the kind must be one of"),
        ("Name:text", "small letters"),
        ("class:text", "small letters"),
        ("customer:ref", "needs an entity"),
        ("status:status", "needs words"),
        ("kind:enum()", "needs words"),
        ("budget:money:unique", "does not take 'unique'"),
    ],
)
def test_a_field_that_can_not_be_is_refused_with_the_reason(field: str, complaint: str) -> None:
    with pytest.raises(DevError, match=complaint):
        entity.field(field)


def test_a_word_of_the_language_is_no_name_of_a_folder_of_code() -> None:
    for name in ("class", "import", "Upper", "tasks"):
        with pytest.raises(DevError):
            scaffold.usable(name)
    assert scaffold.usable("classes") == "classes"


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        (("budget:money",), "text field that is not optional"),
        (("name:text", "name:integer"), "two fields called name"),
        (("name:text", "a:status:x,y", "b:status:x,y"), "one status only"),
        (("name:text", "email:email", "second:email"), "can not be called 'email'"),
        (("name:text", "date:date"), "can not be called 'date'"),
        (("name:text", "project:enum:a,b"), "like the entity"),
        (("name:text", "entity:enum:a,b"), "say what it is, like entity_kind"),
    ],
)
def test_fields_that_do_not_go_together_are_refused_with_the_reason(fields: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(DevError, match=complaint):
        written(*fields)


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("companies", "company"), ("boxes", "box"), ("orders", "order"), ("branches", "branch"), ("staff", "staff"), ("days", "day"),
        ("addresses", "address"), ("statuses", "status"), ("purchase_orders", "purchase_order"), ("classes", "class"),
    ],
)  # fmt: skip
def test_one_and_many(many: str, one: str) -> None:
    assert (words.singular(many), words.plural(one)) == (one, many)
    assert (words.singular(one), words.plural(many)) == (one, many)


def test_what_can_not_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    made = copied(tmp_path / "checkout")
    for args, says in (
        (("entity", "invoice", "number:text"), "there is a feature invoices already"),
        (("entity", "ship", "number:text", "of:ref:ghosts"), "there is no entity 'ghosts'"),
        (("entity", "ship", "number:text", "version:integer"), "every record has 'version' by itself"),
        (("entity", "message", "number:text"), "there is a table messages already"),
        (("page", "My-Page"), "a name is at most 40 small letters"),
    ):
        refused = made.dev("new", *args)
        assert refused.returncode == 1 and says in refused.stderr, refused.stderr
    assert made.git("status", "--porcelain") == ""


def test_scaffolds_work_and_pass_the_checks(checkout: Checkout) -> None:
    made = [
        checkout.did("new", "feature", "price_lists"),
        checkout.did("new", "tool", "add_working_days"),
        checkout.did("new", "agent", "collector"),
        checkout.did("new", "page", "month_end"),
    ]
    assert all("Next: python3 backend/dev" in said for said in made)
    tests = [f"tests/features/{name}" for name in ("price_lists", "add_working_days", "collector")]
    new = [f"app/features/{name}" for name in ("price_lists", "add_working_days", "collector")]
    checkout.did("migrate")
    assert "`list_price_lists`" in (checkout.home / "docs/reference/permissions.md").read_text()
    checkout.python("ruff", "check", *new, *tests)
    checkout.python("ruff", "format", "--check", *new, *tests)
    with database(f"scaffolds_{os.getpid()}") as fresh:
        checkout.env |= {f"TEST_{name}": address for name, address in fresh.items()}
        checkout.python("pytest", "-q", "-p", "no:cacheprovider", *tests)
    checkout.python("mypy", *new)
    lint = checkout.run(str(BACKEND / ".venv/bin/lint-imports"), "--config", "contracts.toml", cwd="backend")
    assert lint.returncode == 0, lint.stdout[-3000:]
    screens = checkout.run("npx", "tsc", "-p", ".", "--noEmit", cwd="frontend")
    assert screens.returncode == 0, screens.stdout[-3000:]
    assert checkout.run("npx", "oxlint", "src/features/month_end", cwd="frontend").returncode == 0
