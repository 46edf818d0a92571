"""The features of a checkout, read from their manifests without running them."""

import ast
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dev.errors import DevError
from dev.paths import BACKEND, FRONTEND, ROOT

SPINE = ("accounts", "auth", "operations")
"""Every other feature and the kit live on these."""
HOME = BACKEND / "app" / "features"
SCREENS = FRONTEND / "src" / "features"
SOURCES = (BACKEND / "app", BACKEND / "tests", BACKEND / "bench", FRONTEND / "src", FRONTEND / "e2e", ROOT / "docs")
MACHINE = (BACKEND / "app" / "kit", BACKEND / "tests" / "kit", BACKEND / "tests" / "dev", FRONTEND / "src" / "kit")
"""Where a name may stand as an example."""


@dataclass(frozen=True)
class Feature:
    """One feature: its name and what it needs."""

    name: str
    needs: tuple[str, ...] = ()

    @property
    def parts(self) -> list[Path]:
        """Its folders and files, wherever they lie."""
        tests = BACKEND / "tests" / "features"
        dashed = self.name.replace("_", "-")
        found = [HOME / self.name, tests / self.name, tests / f"test_{self.name}.py", SCREENS / self.name, SCREENS / dashed]
        found += sorted({*(FRONTEND / "e2e").glob(f"{self.name}.spec.ts"), *(FRONTEND / "e2e").glob(f"{dashed}.spec.ts")})
        return [part for part in dict.fromkeys(found) if part.exists()]


def all_features() -> dict[str, Feature]:
    """By name: those with a manifest, and those that are a frontend folder only."""
    found = {file.parent.name: Feature(file.parent.name, _needs(file)) for file in sorted(HOME.glob("*/module.py"))}
    screens = [folder.name for folder in sorted(SCREENS.glob("*")) if folder.is_dir()] if SCREENS.exists() else []
    return {**{name: Feature(name) for name in screens}, **found}


def _needs(manifest: Path) -> tuple[str, ...]:
    for node in ast.walk(ast.parse(manifest.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Module":
            for word in node.keywords:
                if word.arg == "needs":
                    return tuple(ast.literal_eval(word.value))
    return ()


def dependents(name: str, known: dict[str, Feature]) -> list[str]:
    """Who needs a feature, also by way of others, those first that nobody needs."""
    direct = [one.name for one in known.values() if name in one.needs]
    return list(dict.fromkeys(far for near in direct for far in [*dependents(near, known), near]))


def imports_of(names: Collection[str]) -> list[str]:
    """Where code outside these features imports from them: `file:line`."""
    listed = "|".join(re.escape(name) for name in names)
    pattern = re.compile(rf"app\.features\.({listed})\b|@/features/({listed})\b|\brefs?\(\s*[\"']({listed})[\"']")
    return [f"{file.relative_to(ROOT)}:{number}" for file, number in _lines(names, pattern)]


def mentions_of(names: Collection[str]) -> list[str]:
    """Files that still name them as a word in quotes, backticks or an address: for a person to look at."""
    listed = "|".join(re.escape(name) for name in names)
    pattern = re.compile(rf"[\"'`/]({listed})[\"'`/:.?]")
    found = dict.fromkeys(file for file, _ in _lines(names, pattern))
    return [str(file.relative_to(ROOT)) for file in found if not any(file.is_relative_to(home) for home in MACHINE)]


def _lines(names: Collection[str], pattern: re.Pattern[str]) -> Iterator[tuple[Path, int]]:
    known = all_features()
    own = [part for name in names for part in known.get(name, Feature(name)).parts]
    for home in SOURCES:
        for file in sorted(home.rglob("*")):
            outside = not any(file.is_relative_to(part) for part in own)
            made = "generated" in file.parts or "reference" in file.parts
            if file.suffix in (".py", ".ts", ".tsx", ".md") and outside and not made:
                for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1):
                    if pattern.search(line):
                        yield file, number


@contextmanager
def taken_out(names: Collection[str], aside: Path) -> Iterator[list[Path]]:
    """Move the features away while the block runs; if it raises they come back. Gives what was moved."""
    moved: list[tuple[Path, Path]] = []
    known = all_features()
    try:
        for number, part in enumerate(part for name in names for part in known[name].parts):
            shutil.move(part, aside / str(number))
            moved.append((part, aside / str(number)))
        yield [part for part, _ in moved]
    except BaseException:
        for part, kept in moved:
            shutil.move(kept, part)
        raise


def need(name: str) -> Feature:
    """The feature of this name; DevError with those there are."""
    known = all_features()
    if name not in known:
        raise DevError(f"there is no feature {name!r}; there are: {', '.join(known)}")
    return known[name]
