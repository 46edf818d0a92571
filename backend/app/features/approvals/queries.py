"""Selects of approvals."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, or_, select

from app.features.approvals.models import Approval


def approvals(conversation_id: UUID, message_ids: Sequence[UUID] | None = None) -> Select[Approval]:
    """Of a conversation, or of some of its messages."""
    query = select(Approval).where(Approval.conversation_id == conversation_id)
    if message_ids is not None:
        query = query.where(Approval.message_id.in_(message_ids))
    return query.order_by(Approval.created_at, Approval.id)


OPEN = ("waiting", "doing", "unsure")


def of_person(user_id: UUID) -> Select[Approval]:
    """Proposed for a person."""
    return select(Approval).where(Approval.user_id == user_id)


def waiting() -> Select[str, str, str]:
    """By which agents and operations something waits, and the roles it was proposed for."""
    return select(Approval.agent, Approval.operation, Approval.approver).where(Approval.status == "waiting").distinct()


def to_decide(user_id: UUID, role: str, everything: bool, moved: Mapping[tuple[str, str], str]) -> Select[Approval]:
    """What this person may decide: his own where no role is named, those that name his role, or everything.

    `moved`: roles that decide now on what waits, by agent and operation, where another one (or none) was named when it was proposed.
    """
    query = select(Approval)
    if everything:
        return query
    approver = _approver(moved)
    return query.where(or_((Approval.user_id == user_id) & (approver == ""), approver == role))


def _approver(moved: Mapping[tuple[str, str], str]) -> ColumnElement[str]:
    a = Approval
    now = [((a.status == "waiting") & (a.agent == agent) & (a.operation == name), role) for (agent, name), role in moved.items()]
    return case(*now, else_=a.approver) if now else a.approver.expression


def standing(query: Select[Approval], status: str | None, still_open: bool | None) -> Select[Approval]:
    """Those in one status, and those that are (not) settled."""
    if status:
        query = query.where(Approval.status == status)
    if still_open is None:
        return query
    return query.where(Approval.status.in_(OPEN) if still_open else Approval.status.not_in(OPEN))


def approval(conversation_id: UUID, id: UUID, *, lock: bool = False) -> Select[Approval]:
    """One approval; locked while it is decided."""
    query = select(Approval).where(Approval.conversation_id == conversation_id, Approval.id == id)
    return query.with_for_update() if lock else query


def under_way(before: datetime) -> Select[UUID, UUID, UUID, UUID]:
    """What was begun before this time and has not ended, in every organisation; for the system's login."""
    found = select(Approval.org_id, Approval.id, Approval.conversation_id, Approval.user_id)
    return found.where(Approval.status == "doing", Approval.decided_at < before).limit(100)
