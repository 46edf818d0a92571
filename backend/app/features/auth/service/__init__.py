"""The verbs of auth."""

from app.features.auth.service.door import Door
from app.features.auth.service.outbox import Outbox
from app.features.auth.service.profile import ProfileService
from app.features.auth.service.recovery import Recovery
from app.features.auth.service.sessions import SessionService, forget_ended

__all__ = ["Door", "Outbox", "ProfileService", "Recovery", "SessionService", "forget_ended"]
