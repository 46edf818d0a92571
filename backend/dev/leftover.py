"""Settings that nobody reads any more once a feature has been taken out: their lines go too."""

import ast
import re

from dev.paths import BACKEND

SETTINGS = BACKEND / "app" / "kit" / "core" / "settings.py"
EXAMPLE = BACKEND / ".env.example"


def take_out() -> list[str]:
    """Their names. A setting is read where its name stands once more than in its own declaration."""
    code = "\n".join(file.read_text() for home in ("app", "dev") for file in (BACKEND / home).rglob("*.py"))
    unread = {name: lines for name, lines in _declared().items() if len(re.findall(rf"\b{name}\b", code)) < 2}
    _without(unread)
    return list(unread)


def _declared() -> dict[str, range]:
    """Every setting with its lines, those of its meaning included."""
    found: dict[str, range] = {}
    of_class = next(n for n in ast.parse(SETTINGS.read_text()).body if isinstance(n, ast.ClassDef) and n.name == "Settings")
    last = ""
    for node in of_class.body:
        end = node.end_lineno or node.lineno
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            last = node.target.id
            found[last] = range(node.lineno, end + 1)
        elif isinstance(node, ast.Expr) and last:
            found[last] = range(found[last].start, end + 1)
        else:
            last = ""
    return found


def _without(gone: dict[str, range]) -> None:
    numbers = {number for lines in gone.values() for number in lines}
    kept = [line for number, line in enumerate(SETTINGS.read_text().splitlines(keepends=True), 1) if number not in numbers]
    SETTINGS.write_text("".join(kept))
    names = "|".join(name.upper() for name in gone) or "(?!)"
    EXAMPLE.write_text(re.sub(rf"^#? ?(?:{names})=.*\n", "", EXAMPLE.read_text(), flags=re.MULTILINE))
