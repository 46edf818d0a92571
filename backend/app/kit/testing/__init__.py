"""What tests are made with: the product in process on real engines, organisations with people, no way out to the network.

`tests/conftest.py` loads `app.kit.testing.fixtures`. TEST_DATABASE_URL (the owner's) and TEST_REDIS_URL name the engines; without them a
throwaway pair is started.
"""

from app.kit.testing.people import PASSWORD, Organisation, Person, founded, fresh_address, signed_in
from app.kit.testing.product import Product, started
from app.kit.testing.statements import statements

__all__ = ["PASSWORD", "Organisation", "Person", "Product", "founded", "fresh_address", "signed_in", "started", "statements"]
