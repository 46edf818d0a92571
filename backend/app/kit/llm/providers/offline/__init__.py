"""The assistant without a language model: everyday questions about the declared entities, read by grammar and answered through the API.

`answer(text, state, world)` is the whole interface; see `types` for what it needs and returns.
"""

from .brain import answer
from .types import Citation, EntityInfo, Proposal, Reply, State, ToolError, World

__all__ = ["Citation", "EntityInfo", "Proposal", "Reply", "State", "ToolError", "World", "answer"]
