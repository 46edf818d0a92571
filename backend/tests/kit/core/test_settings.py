"""No start with unsafe settings: each is refused by its name (case 6)."""

from typing import Any

import pytest
from pydantic import SecretStr

from app.kit.core.settings import Settings, UnsafeSettings

GOOD: dict[str, Any] = {
    "environment": "production",
    "jwt_secret": SecretStr("f0rK-3pLw9-zUq7m-Xa51b-Ne2hd-Qy8ts-Jc"),
    "audit_secret": SecretStr("Bv6nq-Hw0ze-Ku3jx-Lo9fa-Mi4rs-Pd7cg-Ty"),
    "redis_url": SecretStr("redis://:p4ss@redis:6379"),
    "database_url": SecretStr("postgresql://owner:p@db/product"),
    "public_url": "https://product.example",
}


def made(**changed: Any) -> Settings:
    return Settings(_env_file=None, **(GOOD | changed))


def test_safe_values_start() -> None:
    assert made().production


WEAK = (
    "change-me-in-production",
    "your_jwt_secret_here",
    "",
    "0123456789abcdef",
    "x" * 64,
    "a-placeholder-secret-that-is-long-enough-0123456789",
)


@pytest.mark.parametrize("name", ["jwt_secret", "audit_secret"])
@pytest.mark.parametrize("value", WEAK)
def test_weak_secrets(name: str, value: str) -> None:
    with pytest.raises(UnsafeSettings, match=name.upper()):
        made(**{name: SecretStr(value)})


UNSAFE = {
    "FAULT": {"fault": "after_claim:1:kill"},
    "EGRESS_ALLOW": {"egress_allow": "127.0.0.1"},
    "EGRESS_RESOLVER": {"egress_resolver": "m:f"},
    "LLM_PROVIDER": {"llm_provider": "scripted"},
    "CORS_ORIGINS": {"cors_origins": "*"},
    "ALLOWED_HOSTS": {"allowed_hosts": "*"},
    "PUBLIC_URL": {"public_url": "http://product.example"},
    "REDIS_URL": {"redis_url": SecretStr("redis://redis:6379")},
}


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_values(name: str) -> None:
    with pytest.raises(UnsafeSettings, match=name):
        made(**UNSAFE[name])


def test_all_are_named_at_once() -> None:
    with pytest.raises(UnsafeSettings, match=r"JWT_SECRET.*FAULT.*PUBLIC_URL"):
        made(jwt_secret=SecretStr("short"), fault="x", public_url="http://x.example")


def test_short_secrets_are_refused_in_development_too() -> None:
    with pytest.raises(UnsafeSettings, match="JWT_SECRET"):
        made(environment="development", jwt_secret=SecretStr("short"))


def test_secrets_do_not_show() -> None:
    assert "f0rK" not in repr(made())
