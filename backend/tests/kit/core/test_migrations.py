"""Migrations: each goes up, down and up again; the models need no further one; a changed declaration writes its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from app.kit.testing.product import SECRETS, Product

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


async def test_up_down_up_and_nothing_is_left_to_do(project: Project) -> None:
    project.run("app.cli", "migrate")
    project.run("alembic", "downgrade", "base")
    left = await _sql(project.url, "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
    assert [r["relname"] for r in left] == ["alembic_version"]
    project.run("app.cli", "migrate")
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
