"""Shapes of decisions on proposed writes."""

from typing import Annotated, Literal

from pydantic import Field

from app.kit.web.shapes import Paging, Shape


class ApprovalQuery(Paging):
    """Filter of the list of approvals."""

    status: Literal["waiting", "approved", "rejected", "failed"] | None = None


class Decision(Shape):
    """Yes or no."""

    decision: Literal["approve", "reject"]
    note: Annotated[str, Field(max_length=1000)] = ""
