"""The sealer: chains what was written, without ever making a writer wait; and the daily anchor outside the database."""

import asyncio
import hashlib
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.features.audit.models import root_of, seal_hash
from app.kit.core.context import Kit
from app.kit.core.ids import new_id
from app.kit.core.log import logger
from app.kit.core.system import system
from app.kit.jobs.ticks import Tick

log = logger(__name__)
LOCK = 7_310_043
MOST_ROWS = 5000
"""Of one seal."""
NOW = text("select (select system_identifier::text from pg_control_system()), pg_snapshot_xmin(pg_current_snapshot())::text")
LAST = text("select upto::text from audit_seals where cluster = :cluster order by upto desc limit 1")
FRESH = text(
    "select org_id, id, mac from audit_logs where xid >= cast(cast(:since as text) as xid8) and xid < cast(cast(:upto as text) as xid8)"
    " order by org_id, id"
)
UNSEALED = text(
    "select org_id, id, mac from audit_logs l where not exists"
    " (select 1 from audit_seals s where s.org_id = l.org_id and l.id = any(s.rows)) order by org_id, id"
)
HEADS = "select distinct on (org_id) org_id, no, hash from audit_seals {where} order by org_id, no desc"
ADD = text(
    "insert into audit_seals (org_id, id, no, rows, root, previous, hash, upto, cluster)"
    " values (:org_id, :id, :no, :rows, :root, :previous, :hash, cast(cast(:upto as text) as xid8), :cluster)"
)


async def seal(kit: Kit) -> None:
    """Seal what no running transaction can still add to; one process at a time."""
    async with system(kit).begin() as db:
        if await db.scalar(text("select pg_try_advisory_xact_lock(:lock)"), {"lock": LOCK}):
            await _seal(db, kit.settings.audit_secret.get_secret_value().encode())
    async with system(kit).begin() as db:
        await _anchor(db, kit.settings.data_dir / "anchors")


async def _seal(db: AsyncConnection, key: bytes) -> None:
    cluster, upto = (await db.execute(NOW)).one()
    last = await db.scalar(LAST, {"cluster": cluster})
    if last is None:  # a new database, or a copy that counts transactions anew
        found = await db.execute(UNSEALED)
    else:
        found = await db.execute(FRESH, {"since": last, "upto": upto})
    by_org: dict[UUID, list[tuple[UUID, bytes]]] = defaultdict(list)
    for org_id, id, mac in found:
        by_org[org_id].append((id, mac))
    if not by_org:
        return
    where = "where org_id = any(:orgs)"
    heads = {r.org_id: (r.no, r.hash) for r in await db.execute(text(HEADS.format(where=where)), {"orgs": list(by_org)})}
    seals: list[dict[str, Any]] = []
    for org_id, rows in by_org.items():
        no, previous = heads.get(org_id, (0, b""))
        for chunk in _chunks(rows):
            no, root = no + 1, root_of(chunk)
            made = seal_hash(key, org_id, no, len(chunk), root, previous)
            link = {"no": no, "rows": [id for id, _ in chunk], "root": root, "previous": previous, "hash": made}
            seals.append({"org_id": org_id, "id": new_id(), **link, "upto": upto, "cluster": cluster})
            previous = made
    await db.execute(ADD, seals)


def _chunks(rows: list[tuple[UUID, bytes]]) -> list[list[tuple[UUID, bytes]]]:
    return [rows[i : i + MOST_ROWS] for i in range(0, len(rows), MOST_ROWS)]


async def _anchor(db: AsyncConnection, folder: Path) -> None:
    """Once a day the heads of all chains go to a file and a digest of it to the log: a cut tail shows against either."""
    path = folder / f"{datetime.now(UTC):%Y-%m-%d}.jsonl"
    if path.exists():
        return
    heads = (await db.execute(text(HEADS.format(where="")))).all()
    if heads:
        lines = b"".join(orjson.dumps({"org_id": str(h.org_id), "no": h.no, "hash": h.hash.hex()}) + b"\n" for h in heads)
        await asyncio.to_thread(_write, path, lines)
        log.info("audit_anchor", file=path.name, organizations=len(heads), sha256=hashlib.sha256(lines).hexdigest())


def _write(path: Path, lines: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(lines)
    part.rename(path)


SEAL = Tick("seal", lambda s: s.audit_seal_seconds, seal)
