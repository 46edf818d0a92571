"""Write a new entity: table, API, screens, agent tools and tests follow from its one file.

    python3 backend/dev new entity projects name:text:search:list customer:ref:customers budget:money \\
                        due_on:date:optional priority:choice:low,normal,high status:status:planned,active,done

Kinds: text, long_text, email, phone, date, money, ref:<entity>, user, choice:<a,b,…>, status:<a,b,…>.
Options: optional, unique, search (found by the search box), list (a column of the list).
Then:  python3 backend/dev migrate --new "projects"
"""

import keyword
from collections.abc import Sequence

from dev import entity, options, say
from dev.errors import DevError
from dev.paths import BACKEND, ROOT

FEATURES = BACKEND / "app" / "features"


def main(args: Sequence[str]) -> int:
    """0 when the feature is written."""
    parser = options.parser("new", __doc__)
    parser.add_argument("what", choices=["entity"])
    parser.add_argument("name", help="plural, as in the address: projects")
    parser.add_argument("field", nargs="+", help="name:kind[:…]")
    parser.add_argument("--singular", help="the one of many, where the rule for English plurals misses it")
    chosen = parser.parse_args(args)
    folder = FEATURES / chosen.name
    if not entity.WORD.fullmatch(chosen.name) or keyword.iskeyword(chosen.name):
        raise DevError(f"{chosen.name!r}: a name is small letters, digits and _")
    if folder.exists():
        raise DevError(f"there is a feature {chosen.name} already: {folder.relative_to(ROOT)}")
    text = entity.source(chosen.name, chosen.singular or entity.singular(chosen.name), [entity.field(one) for one in chosen.field])
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "module.py").write_text(text)
    say.line(f'{(folder / "module.py").relative_to(ROOT)}\n\n{text}\nNext: python3 backend/dev migrate --new "{chosen.name}"')
    return 0
