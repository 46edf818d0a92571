"""docs/start/command-line.md, followed literally."""

import re
import shlex
from pathlib import Path

from app.kit.testing.product import BACKEND
from tests.kit.console.conftest import Run

PAGE = (BACKEND.parent / "docs" / "start" / "command-line.md").read_text()


async def test_the_page_can_be_followed(inside: Run) -> None:
    first = re.search(r"```\n(.*?)```", PAGE, re.DOTALL)
    assert first is not None
    commands = [shlex.split(line.removeprefix("python3 backend/dev cli ")) for line in first[1].strip().splitlines()]
    assert len(commands) == 6
    for words in commands:
        said = await inside(*words)
        assert said.code == 0, (words, said.err)
        assert "INV-1" in said.out or words[0] != "invoices"


async def test_the_import_of_the_page(inside: Run, tmp_path: Path) -> None:
    line = next(line for line in PAGE.splitlines() if " import " in line and line.startswith("groundwork"))
    file = tmp_path / "invoices.csv"
    file.write_text("Invoice No,Client,Date,Amount\nINV-7,ACME,2026-11-01,12.50\n")
    assert (await inside("customers", "create", "--code", "ACME", "--name", "Acme")).code == 0
    said = await inside(*(str(file) if word == "invoices.csv" else word for word in shlex.split(line)[1:]))
    assert said.code == 0 and "created\t1" in said.out, said
