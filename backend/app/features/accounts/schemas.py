"""Shapes of people, roles, organisations and teams."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, Field

from app.kit.entity.search import LANGUAGES
from app.kit.web.shapes import Email, Name, Paging, Search, Shape

Status = Literal["active", "inactive", "invited"]


def _locale(value: str) -> str:
    try:
        return str(Locale.parse(value.replace("-", "_"))).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        raise ValueError("is not a known locale, like en-GB") from None


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("is not a known time zone, like Europe/Berlin")
    return value


LocaleTag = Annotated[str, Field(max_length=20, examples=["en-GB"]), AfterValidator(_locale)]
TimeZone = Annotated[str, Field(max_length=60, examples=["Europe/Berlin"]), AfterValidator(_zone)]
RoleRef = Annotated[str, Field(min_length=1, max_length=100, description="Name or id of a role", examples=["user"])]
Password = Annotated[str, Field(min_length=1, max_length=200)]
"""Bounded here, judged by `kit/core/passwords.py`."""


class UserOut(Shape):
    """A person, as a member of the organisation."""

    id: UUID
    email: str
    name: str
    status: Status
    role: str
    role_id: UUID
    locale: str | None
    time_zone: str | None
    last_seen_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class UserQuery(Paging):
    """Filters of the list of people."""

    q: Search = None
    status: Status | None = None
    role: RoleRef | None = None
    sort: Literal["name", "-name", "email", "-email", "created_at", "-created_at"] = "name"


class UserCreate(Shape):
    """With a password the person can sign in at once; without, an invitation is mailed."""

    email: Email
    name: Name
    role: RoleRef
    password: Password | None = None
    locale: LocaleTag | None = None
    time_zone: TimeZone | None = None


class UserReplace(Shape):
    """All that an administrator may set."""

    email: Email
    name: Name
    role: RoleRef
    locale: LocaleTag | None = None
    time_zone: TimeZone | None = None


class UserUpdate(Shape):
    """Some of it; what is not sent stays."""

    email: Email = ""
    name: Name = ""
    role: RoleRef = ""
    locale: LocaleTag | None = None
    time_zone: TimeZone | None = None


class StatusChange(Shape):
    """Whether the person may work in this organisation."""

    status: Literal["active", "inactive"]


class PermissionOut(Shape):
    """Something a role can allow."""

    name: str
    label: str
    area: str


PermissionList = Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=1000)]


class RoleOut(Shape):
    """A role, with what it allows at present."""

    id: UUID
    name: str
    permissions: list[str]
    built_in: bool
    members: int
    version: int
    created_at: datetime
    updated_at: datetime


class RoleIn(Shape):
    """A role as a whole."""

    name: Annotated[Name, Field(max_length=100)]
    permissions: PermissionList


class RoleUpdate(Shape):
    """Some of it."""

    name: Annotated[Name, Field(max_length=100)] = ""
    permissions: PermissionList | None = None


class OrganizationOut(Shape):
    """One of the caller's organisations."""

    id: UUID
    name: str
    slug: str
    role: str
    current: bool
    """Whether this session works in it."""


class OrganizationIn(Shape):
    """A name is all it takes."""

    name: Name


class LanguageIn(Shape):
    """The language that search knows the words of; `simple` is none."""

    language: Literal[LANGUAGES]  # type: ignore[valid-type]


class LanguageOut(LanguageIn):
    """The language of search."""

    languages: list[str]
    """Those there are."""
    operation_id: UUID | None = None
    """The work that indexes the records anew, when the language was changed."""


class MemberOut(Shape):
    """A colleague: what every member may know of the others."""

    user_id: UUID
    name: str
    email: str
    role: str
    status: Status


class MemberQuery(Paging):
    """Find a colleague."""

    q: Search = None


class MemberAdd(Shape):
    """Who, and as what. Nobody new: he is invited by mail."""

    email: Email
    name: Name | None = None
    role: RoleRef


class MemberRole(Shape):
    """What he is from now on."""

    role: RoleRef


class TeamOut(Shape):
    """A team."""

    id: UUID
    name: str
    description: str | None
    members: int
    version: int
    created_at: datetime
    updated_at: datetime


class TeamIn(Shape):
    """A team as a whole."""

    name: Name
    description: Annotated[str, Field(max_length=1000)] | None = None


class TeamUpdate(Shape):
    """Some of it."""

    name: Name = ""
    description: Annotated[str, Field(max_length=1000)] | None = None


class TeamMemberAdd(Shape):
    """A member of the organisation."""

    user_id: UUID
