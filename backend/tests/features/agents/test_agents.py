"""The three shipped agents without a language model: records, files, and who is asked."""

from dataclasses import replace

import httpx
import pytest

from app.kit.agent.directory import strays
from app.kit.testing import Organisation, Product
from tests.features.conftest import Model, Talk, ask, events

SALES = (
    "region;rep;sold on;amount\nNorth;Ann;2024-01-05;1,200.10\nSouth;Bob;2024-01-20;300.20\nNorth;Ann;2024-02-02;0.10\nSouth;;2024-02-10;\n"
)


@pytest.fixture
async def records(ann: httpx.AsyncClient) -> dict[str, str]:
    """Two customers, three invoices; ids by code and number."""
    made: dict[str, str] = {}
    for code, name, country in (("BONAP", "Bon app'", "France"), ("ERNSH", "Ernst Handel", "Austria")):
        body = {"code": code, "name": name, "country": country, "city": "Graz", "status": "active", "phone": f"+1 {code}"}
        made[code] = (await ann.post("/customers", json=body)).json()["id"]
    for number, code, amount, status in (
        ("10001", "ERNSH", "100.10", "paid"),
        ("10002", "ERNSH", "250.20", "sent"),
        ("10003", "BONAP", "75.00", "sent"),
    ):
        body = {
            "number": number,
            "customer": made[code],
            "issued_on": "2024-03-01",
            "due_on": "2024-03-31",
            "total": {"amount": amount, "currency": "USD"},
            "status": status,
        }
        answer = await ann.post("/invoices", json=body)
        assert answer.status_code == 201, answer.text
        made[number] = answer.json()["id"]
    return made


async def attach(client: httpx.AsyncClient, path: str, data: str = SALES, name: str = "sales.csv") -> str:
    made = await client.post(f"{path}/attachments", files={"file": (name, data.encode(), "text/csv")})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def test_the_assistant_answers_from_records_and_cites_them(ann: httpx.AsyncClient, talk: Talk, records: dict[str, str]) -> None:
    answer = await ask(ann, await talk(), "what is the phone number of Ernst Handel?")
    assert "+1 ERNSH" in answer["content"]
    assert records["ERNSH"] in [c["id"] for c in answer["citations"]]
    assert all(c["status"] == "ok" for c in answer["tool_calls"])
    assert (answer["provider"], answer["fallback_level"]) == ("offline", 0)


async def test_the_assistant_remembers_the_last_turn(ann: httpx.AsyncClient, talk: Talk, records: dict[str, str]) -> None:
    path = await talk()
    assert "2" in (await ask(ann, path, "how many customers do we have?"))["content"]
    assert "1" in (await ask(ann, path, "and in France?"))["content"]


async def test_the_assistant_proposes_and_does_what_was_approved(ann: httpx.AsyncClient, talk: Talk, records: dict[str, str]) -> None:
    path = await talk()
    answer = await ask(ann, path, "create a task to call Ernst Handel")
    assert [a["operation"] for a in answer["approvals"]] == ["create_task"], answer
    assert (await ann.get("/tasks")).json()["items"] == []
    done = await ann.post(f"{path}/approvals/{answer['approvals'][0]['id']}", json={"decision": "approve"})
    assert done.json()["status"] == "approved", done.text
    assert [t["id"] for t in (await ann.get("/tasks")).json()["items"]] == [done.json()["result"]["id"]]


async def test_what_the_role_may_not_see_is_refused_with_the_reason(
    org: Organisation, model: Model, talk: Talk, records: dict[str, str]
) -> None:
    guest = await org.client(permissions=["agents:use", "customers:read"])
    answer = await ask(guest, await talk(client=guest), "how many invoices does Ernst Handel have?")
    assert "permission" in answer["content"].lower() or "not allowed" in answer["content"].lower()
    assert not [c for c in answer["tool_calls"] if c["status"] == "ok" and "invoice" in c["name"]]
    answer = await ask(guest, await talk(client=guest), "delete the customer Ernst Handel")
    assert answer["approvals"] == []


@pytest.mark.parametrize(("question", "answer"), [
    ("How many rows are in the file?", "is 4"),
    ("What is the total amount?", "1500.40"),
    ("average amount", "500.13"),
    ("highest amount?", "1200.10"),
    ("which columns does the file have", "region"),
])  # fmt: skip
async def test_the_analyst_answers_from_the_attached_file(ann: httpx.AsyncClient, talk: Talk, question: str, answer: str) -> None:
    path = await talk("data_analyst")
    await attach(ann, path)
    said = await ask(ann, path, question)
    assert answer in said["content"]
    assert {c["name"] for c in said["tool_calls"]} <= {"data_describe", "data_group", "data_trend"}


async def test_the_analyst_groups_and_follows_time(ann: httpx.AsyncClient, talk: Talk) -> None:
    path = await talk("data_analyst")
    await attach(ann, path)
    by_region = (await ask(ann, path, "sum of amount by region"))["content"]
    assert "| North | 1200.20 |" in by_region and "| South | 300.20 |" in by_region
    by_month = (await ask(ann, path, "amount per month"))["content"]
    assert "| 2024-01-01 | 1500.30 |" in by_month and "| 2024-02-01 | 0.10 |" in by_month


async def test_the_analyst_asks_back_and_leaves_records_to_the_planner(ann: httpx.AsyncClient, talk: Talk, records: dict[str, str]) -> None:
    path = await talk("data_analyst")
    await attach(ann, path)
    assert (await ask(ann, path, "what about this file"))["kind"] == "clarify"
    assert "2" in (await ask(ann, path, "how many customers do we have?"))["content"]


async def test_the_assistant_has_a_table_read_by_the_analyst_and_says_what_nobody_reads(ann: httpx.AsyncClient, talk: Talk) -> None:
    path = await talk()
    await attach(ann, path)
    said = await ask(ann, path, "What is the sum of amount by region in the file?")
    assert "| North | 1200.20 |" in said["content"]
    unread = await ask(ann, path, "what does the contract say about notice periods?")
    assert "sales.csv" in unread["content"] and "language model" in unread["content"]


async def test_a_model_reads_only_files_of_its_conversation(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    other = await talk("data_analyst")
    foreign = await attach(ann, other)
    path = await talk("data_analyst")
    await attach(ann, path, "a\n1\n")
    for source in (
        foreign,
        "/etc/passwd",
        "file:///etc/passwd",
        "http://127.0.0.1/x.csv",
        "../../x",
        "*",
        "entity:users",
        "entity:../customers",
    ):
        model(
            {"role": "user", "match": ".", "calls": [{"name": "data_describe", "args": {"source": source}}]},
            {"role": "tool", "match": ".", "text": "ok"},
        )
        answer = await ask(ann, path, "go")
        assert answer["tool_calls"][0]["status"] == "error", source


async def test_a_model_computes_over_records_as_the_caller(
    org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk, records: dict[str, str]
) -> None:
    call = {"name": "data_group", "args": {"source": "entity:invoices", "agg": "sum", "column": "total.amount", "by": ["status"]}}
    model({"role": "user", "match": ".", "calls": [call]}, {"role": "tool", "match": "325.20", "text": "The open ones add up to 325.20."})
    answer = await ask(ann, await talk("data_analyst"), "what is open?")
    assert answer["content"] == "The open ones add up to 325.20."
    guest = await org.client(permissions=["agents:use", "customers:read"])
    refused = await ask(guest, await talk("data_analyst", client=guest), "what is open?")
    assert refused["tool_calls"][0]["status"] == "error"


@pytest.mark.parametrize(("name", "data", "kind"), [
    ("x.csv", b"", "text/csv"), ("x.csv", b"a\x00b", "text/csv"), ("x.exe", b"MZ\x90\x00", "application/octet-stream"),
    ("x.html", b"<script>", "text/html"),
    ("big.csv", b"a\n" + b"1\n" * 2_600_000, "text/csv"),
])  # fmt: skip
async def test_what_agents_can_not_read_is_refused(ann: httpx.AsyncClient, talk: Talk, name: str, data: bytes, kind: str) -> None:
    path = await talk("data_analyst")
    assert (await ann.post(f"{path}/attachments", files={"file": (name, data, kind)})).status_code in (413, 422)


async def test_file_names_are_only_shown(ann: httpx.AsyncClient, talk: Talk) -> None:
    path = await talk("data_analyst")
    id = await attach(ann, path, name="../../etc/pass\u2215wd\r\n.csv")
    shown = (await ann.get(f"{path}/attachments")).json()["items"]
    assert [f["id"] for f in shown] == [id]
    assert "/" not in shown[0]["name"] and "\n" not in shown[0]["name"]
    assert (await ann.delete(f"{path}/attachments/{id}")).status_code == 204
    assert (await ann.get(f"{path}/attachments")).json()["items"] == []


async def test_the_concierge_says_whom_it_asked(ann: httpx.AsyncClient, talk: Talk, records: dict[str, str]) -> None:
    path = await talk("concierge")
    first = await ask(ann, path, "what is the phone number of Ernst Handel?")
    assert first["content"].startswith("I asked the Assistant.") and "+1 ERNSH" in first["content"] and first["agent"] == "assistant"
    await attach(ann, path)
    second = await ask(ann, path, "sum of amount by region in the file")
    assert second["content"].startswith("I asked the Data analyst.") and "1200.20" in second["content"]


async def test_who_waits_for_the_concierge_hears_who_took_it_and_why(ann: httpx.AsyncClient, talk: Talk, records: dict[str, str]) -> None:
    said = await ann.post(
        f"{await talk('concierge')}/messages", json={"content": "find the customer Ernst Handel"}, headers={"accept": "text/event-stream"}
    )
    told = [(kind, data) for _, kind, data in events(said.text) if kind in ("delta", "progress", "tool_call")]
    assert [kind for kind, _ in told[:3]] == ["delta", "progress", "tool_call"]
    assert told[1][1]["message"] == "Assistant: 2 words of the request are of this expertise."


async def test_what_the_concierge_prepares_is_done_by_the_colleague(ann: httpx.AsyncClient, talk: Talk, records: dict[str, str]) -> None:
    path = await talk("concierge")
    approval = (await ask(ann, path, "create a task to call Ernst Handel"))["approvals"][0]
    assert approval["agent"] == "assistant"
    done = (await ann.post(f"{path}/approvals/{approval['id']}", json={"decision": "approve"})).json()
    assert done["status"] == "approved"


async def test_a_person_takes_over_and_hands_back(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    path = await talk("concierge")
    helper = (await org.person(permissions=["agents:use", "agents:manage", "notifications:read"], name="Bob")).http
    asked = await ask(ann, path, "can I talk to a real person please?")
    assert asked["kind"] == "handover"
    assert ("conversation.waiting", path) in [(n["kind"], n["link"]) for n in (await helper.get("/notifications")).json()["items"]]
    assert (await ann.get(path)).json()["status"] == "waiting"
    silent = await ask(ann, path, "it is about my invoice")
    assert silent["role"] == "user"
    colleague = await org.client(permissions=["agents:use"])
    assert (await colleague.get(path)).status_code == 404
    assert (await colleague.get("/conversations", params={"waiting": "true"})).status_code == 403
    waiting = (await helper.get("/conversations", params={"waiting": "true"})).json()["items"]
    assert [f"/conversations/{c['id']}" for c in waiting] == [path]
    said = await ask(helper, path, "Hello, Bob here.")
    assert (said["role"], said["author"]) == ("assistant", "Bob")
    assert "conversation.answered" in [n["kind"] for n in (await ann.get("/notifications")).json()["items"]]
    assert (await helper.delete(path)).status_code == 403
    assert (await ann.get(path)).json()["status"] == "with_person"
    assert (await helper.post(f"{path}/hand-back")).json()["status"] == "open"
    assert (await helper.get(path)).status_code == 404
    assert [m["author"] for m in (await ann.get(f"{path}/messages")).json()["items"] if m["author_id"]] == ["Ada Admin", "Ada Admin", "Bob"]


async def test_the_planner_streams_the_same_events(ann: httpx.AsyncClient, talk: Talk, records: dict[str, str]) -> None:
    path = await talk()
    said = await ann.post(f"{path}/messages", json={"content": "how many customers do we have?"}, headers={"accept": "text/event-stream"})
    kinds = [kind for _, kind, _ in events(said.text)]
    assert kinds[:3] == ["start", "tool_call", "tool_result"] and kinds[-1] == "complete" and "delta" in kinds


async def test_what_an_agent_names_and_what_is_not_there_is_found(product: Product) -> None:
    shipped = {"assistant", "data_analyst", "concierge", "bookkeeper", "briefing", "reporter"}
    assert not shipped & set(strays(product.kit))
    fewer = {name: operation for name, operation in product.kit.operations.items() if name != "list_invoices"}
    missing = strays(replace(product.kit, operations=fewer))
    assert {name: missing[name] for name in shipped & set(missing)} == {"bookkeeper": ["list_invoices"]}
