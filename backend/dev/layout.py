"""Lays out calls as `ruff format` does, so that what is written needs no formatter."""

from collections.abc import Sequence

WIDTH = 140


def call(head: str, arguments: Sequence[str], *, indent: int = 0, brackets: str = "()") -> str:
    """`head(arguments)` on one line, else with the arguments on a line of their own, else each on one."""
    opening, closing = brackets[0], brackets[1]
    space, inner = " " * indent, " " * (indent + 4)
    joined = ", ".join(arguments)
    if len(line := f"{space}{head}{opening}{joined}{closing}") <= WIDTH:
        return line
    if len(inner + joined) <= WIDTH:
        return f"{space}{head}{opening}\n{inner}{joined}\n{space}{closing}"
    each = "".join(f"{inner}{argument},\n" for argument in arguments)
    return f"{space}{head}{opening}\n{each}{space}{closing}"


def imported(module: str, names: Sequence[str]) -> str:
    """`from module import names`, as isort orders and breaks them: constants, classes, the rest."""
    ordered = sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name))
    if len(line := f"from {module} import {', '.join(ordered)}") <= WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in ordered) + ")"
