"""The verbs of webhooks, and the sending of messages."""

from app.features.webhooks.service.sending import Claim, deliver
from app.features.webhooks.service.webhooks import WebhookService, place, reachable

__all__ = ["Claim", "WebhookService", "deliver", "place", "reachable"]
