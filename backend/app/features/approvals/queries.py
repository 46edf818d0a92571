"""Selects of approvals."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, or_, select

from app.features.approvals.models import Approval


def approvals(conversation_id: UUID, message_ids: Sequence[UUID] | None = None) -> Select[Approval]:
    """Of a conversation, or of some of its messages."""
    query = select(Approval).where(Approval.conversation_id == conversation_id)
    if message_ids is not None:
        query = query.where(Approval.message_id.in_(message_ids))
    return query.order_by(Approval.created_at, Approval.id)


def of_person(user_id: UUID, status: str | None) -> Select[Approval]:
    """Proposed for a person."""
    query = select(Approval).where(Approval.user_id == user_id)
    return query.where(Approval.status == status) if status else query


def to_decide(user_id: UUID, role: str, everything: bool, status: str | None) -> Select[Approval]:
    """What this person may decide: his own where no role is named, those that name his role, or everything."""
    query = select(Approval)
    if not everything:
        mine = (Approval.user_id == user_id) & (Approval.approver == "")
        query = query.where(or_(mine, Approval.approver == role))
    return query.where(Approval.status == status) if status else query


def approval(conversation_id: UUID, id: UUID, *, lock: bool = False) -> Select[Approval]:
    """One approval; locked while it is decided."""
    query = select(Approval).where(Approval.conversation_id == conversation_id, Approval.id == id)
    return query.with_for_update() if lock else query
