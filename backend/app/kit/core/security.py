"""Tokens: the one place that signs and verifies access tokens, and makes, hashes and seals opaque ones.

python-jose is kept behind this module: by itself it accepts tokens without `exp`, ignores `crit` and, without `algorithms`, a
public key as an HMAC secret (CVE-2024-33663). Only HS256 is used, so neither its RSA nor its ECDSA code is reached (RFC 8725).
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from jose import jwt

from app.kit.core.ids import new_id
from app.kit.core.settings import Settings

ALGORITHM = "HS256"
ISSUER = "groundwork"
AUDIENCE = "groundwork-api"
LONGEST = 2048
"""Characters of an access token of ours, generously; longer ones are not looked at."""
SKEW = 5
"""Seconds by which another machine's clock may be ahead."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says: who, in which session and organisation, until when. Never what he may do."""

    user_id: UUID
    session_id: UUID
    org_id: UUID
    expires_at: int


def encode_access(settings: Settings, user_id: UUID, session_id: UUID, org_id: UUID) -> str:
    """A signed access token of `settings.access_token_minutes`."""
    now = int(time.time())
    secret = settings.jwt_secret.get_secret_value()
    claims = {
        "iss": ISSUER, "aud": AUDIENCE, "typ": "access", "sub": str(user_id), "sid": str(session_id), "org": str(org_id),
        "jti": str(new_id()), "iat": now, "exp": now + settings.access_token_minutes * 60,
    }  # fmt: skip
    token: str = jwt.encode(claims, secret, algorithm=ALGORITHM, headers={"kid": _kid(secret)})
    return token


def decode_access(settings: Settings, token: str) -> Claims | None:
    """The claims of an access token of ours that is valid now; None for anything else, whatever it is."""
    try:
        return _decode(settings, token)
    except Exception:  # a hostile token must be refused, not explained: the library raises far more than JWTError
        return None


def _decode(settings: Settings, token: str) -> Claims | None:
    if len(token) > LONGEST or token.count(".") != 2:
        return None
    header = json.loads(_unpadded(token.partition(".")[0]))
    if set(header) != {"alg", "typ", "kid"} or header["alg"] != ALGORITHM or header["typ"] != "JWT":
        return None
    secret = _keys(settings).get(header["kid"])
    if secret is None:
        return None
    claims: Mapping[str, Any] = jwt.decode(token, secret, algorithms=[ALGORITHM], audience=AUDIENCE, issuer=ISSUER, options=REQUIRED)
    issued, ends, now = claims["iat"], claims["exp"], time.time()
    if claims["typ"] != "access" or type(issued) is not int or type(ends) is not int:
        return None
    if not (issued <= now + SKEW and now < ends and ends - issued <= settings.access_token_minutes * 60):
        return None
    return Claims(UUID(claims["sub"]), UUID(claims["sid"]), UUID(claims["org"]), ends)


REQUIRED = {f"require_{claim}": True for claim in ("aud", "iat", "exp", "iss", "sub", "jti")}


def _keys(settings: Settings) -> dict[str, str]:
    """Signing secrets by key id: the present one, and those that a rotation still lets verify."""
    previous = settings.jwt_previous_secrets.get_secret_value().split(",")
    known = [settings.jwt_secret.get_secret_value(), *(s.strip() for s in previous if s.strip())]
    return {_kid(secret): secret for secret in known}


def _kid(secret: str) -> str:
    return hmac.new(secret.encode(), b"key id", hashlib.sha256).hexdigest()[:16]


def _unpadded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def new_token() -> str:
    """An opaque token: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """How an opaque token is kept (SHA-256 is enough for 256 random bits)."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def seal(text: str, with_token: str) -> str:
    """Encrypt (AES-256-GCM) so that only who holds the other token can read it."""
    nonce = os.urandom(12)
    return base64.b64encode(nonce + AESGCM(_seal_key(with_token)).encrypt(nonce, text.encode(), None)).decode()


def unseal(sealed: str, with_token: str) -> str | None:
    """The sealed text; None when the token is another."""
    try:
        raw = base64.b64decode(sealed)
        return AESGCM(_seal_key(with_token)).decrypt(raw[:12], raw[12:], None).decode()
    except (InvalidTag, binascii.Error, ValueError):
        return None


def _seal_key(token: str) -> bytes:
    return hmac.new(token.encode(), b"successor", hashlib.sha256).digest()
