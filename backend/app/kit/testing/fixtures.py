"""pytest fixtures: `product` (one per process), `org`, `other_org`, `anybody`, `client_for`, `owner`; and the guard: nobody gets out."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import ExitStack
from typing import Any

import asyncpg
import httpx
import pytest
import pytest_socket

from app.kit.core.log import configure
from app.kit.testing.people import Organisation, founded, fresh_address
from app.kit.testing.product import Product, migrated, started

pytest.register_assert_rewrite("app.kit.testing.suite")
LOOPBACK = ["127.0.0.1", "::1", "localhost"]
_stack = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Quiet logs. Start a throwaway pair of engines where none is named: in the one process that later starts the others."""
    configure("ERROR")
    named = all(os.environ.get(name) for name in ("TEST_DATABASE_URL", "TEST_REDIS_URL"))
    if named or hasattr(config, "workerinput") or config.option.collectonly:
        return
    from dev import engines

    postgres, valkey = _stack.enter_context(engines.throwaway())
    os.environ["TEST_DATABASE_URL"], os.environ["TEST_REDIS_URL"] = postgres.url(engines.DATABASE), valkey.url()


def pytest_unconfigure() -> None:
    """Stop them again."""
    _stack.close()


@pytest.fixture(autouse=True)
def _no_network() -> None:
    """Tests reach this machine only; an outside service is a local server that speaks its protocol."""
    pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture(scope="session")
async def product(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Product]:
    """The product on the migrated test database. Change nothing of it: `started(...)` makes one with other settings."""
    await migrated()
    async with started(tmp_path_factory.mktemp("data")) as made:
        yield made


@pytest.fixture
async def org(product: Product) -> AsyncIterator[Organisation]:
    """A fresh organisation: `org.admin.http`, `await org.client("guest")`, `await org.client(permissions={"tasks:read"})`."""
    made = await founded(product)
    yield made
    await made.aclose()


@pytest.fixture
async def other_org(product: Product) -> AsyncIterator[Organisation]:
    """A second organisation, whose people must not see the first."""
    made = await founded(product)
    yield made
    await made.aclose()


@pytest.fixture(scope="session")
async def owner(product: Product) -> AsyncIterator[Any]:
    """The database as its owner: to look at what is stored, and to store what an older version or an attacker would have."""
    connection = await asyncpg.connect(os.environ["TEST_DATABASE_URL"])
    yield connection
    await connection.close()


@pytest.fixture
async def anybody(product: Product) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who has not signed in, from an address of his own."""
    async with product.client(address=fresh_address()) as client:
        yield client


@pytest.fixture
def client_for(org: Organisation) -> Callable[..., Awaitable[httpx.AsyncClient]]:
    """`await client_for("user")` or `await client_for(permissions={...})`: requests of somebody new in `org`."""

    async def make(role: str = "user", *, permissions: Iterable[str] | None = None) -> httpx.AsyncClient:
        return await org.client(role, permissions=permissions)

    return make
