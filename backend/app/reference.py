"""The reference under docs/reference, made from what runs: `python -m app.cli reference`; an architecture test keeps it in step."""

import inspect
import json
import sys
from collections.abc import Iterable
from typing import Any

from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from app.kit.boot import Routers, assemble
from app.kit.core.context import Kit
from app.kit.core.events import Event
from app.kit.core.model import Base
from app.kit.core.registry import registry
from app.kit.core.settings import Settings
from app.kit.entity.happenings import catalogue
from app.kit.entity.reference import fields_page
from app.kit.web.app import build

MADE = "Made by `python -m app.cli reference`."


def documents() -> dict[str, str]:
    """File name to text."""
    kit = unconnected()
    return {
        "openapi.json": json.dumps(build(kit, kit.use(Routers), []).openapi(), indent=2, ensure_ascii=False, sort_keys=True) + "\n",
        "permissions.md": _table("Routes and permissions", ["Path", "Method", "Operation", "Permission", "Agent tool"], _routes(kit)),
        "settings.md": _table("Settings", ["Name", "Type", "Default", "Meaning"], _settings()),
        "fields.md": fields_page(MADE),
        "tables.md": _table("Tables", ["Table", "Rows of", "Columns"], _tables()),
        "events.md": _table("Events", ["Event", "Meaning", "Heard by"], _events())
        + _section(
            "What webhooks are told",
            "Names of `kit/entity/happenings.py`; `GET /meta/events` lists them for the caller.",
            ["Event", "Meaning"],
            [[f"`{e.name}`", e.label] for e in catalogue()],
        ),
    }


def unconnected() -> Kit:
    """An assembled product without engines behind it: enough to describe it."""
    unused = SecretStr("unused-" * 6)
    url = SecretStr("postgresql://nobody@localhost/none")
    return assemble(Settings(_env_file=None, jwt_secret=unused, audit_secret=unused, database_url=url))


def _table(title: str, head: list[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [f"# {title}", "", MADE, "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"


def _section(title: str, about: str, head: list[str], rows: Iterable[Iterable[str]]) -> str:
    return "\n## " + _table(title, head, rows).removeprefix("# ").replace(MADE, about)


def _routes(kit: Kit) -> list[list[str]]:
    found = sorted(kit.operations.values(), key=lambda op: (op.path, op.method))
    return [[f"`{op.path}`", op.method, f"`{op.name}`", f"`{op.permission}`", "yes" if op.tool else ""] for op in found]


def _settings() -> list[list[str]]:
    made = []
    for name, field in Settings.model_fields.items():
        given = field.default
        secret = isinstance(given, SecretStr)
        value = given.get_secret_value() if secret else "" if given in (None, PydanticUndefined) else str(given)
        kind = "secret" if secret else str(field.annotation).replace("<class '", "").replace("'>", "").replace("typing.", "")
        made.append(
            [
                f"`{name.upper()}`",
                kind.replace("pathlib._local.", "").replace("pathlib.", "").replace("|", "or"),
                f"`{value}`" if value else "",
                _meaning(name),
            ]
        )
    return made


def _meaning(name: str) -> str:
    """The text below a setting's line in its class."""
    lines = [line.strip() for line in inspect.getsource(Settings).splitlines()]
    at = next((i for i, line in enumerate(lines) if line.startswith(f"{name}:")), -1)
    below = lines[at + 1] if 0 <= at < len(lines) - 1 else ""
    return below.strip('"') if below.startswith('"""') else ""


def _tables() -> list[list[str]]:
    made = []
    for table in sorted(Base.metadata.tables.values(), key=lambda t: t.name):
        whose = "one organisation" if table.info.get("scoped") else "the installation"
        columns = ", ".join(f"`{c.name}`" for c in table.columns)
        made.append([f"`{table.name}`", whose + (", append-only" if table.info.get("append_only") else ""), columns])
    return made


def _events() -> list[list[str]]:
    heard: dict[type[Any], list[str]] = {}
    for module in registry.modules:
        for s in module.subscribers:
            heard.setdefault(s.event, []).append(f"{module.name} ({s.moment})")
    facts = sorted(facts_told(), key=lambda e: e.__name__)
    return [[f"`{e.__name__}`", (e.__doc__ or "").strip().splitlines()[0], ", ".join(heard.get(e, ["the kit"]))] for e in facts]


def facts_told() -> list[type[Event]]:
    """Every kind of event; `dataclass(slots=True)` leaves a twin behind that its module no longer knows."""
    found = [e for e in _below(Event) if e.__module__.startswith("app.")]
    return [e for e in found if getattr(sys.modules[e.__module__], e.__name__, None) is e]


def _below(kind: type[Event]) -> list[type[Event]]:
    return [c for child in kind.__subclasses__() for c in (child, *_below(child))]
