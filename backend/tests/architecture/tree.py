"""The source tree as the architecture tests see it."""

from pathlib import Path

BACKEND = Path(__file__).resolve().parents[2]
APP = BACKEND / "app"
FEATURES = APP / "features"


def features() -> list[str]:
    """Names of the feature folders."""
    return sorted(p.parent.name for p in FEATURES.glob("*/module.py"))


def sources(folder: Path = APP) -> list[Path]:
    """Every Python file below a folder."""
    return sorted(folder.rglob("*.py"))
