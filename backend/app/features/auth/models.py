"""Sessions (one per sign-in), their refresh tokens, and password resets. Global: a person's session may move between organisations."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.core.model import Base, Identified


class Session(Identified, Base):
    """One sign-in on one device: the family of its refresh tokens."""

    __tablename__ = "sessions"
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    organization_id: Mapped[UUID]
    """Where the person works in this session; access tokens name it, a refresh follows it."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    used_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    """The absolute end, however often it is renewed."""
    revoked_at: Mapped[datetime | None]
    ip: Mapped[str | None] = mapped_column(String(64))
    user_agent: Mapped[str] = mapped_column(String(200), default="")
    __table_args__ = (Index(None, "user_id"),)


class RefreshToken(Identified, Base):
    """One refresh token, as SHA-256. Spent ones stay until the session ends, so that their re-use is seen."""

    __tablename__ = "refresh_tokens"
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    successor: Mapped[str | None] = mapped_column(String(300))
    """The next token, sealed with this one: a client whose answer was lost gets the same again, and nobody else can read it."""
    __table_args__ = (Index(None, "session_id"),)


class PasswordReset(Identified, Base):
    """A mailed link for a new password, as SHA-256; a newer request replaces it."""

    __tablename__ = "password_resets"
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
