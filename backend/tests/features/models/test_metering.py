"""Every real attempt is counted: what it took, what it cost, for whom."""

import csv
import io
from decimal import Decimal
from uuid import uuid4

import httpx
import pytest

from app.kit.core.spans import Spans, collecting
from app.kit.llm.port import ModelError, Purpose
from app.kit.testing import Organisation, founded
from tests.features.models.conftest import House
from tests.kit.llm.storyteller import Act


async def test_one_row_per_attempt_also_of_those_that_failed_or_were_cut(house: House) -> None:
    house.teller.text = "Once upon a time there was a king, and that is all that is known of him."
    await house.bring("first", Act(status=500, retry_after=0), Act(breaks=30))
    await house.bring("second")
    await house.price("second", "0.10", "0.40")
    purpose = Purpose("assistant", uuid4(), uuid4(), 3)
    with collecting(Spans()):
        assert await house.call(purpose, tier="large") == house.teller.text
    rows = await house.calls()
    assert [(r["model"], r["status"], r["fault"], r["level"], r["estimated"], r["priced"]) for r in rows] == [
        ("first", "failed", "unavailable", 0, False, False),
        ("first", "cut", "interrupted", 0, True, False),
        ("second", "ok", "", 1, False, True),
    ]
    failed, cut, good = rows
    assert (failed["input_tokens"], failed["output_tokens"], failed["cost"], failed["ttft_ms"]) == (0, 0, "0", None)
    assert cut["output_tokens"] == 11 and cut["input_tokens"] > 0 and cut["ttft_ms"] is not None
    assert (good["input_tokens"], good["output_tokens"]) == (10, len(house.teller.text) - 30)
    assert Decimal(good["cost"]) == (Decimal("0.10") * 10 + Decimal("0.40") * good["output_tokens"]) / 1_000_000
    assert (good["agent"], good["conversation_id"], good["message_id"], good["step"], good["tier"]) == (
        "assistant", str(purpose.conversation_id), str(purpose.message_id), 3, "large",
    )  # fmt: skip
    assert (good["user_id"], good["latency_ms"] >= good["ttft_ms"]) == (house.org.admin.id, True)


async def test_a_turn_of_an_agent_is_counted_with_its_conversation_and_step(house: House) -> None:
    await house.bring("first")
    await house.price("first", "1", "2")
    made = (await house.http.post("/conversations", json={"agent": "assistant"})).json()
    said = (await house.http.post(f"/conversations/{made['id']}/messages", json={"content": "Hello"}, timeout=60)).json()
    answer = said.get("message", said)
    rows = await house.calls(conversation_id=made["id"])
    steps = [(r["agent"], r["message_id"], r["status"]) for r in rows if r["step"] == 1]
    assert steps == [("assistant", answer["id"], "ok")]
    assert Decimal(answer["usage"]["cost"]) == Decimal(next(r["cost"] for r in rows if r["step"] == 1)) > 0


async def test_sums_by_day_agent_person_and_model(house: House) -> None:
    await house.bring("first")
    await house.price("first", "1", "0")
    colleague = await house.org.person("user", name="Cara")
    await house.call(Purpose("assistant"))
    await house.call(Purpose("assistant"))
    await house.call(Purpose("data_analyst"), actor=await house.actor(colleague))
    await house.calls()

    async def sums(by: str) -> dict[str, tuple[int, str]]:
        answer = await house.http.get("/model-calls/usage", params={"group_by": by})
        assert answer.status_code == 200, answer.text
        return {item["label"]: (item["calls"], item["cost"]) for item in answer.json()["items"]}

    assert await sums("agent") == {"assistant": (2, "0.00002"), "data_analyst": (1, "0.00001")}
    assert (await sums("user"))["Cara"] == (1, "0.00001")
    assert await sums("model") == {"first": (3, "0.00003")}
    assert list((await sums("day")).values()) == [(3, "0.00003")]
    total = (await house.http.get("/model-calls/usage")).json()
    assert (total["total"]["calls"], total["total"]["cost"], total["own"], total["currency"]) == (3, "0.00003", False, "USD")
    mine = (await colleague.http.get("/model-calls/usage")).json()
    assert (mine["total"]["calls"], mine["own"]) == (1, True)
    assert [c["user_id"] for c in (await colleague.http.get("/model-calls")).json()["items"]] == [colleague.id]
    assert (await colleague.http.get("/model-calls", params={"user_id": house.org.admin.id})).json()["items"] == []
    before = await house.http.get("/model-calls/usage", params={"until": "2020-01-01", "since": "2019-01-01"})
    assert before.json()["items"] == []


async def test_the_usage_of_a_period_is_a_file_whose_texts_no_spreadsheet_runs_and_taking_it_is_audited(house: House) -> None:
    await house.bring("first")
    await house.price("first", "1", "0")
    colleague = await house.org.person("user", name="=HYPERLINK(0)")
    for agent in ("assistant", "assistant", "@made"):
        await house.call(Purpose(agent))
    await house.call(Purpose("data_analyst"), actor=await house.actor(colleague))
    await house.calls()

    async def rows(http: httpx.AsyncClient, **period: str) -> list[dict[str, str]]:
        answer = await http.get("/model-calls/usage/export", params=period)
        assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv"), answer.text
        assert 'filename="usage.csv"' in answer.headers["content-disposition"]
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    found = {(row["agent"], row["person"]): row for row in await rows(house.http)}
    assert {agent for agent, _ in found} == {"assistant", "data_analyst", "'@made"}
    assert next(row for (agent, _), row in found.items() if agent == "assistant")["calls"] == "2"
    assert found["data_analyst", "'=HYPERLINK(0)"]["cost"] == "0.00001"
    shown = (await house.http.get("/model-calls/usage")).json()["total"]
    assert sum(Decimal(row["cost"]) for row in found.values()) == Decimal(shown["cost"])
    assert [row["person"] for row in await rows(colleague.http)] == ["'=HYPERLINK(0)"]  # his own, for who may not see the others'
    assert await rows(house.http, since="2019-01-01", until="2020-01-01") == []
    taken = (await house.http.get("/audit-logs", params={"action": "export", "entity_type": "model_calls"})).json()["items"]
    assert len(taken) == 3 and taken[0]["new_values"] == {"since": "2019-01-01", "until": "2020-01-01"}


async def test_another_organisation_sees_nothing_of_it(house: House) -> None:
    await house.bring("first")
    await house.call()
    await house.calls()
    other: Organisation = await founded(house.product)
    assert (await other.admin.http.get("/model-calls")).json()["items"] == []
    assert (await other.admin.http.get("/model-calls/usage")).json()["total"]["calls"] == 0
    assert (await other.admin.http.get("/model-providers")).json()["items"] == []
    await other.aclose()


async def test_an_unknown_model_costs_nothing_and_says_so(house: House) -> None:
    await house.bring("first")
    await house.call()
    assert [(c["cost"], c["priced"]) for c in await house.calls()] == [("0", False)]
    assert (await house.http.get("/model-calls/usage")).json()["total"]["unpriced"] == 1


async def test_what_nobody_answered_is_counted_as_well(house: House) -> None:
    await house.bring("first", Act(status=400))
    with pytest.raises(ModelError):
        await house.call()
    assert [(c["status"], c["fault"]) for c in await house.calls(status="failed")] == [("failed", "refused")]
