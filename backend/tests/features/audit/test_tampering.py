"""Tamper-evident: whoever may write in the database can not change, add, drop or cut the trail unseen."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.features.audit.jobs import seal
from app.features.audit.models import SIGNED
from app.kit.core.system import system
from app.kit.testing import Organisation, founded, started


@pytest.fixture
async def sealed(tmp_path: Path, product: object) -> AsyncIterator[Organisation]:
    """An organisation with six entries of customers, sealed; its installation has its own folder of anchors."""
    async with started(tmp_path) as own:
        org = await founded(own)
        for i in range(6):
            made = await org.admin.http.post("/customers", json={"code": secrets.token_hex(6), "name": f"Customer {i}"})
            assert made.status_code == 201
        await sealing(org)
        yield org
        await org.aclose()


async def sealing(org: Organisation) -> None:
    """Until all of the organisation is sealed: other tests' transactions may hold the sealer back for a moment."""
    for _ in range(100):
        await seal(org.product.kit)
        if (await verified(org))["unsealed"] == 0:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("never sealed")


async def verified(org: Organisation) -> dict[str, Any]:
    answer = await org.admin.http.get("/audit-logs/verify")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def as_owner(org: Organisation, statement: str, *values: Any) -> None:
    """As somebody who owns the database and switches our triggers off."""
    connection = await asyncpg.connect(org.product.kit.settings.database_url.get_secret_value())
    try:
        await connection.execute("set session_replication_role = replica")
        done = await connection.execute(statement, *values)
        assert not done.endswith(" 0"), done
    finally:
        await connection.close()


THIRD = "(select id from audit_logs where org_id = $1 and entity_type = 'customers' order by id offset 2 limit 1)"


async def test_untouched_trail_is_in_order(sealed: Organisation) -> None:
    found = await verified(sealed)
    assert found["ok"] and found["rows"] >= 6 and found["seals"] >= 1 and found["unsealed"] == 0 and found["problems"] == []


@pytest.mark.parametrize(
    "change",
    ["new_values = '{}'", "old_values = '{\"name\":\"x\"}'", "user_id = null", "at = at + interval '1 second'", "label = 'other'",
     "entity_id = gen_random_uuid()", "action = 'update'", "agent = 'assistant'", "ip = '192.0.2.1'", "request_id = 'none'",
     "mac = '\\x00'"],
)  # fmt: skip
async def test_changed_entry_is_found(sealed: Organisation, change: str) -> None:
    await as_owner(sealed, f"update audit_logs set {change} where org_id = $1 and id = {THIRD}", UUID(sealed.id))
    found = await verified(sealed)
    assert not found["ok"] and "changed" in {p["kind"] for p in found["problems"]}


async def test_removed_entry_is_found(sealed: Organisation) -> None:
    await as_owner(sealed, f"delete from audit_logs where org_id = $1 and id = {THIRD}", UUID(sealed.id))
    assert "missing" in {p["kind"] for p in (await verified(sealed))["problems"]}


async def test_added_entry_is_found(sealed: Organisation) -> None:
    columns = ", ".join((*SIGNED[2:], "mac"))
    await as_owner(
        sealed, f"insert into audit_logs (org_id, id, {columns}) select org_id, gen_random_uuid(), {columns} from audit_logs"
        f" where org_id = $1 and id = {THIRD}", UUID(sealed.id),
    )  # fmt: skip
    assert "changed" in {p["kind"] for p in (await verified(sealed))["problems"]}


async def test_entry_of_another_organisation_does_not_fit_here(sealed: Organisation) -> None:
    other = await founded(sealed.product)
    await as_owner(sealed, f"update audit_logs set org_id = $2 where org_id = $1 and id = {THIRD}", UUID(sealed.id), UUID(other.id))
    assert "missing" in {p["kind"] for p in (await verified(sealed))["problems"]}
    assert "changed" in {p["kind"] for p in (await verified(other))["problems"]}
    await other.aclose()


async def test_changed_seal_is_found(sealed: Organisation) -> None:
    await as_owner(sealed, "update audit_seals set root = sha256('x') where org_id = $1 and no = 1", UUID(sealed.id))
    assert "seal_changed" in {p["kind"] for p in (await verified(sealed))["problems"]}


async def test_removed_seal_is_found(sealed: Organisation) -> None:
    await sealed.admin.http.post("/customers", json={"code": secrets.token_hex(6), "name": "Later"})
    await sealing(sealed)
    await as_owner(sealed, "delete from audit_seals where org_id = $1 and no = 1", UUID(sealed.id))
    assert "seal_missing" in {p["kind"] for p in (await verified(sealed))["problems"]}


async def test_cut_tail_is_found_by_the_anchor(sealed: Organisation) -> None:
    """The newest entries and their seals go together: the chain alone can not know; the file of the day does."""
    org = UUID(sealed.id)
    await as_owner(
        sealed, "delete from audit_logs where org_id = $1 and id = any(select unnest(rows) from audit_seals where org_id = $1)", org
    )
    await as_owner(sealed, "delete from audit_seals where org_id = $1", org)
    found = await verified(sealed)
    assert not found["ok"] and {p["kind"] for p in found["problems"]} == {"anchor"}


async def test_slow_writer_is_sealed_later_and_nobody_waits_for_it(sealed: Organisation) -> None:
    url = sealed.product.kit.settings.database_url.get_secret_value()
    slow = await asyncpg.connect(url)
    try:
        transaction = slow.transaction()
        await transaction.start()
        await slow.execute("select pg_current_xact_id()")
        async with asyncio.timeout(5):
            await sealed.admin.http.post("/customers", json={"code": secrets.token_hex(6), "name": "Meanwhile"})
        await seal(sealed.product.kit)
        found = await verified(sealed)
        assert found["ok"] and found["unsealed"] >= 1, "a transaction that may still write holds back what is newer"
        await transaction.commit()
    finally:
        await slow.close()
    await sealing(sealed)


async def test_two_sealers_at_once_make_one_chain(sealed: Organisation) -> None:
    for i in range(5):
        await sealed.admin.http.post("/customers", json={"code": secrets.token_hex(6), "name": f"More {i}"})
        await asyncio.gather(*(seal(sealed.product.kit) for _ in range(3)))
    await sealing(sealed)
    assert (await verified(sealed))["ok"]


async def test_restored_copy_goes_on_with_the_chain(sealed: Organisation) -> None:
    """A dump that was restored elsewhere counts transactions anew: what is unsealed is found without the old numbers."""
    await as_owner(sealed, "update audit_seals set cluster = 'another' where cluster <> 'x' and $1::uuid is not null", UUID(sealed.id))
    await sealed.admin.http.post("/customers", json={"code": secrets.token_hex(6), "name": "After the move"})
    await sealing(sealed)
    assert (await verified(sealed))["ok"]


async def test_product_itself_can_only_add(sealed: Organisation) -> None:
    for statement in (
        "update audit_logs set label = 'x'",
        "delete from audit_logs",
        "truncate audit_logs",
        "update audit_seals set no = 9",
        "delete from audit_seals",
    ):
        async with sealed.product.kit.db.engine.connect() as connection:
            with pytest.raises(DBAPIError, match="permission denied"):
                await connection.execute(text(statement))
        with pytest.raises(DBAPIError, match="permission denied"):
            async with system(sealed.product.kit).begin() as db:
                await db.execute(text(statement))
    connection = await asyncpg.connect(sealed.product.kit.settings.database_url.get_secret_value())
    try:
        with pytest.raises(asyncpg.PostgresError, match="only added"):
            await connection.execute("delete from audit_logs where org_id = $1", UUID(sealed.id))
    finally:
        await connection.close()
