"""The page about declaring: every kind of field, the words that all take, the options of an entity. From functions and docstrings."""

import inspect
from collections.abc import Iterable
from typing import Any

from app.kit.entity import spec
from app.kit.entity.declare import FIELDS, Entity
from app.kit.entity.spec import Shown

DYNAMIC = ("TODAY", "NOW", "ME")


def fields_page(made: str) -> str:
    """Markdown; `made` says by which command."""
    kinds = [[f"`{f.__name__}`", _arguments(f), _one_line(f.__doc__)] for f in FIELDS]
    words = [[f"`{name}`", f"`{_typed(hint)}`", _below(Shown, name)] for name, hint in inspect.get_annotations(Shown).items()]
    found = [[f"`{name}`", _below(spec, name)] for name in DYNAMIC]
    options = [name for name in inspect.signature(Entity.__init_subclass__).parameters if name != "kw"]
    parts = [
        "# Declaring an entity", made,
        "## Kinds of fields", _table(["Function", "Its own arguments", "What it holds"], kinds),
        "## Words that every field takes", _table(["Word", "Type", "Meaning"], words),
        "## Defaults that are found when a record is made", _table(["Name", "Meaning"], found),
        "## Options of an entity", ", ".join(f"`{name}`" for name in options) + ".", inspect.cleandoc(Entity.__doc__ or ""),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _table(head: list[str], rows: Iterable[Iterable[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _arguments(function: Any) -> str:
    """All but the shared words, with their defaults."""
    given = [p for p in inspect.signature(function).parameters.values() if p.kind is not p.VAR_KEYWORD and p.name != "init"]
    return ", ".join(f"`{p.name}`" if p.default in (p.empty, ...) else f"`{p.name}={_default(p.default)}`" for p in given)


def _default(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**50:
        return f"{'-' if value < 0 else ''}2**53-1"
    return repr(value)


def _typed(hint: Any) -> str:
    text = hint.__name__ if isinstance(hint, type) else str(hint)
    for module in ("typing.", "collections.abc."):
        text = text.replace(module, "")
    return text.replace("|", "or")


def _below(owner: Any, name: str) -> str:
    """The text below a name's line in the source of its class or module."""
    lines = [line.strip() for line in inspect.getsource(owner).splitlines()]
    at = next(i for i, line in enumerate(lines) if line.startswith(f"{name}:"))
    return _one_line(lines[at + 1].strip('"'))


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")
