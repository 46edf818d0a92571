"""Secrets that have to be read again (a signing key, a credential for another service), encrypted where they are stored.

AES-256-GCM (NIST SP 800-38D) under a key derived from AUDIT_SECRET, which an installation keeps for good. `place` says where a text
belongs (table, organisation, row): a ciphertext that somebody copies to another row does not open there.
"""

import base64
import binascii
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.kit.core.settings import Settings

NONCE = 12


def encrypt(settings: Settings, text: str, place: str) -> str:
    """The text as base64, to be opened with the same `place` only."""
    nonce = os.urandom(NONCE)
    return base64.b64encode(nonce + AESGCM(_key(settings)).encrypt(nonce, text.encode(), place.encode())).decode()


def decrypt(settings: Settings, stored: str, place: str) -> str:
    """The text again; ValueError when it was not encrypted here for this place."""
    try:
        raw = base64.b64decode(stored, validate=True)
        return AESGCM(_key(settings)).decrypt(raw[:NONCE], raw[NONCE:], place.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise ValueError(f"the secret of {place} can not be read: it was stored under another AUDIT_SECRET, or changed") from error


def derived(settings: Settings, place: str) -> str:
    """A secret that needs no row: 256 bits in base64, always the same for this place, not to be guessed from those of others."""
    return base64.b64encode(hmac.new(_key(settings), place.encode(), hashlib.sha256).digest()).decode()


def _key(settings: Settings) -> bytes:
    return hmac.new(settings.audit_secret.get_secret_value().encode(), b"secrets at rest", hashlib.sha256).digest()
