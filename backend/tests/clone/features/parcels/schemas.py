"""Shapes of parcels beyond those made from the declaration."""

from pydantic import BaseModel, Field


class RedirectIn(BaseModel):
    """Where to."""

    city: str = Field(min_length=1, max_length=80)
