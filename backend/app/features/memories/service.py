"""A person's memories: he reads, changes and erases them; agents add to them and are told them, for him alone."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Select, delete, select

from app.features.memories.events import MemoriesChanged
from app.features.memories.models import Memory, MemorySwitch
from app.features.memories.schemas import MemoryIn, MemorySettings
from app.kit.core.context import Context
from app.kit.core.erase import erase
from app.kit.core.errors import Conflict, NotFound
from app.kit.core.events import Happened
from app.kit.core.ids import new_id

MOST = 60
"""Of one person: they all stand in every prompt."""


class MemoryService:
    """Every statement names the caller: nobody reaches another person's, whatever his rights."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self._me = ctx, ctx.actor.user_id

    def _mine(self) -> Select[Memory]:
        return select(Memory).where(Memory.user_id == self._me)

    async def find(self) -> Sequence[Memory]:
        """All of them, oldest first."""
        return (await self.ctx.db.scalars(self._mine().order_by(Memory.created_at, Memory.id))).all()

    async def told(self) -> tuple[str, ...] | None:
        """What agents are told, oldest first; None while it is switched off."""
        if not (await self.settings()).enabled:
            return None
        return tuple(memory.text for memory in await self.find())

    async def remember(self, given: MemoryIn) -> Memory:
        """Note a fact; one that is known already is not noted twice."""
        if not (await self.settings()).enabled:
            raise Conflict("The user does not want anything to be remembered.")
        known = await self.find()
        if same := next((m for m in known if m.text.casefold() == given.text.casefold()), None):
            return same
        if len(known) >= MOST:
            raise Conflict(f"{MOST} facts are remembered already: one has to be forgotten first.")
        actor = self.ctx.actor
        made = Memory(
            id=new_id(), user_id=self._me, text=given.text, agent=actor.agent or "", conversation_id=actor.conversation_id,
            created_at=datetime.now(UTC),
        )  # fmt: skip
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        self.ctx.emit(Happened("remember", "memories", made.id))  # not what: that would outlive its erasure
        self.ctx.emit(MemoriesChanged(self._me))
        return made

    async def change(self, id: UUID, given: MemoryIn) -> Memory:
        """Say it better."""
        found = await self._one(id)
        found.text = given.text
        self.ctx.emit(MemoriesChanged(self._me))
        return found

    async def forget(self, id: UUID) -> None:
        """One fact."""
        await self.ctx.db.delete(await self._one(id))
        self.ctx.emit(MemoriesChanged(self._me))

    async def forget_all(self) -> None:
        """Everything."""
        await forget_person(self.ctx, self._me)

    async def settings(self) -> MemorySettings:
        """Whether the caller wants to be remembered."""
        switch = await self._switch()
        return MemorySettings(enabled=switch is None or switch.enabled)

    async def choose(self, given: MemorySettings) -> MemorySettings:
        """Switch it on or off; what is remembered stays until it is erased, but nobody is told while it is off."""
        switch = await self._switch()
        if switch is None:
            self.ctx.db.add(MemorySwitch(id=new_id(), user_id=self._me, enabled=given.enabled))
        else:
            switch.enabled = given.enabled
        await self.ctx.db.flush()
        self.ctx.emit(MemoriesChanged(self._me))
        return given

    async def _switch(self) -> MemorySwitch | None:
        found: MemorySwitch | None = await self.ctx.db.scalar(select(MemorySwitch).where(MemorySwitch.user_id == self._me))
        return found

    async def _one(self, id: UUID) -> Memory:
        found: Memory | None = await self.ctx.db.scalar(self._mine().where(Memory.id == id))
        if found is None:
            raise NotFound("There is no such memory.")
        return found


async def forget_person(ctx: Context, user_id: UUID) -> None:
    """All that this organisation's agents remember about somebody."""
    await erase(ctx, delete(Memory).where(Memory.user_id == user_id))
    ctx.emit(MemoriesChanged(user_id))
