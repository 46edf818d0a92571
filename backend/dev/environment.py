"""The environment of the product's processes. Each gets only what it needs: the database owner's address goes to migrate and seed alone."""

import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from dev.datadir import DataDir
from dev.engines import Addresses
from dev.paths import BACKEND, DIST

DEFAULT_ADMIN = "admin@example.com"
OWNER_ONLY = ("DATABASE_URL", "FIRST_ADMIN_EMAIL", "FIRST_ADMIN_PASSWORD")


@dataclass(frozen=True)
class Site:
    """Where the product is served."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """What to type into a browser on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        return f"http://{host}:{self.port}"


@dataclass(frozen=True)
class Admin:
    """The first administrator; `generated` tells whether the password is ours."""

    email: str
    password: str
    generated: bool


def admin(data: DataDir, outside: Mapping[str, str]) -> Admin:
    """From `FIRST_ADMIN_EMAIL` and `FIRST_ADMIN_PASSWORD`, else the address the folder was begun with and the folder's own password."""
    given = outside.get("FIRST_ADMIN_PASSWORD", "")
    email = data.begun_by(outside.get("FIRST_ADMIN_EMAIL") or "") or DEFAULT_ADMIN
    return Admin(email, given or data.secret("first_admin_password"), not given)


def owner(data: DataDir, addresses: Addresses, site: Site, outside: Mapping[str, str]) -> dict[str, str]:
    """For migrate and seed: everything. What is set `outside` (the user's environment) wins over what is made here."""
    signing = outside.get("JWT_SECRET") or data.secret("jwt_secret")
    first = admin(data, outside)
    made = {
        "ENVIRONMENT": "development",
        "DATABASE_APP_URL": role_url(addresses.database, "app", signing),
        "DATABASE_SYSTEM_URL": role_url(addresses.database, "system", signing),
        "JWT_SECRET": signing,
        "AUDIT_SECRET": data.secret("audit_secret"),
        "PUBLIC_URL": site.url,
        "STATIC_DIR": str(DIST),
    }
    fixed = {
        "DATABASE_URL": addresses.database,
        "REDIS_URL": addresses.redis,
        "FIRST_ADMIN_EMAIL": first.email,
        "FIRST_ADMIN_PASSWORD": first.password,
        "DATA_DIR": str(data.path),
        "PYTHONUNBUFFERED": "1",
        # Celery warns at root because of pickle, which is not used here.
        **({"C_FORCE_ROOT": "1"} if os.geteuid() == 0 else {}),
    }
    return made | {name: value for name, value in outside.items() if value or name not in made} | fixed


def sealed() -> dict[str, str]:
    """The user's environment without settings of the product: for tests, which must not touch what it points at."""
    settings = (BACKEND / ".env.example").read_text()
    named = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", settings, re.MULTILINE))
    return {name: value for name, value in os.environ.items() if name not in named}


def powerless(full: Mapping[str, str]) -> dict[str, str]:
    """For API, worker and scheduler: the same without the owner's address and the first administrator's password."""
    return {name: value for name, value in full.items() if name not in OWNER_ONLY}


def role_url(database: str, suffix: str, signing: str) -> str:
    """The address for the login `<database>_<suffix>`, whose password is derived from the signing secret (as `migrate` does)."""
    parts = urlsplit(database)
    role = f"{parts.path.lstrip('/')}_{suffix}"
    password = hmac.new(signing.encode(), role.encode(), hashlib.sha256).hexdigest()
    return urlunsplit(parts._replace(netloc=f"{quote(role)}:{password}@{parts.netloc.rpartition('@')[2]}"))
