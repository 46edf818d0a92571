"""The verbs of providers, prices, limits and calls."""

from app.features.models.service.calls import CallService
from app.features.models.service.common import TOPIC
from app.features.models.service.prices import LimitService, PriceService
from app.features.models.service.providers import ProviderService, account
from app.features.models.service.trying import try_draft, try_kept

__all__ = ["TOPIC", "CallService", "LimitService", "PriceService", "ProviderService", "account", "try_draft", "try_kept"]
