"""Shapes of tool servers and their tools."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, SecretStr, StringConstraints

from app.kit.web.shapes import Shape

ServerName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=30)]
"""Single underscores only: two separate it from the tool's name."""
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Url = Annotated[str, Field(max_length=2000, examples=["https://tools.example.com/mcp"])]
Header = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,64}$")]
Status = Literal["new", "approved", "changed", "gone"]


class ToolServerIn(Shape):
    """A new server: an address, never a command."""

    name: ServerName
    label: Label
    url: Url
    header: Header = "Authorization"
    secret: Annotated[SecretStr, Field(max_length=4000)] | None = None
    """The header's whole value, such as `Bearer …`."""


class ToolServerUpdate(Shape):
    """What to change. Another address forgets the secret and takes all consent back."""

    label: Label | None = None
    url: Url | None = None
    header: Header | None = None
    secret: Annotated[SecretStr, Field(max_length=4000)] | None = None
    enabled: bool | None = None


class ToolServerOut(Shape):
    """A server."""

    id: UUID
    name: str
    label: str
    url: str
    header: str
    has_secret: bool
    enabled: bool
    checked_at: datetime | None
    error: str
    tools: int
    """That agents may be given."""
    waiting: int
    """New or changed: they wait for consent."""
    version: int


class ServerToolOut(Shape):
    """One of its tools."""

    id: UUID
    name: str
    full_name: str
    """As agents call it."""
    description: str
    parameters: dict[str, Any]
    status: Status
    effect: Literal["read", "write"]
    agents: list[str]
    pending: dict[str, Any] | None
    """`description` and `parameters` as the server tells them now, where somebody agreed to others."""
    digest: str
    """Send it back with a consent: it says what was looked at."""


class GrantIn(Shape):
    """Consent to a tool as it was shown."""

    digest: Annotated[str, Field(max_length=64)]
    effect: Literal["read", "write"] = "write"
    agents: Annotated[list[Annotated[str, StringConstraints(pattern=r"^(\*|[a-z][a-z0-9_]{0,39})$")]], Field(max_length=200)] = []


class TestOut(Shape):
    """Whether a server answers, and what it offers."""

    ok: bool
    error: str
    ms: int
    tools: list[str]
    skipped: int
    """With names or sizes that no agent is shown."""
