"""Keys with which programs act for people: of a secret only its HMAC is kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.kit.core.audited import Audited
from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped


class ApiKey(Audited, OrgScoped, Stamped, Base):
    """One key of one member. It goes with the membership, so that who comes back does not find old keys alive."""

    __tablename__ = "api_keys"
    __audit__ = "api_keys"
    __hidden__ = frozenset({"digest"})
    user_id: Mapped[UUID]
    """Whose rights bound it."""
    name: Mapped[str] = mapped_column(String(200))
    prefix: Mapped[str] = mapped_column(String(20), unique=True)
    """The part of the secret that may be shown: by it a key is found before its organisation is known."""
    digest: Mapped[str] = mapped_column(String(64))
    """HMAC-SHA-256 of the whole secret, in hex."""
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String(100)), info={"names": "permission"})
    """Permissions that it may use, as far as its person has them."""
    enabled: Mapped[bool] = mapped_column(default=True)
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    """To the minute; written beside the mapper (using a key is no change of it)."""
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "user_id"], ["memberships.org_id", "memberships.user_id"], ondelete="CASCADE"),
        Index(None, "org_id", "user_id"),
        {"info": SCOPED},
    )

    def __people__(self, before: dict[str, Any]) -> tuple[UUID, ...]:
        """Whose key it is."""
        return (self.user_id,)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": True}
