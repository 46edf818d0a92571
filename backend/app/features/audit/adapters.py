"""The history of a record; and the check of a whole trail: rows against MACs, seals against rows and each other, then anchors."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select

from app.features.audit.models import AuditLog, AuditSeal, mac_of, root_of, seal_hash
from app.features.audit.queries import COLUMNS, by_hand
from app.features.audit.schemas import AuditProblem, AuditQuery, ProblemKind, Verification
from app.features.audit.service import AuditService
from app.kit.core.context import Context
from app.kit.core.history import HistoryPage
from app.kit.core.settings import Settings

BATCH = 2000
MOST_PROBLEMS = 100


class AuditHistory:
    """`History` over the trail."""

    async def of(self, ctx: Context, entity: str, id: UUID, *, limit: int = 50, cursor: str | None = None) -> HistoryPage:
        """See `History`."""
        found = await AuditService(ctx).find(AuditQuery(entity_type=entity, entity_id=id, limit=limit, cursor=cursor))
        return HistoryPage(items=found.items, next_cursor=found.next_cursor)

    async def by_hand(self, ctx: Context, entity: str, ids: Collection[UUID]) -> set[UUID]:
        """See `History`."""
        return set(await ctx.db.scalars(by_hand(entity, ids, ctx.actor.user_id)))


@dataclass(slots=True)
class Check:
    """One pass over the trail of the context's organisation."""

    ctx: Context
    rows: int = 0
    sealed: int = 0
    hashes: dict[int, bytes] = field(default_factory=dict)
    problems: list[AuditProblem] = field(default_factory=list)

    @property
    def key(self) -> bytes:
        """The secret under which rows and seals were made."""
        return self.ctx.settings.audit_secret.get_secret_value().encode()

    async def run(self) -> Verification:
        """Everything."""
        await self._rows()
        await self._seals()
        await self._anchors()
        return Verification(
            ok=not self.problems, rows=self.rows, seals=len(self.hashes), unsealed=max(0, self.rows - self.sealed),
            problems=self.problems,
        )  # fmt: skip

    def _found(self, kind: ProblemKind, detail: str, *, id: UUID | None = None, seal: int | None = None) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(AuditProblem(kind=kind, id=id, seal=seal, detail=detail))

    async def _rows(self) -> None:
        last = UUID(int=0)
        while True:
            query = select(*COLUMNS, AuditLog.mac).where(AuditLog.id > last).order_by(AuditLog.id).limit(BATCH)
            batch = (await self.ctx.db.execute(query)).all()
            if not batch:
                return
            self.rows += len(batch)
            last = batch[-1].id
            for id in await asyncio.to_thread(_wrong, self.key, batch):
                self._found("changed", "The entry is not as it was written.", id=id)

    async def _seals(self) -> None:
        previous, no = b"", 0
        while True:
            query = select(AuditSeal).where(AuditSeal.no > no).order_by(AuditSeal.no).limit(1)
            seal = (await self.ctx.db.scalars(query)).one_or_none()
            if seal is None:
                return
            if seal.no != no + 1:
                self._found("seal_missing", f"The next seal is number {seal.no}.", seal=no + 1)
            await self._seal(seal, previous if seal.no == no + 1 else seal.previous)
            previous, no = seal.hash, seal.no
            self.ctx.db.expunge(seal)

    async def _seal(self, seal: AuditSeal, previous: bytes) -> None:
        query = select(AuditLog.id, AuditLog.mac).where(AuditLog.id.in_(seal.rows))
        found = {row.id: row.mac for row in (await self.ctx.db.execute(query)).all()}
        self.sealed += len(found)
        self.hashes[seal.no] = seal.hash
        for id in seal.rows:
            if id not in found:
                self._found("missing", "The entry was sealed and is gone.", id=id, seal=seal.no)
        root = root_of((id, found[id]) for id in seal.rows) if len(found) == len(seal.rows) else seal.root
        chained = seal_hash(self.key, seal.org_id, seal.no, len(seal.rows), root, previous)
        if root != seal.root or seal.previous != previous or chained != seal.hash:
            self._found("seal_changed", "The seal does not fit its entries or the seal before.", seal=seal.no)

    async def _anchors(self) -> None:
        for day, no, hash in await asyncio.to_thread(anchored, self.ctx.settings, self.ctx.actor.org_id):
            if self.hashes.get(no, b"").hex() != hash:
                detail = f"On {day} the chain had seal {no} with another content; it was cut or rewritten since."
                self._found("anchor", detail, seal=no)


def _wrong(key: bytes, rows: Sequence[Any]) -> list[UUID]:
    return [r.id for r in rows if mac_of(key, r[:-1]) != r.mac]


def anchored(settings: Settings, org_id: UUID) -> list[tuple[str, int, str]]:
    """(day, number, hash) of the organisation's last seal on each day, from the files that are there."""
    found: list[tuple[str, int, str]] = []
    for path in sorted((settings.data_dir / "anchors").glob("*.jsonl")):
        for line in path.read_text().splitlines():
            head = orjson.loads(line)
            if head["org_id"] == str(org_id):
                found.append((path.stem, head["no"], head["hash"]))
    return found
