"""The verbs of webhooks, and the sending of messages."""

from app.features.webhooks.service.callbacks import CallbackDesk
from app.features.webhooks.service.sending import Claim, deliver
from app.features.webhooks.service.webhooks import WebhookService

__all__ = ["CallbackDesk", "Claim", "WebhookService", "deliver"]
