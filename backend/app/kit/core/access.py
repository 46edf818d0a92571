"""Who acts, through what, and what they may do: right = user ∩ key ∩ agent."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Protocol
from uuid import UUID

from app.kit.core.errors import Forbidden

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select

    from app.kit.core.context import Context, Kit

Via = Literal["browser", "key", "agent", "workflow", "cli", "mcp", "system"]
NOBODY = UUID(int=0)
"""Organisation and user of a caller who has not signed in: row-level security shows it nothing."""

PUBLIC = "public"
AUTHENTICATED = "authenticated"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one answer to "who": permissions are already the intersection of every hand it went through."""

    user_id: UUID = NOBODY
    org_id: UUID = NOBODY
    permissions: frozenset[str] = frozenset()
    role: str = ""
    name: str = ""
    via: Via = "browser"
    agent: str | None = None
    session_id: UUID | None = None
    api_key_id: UUID | None = None
    execution_id: UUID | None = None
    conversation_id: UUID | None = None
    """Where an agent was asked to do it."""
    step: int | None = None
    """Which model call of the agent's turn asked for it, from 1."""
    approver_id: UUID | None = None
    """Who agreed to it."""
    expires_at: float = field(default=0.0, compare=False)
    """Unix time at which the credential ends; 0 when it does not."""
    time_zone: str = field(default="", compare=False)
    """IANA name from the person's profile: what "today" means to him. Empty when unknown."""

    @property
    def signed_in(self) -> bool:
        """Whether somebody is behind it."""
        return self.user_id != NOBODY

    @property
    def called(self) -> str:
        """Who did it, for those who are told: `Ada`, `Assistant for Ada`."""
        name = self.name or "Somebody"
        return f"{self.agent} for {name}" if self.agent else name

    def narrowed(
        self, via: Via, allowed: frozenset[str] | None = None, *, agent: str | None = None, execution_id: UUID | None = None
    ) -> "Actor":
        """The same person through an agent, a workflow or another hand: never with more rights than before."""
        kept = self.permissions if allowed is None else self.permissions & allowed
        return replace(self, via=via, agent=agent or self.agent, execution_id=execution_id or self.execution_id, permissions=kept)

    def of_key(self, key_id: UUID, scopes: frozenset[str], ends: float) -> "Actor":
        """The same person through one of his API keys: what he may do, as far as the key reaches. `ends` as in `expires_at`."""
        return replace(self, via="key", api_key_id=key_id, permissions=self.permissions & scopes, expires_at=ends)

    def may(self, permission: str) -> bool:
        """Whether the permission is held."""
        return permission == PUBLIC or (permission == AUTHENTICATED and self.signed_in) or permission in self.permissions

    def require(self, permission: str) -> None:
        """Refuse unless the permission is held, naming it."""
        if not self.may(permission):
            raise Forbidden(self.lacking(permission))

    def lacking(self, permission: str) -> str:
        """The sentence for whoever does not hold it: what it is, and who lacks it."""
        who = "your role does not have" if self.api_key_id is None else "this API key (or your role) does not have"
        return f"This needs the permission {permission}, which {who}."


ANONYMOUS = Actor()


class Authenticator(Protocol):
    """Credential to actor: the one door for Bearer tokens, API keys, sockets and the command line."""

    async def __call__(self, kit: "Kit", credential: str) -> Actor | None:
        """The actor behind an access token or API key; None when it is not (or no longer) valid."""
        ...


class ApiKeys(Protocol):
    """What the authenticator asks about a credential that begins like an API key; a product without the feature has none."""

    async def __call__(self, kit: "Kit", credential: str) -> Actor | None:
        """The person behind the key with the rights he has now, never more than the key's; None when it is not (or no longer) valid."""
        ...

    async def through(self, kit: "Kit", person: Actor, key_id: UUID) -> Actor | None:
        """The same person through his key, for what it began earlier; None when it was revoked or stopped, or has ended."""
        ...


KEY_GONE = "The API key that asked for this was revoked or stopped, or has ended."


async def through_key(kit: "Kit", person: Actor, key_id: UUID | None) -> Actor | None:
    """The person as he acts in work that a key began (`key_id`; None: no key did); None when the key does not work any more."""
    if key_id is None:
        return person
    keys: ApiKeys | None = kit.ports.get(ApiKeys)
    return await keys.through(kit, person, key_id) if keys else None


class Principals(Protocol):
    """A person's present rights in an organisation, for work that runs later (a job has no token)."""

    async def __call__(self, kit: "Kit", user_id: UUID, org_id: UUID) -> Actor | None:
        """None when the person left the organisation or was deactivated."""
        ...


GONE = "Whoever asked for this is no longer an active member here."


async def present(kit: "Kit", actor: Actor) -> Actor:
    """The actor with what is left of his rights at this moment, in work that he began earlier: never more than he had then.

    Raises Forbidden when he left or was deactivated, or when the key through which he came does not work any more.
    """
    ask: Principals | None = kit.ports.get(Principals)
    if ask is None or not actor.signed_in:
        return actor
    person = await ask(kit, actor.user_id, actor.org_id)
    if person is None:
        raise Forbidden(GONE)
    now = await through_key(kit, person, actor.api_key_id)
    if now is None:
        raise Forbidden(KEY_GONE)
    return replace(actor, role=now.role, permissions=actor.permissions & now.permissions)


class Tenants(Protocol):
    """All organisations, for chores by the clock that go through each of them."""

    async def ids(self, kit: "Kit") -> list[UUID]:
        """Their ids."""
        ...


class People(Protocol):
    """The members of an organisation: how they are called, for screens that show who did something, and what they may do."""

    async def names(self, ctx: "Context", ids: "Collection[UUID]") -> dict[UUID, str]:
        """Names of the people of this organisation among `ids`, in one query; those who are unknown are left out."""
        ...

    async def emails(self, ctx: "Context", ids: "Collection[UUID]") -> dict[UUID, str]:
        """Addresses of the active members among `ids`, in one query: whom a letter may be sent to."""
        ...

    async def actors(self, ctx: "Context", ids: "Collection[UUID]") -> "list[Actor]":
        """The active members among `ids` with the rights they have now, in one query."""
        ...

    async def named(self, ctx: "Context", text: str, limit: int) -> "list[Actor]":
        """Active members whose name contains the text (blind to case and accents), by name."""
        ...

    async def in_role(self, ctx: "Context", *roles: str) -> "list[Actor]":
        """The active members who have one of these roles, in one query."""
        ...


class Teams(Protocol):
    """Who works with whom, for records that a team shares."""

    def mates(self, actor: Actor) -> "Select[UUID]":
        """The ids of everybody who is in one of the actor's teams, to be used inside another statement."""
        ...


@dataclass(frozen=True, slots=True)
class Permission:
    """Something a role can be given; shown in the role matrix as area × action."""

    name: str
    label: str
    roles: tuple[str, ...] | None = None
    """The built-in roles that have it until an admin decides otherwise (`admin` always does); None: by the usual rule."""

    @property
    def area(self) -> str:
        """The part before the colon."""
        return self.name.partition(":")[0]
