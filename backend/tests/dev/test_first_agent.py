"""docs/start/first-agent.md and first-tool.md, followed to the letter in a copy, then looked for at every door."""

import os
import re
import shlex
import shutil
from pathlib import Path

from dev.paths import ROOT
from tests.dev.checkout import Checkout, checkout, database
from tests.dev.test_first_entity import edit

__all__ = ["checkout"]
MOST = 10
"""Lines of an agent, and of a tool."""
DOORS = Path(__file__).with_name("four_doors.py")


def blocks(page: str) -> list[tuple[str, str]]:
    """The page's blocks of code in order: language and text."""
    return re.findall(r"```(\w+)\n(.*?)```", (ROOT / "docs/start" / page).read_text(), re.DOTALL)


def followed(made: Checkout) -> None:
    """Both pages, block by block."""
    (_, command), (_, agent) = blocks("first-agent.md")
    made.did(*shlex.split(command)[2:])
    agents = made.home / "backend/app/features/collector/agents.py"
    agents.write_text(agents.read_text().partition("class Collector")[0] + agent)
    (_, tool), (_, diff) = blocks("first-tool.md")
    (made.home / "backend/app/features/tasks/router.py").write_text(tool)
    edit(made.home / "backend/app/features/tasks/module.py", diff)
    assert sum(1 for line in agent.splitlines() if line.strip()) <= MOST
    handler = tool.partition("r = router")[2]
    assert sum(1 for line in f"r{handler}".splitlines() if line.strip()) <= MOST


def test_the_pages_hold(checkout: Checkout) -> None:
    followed(checkout)
    tests = checkout.home / "backend/tests/features/collector"
    shutil.copy(DOORS, tests / "test_four_doors.py")
    with database(f"doors_{os.getpid()}") as fresh:
        checkout.env |= {f"TEST_{name}": address for name, address in fresh.items()}
        checkout.python("pytest", "-q", "-p", "no:cacheprovider", "tests/features/collector")
    new = ["app/features/collector", "app/features/tasks"]
    checkout.python("ruff", "check", *new)
    checkout.python("ruff", "format", "--check", "app/features/collector", "app/features/tasks/router.py")
