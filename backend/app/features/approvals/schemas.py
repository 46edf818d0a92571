"""Shapes of decisions on proposed writes."""

from typing import Annotated, Any, Literal

from pydantic import Field

from app.kit.agent.proposals import Status
from app.kit.web.shapes import Paging, Shape


class ApprovalQuery(Paging):
    """Filter of the list of approvals."""

    status: Status | None = None
    scope: Literal["mine", "inbox"] = "mine"
    """mine: proposed for the caller; inbox: those he may decide, his own and other people's."""


class Decision(Shape):
    """Yes or no; with `args`, yes to something else than was proposed for the same record."""

    decision: Literal["approve", "reject"]
    note: Annotated[str, Field(max_length=1000)] = ""
    args: dict[str, Any] | None = None
    """All arguments as they shall be done; what names the record can not be changed."""
