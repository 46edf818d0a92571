"""Field functions of links: to other records, to people, to files. By name, so that features stay apart."""

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack, cast
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator
from pydantic import Field as Rule
from sqlalchemy import Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped

from app.kit.entity.spec import REQUIRED, FieldSpec, Shown

LINKS = 200


class File(TypedDict):
    """A stored file as a record keeps it: what it is, not where. Files never change, so neither do these facts."""

    id: str
    name: str
    size: int
    """Bytes."""
    content_type: str


def ref(entity: str, *, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[UUID]:
    """The id of a record of another entity, by its name."""
    spec = FieldSpec(kind="ref", sql=Uuid, suffix="_id", target=entity, default=default, **shown)
    return cast("Mapped[UUID]", spec)


def refs(entity: str, *, default: Sequence[UUID] = (), **shown: Unpack[Shown]) -> Mapped[list[UUID]]:
    """The ids of records of another entity, in the order given, none twice."""
    shown.setdefault("sort", False)
    rule = (Rule(max_length=LINKS), AfterValidator(lambda ids: list(dict.fromkeys(ids))))
    spec = FieldSpec(kind="refs", sql=lambda: ARRAY(Uuid), suffix="_ids", rule=rule, target=entity, default=tuple(default), **shown)
    return cast("Mapped[list[UUID]]", spec)


def person(*, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[UUID]:
    """A member of the organisation; `default=ME` is who adds the record."""
    spec = FieldSpec(kind="user", sql=Uuid, suffix="_id", target="users", default=default, **shown)
    return cast("Mapped[UUID]", spec)


def file(*, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[File]:
    """A file, sent as the id that `POST /files` gave for it."""
    return cast("Mapped[File]", _file("file", default, shown))


def image(*, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[File]:
    """A picture (PNG, JPEG, GIF or WebP), sent like a file and shown as what it is."""
    return cast("Mapped[File]", _file("image", default, shown))


def _file(kind: Any, default: Any, shown: Shown) -> FieldSpec:
    shown.setdefault("sort", False)
    return FieldSpec(kind=kind, sql=lambda: JSONB(none_as_null=True), default=default, rule=(BeforeValidator(_id_of),), **shown)


def _id_of(value: Any) -> Any:
    """The id alone, also out of an answer that is sent back."""
    return value.get("id") if isinstance(value, dict) else value
