"""A stranger's first day, over HTTP and sockets: import, edit, see it elsewhere, who changed what, be told, ask an agent."""

import json
from importlib import resources

from app.kit.testing import Organisation, Product
from app.kit.testing.live import listening, served
from app.kit.testing.work import worked_off
from tests.kit.entity.samples import listed

DATA = resources.files("app.features.demo") / "data"
GRAND_TOTAL = "1265793.06"


async def brought_in(product: Product, org: Organisation, entity: str, mapping: dict[str, str]) -> None:
    """Import the sample file of this entity; every row must be taken."""
    form = {"mapping": json.dumps(mapping)} if mapping else {}
    content = (DATA / f"{entity}.csv").read_bytes()
    answer = await org.admin.http.post(f"/{entity}/import", files={"file": (f"{entity}.csv", content, "text/csv")}, data=form)
    done = await worked_off(product, org.admin.http, answer.json()["operation_id"])
    assert done["status"] == "completed" and done["result"]["failed"] == 0, done


async def test_a_first_day(product: Product, org: Organisation) -> None:
    http = org.admin.http
    await brought_in(product, org, "customers", {})
    names = ("number", "issued_on", "due_on", "paid_on", "status")
    await brought_in(
        product,
        org,
        "invoices",
        {**{n: n for n in names}, "customer": "customer.code", "total": "total.amount", "currency": "total.currency"},
    )
    assert (await http.get("/customers/stats")).json()["items"][0]["count"] == 91
    whole = (await http.get("/invoices/stats", params={"sum": "total"})).json()["items"][0]
    assert (whole["count"], whole["sum"]["total"]) == (830, [{"amount": GRAND_TOTAL, "currency": "USD"}])
    assert len(await listed(http, "/customers", name__contains="spezialitaten")) == 1

    colleague = await org.person("user", name="Col League")
    buyer = (await listed(http, "/customers", code="ERNSH"))[0]
    async with served(product) as address, listening(address, colleague.token, "entity:customers") as socket:
        await http.patch(f"/customers/{buyer['id']}", json={"city": "Wien"})
        await socket.until(lambda heard: any(e == "entity.changed" and d["entity_id"] == buyer["id"] for e, d in heard))
        assert "Wien" not in json.dumps(socket.heard)
        await http.post("/tasks", json={"title": "Call Ernst", "assignee": colleague.id, "customer": buyer["id"]})
        await socket.until(lambda heard: any(e == "notification" for e, _ in heard))
    assert (await colleague.http.get("/notifications/unread-count")).json()["count"] == 1
    row = (await listed(http, "/audit-logs", entity_id=buyer["id"], action="update"))[0]
    assert (row["old_values"], row["new_values"], row["actor"]["name"]) == ({"city": "Graz"}, {"city": "Wien"}, "Ada Admin")

    talk = (await colleague.http.post("/conversations", json={"agent": "assistant"})).json()
    said = await colleague.http.post(f"/conversations/{talk['id']}/messages", json={"content": "how many invoices does Ernst Handel have?"})
    answer = said.json()
    assert "30" in answer["content"] and answer["provider"] == "offline" and any("invoice" in c["name"] for c in answer["tool_calls"])
    asked = await colleague.http.post(f"/conversations/{talk['id']}/messages", json={"content": "delete customer ERNSH"})
    assert asked.status_code == 200 and (await http.get(f"/customers/{buyer['id']}")).status_code == 200
    assert (await http.get("/audit-logs/verify")).json()["ok"] is True
