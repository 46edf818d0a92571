"""Where things are in the checkout."""

import os
from pathlib import Path

BACKEND = Path(__file__).resolve().parent.parent
ROOT = BACKEND.parent
FRONTEND = ROOT / "frontend"
VENV = BACKEND / ".venv"
PYTHON = VENV / "bin" / "python"
DIST = FRONTEND / "dist"
NODE_MODULES = FRONTEND / "node_modules"


def data_dir(given: str | None = None) -> Path:
    """The data folder: the option, else `DATA_DIR`, else `.data` at the root of the checkout. A relative path counts from where you are."""
    chosen = given or os.environ.get("DATA_DIR")
    return Path(chosen).expanduser().resolve() if chosen else ROOT / ".data"
