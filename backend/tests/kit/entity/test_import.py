"""CSV import: mapping, relations, defaults, all or nothing, trial runs, upsert, what is reported."""

import io
import json
from datetime import datetime
from typing import Any

import httpx
import pytest
from openpyxl import Workbook

from app.kit.testing import Organisation
from app.kit.testing.work import worked_off
from tests.kit.entity.samples import Json, customer, invoice, listed

CUSTOMERS = "id;Firma;Ort;Land\nA1;Ernst Händel;Graz;Österreich\nB2;=cmd|calc;Köln;\n"
MAPPING = {"id": "code", "Firma": "name", "Ort": "city", "Land": "country"}


async def send(
    org: Organisation, entity: str, text: str | bytes, *, query: Json | None = None, key: str = "", **form: Any
) -> httpx.Response:
    """POST the file."""
    content = text.encode() if isinstance(text, str) else text
    data = {k: json.dumps(v) if isinstance(v, dict) else v for k, v in form.items()}
    headers = {"Idempotency-Key": key} if key else {}
    return await org.admin.http.post(
        f"/{entity}/import", params=query, files={"file": ("rows.csv", content, "text/csv")}, data=data, headers=headers
    )


async def imported(org: Organisation, entity: str, text: str | bytes, **more: Any) -> Json:
    """The finished operation."""
    answer = await send(org, entity, text, **more)
    assert answer.status_code == 202, answer.text
    return await worked_off(org.product, org.admin.http, answer.json()["operation_id"])


async def test_columns_are_mapped_and_accents_stay(org: Organisation) -> None:
    done = await imported(org, "customers", CUSTOMERS, mapping=MAPPING, defaults={"status": "active", "country": "Deutschland"})
    assert done["status"] == "completed" and done["result"]["created"] == 2
    found = await listed(org.admin.http, "/customers", sort="code")
    assert [(c["code"], c["name"], c["country"], c["status"]) for c in found] == [
        ("A1", "Ernst Händel", "Österreich", "active"), ("B2", "=cmd|calc", "Deutschland", "active")]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
async def test_encodings_of_spreadsheets(org: Organisation, encoding: str) -> None:
    await imported(org, "customers", CUSTOMERS.encode(encoding), mapping=MAPPING)
    assert (await listed(org.admin.http, "/customers", code="A1"))[0]["name"] == "Ernst Händel"


async def test_columns_named_like_fields_need_no_mapping(org: Organisation) -> None:
    await imported(org, "customers", "Code,Name,Postal code\nA1,Ernst,8010\n")
    assert (await listed(org.admin.http, "/customers"))[0]["postal_code"] == "8010"


async def test_relations_by_a_unique_field_and_money_by_its_parts(org: Organisation) -> None:
    buyer = await customer(org.admin.http, code="ERNSH")
    mapping = {"no": "number", "who": "customer.code", "on": "issued_on", "sum": "total.amount"}
    text = 'no,who,on,sum\n1,ERNSH,2026-01-01,"1,234.50"\n2,ERNSH,2026-01-02,"1.234,5"\n'
    done = await imported(org, "invoices", text, mapping=mapping, defaults={"total.currency": "USD"})
    assert done["result"]["failed"] == 0, done
    found = await listed(org.admin.http, "/invoices", sort="number")
    assert [(i["customer"], i["total"]) for i in found] == [(buyer["id"], {"amount": "1234.50", "currency": "USD"})] * 2


BAD = "code,name,email\nA1,Good,\nA2,,\nA3,Mail,nonsense\nA1,Twice,\n"


async def test_a_bad_row_keeps_everything_out_and_each_is_named(org: Organisation) -> None:
    done = await imported(org, "customers", BAD)
    assert done["status"] == "failed" and (done["result"]["rows"], done["result"]["failed"], done["result"]["created"]) == (4, 3, 0)
    assert [(e["row"], e["field"]) for e in done["result"]["errors"]] == [(2, "name"), (3, "email"), (4, "code")]
    assert await listed(org.admin.http, "/customers") == []
    assert (await org.admin.http.get("/audit-logs", params={"entity_type": "customers"})).json()["items"] == []


async def test_partial_takes_the_good_rows(org: Organisation) -> None:
    done = await imported(org, "customers", BAD, query={"partial": "true"})
    assert done["status"] == "completed" and (done["result"]["created"], done["result"]["failed"]) == (1, 3)
    assert [c["code"] for c in await listed(org.admin.http, "/customers")] == ["A1"]


async def test_a_trial_run_says_the_same_and_writes_nothing(org: Organisation) -> None:
    done = await imported(org, "customers", BAD, query={"dry_run": "true"})
    assert done["status"] == "completed" and len(done["result"]["errors"]) == 3 and done["result"]["dry_run"] is True
    assert await listed(org.admin.http, "/customers") == []


async def test_upsert_changes_what_exists(org: Organisation) -> None:
    one = await customer(org.admin.http, code="A1", city="Graz")
    done = await imported(org, "customers", "code,name\nA1,New name\nB1,Other\n", upsert_key="code")
    assert (done["result"]["created"], done["result"]["updated"]) == (1, 1)
    found = (await org.admin.http.get(f"/customers/{one['id']}")).json()
    assert (found["name"], found["city"], found["version"]) == ("New name", "Graz", 2)
    refused = await imported(org, "customers", "code,name\nA1,Again\n")
    assert refused["status"] == "failed" and refused["result"]["errors"][0]["msg"] == "A1 exists already"


async def test_every_row_is_audited_and_people_are_told_once(org: Organisation) -> None:
    await imported(org, "customers", "code,name\n" + "".join(f"K{n},Name {n}\n" for n in range(30)))
    rows = (await org.admin.http.get("/audit-logs", params={"entity_type": "customers", "limit": 100})).json()["items"]
    assert sorted(r["action"] for r in rows) == ["create"] * 30 + ["import"]
    assert len((await org.admin.http.get("/notifications")).json()["items"]) == 1


async def test_the_same_file_and_key_again_changes_nothing(org: Organisation) -> None:
    first = await send(org, "customers", CUSTOMERS, mapping=MAPPING, key="import-1")
    await worked_off(org.product, org.admin.http, first.json()["operation_id"])
    again = await send(org, "customers", CUSTOMERS, mapping=MAPPING, key="import-1")
    assert again.status_code == 202 and again.json() == first.json() and again.headers["idempotent-replayed"] == "true"
    assert (await send(org, "customers", CUSTOMERS + "C3;x;y;z\n", mapping=MAPPING, key="import-1")).status_code == 422
    assert len(await listed(org.admin.http, "/customers")) == 2


FORMS: list[Json] = [
    {"mapping": {"id": "bogus"}}, {"mapping": {"id": "code", "Ort": "code"}}, {"mapping": "not json"}, {"mapping": {"id": "status.code"}},
    {"defaults": {"org_id": "x"}}, {"upsert_key": "name"},
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=str)
async def test_a_wrong_form_is_refused_at_once(org: Organisation, form: Json) -> None:
    assert (await send(org, "customers", CUSTOMERS, **form)).status_code == 422


async def test_what_is_not_a_file_is_refused(org: Organisation) -> None:
    http = org.admin.http
    assert (await http.post("/customers/import", json={"files": {"u": {"filepath": "/etc/passwd"}}})).status_code == 422
    assert (await http.post("/customers/import", data={"file": "/etc/passwd"})).status_code == 422
    for text in ("", "\n\n", b"\x00\x01\x02"):
        done = await imported(org, "customers", text)
        assert done["status"] == "failed", done


async def test_the_right_is_checked_again_when_the_work_is_done(org: Organisation) -> None:
    clerk = await org.person(permissions={"customers:read", "customers:write"})
    answer = await clerk.http.post("/customers/import", files={"file": ("a.csv", b"code,name\nA,B\n", "text/csv")})
    assert (await org.admin.http.patch(f"/users/{clerk.id}", json={"role": "guest"})).status_code == 200
    done = await worked_off(org.product, clerk.http, answer.json()["operation_id"])
    assert done["status"] == "failed" and await listed(org.admin.http, "/customers") == []


def sheet(*rows: list[Any]) -> bytes:
    """A spreadsheet with these rows."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_a_spreadsheet_brings_numbers_and_dates_as_it_has_them(org: Organisation) -> None:
    await customer(org.admin.http, code="0042")
    titles = ["Number", "customer", "issued_on", "total.amount", "total.currency", "Status"]
    second = ["8", "0042", "2026-03-02", "1.234,50", "EUR", "draft"]
    rows = sheet(titles, [7, "0042", datetime(2026, 3, 1), 1234.5, "eur", "Sent"], [], second)
    mapping = {"Number": "number", "customer": "customer.code", "issued_on": "issued_on", "Status": "status",
               "total.amount": "total.amount", "total.currency": "total.currency"}  # fmt: skip
    done = await imported(org, "invoices", rows, mapping=mapping)
    assert done["status"] == "completed" and done["result"]["created"] == 2, (done["error"], done["result"])
    found = await listed(org.admin.http, "/invoices", sort="number")
    assert [(i["number"], i["issued_on"], i["total"]["amount"], i["status"]) for i in found] == [
        ("7", "2026-03-01", "1234.50", "sent"), ("8", "2026-03-02", "1234.50", "draft")]  # fmt: skip


async def test_what_only_looks_like_a_spreadsheet_is_refused(org: Organisation) -> None:
    for content in (b"PK\x03\x04 and nothing else", sheet()):
        done = await imported(org, "customers", content)
        assert done["status"] == "failed" and done["error"], done


async def test_columns_that_are_left_out_are_named(org: Organisation) -> None:
    done = await imported(org, "customers", "id,code,name,Shoe size\nx,A,Ernst,44\n")
    assert done["result"]["skipped"] == [
        {"column": "id", "why": "is set by itself"}, {"column": "Shoe size", "why": "no field is called like it"}]  # fmt: skip


async def test_a_spreadsheet_that_was_exported_can_be_imported(org: Organisation, other_org: Organisation) -> None:
    await customer(org.admin.http, code="-12", name="=1+1", notes="two\nlines", postal_code="0801")
    content = (await org.admin.http.get("/customers/export", params={"format": "xlsx"})).content
    done = await imported(other_org, "customers", content)
    assert done["status"] == "completed", done["error"]
    [found] = await listed(other_org.admin.http, "/customers")
    assert (found["code"], found["name"], found["notes"], found["postal_code"]) == ("-12", "=1+1", "two\nlines", "0801")


async def test_an_import_is_undone_as_a_whole_but_for_what_was_changed_since(org: Organisation) -> None:
    http = org.admin.http
    old, touched = await customer(http, code="OLD", city="Graz"), await customer(http, code="T", city="Linz")
    await invoice(http, old["id"], number="I1", status="sent")
    done = await imported(org, "customers", "code,name,city,status\nOLD,New,Wien,active\nT,New,Wien,active\nA,Ann,,\nB,Ben,,\n",
                          upsert_key="code")  # fmt: skip
    assert done["can_undo"], done
    await http.patch(f"/customers/{touched['id']}", json={"name": "Mine"})
    [ben] = await listed(http, "/customers", code="B")
    await http.delete(f"/customers/{ben['id']}")
    answer = await http.post(f"/operations/{done['id']}/undo")
    assert answer.status_code == 202, answer.text
    undone = await worked_off(org.product, http, answer.json()["operation_id"])
    assert undone["status"] == "completed", undone
    result = undone["result"]
    assert (result["deleted"], result["reverted"], result["kept"]) == (1, 1, 2)
    assert {(r["label"], r["msg"]) for r in result["records"]} == {("Mine", "was changed since"), ("Ben", "is deleted already")}
    now = (await http.get(f"/customers/{old['id']}")).json()
    assert (now["name"], now["city"], now["status"]) == (old["name"], "Graz", "lead")
    assert [c["code"] for c in await listed(http, "/customers", sort="code")] == ["OLD", "T"]
    audit = (await http.get("/audit-logs", params={"action": "undo"})).json()["items"]
    assert audit[0]["new_values"] == {"operation": done["id"], "deleted": 1, "reverted": 1, "kept": 2}


async def test_an_import_is_undone_once_by_whoever_did_it(org: Organisation) -> None:
    http = org.admin.http
    trial = await imported(org, "customers", CUSTOMERS, mapping=MAPPING, query={"dry_run": "true"})
    assert not trial["can_undo"] and (await http.post(f"/operations/{trial['id']}/undo")).status_code == 409
    done = await imported(org, "customers", CUSTOMERS, mapping=MAPPING)
    assert (await (await org.client("admin2", permissions={"customers:write"})).post(f"/operations/{done['id']}/undo")).status_code == 404
    first = await http.post(f"/operations/{done['id']}/undo")
    assert (await http.post(f"/operations/{done['id']}/undo")).status_code == 409
    await worked_off(org.product, http, first.json()["operation_id"])
    assert (await http.post(f"/operations/{done['id']}/undo")).status_code == 409
    assert (await http.get(f"/operations/{done['id']}")).json()["undone_by"] == first.json()["operation_id"]
    assert await listed(http, "/customers") == []


async def test_undo_needs_the_rights_it_takes(org: Organisation) -> None:
    clerk = await org.person(permissions={"customers:read", "customers:write"})
    sent = await clerk.http.post("/customers/import", files={"file": ("a.csv", b"code,name\nA,B\n", "text/csv")})
    done = await worked_off(org.product, clerk.http, sent.json()["operation_id"])
    answer = await clerk.http.post(f"/operations/{done['id']}/undo")
    failed = await worked_off(org.product, clerk.http, answer.json()["operation_id"])
    assert failed["status"] == "failed" and "customers:delete" in failed["error"]
    assert len(await listed(clerk.http, "/customers")) == 1


async def test_a_spreadsheet_can_be_looked_at_as_csv_first(org: Organisation) -> None:
    http = org.admin.http
    content = sheet(["Code", "Since"], ["A,1", datetime(2026, 3, 1)])
    answer = await http.post("/customers/import/csv", files={"file": ("a.xlsx", content)})
    assert answer.status_code == 200 and answer.text == 'Code,Since\r\n"A,1",2026-03-01\r\n'
    assert (await http.post("/customers/import/csv", files={"file": ("a.xlsx", b"no spreadsheet")})).status_code == 422
    assert (await http.post("/customers/import/csv")).status_code == 422
    reader = await org.client("reader", permissions={"customers:read"})
    assert (await reader.post("/customers/import/csv", files={"file": ("a.xlsx", content)})).status_code == 403
