"""Reading a file row by row: encoding, separator, mapping of columns to fields, and texts as people write values."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from app.kit.core.access import Actor
from app.kit.core.errors import Invalid
from app.kit.entity.declare import Entity
from app.kit.entity.flat import STAMPS, unsafe
from app.kit.entity.rights import locked
from app.kit.entity.sheet import is_sheet, read
from app.kit.entity.spec import FieldSpec
from app.kit.entity.values import FILES

SAMPLE = 64 * 1024
NUMBERS = ("integer", "decimal", "percent")
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
    """Each data row of a CSV file or spreadsheet as {column: text}; Invalid when the file has no header line."""
    return _from_sheet(path) if is_sheet(path) else _from_csv(path)


def _from_csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as file:
        sample = file.read(SAMPLE)
        if "\0" in sample:
            raise Invalid("This is neither a CSV file nor a spreadsheet (XLSX).")
        file.seek(0)
        header = sample.splitlines()[0] if sample.strip() else ""
        separator = max(",;\t", key=header.count)
        reader = csv.DictReader(file, delimiter=separator, restkey="")
        _named(reader.fieldnames or ())
        for row in reader:
            yield {str(k).strip(): unsafe((v or "").replace("\0", "").strip()) for k, v in row.items() if k and isinstance(v, str | None)}


def _from_sheet(path: Path) -> Iterator[dict[str, str]]:
    try:
        lines = read(path)
        names = [name.strip() for name in next(lines, [])]
        _named(names)
        for line in lines:
            yield {name: value.replace("\0", "").strip() for name, value in zip(names, line, strict=False) if name}
    except ValueError as error:
        raise Invalid(str(error)) from None


def _named(columns: Any) -> None:
    if not any(str(name).strip() for name in columns):
        raise Invalid("The file is empty, or its first line does not name the columns.")


def length(path: Path) -> int:
    """About how many data rows a file has, for progress: lines of a CSV file, read in pieces; 0 for a spreadsheet."""
    if is_sheet(path):
        return 0
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(SAMPLE), b""))


def guess(entity: type[Entity], actor: Actor, columns: list[str]) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The fields that columns are called like (by name or label), and the columns that are left out, each with the reason."""
    specs = entity.__fields__
    known = {s.label.casefold(): k for k, s in specs.items()} | {k.casefold(): k for k in specs}
    known |= {f"{k}.{part}": f"{k}.{part}" for k, s in specs.items() if s.kind == "money" for part in ("amount", "currency")}
    closed, mapping, skipped = locked(entity, actor), {}, []
    for column in columns:
        target = known.get(column.casefold(), "")
        if why := _left_out(specs.get(target.partition(".")[0]), closed, column):
            skipped.append({"column": column, "why": why})
        else:
            mapping[column] = target
    return mapping, skipped


def _left_out(spec: FieldSpec | None, closed: frozenset[str], column: str) -> str:
    if spec is None:
        return "is set by itself" if column in ("id", *STAMPS) else "no field is called like it"
    if spec.kind in FILES:
        return "files can not be imported"
    if spec.name in closed:
        return "is computed" if spec.computed is not None else "you may not set it"
    return ""


def fields(row: dict[str, str], mapping: Mapping[str, str], defaults: Mapping[str, str]) -> dict[str, Any]:
    """A row as `{field or path: text}`: empty cells fall back to the defaults or stay away."""
    found = {target: value for column, target in mapping.items() if target and (value := row.get(column, "")) != ""}
    return {**{k: v for k, v in defaults.items() if v != ""}, **found}


def nested(entity: type[Entity], flat: Mapping[str, Any]) -> dict[str, Any]:
    """`{"total.amount": …, "total.currency": …}` to `{"total": {…}}`, lists from comma lists, numbers without their ornaments."""
    made: dict[str, Any] = {}
    for target, value in flat.items():
        name, _, part = target.partition(".")
        spec = entity.__fields__[name]
        if spec.kind == "money" and part:
            made.setdefault(name, {})[part] = amount(value) if part == "amount" else value.upper()
        else:
            made[name] = _plain(spec, value) if isinstance(value, str) else value
    for name in [n for n, v in made.items() if entity.__fields__[n].kind == "money" and isinstance(v, dict) and "amount" not in v]:
        del made[name]  # a default currency without an amount is no money
    return made


def _plain(spec: FieldSpec, value: str) -> Any:
    if spec.kind in NUMBERS:
        return amount(value.rstrip("%"))
    if spec.many:
        return [part.strip() for part in value.split(",") if part.strip()]
    if spec.kind == "json":
        with suppress(orjson.JSONDecodeError):
            return orjson.loads(value)
    if spec.choices and value not in spec.choices:
        word = value.casefold().replace(" ", "_")
        return word if word in spec.choices else value
    return value


def amount(text: str) -> str:
    """`1,234.50`, `1.234,50` or `1 234,50` as `1234.50`; anything else unchanged, for validation to refuse."""
    bare = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace("'", "")
    dot, comma = bare.rfind("."), bare.rfind(",")
    if comma > dot:
        decimals = len(bare) - comma - 1
        thousands = bare.count(",") > 1 or (decimals == 3 and dot < 0)
        return bare.replace(",", "") if thousands else bare.replace(".", "").replace(",", ".")
    return bare.replace(",", "")
