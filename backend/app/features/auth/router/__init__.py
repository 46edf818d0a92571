"""Routes of auth, one file a group."""

from app.features.auth.router import me  # noqa: F401  (adds its routes to the same router)
from app.features.auth.router.mails import router as mails
from app.features.auth.router.sign_in import router as auth

routers = (auth, mails)
