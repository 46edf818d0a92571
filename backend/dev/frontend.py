"""The SPA: its packages by `npm ci`, and its build, each only when its inputs have changed."""

import json
from pathlib import Path
from typing import Any

from dev import node, say, shell, stamps
from dev.paths import DIST, FRONTEND, NODE_MODULES

INPUTS = ("src", "public", "index.html", "package.json", "package-lock.json", "vite.config.ts", "tsconfig.json")
BUILT = NODE_MODULES / ".groundwork-build.stamp"


def packages(*, development: bool) -> None:
    """Install the packages of `package-lock.json`; those of development (tests, lint) only on demand, as a run does not need them."""
    if installed(FRONTEND, development=development):
        return
    with say.step("frontend packages (npm ci)"):
        options = [] if development else ["--omit=dev"]
        shell.quiet(["npm", "ci", "--no-audit", "--no-fund", *options], what="npm ci", cwd=FRONTEND, env=node.environment())


def installed(folder: Path, *, development: bool) -> bool:
    """Whether npm's own record of what it installed (`node_modules/.package-lock.json`) holds every package of the lock file."""
    record = folder / "node_modules" / ".package-lock.json"
    if not record.is_file():
        return False
    wanted: dict[str, Any] = json.loads((folder / "package-lock.json").read_text())["packages"]
    found: dict[str, Any] = json.loads(record.read_text())["packages"]
    for path, package in wanted.items():
        optional = package.get("optional") or package.get("devOptional")
        if not path or optional or (package.get("dev") and not development):
            continue
        if found.get(path, {}).get("integrity") != package.get("integrity"):
            return False
    return True


def build() -> None:
    """Build `frontend/dist` if a source of it has changed since the last build."""
    value = stamps.digest(*(FRONTEND / name for name in INPUTS))
    if stamps.fresh(BUILT, value) and (DIST / "index.html").is_file():
        return
    packages(development=False)
    with say.step("frontend build"):
        # Without the type check of `npm run build`: that is for `dev check`, and half of the seconds.
        shell.quiet(["npm", "exec", "--", "vite", "build"], what="the frontend build", cwd=FRONTEND, env=node.environment())
    stamps.write(BUILT, value)
