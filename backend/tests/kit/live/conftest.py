"""The shared product behind a real server."""

from collections.abc import AsyncIterator

import pytest

from app.kit.testing import Product
from app.kit.testing.live import served


@pytest.fixture(scope="session")
async def address(product: Product) -> AsyncIterator[str]:
    """Where the product's sockets are."""
    async with served(product) as url:
        yield url
