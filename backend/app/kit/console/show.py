"""Answers for people (tables), for programs (`--json`) and for spreadsheets (`--csv`)."""

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from app.kit.console.catalogue import Command
from app.kit.console.values import is_flag, one_of

MOST_COLUMNS = 9
HIDDEN = frozenset({"org_id", "version", "created_at", "updated_at", "deleted_at", "expanded", "created_by"})
"""Not in a table unless asked for; always in `--json`."""


def value(data: Any) -> str:
    """One cell."""
    if data is None:
        return ""
    if isinstance(data, bool):
        return "yes" if data else "no"
    if isinstance(data, dict) and set(data) == {"amount", "currency"}:
        return f"{data['amount']} {data['currency']}"
    if isinstance(data, dict) and "name" in data:
        return str(data["name"])
    if isinstance(data, list) and all(isinstance(one, str) for one in data):
        return ", ".join(data)
    return orjson.dumps(data).decode() if isinstance(data, dict | list) else str(data)


def flat(record: Mapping[str, Any]) -> dict[str, str]:
    """A row of a CSV file: parts of money in columns of their own."""
    made: dict[str, str] = {}
    for name, data in record.items():
        if isinstance(data, dict) and data and not any(isinstance(v, dict | list) for v in data.values()):
            made |= {f"{name}.{part}": value(inner) for part, inner in data.items()}
        else:
            made[name] = value(data)
    return made


def as_json(data: Any) -> None:
    """Indented."""
    sys.stdout.write(orjson.dumps(data, option=orjson.OPT_INDENT_2).decode() + "\n")


def as_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    """With a header of all columns."""
    flattened = [flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in flattened for name in row))
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: _plain(v) for k, v in row.items()} for row in flattened)


def _plain(text: str) -> str:
    """A spreadsheet must not run it as a formula (OWASP, CSV injection)."""
    formula = text.startswith(("=", "@", "\t", "\r")) or (text.startswith(("+", "-")) and not text[1:].replace(".", "", 1).isdigit())
    return f"'{text}" if formula else text


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] = ()) -> None:
    """One line a record; with tabs between its fields where a program reads it."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    names = list(columns) or columns_of(rows)
    if not sys.stdout.isatty():
        _tabs([names, *([value(row.get(name)) for name in names] for row in rows)])
        return
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name in names:
        figures = all(isinstance(r.get(name), int | float) or _money(r.get(name)) for r in rows if r.get(name) is not None)
        made.add_column(Text(name), justify="right" if figures else "left", overflow="fold", no_wrap=name == "id")
    for row in rows:
        made.add_row(*(Text(value(row.get(name))) for name in names))
    _console().print(made)


def record(data: Mapping[str, Any]) -> None:
    """One line a field."""
    from rich.table import Table
    from rich.text import Text

    if not sys.stdout.isatty():
        _tabs([[name, value(inner)] for name, inner in data.items()])
        return
    made = Table.grid(padding=(0, 2))
    for name, inner in data.items():
        made.add_row(Text(name, "bold"), Text(value(inner)))
    _console().print(made)


def columns_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The first ones that hold something to look at."""
    names = dict.fromkeys(name for row in rows for name in row if name not in HIDDEN)
    small = [n for n in names if all(len(value(row.get(n))) <= 60 for row in rows)]
    return small[:MOST_COLUMNS]


def note(text: str) -> None:
    """Beside the answer, never in it."""
    sys.stderr.write(text + "\n")


def listing(found: Iterable[Command]) -> None:
    """Operations with what they do."""
    rows = [{"operation": c.name, "method": c.method, "permission": c.permission, "does": c.about.partition("\n")[0]} for c in found]
    table(rows, ("operation", "method", "permission", "does"))


def verbs(noun: str, known: Mapping[str, Command]) -> None:
    """What can be done with a noun."""
    rows = [
        {"command": " ".join(("groundwork", noun, verb, *map(str.upper, c.places), *(["FILE"] if c.form else []))), "does": c.about}
        for verb, c in known.items()
    ]
    table(rows, ("command", "does"))


def options(command: Command) -> None:
    """What an operation takes."""
    note(f"{command.about}\nNeeds {command.permission}. {command.method} {command.path}\n")
    rows = []
    for name, schema in command.fields.items():
        if "__" not in name and schema.get("format") != "binary":
            kind = "" if is_flag(schema, command.shapes) else one_of(schema, command.shapes)
            needed = "required" if name in command.required else ""
            rows.append({"option": f"--{name.replace('_', '-')} {kind}".strip(), "": needed, "means": schema.get("description") or ""})
    if rows:
        table(rows, ("option", "", "means"))
    if operators := dict.fromkeys(name.partition("__")[2] for name in command.query if "__" in name):
        note(f"A field also takes an operator: --field__OP value, with OP one of {', '.join(operators)}.")


def _money(data: Any) -> bool:
    return isinstance(data, dict) and "amount" in data


def _tabs(lines: Iterable[Sequence[str]]) -> None:
    for line in lines:
        sys.stdout.write("\t".join(" ".join(part.split()) for part in line) + "\n")


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False)
