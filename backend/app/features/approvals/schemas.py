"""Shapes of decisions on proposed writes."""

from typing import Annotated, Any, Literal

from pydantic import Field

from app.kit.agent.proposals import ApprovalOut, Status
from app.kit.web.shapes import Paging, Shape


class ApprovalQuery(Paging):
    """Filter of the list of approvals."""

    status: Status | None = None
    open: bool | None = None
    """true: those that need a person (waiting, under way, unsure); false: those that are settled."""
    scope: Literal["mine", "inbox"] = "mine"
    """mine: proposed for the caller; inbox: those he may decide, his own and other people's."""


class ApprovalItem(ApprovalOut):
    """A proposed write in a list, with whose it is and where it was proposed."""

    person: str = ""
    """How the person is called for whom it would be done."""
    conversation_title: str | None = None
    """Null where the caller may not read the conversation."""


class Decision(Shape):
    """Yes or no; with `args`, yes to something else than was proposed for the same record.

    `done` and `not_done` are for one whose end is not known: a person has looked.
    """

    decision: Literal["approve", "reject", "done", "not_done"]
    note: Annotated[str, Field(max_length=1000)] = ""
    args: dict[str, Any] | None = None
    """All arguments as they shall be done; what names the record can not be changed."""
