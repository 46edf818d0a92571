"""Names in a text that somebody wrote: `{user}` and nothing else.

One pass, plain names from a fixed dictionary: no attributes, conversions, formats, or expressions, and what was put in is not looked at
again. `{user!r:>1000000000}` and `{{ user.password }}` are text like any other. (`str.format` would spend a gigabyte on the first.)
"""

import re
from collections.abc import Mapping

LONGEST = 200
"""Characters of a value."""


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with `{name}` replaced for the names in `values`, each on one line; every other brace stays as it is."""
    return re.sub(r"(?<!\{)\{([a-z_]+)\}(?!\})", lambda found: _plain(values[found[1]]) if found[1] in values else found[0], text)


def _plain(value: str) -> str:
    return " ".join(value.split())[:LONGEST]
