"""The trail: rows that can only be added, each with a MAC, and the seals that chain them."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import BigInteger, Index, LargeBinary, String, Text, UniqueConstraint, Uuid, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from app.kit.core.model import SCOPED, Base, OrgScoped


class Xid8(UserDefinedType[str]):
    """PostgreSQL's transaction number, which never wraps; as text outside the database."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Name in DDL."""
        return "xid8"


ischema_names["xid8"] = Xid8  # so that reflection (autogenerate) knows it


class AuditLog(OrgScoped, Base):
    """Who did what to which record. Values are kept as the JSON text that the MAC was taken of."""

    __tablename__ = "audit_logs"
    at: Mapped[datetime]
    user_id: Mapped[UUID | None]
    via: Mapped[str] = mapped_column(String(20))
    agent: Mapped[str | None] = mapped_column(String(80))
    api_key_id: Mapped[UUID | None]
    execution_id: Mapped[UUID | None]
    approver_id: Mapped[UUID | None]
    """Who agreed to what an agent proposed."""
    conversation_id: Mapped[UUID | None]
    step: Mapped[int | None]
    """Which model call of the turn asked for it."""
    action: Mapped[str] = mapped_column(String(80))
    entity_type: Mapped[str] = mapped_column(String(80))
    entity_id: Mapped[UUID]
    label: Mapped[str] = mapped_column(Text)
    old_values: Mapped[str] = mapped_column(Text)
    new_values: Mapped[str] = mapped_column(Text)
    request_id: Mapped[str] = mapped_column(String(80))
    ip: Mapped[str | None] = mapped_column(String(60))
    mac: Mapped[bytes] = mapped_column(LargeBinary)
    xid: Mapped[str] = mapped_column(Xid8, server_default=func.pg_current_xact_id())
    """The transaction that wrote it: the sealer takes only rows to which no running transaction can add any more."""
    __table_args__ = (
        Index("ix_audit_logs_record", "org_id", "entity_type", "entity_id", "id"),
        Index("ix_audit_logs_user", "org_id", "user_id", "id"),
        Index("ix_audit_logs_xid", "xid"),
        {"info": {**SCOPED, "append_only": True, "system": True}},
    )


class AuditSeal(OrgScoped, Base):
    """One link of an organisation's chain: the rows it covers, a digest of their MACs, and the link before."""

    __tablename__ = "audit_seals"
    no: Mapped[int] = mapped_column(BigInteger)
    """1, 2, 3 … per organisation."""
    rows: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    root: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    upto: Mapped[str] = mapped_column(Xid8)
    """Rows of transactions below this number were sealed then, in all organisations."""
    cluster: Mapped[str] = mapped_column(String(40))
    """Which database cluster counted: a restored copy counts transactions anew."""
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (UniqueConstraint("org_id", "no"), Index(None, "upto"), {"info": {**SCOPED, "append_only": True, "system": True}})


SIGNED = (
    "org_id", "id", "at", "user_id", "via", "agent", "api_key_id", "execution_id", "action", "entity_type", "entity_id", "label",
    "old_values", "new_values", "request_id", "ip", "approver_id", "conversation_id", "step",
)  # fmt: skip
"""What the MAC of a row covers, in this order."""
ADDED = 3
"""The last of them came later: where none is set, the MAC is taken as it was before them."""


def mac_of(key: bytes, values: Iterable[Any]) -> bytes:
    """HMAC-SHA256 of a row's `SIGNED` values as one JSON list: the same text for a row about to be written and one read back."""
    signed = [v.astimezone(UTC) if isinstance(v, datetime) else v for v in values]
    if all(value is None for value in signed[-ADDED:]):
        signed = signed[:-ADDED]
    return hmac.digest(key, orjson.dumps(signed, default=str), "sha256")


def root_of(rows: Iterable[tuple[UUID, bytes]]) -> bytes:
    """Digest of the rows of a seal: their ids and MACs in order."""
    digest = hashlib.sha256()
    for id, mac in rows:
        digest.update(id.bytes + mac)
    return digest.digest()


def seal_hash(key: bytes, org_id: UUID, no: int, rows: int, root: bytes, previous: bytes) -> bytes:
    """One link of the chain."""
    return hmac.digest(key, b"seal" + org_id.bytes + no.to_bytes(8) + rows.to_bytes(8) + root + previous, "sha256")
