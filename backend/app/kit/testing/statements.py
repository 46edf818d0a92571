"""What the product asks of its database: to test that a page costs the same however much is on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from app.kit.testing.product import Product


@contextmanager
def statements(product: Product) -> Iterator[list[str]]:
    """Every SQL statement that this process sends while the block lasts, oldest first; other tests of the process are among it."""
    engine, seen = product.kit.db.engine.sync_engine, list[str]()

    def listen(*given: Any) -> None:
        seen.append(given[2])

    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", listen)
