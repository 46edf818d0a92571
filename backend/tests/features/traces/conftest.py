"""Trails of the fresh organisation."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.features.traces.service import home
from app.kit.testing import Organisation, Product

Trace = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def trace() -> Trace:
    """`await trace(client, id)`: what is kept of an answer, once it is (it is written a moment after the last word)."""

    async def find(client: httpx.AsyncClient, id: str, status: str = "") -> dict[str, Any]:
        for _ in range(200):
            found = await client.get(f"/traces/{id}")
            if found.status_code == 200 and found.json()["status"] != "running" and status in ("", found.json()["status"]):
                return dict(found.json())
            await asyncio.sleep(0.02)
        raise AssertionError(found.text)

    return find


@pytest.fixture
def folder(product: Product, org: Organisation) -> Path:
    """Where the organisation's trails lie."""
    return home(product.kit.settings, UUID(org.id))
