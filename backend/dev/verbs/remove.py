"""Take a feature out: its folders and tests, its tables by a migration, and settings that only it has read.

    python3 backend/dev remove shipments                     refused while its records would be lost, or others need it
    python3 backend/dev remove shipments --lossy             with its records
    python3 backend/dev remove customers --with-dependents   and everything that needs it

What names its records elsewhere (comments, links, notifications, saved views, rights in roles) goes in the same migration; the audit log
stays as it is. The way back is git and the migration's downgrade, without the records.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from dev import features, leftover, options, paths, say, stop
from dev.datadir import DataDir
from dev.errors import DevError
from dev.paths import BACKEND, ROOT
from dev.verbs import migrate


def main(args: Sequence[str]) -> int:
    """0 when it is gone."""
    parser = options.with_data_dir(options.parser("remove", __doc__))
    parser.add_argument("name")
    parser.add_argument("--lossy", action="store_true", help="with the records in its tables")
    parser.add_argument("--with-dependents", action="store_true", help="and the features that need it")
    chosen = parser.parse_args(args)
    stop.listen()
    gone = _chosen(chosen.name, all_of_them=chosen.with_dependents)
    data = DataDir(paths.data_dir(chosen.data_dir))
    with tempfile.TemporaryDirectory(dir=BACKEND, prefix=".removed-") as aside, features.taken_out(gone, Path(aside)) as parts:
        if (code := migrate.revise(data, f"without {', '.join(gone)}", lossy=chosen.lossy)) != 0:
            raise DevError("nothing was removed") from None
    settings = leftover.take_out()
    migrate.follow(data)
    for part in parts:
        say.line(f"  removed {part.relative_to(ROOT)}")
    for name in settings:
        say.line(f"  removed the setting {name.upper()}")
    if named := features.mentions_of(gone):
        say.line("\nThese files still name it; see whether they should:\n  " + "\n  ".join(named))
    return code


def _chosen(name: str, *, all_of_them: bool) -> list[str]:
    """The feature and, where that is wanted, who needs it; DevError where one must stay."""
    known = features.all_features()
    features.need(name)
    others = features.dependents(name, known)
    if name in features.SPINE:
        raise DevError(f"{name} stays: the product lives on {', '.join(features.SPINE)}. Edit it freely instead.")
    if others and not all_of_them:
        raise DevError(f"{name} is needed by {', '.join(others)}. Remove these first, or all together with --with-dependents.")
    gone = [*others, name]
    if used := features.imports_of(gone):
        raise DevError(f"this still uses {name} without needing it by its manifest:\n  " + "\n  ".join(used))
    return gone
