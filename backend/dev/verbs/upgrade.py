"""Take over a newer version of the template: its kit, its roots, and whatever else of it you have not changed.

    python3 backend/dev upgrade ../groundwork-newer              refused while you have changed files of the kit: it names them
    python3 backend/dev upgrade ../groundwork-newer --overwrite  replaces those too, and keeps what you had in upgrade.patch
    python3 backend/dev upgrade ../groundwork-newer --dry-run    only tells

The newer checkout must have its git history: by it a file that you changed is told from one that is only older. Files outside the kit
that you changed (of accounts, auth and other features too) stay as they are and are listed, for you to merge. Features that you do not
have are named, not added. Its migrations that you do not have go onto the end of your line, under the next numbers. Commit first: git is
the way back. In the end `dev migrate` and `dev check` run in their newer version.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from dev import options, say, shell, stop, upgrade
from dev.errors import DevError
from dev.paths import BACKEND, ROOT

PATCH = "upgrade.patch"


def main(args: Sequence[str]) -> int:
    """The exit code of migration and checks; 0 for a dry run."""
    parser = options.parser("upgrade", __doc__)
    parser.add_argument("newer", type=Path, help="a checkout of the newer version")
    parser.add_argument("--overwrite", action="store_true", help="replace also files of the kit that you changed")
    parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")
    chosen = parser.parse_args(args)
    stop.listen()
    newer = chosen.newer.resolve()
    if not (newer / "backend" / "app" / "kit").is_dir() or newer == ROOT:
        raise DevError(f"{newer} is no other checkout of the template")
    if upgrade.git(ROOT, "status", "--porcelain").strip() and not chosen.dry_run:
        raise DevError("there are changes that are not committed; commit them first, so that git can bring back what an upgrade replaces")
    made = upgrade.plan(ROOT, newer)
    _tell(made)
    if chosen.dry_run:
        return 0
    if made.changed_kit and not chosen.overwrite:
        raise DevError("nothing was done: these files of the kit are not yours to change. Move what you need into a feature, or repeat with"
                       f" --overwrite, which keeps your changes in {PATCH}")  # fmt: skip
    if patch := upgrade.apply(ROOT, newer, made, overwrite=chosen.overwrite):
        (ROOT / PATCH).write_text(patch)
        say.line(f"\nWhat you had changed in the kit is in {PATCH}.")
    for verb in ("migrate", "check"):  # as a program of its own: this one is the older version
        if code := shell.loud([sys.executable, BACKEND / "dev", verb], cwd=ROOT):
            return code
    return 0


def _tell(made: upgrade.Plan) -> None:
    say.line(f"{len(made.replace)} files replaced, {len(made.add)} added, {len(made.drop)} removed")
    for what, found in (
        ("You changed these files of the kit", made.changed_kit),
        ("You changed these; they stay, see what is new in them", made.changed),
        ("You put these into the kit; they stay", made.yours),
        ("Features that you do not have; copy what you want", made.features),
        ("Migrations that come to the end of yours", [file.name for file in made.migrations]),
    ):
        if found:
            say.line(f"\n{what}:\n  " + "\n  ".join(found))
