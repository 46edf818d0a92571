"""Export and bulk: what leaves, and many records at once."""

import csv
import io

from openpyxl import load_workbook

from app.kit.testing import Organisation
from tests.kit.entity.samples import customer, invoice, listed


async def test_csv_holds_the_filtered_records_and_runs_nothing(org: Organisation) -> None:
    http = org.admin.http
    await customer(http, code="A", name="=HYPERLINK(1)", phone="-12", notes="@x\nsecond line")
    await customer(http, code="B", name="Blauer See", country="Germany")
    answer = await http.get("/customers/export", params={"format": "csv", "sort": "code"})
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert (
        [r["name"] for r in rows] == ["'=HYPERLINK(1)", "Blauer See"]
        and rows[0]["phone"] == "-12"
        and rows[0]["notes"] == "'@x\nsecond line"
    )
    assert 'filename="customers.csv"' in answer.headers["content-disposition"]
    filtered = await http.get("/customers/export", params={"country": "Germany"})
    assert len(filtered.text.splitlines()) == 2
    assert (await http.get("/customers/export", params={"bogus": "1"})).status_code == 422


async def test_json_and_spreadsheet(org: Organisation) -> None:
    http = org.admin.http
    bill = await invoice(http, (await customer(http))["id"])
    whole = (await http.get("/invoices/export", params={"format": "json"})).json()
    assert whole == [bill]
    sheet = load_workbook(io.BytesIO((await http.get("/invoices/export", params={"format": "xlsx"})).content)).active
    assert sheet is not None
    titles, first = [[c.value for c in row] for row in sheet.iter_rows()]
    assert dict(zip(titles, first, strict=True))["total.amount"] == 10.5


async def test_what_was_exported_can_be_imported(org: Organisation, other_org: Organisation) -> None:
    from tests.kit.entity.test_import import imported

    await customer(org.admin.http, code="A", name="Ernst Händel", notes="two\nlines")
    text = (await org.admin.http.get("/customers/export")).text
    done = await imported(other_org, "customers", text)
    assert done["status"] == "completed", done
    assert (await listed(other_org.admin.http, "/customers"))[0]["notes"] == "two\nlines"


async def test_an_export_leaves_a_trace(org: Organisation) -> None:
    await org.admin.http.get("/customers/export", params={"country": "Germany"})
    rows = (await org.admin.http.get("/audit-logs", params={"action": "export"})).json()["items"]
    assert rows[0]["entity_type"] == "customers" and rows[0]["new_values"]["filters"] == {"country": "Germany"}


async def test_bulk_is_all_or_nothing(org: Organisation) -> None:
    http = org.admin.http
    ids = [(await customer(http))["id"] for _ in range(3)]
    done = await http.post("/customers/bulk", json={"action": "status", "ids": ids, "values": {"status": "active"}})
    assert done.json() == {"changed": 3}
    refused = await http.post("/customers/bulk", json={"action": "status", "ids": ids, "values": {"status": "lead"}})
    assert refused.status_code == 409
    missing = await http.post("/customers/bulk", json={"action": "delete", "ids": [*ids, org.id]})
    assert missing.status_code == 404 and len(await listed(http, "/customers")) == 3
    assert (await http.post("/customers/bulk", json={"action": "delete", "ids": ids})).json() == {"changed": 3}
    assert (await http.post("/customers/bulk", json={"action": "restore", "ids": ids})).json() == {"changed": 3}
    assert [c["status"] for c in await listed(http, "/customers")] == ["active"] * 3
    assert (await http.post("/customers/bulk", json={"action": "update", "ids": ids})).status_code == 422
    assert (await http.post("/customers/bulk", json={"action": "update", "ids": ids, "values": {"bogus": 1}})).status_code == 422
