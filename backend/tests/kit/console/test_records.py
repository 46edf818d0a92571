"""Records by the command line: the same rights, checks and audit as anywhere, in words a person types."""

import csv
import io
import json
from pathlib import Path

from app.kit.testing import Organisation
from tests.kit.console.conftest import Run


async def acme(run: Run) -> dict[str, object]:
    made = await run("customers", "create", "--code", "ACME", "--name", "Acme Ltd", "--json")
    assert made.code == 0, made.err
    return dict(json.loads(made.out))


async def test_a_record_is_made_found_changed_removed_and_brought_back(run: Run) -> None:
    await acme(run)
    made = await run("invoices", "create", "--number", "INV-1", "--customer", "ACME", "--issued-on", "2026-11-01", "--total", "100EUR")
    assert made.code == 0 and "100.00 EUR" in made.out, made.err
    changed = await run("invoices", "update", "INV-1", "--due-on=2026-12-01", "--json")
    assert json.loads(changed.out)["due_on"] == "2026-12-01"
    assert json.loads((await run("invoices", "update", "INV-1", "--due-on", "null", "--json")).out)["due_on"] is None
    assert (await run("invoices", "status", "INV-1", "--status", "sent")).code == 0
    found = await run("invoices", "list", "--status", "sent", "--customer", "ACME", "--sort", "-total", "--limit", "20")
    assert [line.split("\t")[1] for line in found.out.splitlines()] == ["number", "INV-1"]
    stats = await run("invoices", "stats", "--group-by", "status", "--sum", "total", "--json")
    assert json.loads(stats.out)["items"][0]["group"] == {"status": "sent"}
    assert "status" in (await run("invoices", "history", "INV-1", "--json")).out
    assert (await run("invoices", "delete", "INV-1")).code == 0
    assert (await run("invoices", "get", "INV-1")).code == 3
    assert (await run("invoices", "restore", "INV-1")).code == 0


async def test_a_body_may_come_as_json(inside: Run) -> None:
    made = await inside("customers", "create", "--json", '{"code": "X", "name": "From JSON"}', "--country", "Norway")
    assert made.code == 0 and "Norway" in made.out


async def test_ends_are_told_by_code_and_word(run: Run) -> None:
    await acme(run)
    wrong = await run("invoices", "create", "--number", "1", "--total", "12")
    assert wrong.code == 2 and "12.50EUR" in wrong.err
    missing = await run("invoices", "create", "--number", "1")
    assert missing.code == 2 and "total:" in missing.err and "issued_on:" in missing.err
    twice = await run("customers", "create", "--code", "ACME", "--name", "Again")
    assert twice.code == 4 and "code" in twice.err
    assert (await run("customers", "get", "NOBODY")).code == 3
    assert (await run("customers", "get", "01a1f7d6-857d-70da-abc6-83c0359b90ba")).code == 3
    late = await run("customers", "update", "ACME", "--city", "Bonn", "--if-match", "7")
    assert late.code == 4 and "newer version" in late.err
    unknown = await run("customers", "list", "--nonsense", "3")
    assert unknown.code == 2 and "nonsense" in unknown.err
    assert (await run("customers", "explode")).code == 2
    assert (await run("unicorns", "list")).code == 2
    assert (await run("customers", "get")).code == 2


async def test_rights_are_those_of_the_person(org: Organisation, inside: Run, away: Run) -> None:
    guest = await org.person(permissions=["customers:read"])
    for said in (
        await inside("customers", "create", "--code", "X", "--name", "Y", person=guest.id),
        await away("customers", "create", "--code", "X", "--name", "Y", token=guest.token),
    ):
        assert said.code == 5 and "customers:write" in said.err
    unknown = await away("customers", "list", token="wrong")
    assert unknown.code == 5 and "GROUNDWORK_API_KEY" in unknown.err


async def test_the_audit_says_that_it_was_the_command_line(org: Organisation, inside: Run) -> None:
    await acme(inside)
    row = (await org.admin.http.get("/audit-logs", params={"entity_type": "customers"})).json()["items"][0]
    assert (row["actor"]["via"], row["actor"]["user_id"]) == ("cli", org.admin.id)


async def test_every_page_and_a_spreadsheet(org: Organisation, run: Run) -> None:
    for n in range(5):
        await org.admin.http.post("/customers", json={"code": f"C{n}", "name": "=1+1", "status": "lead"})
    one = await run("customers", "list", "--limit", "2")
    assert len(one.out.splitlines()) == 3 and "--all" in one.err
    every = await run("customers", "list", "--limit", "2", "--all", "--csv", "--sort", "code")
    rows = list(csv.DictReader(io.StringIO(every.out)))
    assert [row["code"] for row in rows] == ["C0", "C1", "C2", "C3", "C4"]
    assert rows[0]["name"] == "'=1+1" and rows[0]["email"] == ""


async def test_an_import_waits_and_reports(inside: Run, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("Kürzel,Firma\nA,Alpha\nB,Beta\n")
    given = ("customers", "import", str(file), "--map", "Kürzel=code", "--map", "Firma=name")
    tried = await inside(*given, "--dry-run")
    assert tried.code == 0 and "created\t2" in tried.out, tried
    assert "A" not in (await inside("customers", "list", "--csv")).out
    assert (await inside(*given)).code == 0
    again = await inside(*given)
    assert again.code == 1 and "code" in again.out, "both rows exist already: nothing was written, and the exit code says so"
    assert (await inside("customers", "import", str(tmp_path / "none.csv"))).code == 2


async def test_an_export_goes_to_a_file_or_to_the_screen(run: Run, tmp_path: Path) -> None:
    await acme(run)
    assert "ACME" in (await run("customers", "export")).out
    target = tmp_path / "out.json"
    assert (await run("customers", "export", "--format", "json", "--output", str(target))).code == 0
    assert json.loads(target.read_text())[0]["code"] == "ACME"


async def test_everything_can_be_found_and_called(run: Run) -> None:
    found = await run("operations", "restore", "invoice")
    assert "restore_invoice" in found.out and "invoices:delete" in found.out
    called = await run("call", "list_customers", "--count", "--json")
    assert json.loads(called.out)["total"] == 0
    assert "Ada Admin" in (await run("call", "get_me", "--json")).out
    assert (await run("call", "explode")).code == 2
    help = await run("invoices", "create", "--help")
    assert "--total" in help.out and "required" in help.out
    verbs = await run("invoices")
    assert "groundwork invoices restore ID" in verbs.out


async def test_an_agent_is_asked_in_both_ways(run: Run) -> None:
    await acme(run)
    said = await run("agents", "run", "How many customers are there?", "--agent", "assistant", "--json")
    answer = json.loads(said.out)
    assert said.code == 0 and "1" in answer["content"] and answer["provider"] == "offline", said.err
    listed = await run("agents", "list", "--json")
    assert {"assistant", "concierge"} <= {agent["name"] for agent in json.loads(listed.out)["items"]}
