"""`eval`: a folder of questions and records becomes answers in the checker's format."""

from pathlib import Path
from uuid import UUID

from app.features.agents.commands import _ask_all, _fill
from app.kit.core.access import Actor, Principals
from app.kit.testing import Organisation, Product

CUSTOMERS = "code,name,city,country,status\nBONAP,Bon app',Marseille,France,active\nERNSH,Ernst Handel,Graz,Austria,active\n"
INVOICES = """number,customer,issued_on,due_on,paid_on,total,currency,status
10001,ERNSH,2024-03-01,2024-03-31,,100.10,USD,overdue
10002,ERNSH,2024-02-01,2024-02-28,2024-02-20,250.20,USD,paid
"""


async def test_questions_become_answers_with_natural_keys(product: Product, org: Organisation, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text(CUSTOMERS)
    (tmp_path / "invoices.csv").write_text(INVOICES)
    actor = await product.kit.use(Principals)(product.kit, UUID(org.admin.id), UUID(org.id))
    assert isinstance(actor, Actor)
    await _fill(product.kit, actor, tmp_path)
    asked = [
        {"id": "a", "turns": ["how many customers do we have?", "and in France?"]},
        {"id": "b", "turns": ["set Ernst Handel to inactive"]},
        {"id": "c", "turns": ["how many invoices last month?"], "clock": "2024-04-15"},
        {"id": "d", "turns": ["how many invoices does Ernst Handel have?"], "as": ["customers:read"]},
    ]
    a, b, c, d = [line async for line in _ask_all(product.kit, actor, "assistant", asked)]
    assert "1" in a["answer_text"] and len(a["tool_calls"]) >= 2
    assert [(p["entity"], p["target"], p["values"]) for p in b["approvals"]] == [("customers", "ERNSH", {"status": "inactive"})]
    assert "1" in c["answer_text"]
    assert "permission" in d["answer_text"].lower() and d["approvals"] == []
    assert (await org.admin.http.get("/customers", params={"status": "inactive"})).json()["items"] == []
