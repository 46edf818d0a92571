"""The source of a new entity: one feature folder with one file, from words like `name:text:search` or `customer:ref:customers`.

A field is `name:kind` and, each after a colon, options: `optional`, `unique`, `search`, `list`. What a kind needs itself comes right after
it: the other entity of a `ref`, the words of a `choice` or a `status` (with commas).
"""

import keyword
import re
from dataclasses import dataclass

from dev.errors import DevError

WORD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Kind:
    """How one kind of field is written: field function, type, the module the type comes from, options it takes, what it needs itself."""

    function: str
    type: str
    source: str = ""
    options: tuple[str, ...] = ("optional", "list")
    needs: str = ""


TEXT = ("optional", "list", "search")
KINDS = {
    "text": Kind("text", "str", options=(*TEXT, "unique")),
    "long_text": Kind("long_text", "str", options=TEXT),
    "email": Kind("email", "str", options=(*TEXT, "unique")),
    "phone": Kind("phone", "str"),
    "date": Kind("day", "date", "datetime"),
    "money": Kind("money", "Money", options=("list",)),
    "ref": Kind("ref", "UUID", "uuid", needs="an entity (plural)"),
    "user": Kind("person", "UUID", "uuid"),
    "choice": Kind("choice", "", needs="words"),
    "status": Kind("flow", "", options=("list",), needs="words"),
}


@dataclass(frozen=True)
class Field:
    """One field as asked for."""

    name: str
    kind: Kind
    given: str
    options: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """The words of a choice or a status."""
        return [word for word in self.given.split(",") if word]

    @property
    def type_name(self) -> str:
        """The type in the annotation; a choice gets a Literal of its own, named after it."""
        return self.kind.type or self.name.title().replace("_", "")

    def line(self) -> str:
        """Its line in the class."""
        optional = "optional" in self.options
        shown = [f"{option}=True" for option in ("unique", "search", "list") if option in self.options]
        default = ["default=None"] if optional else []
        first: list[str] = []
        if self.kind.function == "ref":
            first = [f'"{self.given}"']
        elif self.kind.function == "choice":
            first = [f'"{word}"' for word in self.words]
        elif self.kind.function == "flow":
            moves = ", ".join(f'"{a}": ["{b}"]' for a, b in zip(self.words, self.words[1:], strict=False))
            first, default = [f"{{{moves}}}"], [f'default="{self.words[0]}"']
        arguments = ", ".join([*first, *default, *shown])
        return f"    {self.name}: Mapped[{self.type_name}{' | None' if optional else ''}] = {self.kind.function}({arguments})"


def field(text: str) -> Field:
    """Read `name:kind[:…]`; raises DevError saying what is wrong with it."""
    name, _, rest = text.partition(":")
    kind_name, *more = rest.split(":")
    kind = KINDS.get(kind_name)
    if not kind:
        raise DevError(f"{text!r}: the kind must be one of {', '.join(KINDS)}")
    if not WORD.fullmatch(name) or keyword.iskeyword(name):
        raise DevError(f"{text!r}: a field's name is small letters, digits and _")
    given = more.pop(0) if kind.needs and more else ""
    if kind.needs and not all(WORD.fullmatch(word) for word in given.split(",")):
        sample = "a,b,c" if kind.needs == "words" else "customers"
        raise DevError(f"{text!r}: {kind_name} needs {kind.needs} after it, as in {name}:{kind_name}:{sample}")
    if wrong := [option for option in more if option not in kind.options]:
        raise DevError(f"{text!r}: {kind_name} does not take {wrong[0]!r}, only {', '.join(kind.options)}")
    return Field(name, kind, given, tuple(more))


def singular(plural: str) -> str:
    """The one of many, by English rule: companies, boxes, orders."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if plural.endswith(ending):
            return plural.removesuffix(ending) + instead
    return plural


def source(plural: str, one: str, fields: list[Field]) -> str:
    """The text of `module.py`. The first line of text among the fields is the record's title."""
    title = next((f.name for f in fields if f.kind.function == "text" and "optional" not in f.options), "")
    if not title:
        raise DevError("an entity needs a text field that is not optional, to call its records by")
    class_name, label = one.title().replace("_", ""), plural.replace("_", " ")
    foreign = sorted({f.given for f in fields if f.kind.function == "ref"} - {plural})
    needs = f", needs=[{_quoted(foreign)}]" if foreign else ""
    literals = [f"{f.type_name} = Literal[{_quoted(f.words)}]" for f in fields if not f.kind.type]
    parts = [
        f'"""{label.capitalize()}."""',
        "",
        *_imports(fields),
        "",
        *(literals + [""] if literals else []),
        "",
        f'class {class_name}(Entity, name="{plural}", title="{title}"):',
        f'    """One of the {label}."""',
        "",
        *(f.line() for f in fields),
        "",
        "",
        f'module = Module(name="{plural}"{needs}, entities=[{class_name}])',
        "",
    ]
    return "\n".join(parts)


def _imports(fields: list[Field]) -> list[str]:
    standard = {f"from {f.kind.source} import {f.kind.type}" for f in fields if f.kind.source}
    standard |= {"from typing import Literal"} if any(not f.kind.type for f in fields) else set()
    words = {"Entity", "Mapped"} | {f.kind.function for f in fields} | {"Money" for f in fields if f.kind.type == "Money"}
    kit = [f"from app.kit.entity.declare import {', '.join(sorted(words, key=_import_order))}", "from app.kit.module import Module"]
    return [*sorted(standard), "", *kit] if standard else kit


def _quoted(words: list[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _import_order(name: str) -> tuple[bool, str]:
    return name[0].islower(), name
