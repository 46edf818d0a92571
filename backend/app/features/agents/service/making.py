"""Agents made in the browser: every change is a new version, and none is ever lost."""

from datetime import UTC, datetime
from typing import Any

from app.features.agents import queries
from app.features.agents.models import Agent, AgentVersion
from app.features.agents.schemas import (
    AgentChange,
    AgentDetail,
    AgentIn,
    Definition,
    Difference,
    FieldChange,
    PolicyIn,
    RollbackIn,
    TurnLimits,
    VersionOut,
    VersionQuery,
)
from app.features.agents.service.checking import check
from app.features.agents.service.offering import BUILD, Kept, cards, made_of
from app.features.agents.service.toolset import words_of
from app.kit.agent.base import BaseAgent
from app.kit.agent.directory import agent_for, declared
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.errors import Conflict, Invalid, NotFound, Stale
from app.kit.web.shapes import Page, keyset

MOST = 200
"""Agents of one organisation, deleted ones not counted."""


class AgentService:
    """The verbs of people who build agents."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def get(self, name: str) -> AgentDetail:
        """Any agent that the caller may use or build."""
        row = await self._find(name) if name not in declared() else None
        if row is not None and (row.enabled or self.ctx.actor.may(BUILD)) and row.deleted_at is None:
            version = await self._load_version(row, row.current)
            if made_of(row, version).open_to(self.ctx.actor) or self.ctx.actor.may(BUILD):
                return await self._detail(made_of(row, version), {name: (row, version)})
        return await self._detail(await agent_for(self.ctx, name), {})

    async def create(self, given: AgentIn) -> AgentDetail:
        """A new name, and what its first version is told."""
        if given.name in declared():
            raise Invalid.field("name", "belongs to an agent that is part of the product")
        if (before := await self._find(given.name)) is not None:
            raise Invalid.field("name", "belonged to an agent that was deleted" if before.deleted_at else "is taken")
        if int(await self.ctx.db.scalar(queries.number_present()) or 0) >= MOST:
            raise Conflict(f"An organisation has at most {MOST} agents: delete one first.")
        told = _definition(given)
        await check(self.ctx, given.name, told)
        row = Agent(name=given.name, label=told.label, current=1, enabled=True)
        self.ctx.db.add(row)
        await self.ctx.db.flush()
        return await self._answer(row, await self._add(row, 1, told, given.note))

    async def change(self, name: str, given: AgentChange) -> AgentDetail:
        """From now on; turns that run end with the version they began with."""
        row = await self._own(name, expected=True)
        told = _definition(given)
        await check(self.ctx, name, told)
        return await self._next(row, told, given.note)

    async def rollback(self, name: str, given: RollbackIn) -> AgentDetail:
        """A new version that says what an earlier one said, if it still can be so."""
        row = await self._own(name, expected=True)
        told = Definition.model_validate((await self._load_version(row, given.number)).definition)
        await check(self.ctx, name, told)
        return await self._next(row, told, given.note or f"Back to version {given.number}")

    async def turn(self, name: str, *, on: bool) -> AgentDetail:
        """Let it answer, or let it rest."""
        row = await self._own(name, expected=True)
        row.enabled = on
        await self.ctx.db.flush()
        return await self._answer(row, await self._load_version(row, row.current))

    async def delete(self, name: str) -> None:
        """It answers nobody any more; its versions and conversations stay."""
        (await self._own(name, expected=True)).deleted_at = datetime.now(UTC)

    async def versions(self, name: str, wanted: VersionQuery) -> Page[VersionOut]:
        """Newest first."""
        row = await self._own(name)
        page = await keyset(self.ctx.db, queries.versions(row.id), [AgentVersion.number], wanted, lambda r: r[0], newest_first=True)
        return Page(items=await self._told(row, page.items), next_cursor=page.next_cursor, total=page.total)

    async def version(self, name: str, number: int) -> VersionOut:
        """One of them."""
        row = await self._own(name)
        return (await self._told(row, [await self._load_version(row, number)]))[0]

    async def difference(self, name: str, number: int, against: int) -> Difference:
        """What `number` says otherwise than `against`."""
        row = await self._own(name)
        new, old = [(await self._load_version(row, n)).definition for n in (number, against)]
        changed = [FieldChange(field=f, old=old.get(f), new=new.get(f)) for f in Definition.model_fields if old.get(f) != new.get(f)]
        return Difference(number=number, against=against, changes=changed)

    async def _next(self, row: Agent, told: Definition, note: str) -> AgentDetail:
        row.current, row.label = row.current + 1, told.label
        await self.ctx.db.flush()  # who comes second has an older row version, and is refused here
        return await self._answer(row, await self._add(row, row.current, told, note))

    async def _add(self, row: Agent, number: int, told: Definition, note: str) -> AgentVersion:
        author = self.ctx.actor.user_id
        made = AgentVersion(agent_id=row.id, number=number, definition=told.model_dump(mode="json"), author_id=author, note=note)
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        await self.ctx.db.refresh(made)
        return made

    async def _answer(self, row: Agent, version: AgentVersion) -> AgentDetail:
        return await self._detail(made_of(row, version), {row.name: (row, version)})

    async def _detail(self, agent: BaseAgent, kept: Kept) -> AgentDetail:
        (card,) = await cards(self.ctx, [agent], kept)
        row, version = kept.get(agent.name, (None, None))
        told = Definition.model_validate(version.definition) if version else definition_of(agent)
        if row is not None:
            self.ctx.etag = row.version
        shown = told if self.ctx.actor.may(BUILD) else None
        return AgentDetail(**card.model_dump(), definition=shown, row_version=row.version if row else 0)

    async def _find(self, name: str) -> Agent | None:
        return (await self.ctx.db.execute(queries.agent(name))).scalar_one_or_none()

    async def _own(self, name: str, *, expected: bool = False) -> Agent:
        """One that was made here and is still there."""
        if name in declared():
            raise Conflict("This agent is part of the product: duplicate it, and change the copy.")
        row = await self._find(name)
        if row is None or row.deleted_at is not None:
            raise NotFound(f"There is no agent called {name}.")
        if expected and self.ctx.if_match is not None and self.ctx.if_match != row.version:
            raise Stale("Somebody saved a newer version first. Read it again, then repeat your change.")
        return row

    async def _load_version(self, row: Agent, number: int) -> AgentVersion:
        found = (await self.ctx.db.execute(queries.version(row.id, number))).scalar_one_or_none()
        if found is None:
            raise NotFound(f"{row.label} has no version {number}.")
        return found

    async def _told(self, row: Agent, versions: list[AgentVersion]) -> list[VersionOut]:
        names = await self.ctx.use(People).names(self.ctx, {v.author_id for v in versions})
        return [
            VersionOut(
                number=v.number, note=v.note, author=names.get(v.author_id, ""), created_at=v.created_at,
                current=v.number == row.current, definition=Definition.model_validate(v.definition),
            )
            for v in versions
        ]  # fmt: skip


def _definition(given: Definition) -> Definition:
    """Without the name and the note."""
    return Definition.model_validate({field: getattr(given, field) for field in Definition.model_fields})


def definition_of(agent: BaseAgent) -> Definition:
    """What an agent in code would be told in the browser: where a copy of it begins."""
    limits: dict[str, Any] = {field: getattr(agent.limits, field) for field in TurnLimits.model_fields}
    rules = [
        PolicyIn(tool=p.tool, approval=p.approval, approver=p.approver, max_calls=p.max_calls, hosts=list(p.hosts)) for p in agent.policies
    ]
    return Definition(
        label=agent.label, role=agent.role, expertise=list(agent.expertise), suggestions=list(agent.suggestions), prompt=agent.prompt,
        tools=words_of(agent), tier=agent.tier, limits=TurnLimits(**limits), policies=rules,
        roles=list(agent.roles), colleagues=list(agent.colleagues),
    )  # fmt: skip
