"""Shapes of API keys."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from app.kit.web.shapes import Name, Paging, Shape

Scopes = Annotated[
    list[Annotated[str, Field(max_length=100)]],
    Field(min_length=1, max_length=500, description="Permissions that the key may use, such as `customers:read`"),
]
KeyStatus = Literal["active", "disabled", "expired"]


class ApiKeyIn(Shape):
    """A new key."""

    name: Name
    scopes: Scopes
    expires_at: AwareDatetime | None = Field(None, description="When it ends; null: when somebody revokes it")


class ApiKeyUpdate(Shape):
    """What may change of a key. Other scopes or another end need a new key."""

    name: Name | None = None
    enabled: bool | None = None


class ApiKeyQuery(Paging):
    """Which keys to list."""

    everybody: bool = Field(False, description="All keys of the organisation, not only one's own; needs api_keys:manage")


class ApiKeyOut(BaseModel):
    """A key, without its secret."""

    id: UUID
    name: str
    prefix: str
    """How the secret begins: `sk_` and ten characters."""
    scopes: list[str]
    status: KeyStatus
    enabled: bool
    expires_at: datetime | None
    last_used_at: datetime | None
    """To the minute."""
    user_id: UUID
    user_name: str | None
    """Whose rights bound it."""
    version: int
    created_at: datetime
    updated_at: datetime


class ApiKeyCreated(ApiKeyOut):
    """With its secret, which is shown this once."""

    secret: str


class ScopeOut(BaseModel):
    """A permission that the caller may give to a key."""

    name: str
    label: str
    area: str
