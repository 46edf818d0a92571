"""/comments: on any record."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from app.features.comments.schemas import CommentChange, CommentIn, CommentOut, Mentionable, MentionQuery
from app.features.comments.service import CommentService
from app.kit.core.access import AUTHENTICATED
from app.kit.entity.reach import PageOfRecord
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from app.kit.web.shapes import Page

r = router("/comments", "comments")
WRITE = "comments:write"


@r.get("", response_model=Page[CommentOut])
@allow(AUTHENTICATED)
async def list_comments(ctx: Ctx, query: Annotated[PageOfRecord, Query()]) -> Any:
    """What people said about a record, newest first. Needs the right to read the record."""
    return await CommentService(ctx).find(query)


@r.post("", status_code=201, response_model=CommentOut)
@allow(WRITE)
async def create_comment(ctx: Ctx, body: CommentIn) -> Any:
    """Comment on a record; the people mentioned and those who watch it are told."""
    return await CommentService(ctx).add(body)


@r.get("/mentionable", response_model=Mentionable)
@allow(WRITE, tool=False)
async def list_mentionable_people(ctx: Ctx, query: Annotated[MentionQuery, Query()]) -> Any:
    """People who may read the record, by part of their name."""
    return {"items": await CommentService(ctx).mentionable(query)}


@r.patch("/{id}", response_model=CommentOut)
@allow(WRITE)
async def update_comment(ctx: Ctx, id: UUID, body: CommentChange) -> Any:
    """Change the words of your own comment; the earlier ones stay in the audit log."""
    return await CommentService(ctx).change(id, body)


@r.delete("/{id}", status_code=204)
@allow(WRITE)
async def delete_comment(ctx: Ctx, id: UUID) -> None:
    """Remove your own comment (or anybody's, with comments:manage)."""
    await CommentService(ctx).remove(id)
