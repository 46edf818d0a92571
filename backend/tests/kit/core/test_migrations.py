"""Migrations: each goes up, down and up again; the models need no further one; a changed declaration writes its own, or is refused."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from app.kit.core.settings import get_settings
from app.kit.testing.product import SECRETS, Product
from tests.kit.core.catalogue import catalogue

BACKEND = Path(__file__).resolve().parents[3]


async def _sql(url: str, *statements: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(url)
    rows: list[asyncpg.Record] = []
    for statement in statements:
        rows = await connection.fetch(statement)
    await connection.close()
    return rows


class Project:
    """A copy of the backend with a database of its own."""

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.url = home, url
        self.env = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(home), **{k.upper(): v for k, v in SECRETS.items()}}

    def run(self, *command: str) -> str:
        """A command that must work."""
        done = subprocess.run([sys.executable, "-m", *command], cwd=self.home, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
        return done.stdout + done.stderr

    def refused(self, *command: str) -> str:
        """A command that must say no; its words."""
        done = subprocess.run([sys.executable, "-m", *command], cwd=self.home, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr[-3000:]
        return done.stderr


@pytest.fixture
async def project(tmp_path: Path, product: Product) -> Iterator[Project]:  # type: ignore[misc]
    """Ready to migrate, dropped in the end."""
    base = os.environ["TEST_DATABASE_URL"]
    name = f"migrations_{os.getpid()}"
    for folder in ("app", "migrations"):
        shutil.copytree(BACKEND / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(BACKEND / "alembic.ini", tmp_path)
    await _sql(base, f"create database {name}")
    try:
        yield Project(tmp_path, urlunsplit(urlsplit(base)._replace(path=f"/{name}")))
    finally:
        await _sql(base, f"drop database {name} with (force)", f'drop role if exists "{name}_app"', f'drop role if exists "{name}_system"')


async def test_each_revision_goes_up_down_and_up_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.run("app.cli", "migrate")
    project.run("alembic", "downgrade", "base")
    left = await _sql(project.url, "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
    assert [r["relname"] for r in left] == ["alembic_version"]
    config = Config(project.home / "alembic.ini")
    for name, value in {"DATABASE_URL": project.url, **{k.upper(): v for k, v in SECRETS.items()}}.items():
        monkeypatch.setenv(name, value)
    get_settings.cache_clear()
    connection = await asyncpg.connect(project.url, statement_cache_size=0)
    before = await catalogue(connection)
    for revision in reversed([*ScriptDirectory.from_config(config).walk_revisions()]):
        await asyncio.to_thread(command.upgrade, config, revision.revision)
        made = await catalogue(connection)
        await asyncio.to_thread(command.downgrade, config, revision.down_revision or "base")
        assert await catalogue(connection) == before, revision.path
        await asyncio.to_thread(command.upgrade, config, revision.revision)
        assert await catalogue(connection) == made, revision.path
        before = made
    await connection.close()
    get_settings.cache_clear()
    assert "No new upgrade operations detected" in project.run("alembic", "check")


LOSSES = [
    (
        "dropped field",
        "    region: Mapped[str | None] = text(",
        None,
        "the column customers.region is dropped; it is filled in 1 record",
    ),
    (
        "shorter text",
        "code: Mapped[str] = text(max=40,",
        "code: Mapped[str] = text(max=2,",
        "customers.code is longer than 2 characters in 1 record",
    ),
    ("fewer words", '"inactive": ["active"]}', "}", "customers.status is none of its words any more in 1 record: they get 'lead'"),
]
FINAL = [
    ("required", "    notes: Mapped[str | None] = long_text(default=None)", "    notes: Mapped[str] = long_text()", "is now required"),
    (
        "new and required",
        "    notes:",
        "    rank: Mapped[str] = text()\n    notes:",
        "customers.rank is new and required, with no value for 2 records",
    ),
    ("unique", "    name: Mapped[str] = text(", "    name: Mapped[str] = text(unique=True, ", "1 of its values occur more than once"),
]


async def test_what_loses_data_is_refused_with_numbers(project: Project) -> None:
    project.run("app.cli", "migrate")
    org = "00000000-0000-7000-8000-00000000000"
    columns = "insert into customers (org_id, id, code, name, region, status, version) values"
    await _sql(project.url, f"{columns} ('{org}1', '{org}1', 'long code', 'Same', 'Tirol', 'inactive', 1)")
    await _sql(project.url, f"{columns} ('{org}1', '{org}2', 'B', 'Same', null, 'lead', 1)")
    module = project.home / "app/features/customers/module.py"
    whole = module.read_text()
    for what, old, new, says in LOSSES + FINAL:
        assert old in whole, what
        changed = whole.replace(old, new) if new is not None else "\n".join(x for x in whole.splitlines() if not x.startswith(old))
        if what == "fewer words":
            changed = changed.replace('["active", "inactive"], "active": ["inactive"],', '["active"],').replace(', "inactive"]', "]")
        module.write_text(changed)
        refused = project.refused("app.cli", "revise")
        assert says in refused and ("--lossy" in refused) is ((what, old, new, says) in LOSSES), refused
        assert what != "unique" or says in project.refused("app.cli", "revise", "--lossy")  # no flag helps
    assert len([*(project.home / "migrations/versions").glob("*.py")]) == len([*(BACKEND / "migrations/versions").glob("*.py")])
    module.write_text(whole.replace("code: Mapped[str] = text(max=40,", "code: Mapped[str] = text(max=4,"))
    assert "Written and applied" in project.run("app.cli", "revise", "--lossy")
    assert {r["code"] for r in await _sql(project.url, "select code from customers")} == {"long", "B"}
    assert "no declaration has changed" in project.run("app.cli", "revise")


async def test_a_renamed_field_keeps_what_it_holds(project: Project) -> None:
    project.run("app.cli", "migrate")
    org = "00000000-0000-7000-8000-000000000001"
    columns = "org_id, id, code, name, city, status, version"
    await _sql(project.url, f"insert into customers ({columns}) values ('{org}', '{org}', 'A', 'A', 'Graz', 'lead', 1)")
    module = project.home / "app/features/customers/module.py"
    module.write_text(module.read_text().replace("    city:", "    town:"))
    assert "--rename TABLE.OLD:NEW" in project.refused("app.cli", "revise")
    assert "the declaration must have" in project.refused("app.cli", "revise", "--rename", "customers.phone:telephone")
    project.run("app.cli", "revise", "--rename", "customers.city:town")
    found = await _sql(project.url, "select town from customers where search @@ to_tsquery('simple', 'graz')")
    assert [r["town"] for r in found] == ["Graz"]
    assert "No new upgrade operations detected" in project.run("alembic", "check")
    project.run("alembic", "downgrade", "-1")
    assert (await _sql(project.url, "select city from customers"))[0]["city"] == "Graz"


async def test_a_new_required_field_fills_the_records_from_its_default(project: Project) -> None:
    project.run("app.cli", "migrate")
    org = "00000000-0000-7000-8000-000000000001"
    await _sql(
        project.url, f"insert into customers (org_id, id, code, name, status, version) values ('{org}', '{org}', 'A', 'A', 'lead', 1)"
    )
    module = project.home / "app/features/customers/module.py"
    module.write_text(module.read_text().replace("    notes:", '    rank: Mapped[str] = text(max=10, default="new")\n    notes:'))
    project.run("app.cli", "revise")
    assert (await _sql(project.url, "select rank from customers"))[0]["rank"] == "new"
    assert [*(project.home / "migrations/versions").glob("*_change_customers.py")]
    assert "No new upgrade operations detected" in project.run("alembic", "check")


async def test_a_changed_declaration_writes_its_migration(project: Project) -> None:
    project.run("app.cli", "migrate")
    module = project.home / "app/features/customers/module.py"
    changed = (
        module.read_text()
        .replace('"inactive": ["active"]}', '"inactive": ["active", "blocked"]}')
        .replace('"inactive"]\n', '"inactive", "blocked"]\n')
    )
    module.write_text(
        changed.replace("region: Mapped[str | None] = text(max=100,", "region: Mapped[str | None] = text(search=True, max=100,")
    )
    written = project.run("alembic", "revision", "--autogenerate", "-m", "blocked")
    assert "Generating" in written
    revision = next((project.home / "migrations/versions").glob("*_blocked.py")).read_text()
    assert "op.drop_rules('customers'" in revision and "op.add_rules('customers'" in revision
    org = "00000000-0000-7000-8000-000000000001"
    columns = "org_id, id, code, name, region, status, version"
    row = f"insert into customers ({columns}) values ('{org}', '{org}', 'x', 'x', 'Tirol', 'blocked', 1)"
    with pytest.raises(asyncpg.CheckViolationError):
        await _sql(project.url, row)
    project.run("alembic", "upgrade", "head")
    found = await _sql(project.url, row, "select count(*) n from customers where search @@ to_tsquery('simple', 'tirol')")
    assert found[0]["n"] == 1
    await _sql(project.url, "delete from customers")
    project.run("alembic", "downgrade", "-1")
    with pytest.raises(asyncpg.CheckViolationError):
        await _sql(project.url, row)
