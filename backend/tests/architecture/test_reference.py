"""What is written about the product is in step with the product."""

import json
import re
from pathlib import Path

import pytest

from app.reference import documents
from tests.architecture.tree import BACKEND, features

ROOT = BACKEND.parent
PAGES = [ROOT / name for name in ("README.md", "SPEC.md", "TECHNICAL_SPEC.md", "ARCHITECTURE_TEMPLATE.md")] + sorted(
    (ROOT / "docs").rglob("*.md")
)


@pytest.mark.parametrize("name", sorted(documents()))
def test_reference_is_in_step(name: str) -> None:
    assert (ROOT / "docs/reference" / name).read_text(encoding="utf-8") == documents()[name], "run: python -m app.cli reference"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    missing = [t for t in targets if "://" not in t and not (page.parent / t).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_named_files_exist(page: Path) -> None:
    """A path in backticks that begins like the tree is a path of the tree. What is said of a feature that has been taken out stays said."""
    named = set(re.findall(r"`((?:backend|frontend|docs|app|tests|bench|dev|kit|features)/[\w./-]+)`", page.read_text(encoding="utf-8")))
    homes = (ROOT, ROOT / "backend", ROOT / "backend/app", ROOT / "frontend/src")
    there = [n for n in named if not (of := re.search(r"features/(\w+)", n)) or of[1] in features()]
    assert [n for n in there if not any((home / n).exists() for home in homes)] == []


@pytest.mark.skipif("invoices" not in features(), reason="the sample of which the README speaks was taken out")
def test_the_readme_counts_the_endpoints_of_an_entity() -> None:
    document = json.loads((ROOT / "docs/reference/openapi.json").read_text(encoding="utf-8"))
    count = sum(len(verbs) for path, verbs in document["paths"].items() if re.match(r"/api/v1/invoices(/|$)", path))
    word = {15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen"}[count]
    assert f"{word} REST endpoints" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_verbs_of_dev_in_the_readme_exist() -> None:
    verbs = set(re.findall(r"backend/dev (\w+)", "\n".join(p.read_text(encoding="utf-8") for p in PAGES)))
    assert verbs <= {p.stem for p in (BACKEND / "dev/verbs").glob("*.py")}


def test_every_decision_names_its_number() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [p.name[:4] for p in pages] == [f"{n:04d}" for n in range(1, len(pages) + 1)]
    for page in pages:
        assert page.read_text(encoding="utf-8").startswith(f"# {page.name[:4]} ")
