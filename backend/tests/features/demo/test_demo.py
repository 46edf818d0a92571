"""`seed --demo`: records to look around with, once."""

from pathlib import Path

from app.features.demo.service import fill
from app.kit.testing import Organisation, started


async def test_the_demo_fills_an_empty_organisation_once(org: Organisation, tmp_path: Path) -> None:
    async with started(tmp_path, first_admin_email=org.admin.email) as product:
        for _ in range(2):
            await fill(product.kit, True)
    http = org.admin.http
    for name, count in (("customers", 91), ("invoices", 830), ("tasks", 5)):
        assert (await http.get(f"/{name}", params={"count": "true"})).json()["total"] == count
    newest = (await http.get("/invoices", params={"sort": "-issued_on", "limit": 1, "expand": "customer"})).json()["items"][0]
    assert newest["expanded"]["customer"]["name"] and newest["created_by"] == org.admin.id
