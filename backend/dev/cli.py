"""Finds the verb, runs it, and turns a known failure into one clear line."""

import importlib
import sys
from collections.abc import Sequence
from typing import Protocol, cast

from dev.errors import DevError
from dev.stop import Stopped

VERBS = ("run", "test", "check", "new", "migrate", "remove", "upgrade", "seed", "cli", "bench", "eval", "clean")


class Verb(Protocol):
    """A module of `dev.verbs`: its docstring is its help, `main` does the work."""

    __doc__: str

    def main(self, args: Sequence[str]) -> int:
        """Run with the arguments after the verb; the result is the exit code."""


def load(name: str) -> Verb:
    """The module of a verb, imported only when it is asked for."""
    return cast(Verb, importlib.import_module(f"dev.verbs.{name}"))


def overview() -> str:
    """The help of `dev` alone: the first line of every verb's docstring."""
    lines = [f"  {name:<9}{load(name).__doc__.splitlines()[0]}" for name in VERBS]
    return "usage: python3 backend/dev <verb> [options]      (python3 backend/dev <verb> --help tells more)\n\n" + "\n".join(lines)


def main(argv: Sequence[str]) -> int:
    """Run the verb named first in `argv`; 2 means that it was called wrongly, as usual for command lines."""
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(overview())
        return 0
    name, args = argv[0], argv[1:]
    if name not in VERBS:
        print(f"dev: there is no verb {name!r}\n\n{overview()}", file=sys.stderr)
        return 2
    try:
        return load(name).main(args)
    except DevError as error:
        print(f"dev {name}: {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Stopped):
        print("Stopped.", file=sys.stderr)
        return 130
