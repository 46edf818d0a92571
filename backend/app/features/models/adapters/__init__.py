"""What the models feature gives to the kit: an organisation's own providers and prices, and the meter."""

from app.features.models.adapters.ledger import Ledger, forget_calls, settle_lost
from app.features.models.adapters.own import Own

__all__ = ["Ledger", "Own", "forget_calls", "settle_lost"]
