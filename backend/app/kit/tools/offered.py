"""The built-in tools by name: what an agent made in the browser can be given besides operations and tools of servers."""

from collections.abc import Mapping

from app.kit.tools.calculate import CALCULATE
from app.kit.tools.data import DATA_TOOLS
from app.kit.tools.dates import DATE_TOOLS
from app.kit.tools.escalate import CALL_A_PERSON
from app.kit.tools.fetch import FETCH
from app.kit.tools.http import HTTP_TOOLS
from app.kit.tools.money import MONEY_TOOLS
from app.kit.tools.tool import Tool

_ALL: tuple[Tool, ...] = (CALCULATE, *MONEY_TOOLS, *DATE_TOOLS, *DATA_TOOLS, FETCH, CALL_A_PERSON, *HTTP_TOOLS)
BUILT_INS: Mapping[str, Tool] = {tool.name: tool for tool in _ALL}
REACHING: frozenset[str] = frozenset(tool.name for tool in (FETCH, *HTTP_TOOLS))
"""Those that go to addresses a model names: only to hosts of the agent's rule for them."""
