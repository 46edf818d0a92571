"""What every endpoint promises: ids, errors, idempotency, limits, headers, and input that must not break it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.kit.testing import Organisation, Product, founded, started
from tests.kit.entity.samples import customer, listed

NEW = {"code": "IDEM", "name": "Once"}


async def test_the_same_key_and_body_is_done_once(org: Organisation) -> None:
    http, key = org.admin.http, {"Idempotency-Key": "k-1"}
    first = await http.post("/customers", json=NEW, headers=key)
    again = await http.post("/customers", json=NEW, headers=key)
    assert (
        (first.status_code, again.status_code) == (201, 201)
        and again.json() == first.json()
        and again.headers["etag"] == first.headers["etag"]
    )
    assert len(await listed(http, "/customers")) == 1
    assert (await http.post("/customers", json={**NEW, "name": "Other"}, headers=key)).status_code == 422


async def test_at_once_is_done_once(org: Organisation) -> None:
    http, key = org.admin.http, {"Idempotency-Key": "k-2"}
    answers = await asyncio.gather(*(http.post("/customers", json=NEW, headers=key) for _ in range(6)))
    assert {a.status_code for a in answers} <= {201, 409} and 201 in {a.status_code for a in answers}
    assert len(await listed(http, "/customers")) == 1


async def test_a_key_is_its_owners(org: Organisation) -> None:
    other = await org.client("user")
    key = {"Idempotency-Key": "k-3"}
    assert (await org.admin.http.post("/customers", json=NEW, headers=key)).status_code == 201
    assert (await other.post("/customers", json={"code": "Y", "name": "Y"}, headers=key)).status_code == 201


async def test_a_failure_is_not_remembered(org: Organisation) -> None:
    http, key = org.admin.http, {"Idempotency-Key": "k-4"}
    one = await customer(http, code="TAKEN")
    body = {"code": "TAKEN", "name": "x"}
    assert (await http.post("/customers", json=body, headers=key)).status_code == 409
    await http.delete(f"/customers/{one['id']}")
    assert (await http.post("/customers", json=body, headers=key)).status_code == 201


async def test_request_id_is_taken_echoed_and_stored(org: Organisation) -> None:
    http = org.admin.http
    one = await http.post("/customers", json=NEW, headers={"X-Request-ID": "trace-77"})
    assert one.headers["x-request-id"] == "trace-77"
    assert (await listed(http, "/audit-logs", request_id="trace-77"))[0]["entity_id"] == one.json()["id"]
    forged = await http.get("/customers", headers={"X-Request-ID": 'a"b{}'})
    assert forged.headers["x-request-id"] != 'a"b{}'


async def test_security_headers(org: Organisation) -> None:
    headers = (await org.admin.http.get("/customers")).headers
    assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"] and "server" not in headers


async def test_another_hosts_name_is_refused(product: Product) -> None:
    async with product.client(base_url="http://evil.example/api/v1") as client:
        assert (await client.get("/health")).status_code == 400


async def test_a_foreign_page_gets_no_credentials(product: Product, org: Organisation) -> None:
    answer = await org.admin.http.get("/customers", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/nothing", "/customers/none/of/this", "/../etc/passwd", "/customers//"])
async def test_unknown_addresses_are_problems_too(org: Organisation, path: str) -> None:
    answer = await org.admin.http.get(path)
    assert answer.status_code in (404, 422) and answer.headers["content-type"] == "application/problem+json"


async def test_a_body_beyond_the_limit(tmp_path: Path, product: Product) -> None:
    async with started(tmp_path, max_body_bytes=20_000) as small:
        org = await founded(small)
        answer = await org.admin.http.post("/customers", json={"code": "x", "name": "x", "notes": "x" * 30_000})
        assert answer.status_code == 413

        async def unsaid() -> AsyncIterator[bytes]:
            for _ in range(40):
                yield b"x" * 1000

        assert (await org.admin.http.post("/customers", content=unsaid(), headers={"content-type": "application/json"})).status_code == 413
        await org.aclose()


async def test_too_many_requests_wait(tmp_path: Path, product: Product) -> None:
    async with started(tmp_path, rate_limit_per_minute=20) as strict:
        org, other = await founded(strict), await founded(strict)
        answers = [await org.admin.http.get("/customers") for _ in range(60)]
        refused = next(a for a in answers if a.status_code == 429)
        assert 1 <= int(refused.headers["retry-after"]) <= 61
        assert (await other.admin.http.get("/customers")).status_code == 200
        for made in (org, other):
            await made.aclose()


async def test_requests_at_once_count_as_many_as_they_are(tmp_path: Path) -> None:
    async with started(tmp_path, rate_limit_per_minute=60) as strict:
        org = await founded(strict)
        answers = await asyncio.gather(*(org.admin.http.get("/customers") for _ in range(40)))
        assert {a.status_code for a in answers} == {200}
        more = await asyncio.gather(*(org.admin.http.get("/customers") for _ in range(130)))  # a new minute may begin meanwhile
        assert {a.status_code for a in more} == {200, 429}
        await org.aclose()


async def test_metrics_and_documents(product: Product) -> None:
    async with product.client(base_url="http://testserver") as client:
        assert "http_requests_total" in (await client.get("/metrics")).text
        document = (await client.get("/openapi.json")).json()
        names = [op["operationId"] for path in document["paths"].values() for op in path.values()]
        assert len(names) == len(set(names)) > 80
        for page in ("/docs", "/redoc"):
            assert (await client.get(page)).status_code == 200
