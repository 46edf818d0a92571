"""Reading a CSV file row by row: encoding, separator, mapping of columns to fields."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.kit.core.errors import Invalid
from app.kit.entity.declare import Entity

SAMPLE = 64 * 1024
csv.field_size_limit(1024 * 1024)


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without a mark) or, where that does not fit, Windows-1252 as Excel writes it."""
    with path.open("rb") as file:
        try:
            for line in file:
                line.decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Each data row as {column: text}; Invalid when the file has no header line."""
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as file:
        sample = file.read(SAMPLE)
        if "\0" in sample:
            raise Invalid("This is not a CSV file.")
        file.seek(0)
        header = sample.splitlines()[0] if sample.strip() else ""
        separator = max(",;\t", key=header.count)
        reader = csv.DictReader(file, delimiter=separator, restkey="")
        if not reader.fieldnames or not any(n.strip() for n in reader.fieldnames):
            raise Invalid("The file is empty, or its first line does not name the columns.")
        for row in reader:
            yield {str(k).strip(): (v or "").replace("\0", "").strip() for k, v in row.items() if k and isinstance(v, str | None)}


def guess(entity: type[Entity], columns: list[str]) -> dict[str, str]:
    """Columns whose name is a field's name or label."""
    known = {k.casefold(): k for k in entity.__fields__} | {s.label.casefold(): k for k, s in entity.__fields__.items()}
    known |= {f"{k}.{part}": f"{k}.{part}" for k, s in entity.__fields__.items() if s.kind == "money" for part in ("amount", "currency")}
    return {c: known[c.casefold()] for c in columns if c.casefold() in known}


def fields(row: dict[str, str], mapping: dict[str, str], defaults: dict[str, str]) -> dict[str, Any]:
    """A row as `{field or path: text}`: empty cells fall back to the defaults or stay away."""
    found = {target: value for column, target in mapping.items() if target and (value := row.get(column, "")) != ""}
    return {**{k: v for k, v in defaults.items() if v != ""}, **found}


def nested(entity: type[Entity], flat: dict[str, Any]) -> dict[str, Any]:
    """`{"total.amount": …, "total.currency": …}` to `{"total": {…}}`; amounts may carry thousands separators."""
    made: dict[str, Any] = {}
    for target, value in flat.items():
        name, _, part = target.partition(".")
        if entity.__fields__[name].kind == "money" and part:
            made.setdefault(name, {})[part] = amount(value) if part == "amount" else value.upper()
        else:
            made[name] = value
    for name in [n for n, v in made.items() if isinstance(v, dict) and "amount" not in v]:
        del made[name]  # a default currency without an amount is no money
    return made


def amount(text: str) -> str:
    """`1,234.50`, `1.234,50` or `1 234,50` as `1234.50`; anything else unchanged, for validation to refuse."""
    bare = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace("'", "")
    dot, comma = bare.rfind("."), bare.rfind(",")
    if comma > dot:
        decimals = len(bare) - comma - 1
        thousands = bare.count(",") > 1 or (decimals == 3 and dot < 0)
        return bare.replace(",", "") if thousands else bare.replace(".", "").replace(",", ".")
    return bare.replace(",", "")
