"""Providers that an organisation brings: kept secret, tried, ordered, and asked with their own key."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from app.kit.llm.port import ModelError
from app.kit.testing import Organisation, founded, started
from tests.features.models.conftest import KEY, House
from tests.kit.llm.storyteller import Act, telling


async def test_a_key_is_kept_encrypted_and_never_shown_again(house: House, owner: asyncpg.Connection) -> None:  # type: ignore[type-arg]
    made = await house.bring("first")
    assert made["key"] == "…6789"
    listed = await house.http.get("/model-providers")
    audited = await house.http.get("/audit-logs", params={"entity_type": "model_providers"})
    assert KEY not in listed.text + audited.text and made["label"] in audited.text
    stored = await owner.fetchval("select key from model_providers where id = $1", made["id"])
    assert stored and KEY not in stored
    moved = await house.bring("second", key="sk-another-secret-9876543210")
    await owner.execute("update model_providers set key = $1 where id = $2", stored, moved["id"])
    tried = await house.http.post(f"/model-providers/{moved['id']}/test")
    assert tried.json()["ok"] and house.teller.asked[-1][1] == "", "a key that was copied to another row does not open there"


async def test_the_line_follows_the_order_and_the_tiers(house: House) -> None:
    await house.bring("first")
    second = await house.bring("second", models={"standard": "second", "small": "tiny"})
    await house.call()
    moved = await house.http.patch(f"/model-providers/{second['id']}", json={"position": 0})
    assert moved.status_code == 200, moved.text
    await house.call()
    await house.call(tier="small")
    assert [(name, body["model"]) for name, _, body in house.teller.asked] == [("first", "first"), ("second", "second"), ("second", "tiny")]
    assert [p["label"] for p in (await house.http.get("/model-providers")).json()["items"]] == ["Second", "First"]
    await house.http.patch(f"/model-providers/{second['id']}", json={"enabled": False})
    await house.call()
    await house.http.delete(f"/model-providers/{second['id']}")
    assert house.teller.names[-1] == "first"
    assert [p["position"] for p in (await house.http.get("/model-providers")).json()["items"]] == [0]


async def test_without_its_own_the_installations_models_answer(house: House) -> None:
    installed = (await house.http.get("/model-providers/installed")).json()
    assert installed == {"items": []}
    with pytest.raises(ModelError):
        await house.call()


async def test_a_trial_is_a_real_call_and_says_how_it_went(house: House) -> None:
    made = await house.bring("first", Act(), Act(status=401), Act(status=400), Act(status=500))
    good = (await house.http.post(f"/model-providers/{made['id']}/test")).json()
    assert good["ok"] and good["model"] == "first" and good["answer"].startswith("Once upon") and good["latency_ms"] >= good["ttft_ms"] >= 0
    for fault, hint in (("credentials", "key"), ("refused", "no model called first"), ("unavailable", "address")):
        bad = (await house.http.post(f"/model-providers/{made['id']}/test")).json()
        assert (bad["ok"], bad["fault"]) == (False, fault) and bad["detail"].endswith(".") and hint in bad["detail"]
    assert [c["status"] for c in await house.calls()][:3] == ["ok", "failed", "failed"], "trials are counted like every call"


async def test_it_can_be_tried_before_it_is_kept_but_a_kept_key_goes_nowhere_else(house: House) -> None:
    house.teller.provider("new")
    made = await house.bring("first")
    given = {"label": "New", "kind": "compatible", "base_url": f"{house.teller.root}/new/v1", "models": {"standard": "new"}}
    assert (await house.http.post("/model-providers/try", json=given | {"key": "sk-typed-just-now"})).json()["ok"]
    assert house.teller.asked[-1][1] == "Bearer sk-typed-just-now"
    stolen = await house.http.post("/model-providers/try", json=given | {"provider_id": made["id"]})
    assert stolen.status_code == 422
    again = await house.http.patch(f"/model-providers/{made['id']}", json={"base_url": given["base_url"]})
    assert again.status_code == 422 and "enter the key again" in again.text
    same = await house.http.post("/model-providers/try", json=given | {"provider_id": made["id"], "base_url": made["base_url"]})
    assert same.json()["ok"] and house.teller.asked[-1][1] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/v1", "http://169.254.169.254/v1", "http://user:pw@example.com/v1", "ftp://example.com"]
)
async def test_private_addresses_are_refused(house: House, url: str) -> None:
    given = {"label": "Inside", "kind": "compatible", "base_url": url, "models": {"standard": "m"}}
    for path in ("/model-providers", "/model-providers/try"):
        answer = await house.http.post(path, json=given)
        assert answer.status_code == 422 and answer.json()["errors"][0]["loc"][-1] == "base_url", answer.text


async def test_administrators_are_told_once_that_a_key_is_refused(house: House) -> None:
    made = await house.bring("first", Act(status=401))
    await house.bring("second")
    for _ in range(2):
        assert await house.call() == house.teller.text
        await house.calls()
    told = (await house.http.get("/notifications")).json()["items"]
    assert [n["title"] for n in told if n["kind"] == "model.refused"] == ["First refuses its key"]
    assert (await house.http.get(f"/model-providers/{made['id']}")).json()["state"] == "refused"
    house.teller.acts["first"] = [Act()]
    fixed = await house.http.patch(f"/model-providers/{made['id']}", json={"key": "sk-a-new-key-00000"})
    assert (fixed.json()["state"], fixed.json()["refused_at"]) == ("untried", None)
    await house.call()
    assert house.teller.names[-1] == "first"


async def test_who_is_no_administrator_sees_and_changes_nothing(house: House, other_org: Organisation) -> None:
    made = await house.bring("first")
    user = await house.org.client("user")
    for path in ("/model-providers", "/model-providers/installed", "/model-prices", "/model-limits"):
        assert (await user.get(path)).status_code == 403
    assert (await user.post("/model-providers/try", json={})).status_code == 403
    await user.aclose()
    assert (await house.org.admin.http.get(f"/model-providers/{made['id']}")).status_code == 200


async def test_no_connection_waits_for_a_slow_provider(tmp_path: Path) -> None:
    async with telling() as teller, started(tmp_path, egress_allow=teller.root.removeprefix("http://"), database_pool=1) as product:
        org = await founded(product)
        slow = await House(product, org, teller).bring("slow", Act(pause=60))
        draft = {"label": "Slow", "kind": "compatible", "base_url": slow["base_url"], "models": {"standard": "slow"}}
        trials = [
            asyncio.create_task(org.admin.http.post(f"/model-providers/{slow['id']}/test")),
            asyncio.create_task(org.admin.http.post("/model-providers/try", json={**draft, "provider_id": slow["id"]})),
        ]
        async with asyncio.timeout(20):
            while len(teller.asked) < 2:
                await asyncio.sleep(0.01)
            assert (await org.admin.http.get("/model-providers")).status_code == 200
        assert not any(trial.done() for trial in trials)
        for trial in trials:
            trial.cancel()
        await asyncio.gather(*trials, return_exceptions=True)
        await org.aclose()


async def test_who_changed_keys_prices_and_limits_is_on_record_and_no_key_is(house: House) -> None:
    made = await house.bring("first")
    await house.http.patch(f"/model-providers/{made['id']}", json={"key": f"{KEY}-new"}, headers={"If-Match": f'"{made["version"]}"'})
    await house.price("first", "1", "2")
    own = next(p for p in (await house.http.get("/model-prices")).json()["items"] if p["id"])
    changed = await house.http.patch(f"/model-prices/{own['id']}", json={"input": "9"}, headers={"If-Match": f'"{own["version"]}"'})
    assert changed.status_code == 200, changed.text
    assert (await house.http.patch("/model-limits", json={"daily": "5"})).status_code == 200
    rows = (await house.http.get("/audit-logs", params={"limit": 100})).json()["items"]
    done = {(r["entity_type"], r["action"]) for r in rows}
    kinds = {"model_providers", "model_prices", "model_limits"}
    assert {d for d in done if d[0] in kinds} == {
        ("model_providers", "create"), ("model_providers", "update"), ("model_prices", "create"), ("model_prices", "update"),
        ("model_limits", "create"),
    }, done  # fmt: skip
    price = next(r for r in rows if (r["entity_type"], r["action"]) == ("model_prices", "update"))
    assert (price["actor"]["user_id"], "9" in str(price["new_values"]), "1" in str(price["old_values"])) == (house.org.admin.id, True, True)
    assert KEY not in str(rows) and KEY not in (await house.http.get("/model-providers")).text
