"""Writes new things from `dev/templates`: files of a feature with `$name` and its forms filled in."""

import keyword
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from string import Template

from dev import features, words
from dev.errors import DevError
from dev.paths import BACKEND, FRONTEND, VENV

TEMPLATES = BACKEND / "dev" / "templates"
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST = 40
RUFF = VENV / "bin" / "ruff"


def usable(name: str) -> str:
    """The name, if a feature can be called so."""
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        raise DevError(f"{name!r}: a name is at most {LONGEST} small letters, digits and single _ between them")
    if keyword.iskeyword(name):
        raise DevError(f"{name!r} is a word of Python's own: no folder of code can be called so")
    if name in features.all_features():
        raise DevError(f"there is a feature {name} already")
    return name


def forms(name: str) -> dict[str, str]:
    """What a template may name."""
    label, many = name.replace("_", " "), words.plural(name)
    one = words.singular(many)
    told = {"name": name, "Name": words.camel(name), "words": label, "Words": label.capitalize(), "path": name.replace("_", "-")}
    return told | {"many": many, "one": one, "One": words.camel(one), "Many": many.replace("_", " ").capitalize()}


def write(what: str, name: str) -> list[Path]:
    """Fill in the templates of a kind of thing; the files that were written."""
    told = forms(name)
    name = told["many"] if what == "feature" else name
    told["words"] = name.replace("_", " ")
    homes = {"app": features.HOME / name, "tests": BACKEND / "tests" / "features" / name, ".": FRONTEND / "src" / "features" / name}
    made: list[Path] = []
    for template in sorted((TEMPLATES / what).rglob("*.txt")):
        place = template.relative_to(TEMPLATES / what).with_suffix("")
        home = place.parts[0] if place.parts[0] in homes else "."
        file = homes[home] / str(place.relative_to(home)).replace("NAME", told["Name"] if place.suffix == ".tsx" else name)
        made.append(_file(file, template, told))
    for folder in {file.parent for file in made if file.suffix == ".py"}:
        (folder / "__init__.py").touch()
    tidy(made)
    return made


def _file(file: Path, template: Path, told: Mapping[str, str]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(Template(template.read_text()).substitute(told))
    return file


def tidy(files: list[Path]) -> None:
    """Break the lines that a long name made too long, where the formatter is installed."""
    if RUFF.exists() and (mine := [str(file) for file in files if file.suffix == ".py"]):
        subprocess.run([RUFF, "format", "-q", *mine], cwd=BACKEND, check=False)
