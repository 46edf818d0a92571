"""A link between any two records."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.kit.core.audited import Audited
from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped

NAME = String(63)


class EntityRelation(Audited, OrgScoped, Stamped, Base):
    """`source` stands in `relation_type` to `target`: an invoice *replaces* an invoice, a task *follows up on* a customer."""

    __tablename__ = "entity_relations"
    __audit__: ClassVar[str] = "relations"
    __table_args__ = (
        Index("uq_entity_relations_link", "org_id", "source_type", "source_id", "target_type", "target_id", "relation_type", unique=True),
        Index("ix_entity_relations_target", "org_id", "target_type", "target_id"),
        {"info": SCOPED},
    )

    source_type: Mapped[str] = mapped_column(NAME, info={"names": "entity"})
    source_id: Mapped[UUID]
    target_type: Mapped[str] = mapped_column(NAME, info={"names": "entity"})
    target_id: Mapped[UUID]
    relation_type: Mapped[str] = mapped_column(NAME)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": True}

    def __label__(self) -> str:
        return self.relation_type
