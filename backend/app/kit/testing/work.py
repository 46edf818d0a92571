"""Durable work in tests: done in this process, without a queue, as the worker would."""

from typing import Any
from uuid import UUID

import httpx

from app.kit.jobs.runner import run_next
from app.kit.testing.product import Product


async def worked_off(product: Product, client: httpx.AsyncClient, operation_id: str) -> dict[str, Any]:
    """Do this operation, if nobody has it, and give its state as its owner's `client` sees it."""
    await run_next(product.kit, "test", only=UUID(operation_id))
    answer = await client.get(f"/operations/{operation_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
