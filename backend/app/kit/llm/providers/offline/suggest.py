"""Questions to offer when one was not understood."""

from .schema import Schema


async def suggestions(text: str, schema: Schema) -> list[str]:
    """At most three questions that would be understood."""
    return []
