"""One question through the whole product, over the protocol of every provider: a tool is called as the person, the answer is kept."""

from pathlib import Path
from typing import Any

import pytest

from app.kit.testing import Organisation, founded, started
from tests.features.conftest import ask
from tests.kit.llm.standins import Answer, standin


@pytest.mark.parametrize("kind", ["openai", "anthropic", "google", "ollama"])
async def test_a_question_with_a_tool(org: Organisation, tmp_path: Path, kind: Any) -> None:
    async with standin(kind) as there:
        there.plan = [
            Answer(text=("Let me see. ",), calls=(("c1", "list_customers", '{"country": "Norway"}'),), usage=(50, 5)),
            Answer(text=("One: ", "ACME."), usage=(70, 3)),
        ]
        settings = {"llm_provider": kind, "llm_base_url": there.url, "llm_model": "m", "llm_api_key": "sk-canary-123"}
        async with started(tmp_path, **settings) as product:
            own = await founded(product)
            ann = own.admin.http
            await ann.post("/customers", json={"code": "ACME", "name": "Acme Ltd", "status": "active", "country": "Norway"})
            path = f"/conversations/{(await ann.post('/conversations', json={'agent': 'assistant'})).json()['id']}"
            answer = await ask(ann, path, "Who is in Norway?")
            await own.aclose()
    assert answer["content"].endswith("One: ACME.")
    assert [call["status"] for call in answer["tool_calls"]] == ["ok"]
    assert "Acme Ltd" in str(there.seen[1].body)
    assert answer["provider"] == kind
    assert (answer["usage"]["input_tokens"], answer["usage"]["output_tokens"]) == (120, 8)


@pytest.mark.xdist_group("local-model")
async def test_the_packaged_model_answers_without_any_account(org: Organisation, tmp_path: Path) -> None:
    async with started(tmp_path, llm_provider="local") as product:
        own = await founded(product)
        path = f"/conversations/{(await own.admin.http.post('/conversations', json={'agent': 'concierge'})).json()['id']}"
        answer = await ask(own.admin.http, path, "Hello!")
        await own.aclose()
    assert answer["content"].strip() and answer["provider"] == "local"
    assert answer["usage"]["output_tokens"] > 0
