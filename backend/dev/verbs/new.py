"""Write a new entity, feature, agent, tool or page: what a person could have written, to go on from.

    python3 backend/dev new entity invoice number:text customer:ref:customers amount:money due_on:date 'status:enum(draft,sent,paid,void)'
    python3 backend/dev new feature NAME      a table, its verbs, routes, rights and tests
    python3 backend/dev new tool NAME         a route that people, programs and agents can call
    python3 backend/dev new agent NAME        an agent with a role and tools
    python3 backend/dev new page NAME         a screen with its place in the navigation

A field of an entity is name:kind, and after further colons what the kind needs and options. Kinds: text, long_text, integer, decimal,
money, percent, boolean, date, datetime, enum:<a,b,…>, status:<a,b,…> (each can become the next), tags, email, phone, url, json, file,
image, user, ref:<entity>, refs:<entity>. `enum(a,b)` in quotes is the same as enum:a,b; an enum called status is a status.
Options: optional, unique, search (found by the search box), list (a column of the list; the first five fields unless you say which).
"""

import argparse
import ast
import re
from collections.abc import Sequence

from dev import entity, features, options, say, scaffold, words
from dev.errors import DevError
from dev.paths import BACKEND, ROOT

CHECKS = BACKEND / "app" / "kit" / "entity" / "checks.py"
TESTED = "\n      python3 backend/dev test backend -- tests/features/{name}"
TAKEN_UP = f"python3 backend/dev migrate          (a running product takes it up){TESTED}"
NEXT = {
    "feature": f"python3 backend/dev migrate          (its table){TESTED}",
    "tool": TAKEN_UP,
    "agent": TAKEN_UP,
    "page": "python3 backend/dev run                  (builds the screens anew)",
}


def main(args: Sequence[str]) -> int:
    """0 when it is written."""
    parser = options.parser("new", __doc__)
    kinds = parser.add_subparsers(dest="what", required=True, metavar="entity|feature|agent|tool|page")
    one = kinds.add_parser("entity", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    one.add_argument("name", help="one or many: invoice or invoices")
    one.add_argument("field", nargs="+", help="name:kind[:…]")
    one.add_argument("--singular", default="", help="the one of many, where the rule for English plurals misses it")
    one.add_argument("--plural", default="", help="the many of one, likewise")
    one.add_argument("--icon", default="", help="an icon of lucide.dev, like truck")
    for what in NEXT:
        kinds.add_parser(what).add_argument("name")
    chosen = parser.parse_args(args)
    return _entity(chosen) if chosen.what == "entity" else _other(chosen.what, chosen.name)


def _entity(chosen: argparse.Namespace) -> int:
    plural = scaffold.usable(chosen.plural or words.plural(chosen.name))
    single = chosen.singular or (words.singular(plural) if not chosen.plural else words.singular(chosen.name))
    fields = [entity.field(text) for text in chosen.field]
    _possible(plural, fields)
    text = entity.source(plural, single, fields, chosen.icon)
    folder = features.HOME / plural
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "module.py").write_text(text)
    say.line(f"{(folder / 'module.py').relative_to(ROOT)}\n\n{text}\nNext: python3 backend/dev migrate")
    return 0


def _possible(plural: str, fields: list[entity.Field]) -> None:
    """What only a look at the other features can tell."""
    known = features.all_features()
    if missing := [f.given for f in fields if f.kind.function in ("ref", "refs") and f.given not in (plural, *known)]:
        raise DevError(f"there is no entity {missing[0]!r} to refer to; there are: {', '.join(known)}")
    tables = {name for file in features.HOME.rglob("models.py") for name in re.findall(r'__tablename__ = "(\w+)"', file.read_text())}
    if plural in tables:
        raise DevError(f"there is a table {plural} already; choose another name")
    if bad := [f.name for f in fields if f.name in _taken()]:
        raise DevError(f"every record has {bad[0]!r} by itself; call the field something else")


def _taken() -> tuple[str, ...]:
    """The names that the kit keeps for itself, from its own list."""
    for node in ast.parse(CHECKS.read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "TAKEN":
            return tuple(ast.literal_eval(node.value))
    return ()


def _other(what: str, name: str) -> int:
    scaffold.usable(name if what != "feature" else words.plural(name))
    made = scaffold.write(what, name)
    for file in made:
        say.line(str(file.relative_to(ROOT)))
    say.line(f"\nNext: {NEXT[what].format(name=words.plural(name) if what == 'feature' else name)}")
    return 0
