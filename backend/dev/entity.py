"""The source of a new entity: one feature folder with one file, from words like `name:text:search` or `customer:ref:customers`.

A field is `name:kind` and, each after a colon, options: `optional`, `unique`, `search`, `list`. What a kind needs itself comes right
after it: the other entity of a `ref`, the words of an `enum` or a `status` (`enum:a,b` or `enum(a,b)`).
"""

import keyword
import re
from dataclasses import dataclass

from dev import layout, words
from dev.errors import DevError

WORD = re.compile(r"[a-z][a-z0-9_]*")
PARENTHESES = re.compile(r"\(([^()]*)\)")
SHOWN = 5
"""Fields in the list of an entity for which nobody said which."""


@dataclass(frozen=True)
class Kind:
    """How one kind of field is written: field function, type, the module the type comes from, options it takes, what it needs itself."""

    function: str
    type: str
    source: str = ""
    options: tuple[str, ...] = ("optional", "list")
    needs: str = ""
    shown: bool = True
    """Fit for a column of the list."""


TEXT = ("optional", "list", "search")
KINDS = {
    "text": Kind("text", "str", options=(*TEXT, "unique")),
    "long_text": Kind("long_text", "str", options=TEXT, shown=False),
    "integer": Kind("integer", "int", options=("optional", "list", "unique")),
    "decimal": Kind("decimal", "Decimal", "decimal"),
    "money": Kind("money", "Money"),
    "percent": Kind("percent", "Decimal", "decimal"),
    "boolean": Kind("boolean", "bool", options=("list",)),
    "date": Kind("day", "date", "datetime"),
    "datetime": Kind("moment", "datetime", "datetime"),
    "enum": Kind("choice", "", needs="words"),
    "status": Kind("flow", "", options=("list",), needs="words", shown=False),
    "tags": Kind("tags", "list[str]", options=("list",)),
    "email": Kind("email", "str", options=(*TEXT, "unique")),
    "phone": Kind("phone", "str", options=(*TEXT, "unique")),
    "url": Kind("url", "str", options=(*TEXT, "unique"), shown=False),
    "json": Kind("json", "dict[str, Any]", "typing", options=("optional",), shown=False),
    "file": Kind("file", "File", shown=False),
    "image": Kind("image", "File", shown=False),
    "user": Kind("person", "UUID", "uuid"),
    "ref": Kind("ref", "UUID", "uuid", needs="an entity (plural)"),
    "refs": Kind("refs", "list[UUID]", "uuid", options=("list",), needs="an entity (plural)", shown=False),
}
ALIASES = {
    "string": "text", "str": "text", "markdown": "long_text", "int": "integer", "number": "decimal", "bool": "boolean", "day": "date",
    "moment": "datetime", "choice": "enum", "flow": "status", "person": "user", "attachment": "file",
}  # fmt: skip
IMPORTED = ("Money", "File")
"""Types that come with the field functions."""


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
        return self.kind.type or words.camel(self.name)

    @property
    def constant(self) -> str:
        """The moves of a status as a constant above the class, where they are too long for its line; else empty."""
        entries = [f'"{a}": ["{b}"]' for a, b in zip(self.words, self.words[1:], strict=False)]
        if self.kind.function != "flow" or len(", ".join(entries)) <= layout.WIDTH // 2:
            return ""
        return layout.call(f"MOVES: dict[{self.type_name}, list[{self.type_name}]] = ", entries, brackets="{}")

    def _moves(self) -> str:
        pairs = zip(self.words, self.words[1:], strict=False)
        return "MOVES" if self.constant else "{" + ", ".join(f'"{a}": ["{b}"]' for a, b in pairs) + "}"

    def line(self) -> str:
        """Its line in the class."""
        optional = "optional" in self.options
        shown = [f"{option}=True" for option in ("unique", "search", "list") if option in self.options]
        default = ["default=None"] if optional else []
        first: list[str] = []
        if self.kind.function in ("ref", "refs"):
            first = [f'"{self.given}"']
        elif self.kind.function == "choice":
            first = [f'"{word}"' for word in self.words]
        elif self.kind.function == "flow":
            first, default = [self._moves()], [f'default="{self.words[0]}"']
        head = f"{self.name}: Mapped[{self.type_name}{' | None' if optional else ''}] = {self.kind.function}"
        return layout.call(head, [*first, *default, *shown], indent=4)


def field(text: str) -> Field:
    """Read `name:kind[:…]`; raises DevError saying what is wrong with it."""
    name, _, rest = PARENTHESES.sub(r":\1", text).replace("::", ":").partition(":")
    kind_name, *more = rest.split(":")
    kind_name = ALIASES.get(kind_name, kind_name)
    if name == "status" and kind_name == "enum":
        kind_name = "status"
    kind = KINDS.get(kind_name)
    if not kind:
        raise DevError(f"{text!r}: the kind must be one of {', '.join(KINDS)}")
    if not WORD.fullmatch(name) or keyword.iskeyword(name):
        raise DevError(f"{text!r}: a field's name is small letters, digits and _")
    given = more.pop(0).replace(" ", "") if kind.needs and more else ""
    if kind.needs and not all(WORD.fullmatch(word) for word in given.split(",")):
        sample = "a,b,c" if kind.needs == "words" else "customers"
        raise DevError(f"{text!r}: {kind_name} needs {kind.needs} after it, as in {name}:{kind_name}:{sample}")
    if wrong := [option for option in more if option not in kind.options]:
        raise DevError(f"{text!r}: {kind_name} does not take {wrong[0]!r}, only {', '.join(kind.options)}")
    return Field(name, kind, given, tuple(more))


def source(plural: str, one: str, fields: list[Field], icon: str = "") -> str:
    """The text of `module.py`. The first line of text among the fields is the record's title."""
    fields = _completed(fields)
    title = next(f.name for f in fields if f.kind.function == "text" and "optional" not in f.options)
    class_name, label = words.camel(one), one.replace("_", " ")
    if class_name in [f.type_name for f in fields]:
        raise DevError(f"a choice can not be called like the entity; call it {one}_kind, say")
    foreign = sorted({f.given for f in fields if f.kind.function in ("ref", "refs")} - {plural})
    needs = [f"needs=[{_quoted(foreign)}]"] if foreign else []
    aliases = [layout.call(f"{f.type_name} = Literal", [f'"{w}"' for w in f.words], brackets="[]") for f in fields if not f.kind.type]
    aliases += [f.constant for f in fields if f.constant]
    options = [f'name="{plural}"', f'title="{title}"', *([f'icon="{icon}"'] if icon else [])]
    parts = [
        f'"""{plural.replace("_", " ").capitalize()}."""',
        "",
        *_imports(fields),
        "",
        *(aliases + [""] if aliases else []),
        "",
        f"class {class_name}(Entity, {', '.join(options)}):",
        f'    """{words.article(label).capitalize()}."""',
        "",
        *(f.line() for f in fields),
        "",
        "",
        layout.call("module = Module", [f'name="{plural}"', *needs, f"entities=[{class_name}]"]),
        "",
    ]
    return "\n".join(parts)


def _completed(fields: list[Field]) -> list[Field]:
    """What a person would add: the title can be found, and the list shows the first fields that fit into one."""
    title = next((f for f in fields if f.kind.function == "text" and "optional" not in f.options), None)
    if not title:
        raise DevError("an entity needs a text field that is not optional, to call its records by")
    if len([f for f in fields if f.kind.function == "flow"]) > 1:
        raise DevError("an entity has one status only; make the others enum")
    if twice := {f.name for f in fields if [g.name for g in fields].count(f.name) > 1}:
        raise DevError(f"there are two fields called {', '.join(sorted(twice))}")
    _apart(fields)
    chosen = any("list" in f.options for f in fields)
    shown = [f.name for f in fields if f.kind.shown][:SHOWN] if not chosen else []
    added = {title.name: {"search", "list"}, **{name: {"list"} | ({"search"} if name == title.name else set()) for name in shown}}
    return [Field(f.name, f.kind, f.given, tuple(dict.fromkeys((*f.options, *sorted(added.get(f.name, ())))))) for f in fields]


def _apart(fields: list[Field]) -> None:
    """In a class a field hides what is called the same: a type or field function that another field uses, or an alias of a choice."""
    for one in fields:
        used = {f.kind.function for f in fields if f is not one} | {"date", "datetime"}
        if one.name in used:
            raise DevError(f"a field can not be called {one.name!r} beside others; say what it is, like due_on or contact_{one.name}")
        if not one.kind.type and one.type_name in {*IMPORTED, "Entity", "Mapped", "Module", "Literal", "Any", "Decimal"}:
            raise DevError(f"a choice can not be called {one.name!r}; say what it is, like {one.name}_kind")


def _imports(fields: list[Field]) -> list[str]:
    sources: dict[str, set[str]] = {}
    for one in fields:
        if one.kind.source:
            sources.setdefault(one.kind.source, set()).add(re.sub(r".*[\[ ](\w+)\]$", r"\1", one.kind.type))
    if any(not one.kind.type for one in fields):
        sources.setdefault("typing", set()).add("Literal")
    standard = [layout.imported(name, sorted(given)) for name, given in sorted(sources.items())]
    given = {"Entity", "Mapped"} | {f.kind.function for f in fields} | {f.kind.type for f in fields if f.kind.type in IMPORTED}
    kit = [layout.imported("app.kit.entity.declare", sorted(given)), "from app.kit.module import Module"]
    return [*standard, "", *kit] if standard else kit


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
