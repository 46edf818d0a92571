"""Shapes of sign-in, profile and sessions."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.features.accounts.schemas import LocaleTag, Password, TimeZone
from app.kit.web.shapes import Email, Name, Shape

Token = Annotated[str, Field(max_length=200)]


class LoginIn(Shape):
    """Whatever is not an account's e-mail is answered like a wrong password."""

    email: Annotated[str, Field(min_length=1, max_length=254, examples=["admin@example.com"])]
    password: Password


class RefreshIn(Shape):
    """Empty where the token is in the cookie."""

    refresh_token: Token = ""


class OrganizationRef(Shape):
    """Where the session works."""

    id: UUID
    name: str
    slug: str


class Belongs(Shape):
    """An organisation that the person can switch to."""

    id: UUID
    name: str
    role: str


class Me(Shape):
    """The signed-in person, in the present organisation."""

    id: UUID
    email: str
    name: str
    organization: OrganizationRef
    organizations: list[Belongs]
    role: str
    permissions: list[str]
    locale: str | None
    time_zone: str | None


class Access(Shape):
    """An access token for the present session."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_in: int
    """Seconds."""
    user: Me


class Grant(Access):
    """A session's tokens. `refresh_token` is empty where it went into the cookie."""

    refresh_token: str


class Options(Shape):
    """What the sign-in screen offers."""

    signup_enabled: bool


class Accepted(Shape):
    """The same answer whatever is known about the e-mail."""

    detail: str


class RegisterIn(Shape):
    """A new person with an organisation of his own."""

    email: Email
    password: Password
    name: Name
    organization_name: Name | None = None


class ForgotIn(Shape):
    """Where to send the link."""

    email: Annotated[str, Field(min_length=1, max_length=254)]


class ResetIn(Shape):
    """The mailed token and the new password."""

    token: Token
    password: Password


class InvitationRef(Shape):
    """The mailed token."""

    token: Token


class InvitationOut(Shape):
    """What an invitation is about, for who holds its token."""

    email: str
    name: str
    organization: str
    has_account: bool
    """Whether the person signs in with his password instead of choosing one."""


class AcceptIn(Shape):
    """The mailed token with a password: a new one, or the account's own where there is one."""

    token: Token
    password: Password
    name: Name | None = None


class MeUpdate(Shape):
    """Own data; the e-mail only by an administrator."""

    name: Name = ""
    locale: LocaleTag | None = None
    time_zone: TimeZone | None = None


class PasswordChange(Shape):
    """All other sessions of the person end."""

    current_password: Password
    new_password: Password


class Switch(Shape):
    """Where to work from now on."""

    organization_id: UUID


class SessionOut(Shape):
    """One of the caller's devices."""

    id: UUID
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    ip: str | None
    user_agent: str
    current: bool


class MailOut(Shape):
    """A letter in the embedded outbox."""

    id: UUID
    at: datetime
    to: str
    subject: str
    text: str
