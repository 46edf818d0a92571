"""The built-in tools by name: what an agent made in the browser can be given besides operations and tools of servers."""

from collections.abc import Mapping

from app.kit.tools.data import DATA_TOOLS
from app.kit.tools.tool import Tool

BUILT_INS: Mapping[str, Tool] = {tool.name: tool for tool in DATA_TOOLS}
REACHING: frozenset[str] = frozenset()
"""Those that go to addresses a model names: only to hosts of the agent's rule for them."""
