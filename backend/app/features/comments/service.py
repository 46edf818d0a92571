"""Commenting on records: who may read a record reads its comments; who may comment at all adds his own."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select

from app.features.comments.models import Comment
from app.features.comments.schemas import CommentChange, CommentIn, CommentOut, Member, MentionQuery
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.errors import Forbidden, Invalid, NotFound, Stale
from app.kit.core.events import Merged, Noted
from app.kit.core.ids import new_id
from app.kit.core.notify import notify
from app.kit.entity.reach import OfRecord, PageOfRecord, Reached, reach, tell_beside, those_who_see
from app.kit.web.shapes import Page, keyset

NOUN = "comments"
MANAGE = "comments:manage"
SHOWN = 500
"""Characters of a comment that a notification repeats."""
OFFERED = 8


class CommentService:
    """The verbs of comments."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def find(self, wanted: PageOfRecord) -> Page[CommentOut]:
        """What was said about a record, newest first."""
        await reach(self.ctx, wanted)
        query = select(Comment).where(Comment.record_type == wanted.record_type, Comment.record_id == wanted.record_id)
        page = await keyset(self.ctx.db, query, [Comment.id], wanted, lambda row: row[0], newest_first=True)
        return Page(items=await self._shown(page.items), next_cursor=page.next_cursor, total=page.total)

    async def add(self, given: CommentIn) -> CommentOut:
        """Say something; the people it mentions and the record's watchers are told."""
        record = await reach(self.ctx, given)
        mentions = await self._readers(record, given.mentions)
        made = Comment(
            id=new_id(), record_type=given.record_type, record_id=given.record_id, body=given.body, mentions=mentions,
            created_by=self.ctx.actor.user_id, agent=self.ctx.actor.agent,
        )  # fmt: skip
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        self.ctx.emit(Noted(given.record_type, given.record_id, record.label, "comment", made.body[:SHOWN], tuple(mentions)))
        return await self._told(made, record, mentions, "create")

    async def change(self, id: UUID, given: CommentChange) -> CommentOut:
        """Say one's own words differently; only who is newly mentioned is told."""
        found, record = await self._one(id)
        if found.created_by != self.ctx.actor.user_id:
            raise Forbidden("Only its author can change a comment.")
        if self.ctx.if_match is not None and self.ctx.if_match != found.version:
            raise Stale("The comment was changed meanwhile. Read it again.")
        before = set(found.mentions)
        mentions = await self._readers(record, given.mentions)
        if found.body != given.body:
            found.edited_at = datetime.now(UTC)
        found.body, found.mentions = given.body, mentions
        await self.ctx.db.flush()
        return await self._told(found, record, [m for m in mentions if m not in before], "update")

    async def remove(self, id: UUID) -> None:
        """Take back one's own comment, or anybody's with `comments:manage`."""
        found, _ = await self._one(id)
        if found.created_by != self.ctx.actor.user_id:
            self.ctx.actor.require(MANAGE)
        await self.ctx.db.delete(found)
        tell_beside(self.ctx, NOUN, found.id, found, "delete")

    async def mentionable(self, wanted: MentionQuery) -> list[Member]:
        """Other members with this in their name who may read the record."""
        record = await reach(self.ctx, wanted)
        people = await self.ctx.use(People).named(self.ctx, wanted.q, OFFERED * 4)
        others = [p for p in people if p.user_id != self.ctx.actor.user_id]
        found = await those_who_see(self.ctx, record.entity, record.id, others)
        return [Member(id=p.user_id, name=p.name) for p in found[:OFFERED]]

    async def follow(self, fact: Merged) -> None:
        """What was said about merged records is said about the one that stays."""
        query = select(Comment).where(Comment.record_type == fact.entity, Comment.record_id.in_(fact.from_ids))
        for found in await self.ctx.db.scalars(query):
            found.record_id = fact.id

    async def _one(self, id: UUID) -> tuple[Comment, Reached]:
        found: Comment | None = await self.ctx.db.scalar(select(Comment).where(Comment.id == id))
        if found is None:
            raise NotFound("There is no comment with this id.")
        return found, await reach(self.ctx, OfRecord(record_type=found.record_type, record_id=found.record_id))

    async def _readers(self, record: Reached, ids: Sequence[UUID]) -> list[UUID]:
        wanted = list(dict.fromkeys(ids))
        people = await self.ctx.use(People).actors(self.ctx, wanted)
        readers = {p.user_id for p in await those_who_see(self.ctx, record.entity, record.id, people)}
        if any(id not in readers for id in wanted):
            raise Invalid.field("mentions", "names somebody who can not read this record", type="not_a_reader")
        return wanted

    async def _told(self, made: Comment, record: Reached, mentioned: Sequence[UUID], action: str) -> CommentOut:
        tell_beside(self.ctx, NOUN, made.id, made, action)
        people = [m for m in mentioned if m != self.ctx.actor.user_id]
        title = f"{self.ctx.actor.called} mentioned you on {record.noun}"
        place = f"/{made.record_type}/{made.record_id}?tab=comments"
        await notify(self.ctx, people, "comment.mentioned", title, body=made.body[:SHOWN], link=place)
        self.ctx.etag = made.version
        return (await self._shown([made]))[0]

    async def _shown(self, found: Sequence[Comment]) -> list[CommentOut]:
        """With the names of authors and mentioned people, in one query."""
        names = await self.ctx.use(People).names(self.ctx, {id for c in found for id in (c.created_by, *c.mentions)})
        me, every = self.ctx.actor.user_id, self.ctx.actor.may(MANAGE)

        def member(id: UUID) -> Member:
            return Member(id=id, name=names.get(id, "Somebody who left"))

        return [
            CommentOut(
                id=c.id, record_type=c.record_type, record_id=c.record_id, body=c.body, mentions=[member(m) for m in c.mentions],
                author=member(c.created_by), agent=c.agent, version=c.version, created_at=c.created_at, edited_at=c.edited_at,
                editable=c.created_by == me, deletable=every or c.created_by == me,
            )
            for c in found
        ]  # fmt: skip
