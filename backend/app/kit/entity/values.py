"""From what a caller sent to what a record holds: defaults that are found now, links that must exist for him, files he uploaded."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel
from sqlalchemy import select

from app.kit.core.errors import Invalid
from app.kit.core.registry import registry
from app.kit.core.uploads import Uploads
from app.kit.entity.declare import Entity
from app.kit.entity.rights import narrowed, visible
from app.kit.entity.spec import ME, NOW, TODAY, FieldSpec

if TYPE_CHECKING:
    from app.kit.core.context import Context

FILES = ("file", "image")


def given(values: BaseModel | Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were sent, as the objects they are (no copies, no JSON)."""
    if isinstance(values, BaseModel):
        return {key: value for key, value in values if key in values.model_fields_set}
    return dict(values)


def completed(ctx: "Context", entity: type[Entity], sent: Mapping[str, Any]) -> dict[str, Any]:
    """All fields of a new record: what was sent, else what the declaration says."""
    settable = {k: s for k, s in entity.__fields__.items() if s.computed is None}
    return {k: sent[k] if k in sent else default_of(ctx, s) for k, s in settable.items() if k in sent or not s.required}


def default_of(ctx: "Context", spec: FieldSpec) -> Any:
    """A field's default for this actor at this moment."""
    if spec.default is ME:
        return ctx.actor.user_id if ctx.actor.signed_in else None
    if spec.default is NOW:
        return datetime.now(UTC)
    if spec.default is TODAY:
        return datetime.now(zone_of(ctx)).date()
    return spec.first


def zone_of(ctx: "Context") -> ZoneInfo:
    """The caller's time zone; UTC where none is known."""
    try:
        return ZoneInfo(ctx.actor.time_zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


async def resolved(ctx: "Context", record: Entity, values: dict[str, Any]) -> dict[str, Any]:
    """The values with files claimed for the record; Invalid names a link to something that the actor does not see."""
    entity = type(record)
    for key, value in values.items():
        spec = entity.__fields__[key]
        if spec.kind in FILES:
            values[key] = await _file(ctx, record, spec, value)
        elif spec.target in registry.entities and value:
            await _linked(ctx, spec, value if spec.many else [value], getattr(record, key, None))
    return values


async def _file(ctx: "Context", record: Entity, spec: FieldSpec, value: UUID | None) -> dict[str, Any] | None:
    now: Any = getattr(record, spec.name, None)
    if value is None or now is not None and str(now["id"]) == str(value):
        return now if value is not None else None
    facts = await ctx.use(Uploads).claim(ctx, value, entity=record.__entity__, record_id=record.id, field=spec.name)
    if spec.kind == "image" and not str(facts["content_type"]).startswith("image/"):
        raise Invalid.field(spec.name, "is not a picture: send a PNG, JPEG, GIF or WebP file")
    return facts


async def _linked(ctx: "Context", spec: FieldSpec, ids: list[UUID], before: Any) -> None:
    """One reference to an entity that all see is kept by its foreign key; every other one is looked up."""
    target: type[Entity] = registry.entities[spec.target]
    held = set(before or ()) if spec.many else {before}
    fresh = {id for id in ids if id not in held}
    if not fresh or not spec.many and not narrowed(target):
        return
    query = select(target.id).where(target.id.in_(fresh), target.deleted_at.is_(None))
    seen = visible(ctx, target)
    found = set((await ctx.db.scalars(query if seen is None else query.where(seen))).all())
    if missing := fresh - {UUID(str(id)) for id in found}:
        raise Invalid.field(spec.name, f"there is no {target.__noun__} with the id {min(map(str, missing))}", type="unknown_reference")
