"""`dev remove`: what was taken out leaves no trace but its two migrations, and nothing that is needed can be taken out."""

from pathlib import Path
from typing import Any

import asyncpg

from tests.dev.checkout import Checkout, checkout, copied
from tests.kit.core.catalogue import catalogue

__all__ = ["checkout"]
FIELDS = ("number:text:unique", "customer:ref:customers", "status:enum(packed,sent)")

ORG = "00000000-0000-7000-8000-000000000001"
ROWS = f"""
    insert into organizations (org_id, id, name, slug, version) values ('{ORG}', '{ORG}', 'A', 'a', 1);
    insert into roles (org_id, id, name, built_in, permissions, version)
        values ('{ORG}', '{ORG}', 'r', false, '{{shipments:read,shipments.status:write,tasks:read}}', 1);
    insert into notifications (org_id, id, user_id, kind, title, body, entity_type)
        values ('{ORG}', '{ORG}', '{ORG}', 'k', 't', '', 'shipments');
    insert into entity_relations (org_id, id, source_type, source_id, target_type, target_id, relation_type, version)
        values ('{ORG}', '{ORG}', 'tasks', '{ORG}', 'shipments', '{ORG}', 'of', 1);
    insert into audit_logs (org_id, id, at, via, action, entity_type, entity_id, label, old_values, new_values, request_id, mac)
        values ('{ORG}', '{ORG}', now(), 'cli', 'create', 'shipments', '{ORG}', '', '', '', '', '')"""


async def schema(made: Checkout) -> dict[str, list[str]]:
    connection = await asyncpg.connect(made.env["DATABASE_URL"])
    found = await catalogue(connection)
    await connection.close()
    return found


async def named(connection: Any) -> list[Any]:
    """What names a shipment, by table, and the entries of the audit log."""
    tables = ("notifications", "entity_relations", "audit_logs")
    counts = [await connection.fetchval(f"select count(*) from {table}") for table in tables]
    return [await connection.fetchval("select permissions from roles where name = 'r'"), *counts]


async def test_in_and_out_leaves_no_trace_but_in_the_audit_log(checkout: Checkout) -> None:
    checkout.did("migrate")
    before = await schema(checkout)
    checkout.did("new", "entity", "shipment", *FIELDS)
    assert "Written and applied" in checkout.did("migrate")
    assert await schema(checkout) != before
    connection = await asyncpg.connect(checkout.env["DATABASE_URL"])
    await connection.execute(ROWS)
    assert await named(connection) == [["shipments:read", "shipments.status:write", "tasks:read"], 1, 1, 1]
    (checkout.home / "backend/tests/features/shipments").mkdir()
    (checkout.home / "backend/tests/features/shipments/test_shipments.py").write_text("")
    refused = checkout.dev("remove", "shipments")
    assert refused.returncode == 1 and "the table shipments is dropped with its 0 records" in refused.stderr
    assert (checkout.home / "backend/app/features/shipments/module.py").exists()
    said = checkout.did("remove", "shipments", "--lossy")
    assert "removed backend/app/features/shipments" in said and "removed backend/tests/features/shipments" in said
    assert await schema(checkout) == before
    assert await named(connection) == [["tasks:read"], 0, 0, 1]
    await connection.close()
    changed = checkout.git("status", "--porcelain").splitlines()
    assert len(changed) == 2 and all("backend/migrations/versions/" in line for line in changed), changed


def test_a_feature_of_the_template_takes_its_settings_along_and_the_checks_still_hold(checkout: Checkout) -> None:
    checkout.did("migrate")
    assert "removed the setting TRACES_KEEP_DAYS" in checkout.did("remove", "traces", "--lossy")
    settings = (checkout.home / "backend/app/kit/core/settings.py").read_text()
    assert "traces_keep_days" not in settings and "How long it is kept how agents" not in settings and "notifications_keep_days" in settings
    assert "TRACES_KEEP_DAYS" not in (checkout.home / "backend/.env.example").read_text()
    checks = ("tests/architecture/test_reference.py", "tests/architecture/test_features.py", "tests/dev/test_environment.py")
    checkout.python("pytest", "-q", "-p", "no:cacheprovider", *checks, "-k", "not test_delete")


def test_what_is_needed_stays(tmp_path: Path) -> None:
    made = copied(tmp_path / "checkout")
    for name, says in (
        ("customers", "customers is needed by demo, tasks, invoices"),
        ("accounts", "accounts stays"),
        ("ghosts", "there is no feature 'ghosts'; there are: "),
    ):
        refused = made.dev("remove", name)
        assert refused.returncode == 1 and says in refused.stderr, refused.stderr
    (made.home / "backend/app/features/relations/adapters.py").write_text("from app.features.demo.service import fill\n")
    assert "relations/adapters.py:1" in made.dev("remove", "demo").stderr
