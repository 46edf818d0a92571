"""`dev remove`: what was taken out leaves no trace but its two migrations, and nothing that is needed can be taken out."""

from pathlib import Path

import asyncpg

from tests.dev.checkout import Checkout, checkout, copied
from tests.kit.core.catalogue import catalogue

__all__ = ["checkout"]
FIELDS = ("number:text:unique", "customer:ref:customers", "status:enum(packed,sent)")


async def schema(made: Checkout) -> dict[str, list[str]]:
    connection = await asyncpg.connect(made.env["DATABASE_URL"])
    found = await catalogue(connection)
    await connection.close()
    return found


async def test_in_and_out_leaves_no_trace(checkout: Checkout) -> None:
    checkout.did("migrate")
    before = await schema(checkout)
    checkout.did("new", "entity", "shipment", *FIELDS)
    assert "Written and applied" in checkout.did("migrate")
    assert await schema(checkout) != before
    (checkout.home / "backend/tests/features/shipments").mkdir()
    (checkout.home / "backend/tests/features/shipments/test_shipments.py").write_text("")
    refused = checkout.dev("remove", "shipments")
    assert refused.returncode == 1 and "the table shipments is dropped with its 0 records" in refused.stderr
    assert (checkout.home / "backend/app/features/shipments/module.py").exists()
    said = checkout.did("remove", "shipments", "--lossy")
    assert "removed backend/app/features/shipments" in said and "removed backend/tests/features/shipments" in said
    assert await schema(checkout) == before
    changed = checkout.git("status", "--porcelain").splitlines()
    assert len(changed) == 2 and all("backend/migrations/versions/" in line for line in changed), changed


async def test_what_names_its_records_goes_with_it_and_the_audit_log_stays(checkout: Checkout) -> None:
    checkout.did("new", "entity", "shipments", *FIELDS)
    checkout.did("migrate")
    connection = await asyncpg.connect(checkout.env["DATABASE_URL"])
    org = "00000000-0000-7000-8000-000000000001"
    await connection.execute(f"""
        insert into organizations (org_id, id, name, slug, version) values ('{org}', '{org}', 'A', 'a', 1);
        insert into roles (org_id, id, name, built_in, permissions, version)
            values ('{org}', '{org}', 'r', false, '{{shipments:read,shipments.status:write,tasks:read}}', 1);
        insert into notifications (org_id, id, user_id, kind, title, body, entity_type)
            values ('{org}', '{org}', '{org}', 'k', 't', '', 'shipments');
        insert into entity_relations (org_id, id, source_type, source_id, target_type, target_id, relation_type, version)
            values ('{org}', '{org}', 'tasks', '{org}', 'shipments', '{org}', 'of', 1)""")
    audited = await connection.fetchval("select count(*) from audit_logs")
    checkout.did("remove", "shipments", "--lossy")
    assert await connection.fetchval("select permissions from roles where name = 'r'") == ["tasks:read"]
    assert await connection.fetchval("select count(*) from notifications") == 0
    assert await connection.fetchval("select count(*) from entity_relations") == 0
    assert await connection.fetchval("select count(*) from audit_logs") == audited
    await connection.close()


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
