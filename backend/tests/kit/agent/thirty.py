"""What a model is shown when there are thirty entities: run as a program, because what it declares must not stay in the test process.

`python -m tests.kit.agent.thirty QUESTION…` prints, as JSON, bytes of all tools and per question the tools and their bytes.
"""

import json
import sys
from datetime import date
from types import ModuleType
from typing import Any
from uuid import UUID

from pydantic import SecretStr

from app.kit.agent.choosing import SEARCH, Search, chosen, scores, weighed
from app.kit.agent.directory import declared
from app.kit.boot import assemble, discover
from app.kit.core.access import Actor
from app.kit.core.registry import registry
from app.kit.core.settings import Settings
from app.kit.entity import declare
from app.kit.module import Module
from app.kit.tools.tool import RouteTool, Tool

NOUNS = [
    *("suppliers", "products", "warehouses", "shipments", "contracts", "projects", "meetings", "offers", "orders", "returns", "claims"),
    *("machines", "vehicles", "drivers", "routes", "employees", "applicants", "vacancies", "trainings", "licences", "assets"),
    *("inspections", "incidents", "budgets", "expenses", "campaigns", "visits"),
]
SOURCE = """
class {Name}(Entity, name="{name}", title="name"):
    "One of our {name}."
    code: Mapped[str] = text(unique=True, search=True, list=True)
    name: Mapped[str] = text(search=True, list=True)
    notes: Mapped[str | None] = long_text(default=None)
    kind: Mapped[str] = choice("internal", "external", default="internal")
    starts_on: Mapped[date | None] = day(default=None)
    cost: Mapped[Money | None] = money()
    owner: Mapped[UUID | None] = person(default=None)
    customer: Mapped[UUID | None] = ref("customers", default=None)
    status: Mapped[str] = flow({{"open": ["closed"], "closed": []}}, default="open")
"""


def entities() -> list[type[declare.Entity]]:
    """As many classes as a person could have written, in a module of their own."""
    home = sys.modules["thirty"] = ModuleType("thirty")
    vars(home).update({**vars(declare), "date": date, "UUID": UUID, "__name__": "thirty"})
    for noun in NOUNS:
        exec(SOURCE.format(Name=noun[:-1].capitalize(), name=noun), vars(home))
    return [getattr(home, noun[:-1].capitalize()) for noun in NOUNS]


def tools() -> dict[str, Tool]:
    """What the assistant holds for somebody with all rights."""
    unused, url = SecretStr("unused-" * 6), SecretStr("postgresql://nobody@localhost/none")
    modules = [*discover(), Module(name="many", needs=["customers"], entities=entities())]
    kit = assemble(Settings(_env_file=None, jwt_secret=unused, audit_secret=unused, database_url=url), modules)
    person = Actor(UUID(int=1), UUID(int=2), registry.permission_names)
    held: dict[str, Tool] = {tool.name: tool for tool in declared()["assistant"].hand(kit, person)}
    return held


def main(questions: list[str]) -> dict[str, Any]:
    """Sizes and choices."""
    held = tools()
    operations = {name: tool.operation for name, tool in held.items() if isinstance(tool, RouteTool)}
    full = sum(len(json.dumps({"name": t.name, "description": t.description, "parameters": t.schema()})) for t in held.values())
    nouns = list(dict.fromkeys(op.noun for op in operations.values()))
    held[SEARCH] = Search(lambda _: [], nouns)
    shown = {q: chosen(held, [q], ()) for q in questions}
    fits = {q: scores(operations, [q]) for q in questions}
    found = {q: sorted(fit, key=lambda n: (-fit[n], n))[:8] for q, fit in fits.items()}
    sizes = {name: weighed(tool) for name, tool in held.items()}
    return {
        "entities": len(registry.entities), "tools": len(held), "bytes_full": full, "bytes_compact": sum(sizes.values()),
        "shown": shown, "bytes": {q: sum(sizes[n] for n in names) for q, names in shown.items()}, "found": found,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
