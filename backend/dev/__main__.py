"""Start of `python3 backend/dev`: checks the Python version, then hands over to `dev.cli`."""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036
    # Old syntax on purpose: an old Python has to be able to read this far.
    sys.exit("Groundwork needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031

# Run as a folder, Python puts the folder itself in front of the path, where modules would hide their namesakes of the standard library.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from dev.cli import main  # noqa: E402  (only after the path is right)

sys.exit(main(sys.argv[1:]))
