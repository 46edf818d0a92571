"""Every setting of the product, read once from the environment (and `.env`). Production refuses unsafe values, naming them."""

import hashlib
import hmac
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, SecretStr, computed_field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

WEAK = ("change", "secret", "your_", "example", "password", "default", "test")
MIN_SECRET_BYTES = 32
HOST_PORT = re.compile(r"[^\s/,]+:\d{1,5}")


class UnsafeSettings(RuntimeError):
    """The process must not start: lists each unsafe setting by name."""


class Fallback(BaseModel):
    """Another provider of language models."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["openai", "anthropic", "google", "ollama", "compatible", "local"]
    model: str
    base_url: str = ""
    api_key: SecretStr = SecretStr("")


class Settings(BaseSettings):
    """Names are the environment's, in capitals; order is environment, `.env`, default."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    environment: Literal["development", "test", "production"] = "development"
    """Production refuses unsafe values, naming them."""
    public_url: str = "http://127.0.0.1:8000"
    """Where people reach the product: links in mails, own origin, cookies. https in production."""
    allowed_hosts: str = "127.0.0.1,localhost,[::1],testserver"
    """Host headers that are answered (comma list), beside that of PUBLIC_URL."""
    trusted_proxies: str = ""
    """Addresses or networks (comma list) whose X-Forwarded-For and -Proto are believed; nobody's by default."""
    cors_origins: str = ""
    """Other origins whose pages may call the API with credentials (comma list)."""
    data_dir: Path = Path(".data")
    """Uploaded files, the outbox, audit anchors."""
    static_dir: Path | None = None
    """Folder of the built single-page app; empty when another server hands it out."""
    log_level: str = "INFO"
    """DEBUG, INFO, WARNING or ERROR."""

    database_url: SecretStr = SecretStr("")
    """The owner's URL: needed by `migrate` only."""
    database_app_url: SecretStr = SecretStr("")
    """Login of the API and the worker; derived from DATABASE_URL when empty."""
    database_system_url: SecretStr = SecretStr("")
    """Login for technical work across organisations; derived from DATABASE_URL when empty."""
    database_pool: int = 8
    """Connections of one process."""
    redis_url: SecretStr = SecretStr("redis://127.0.0.1:6379")
    """Redis or Valkey: wake-ups, live events, limits. Never the only place of a fact."""

    jwt_secret: SecretStr = SecretStr("")
    """Signs access tokens; at least 32 bytes."""
    jwt_previous_secrets: SecretStr = SecretStr("")
    """Comma list: still accepted for verification while a rotation lasts."""
    audit_secret: SecretStr = SecretStr("")
    """Seals the audit trail and encrypts stored secrets; at least 32 bytes. Keep it: old rows are verified and read with it."""
    access_token_minutes: int = 15
    """How long an access token is good for."""
    refresh_token_days: int = 30
    """The longest a session lives, however often it is renewed."""
    session_idle_days: int = 14
    """A session that is not renewed for so long has ended."""
    refresh_grace_seconds: int = 10
    """A refresh token sent twice within this time is a lost answer, not theft."""
    principal_cache_seconds: float = 5.0
    """How long rights are remembered when no change is announced."""
    signup_enabled: bool = True
    """Whether strangers may sign up (each with an organisation of their own)."""
    first_admin_email: str = "admin@example.com"
    """Of the administrator that `seed` makes."""
    first_admin_password: SecretStr = SecretStr("")
    """Of the administrator that `seed` makes; there is no default."""
    mail_url: SecretStr = SecretStr("")
    """smtp://user:password@host:587; empty: letters are kept as files and shown to administrators."""
    mail_from: str = "Groundwork <no-reply@groundwork.local>"
    """Sender of letters."""

    rate_limit_per_minute: int = 6000
    """Per person and organisation."""
    login_limit_per_minute: int = 10
    """Wrong passwords per address."""
    max_body_bytes: int = 64 * 1024 * 1024
    """The largest request."""
    upload_max_bytes: int = 25 * 1024 * 1024
    """The largest file that people may attach to records."""
    idempotency_hours: int = 24
    """How long an Idempotency-Key is remembered."""
    import_max_rows: int = 200_000
    """The longest file that may be imported."""

    operations_keep_days: int = 90
    """How long finished operations are kept, with the files of imports and what undoing them needs."""
    notifications_keep_days: int = 180
    """How long notifications are kept."""
    traces_keep_days: int = 30
    """How long it is kept how agents came to their answers (prompts, responses, tool calls); 0: nothing of it is written down."""

    lease_seconds: int = 30
    """After this silence of a worker another one takes its work over."""
    sweep_seconds: int = 5
    """How often work that nobody was rung for is looked for."""
    operation_attempts: int = 3
    """How often work is begun again before it is given up."""
    audit_seal_seconds: float = 1.0
    """How often new audit rows are sealed."""

    llm_provider: Literal["offline", "openai", "anthropic", "google", "ollama", "compatible", "local", "scripted"] = "offline"
    """Who answers where an organisation brings no provider of its own. offline: no model, no key; scripted: a test seam."""
    llm_base_url: str = ""
    """Where it is reached, like https://host/v1; empty: at its maker's."""
    llm_api_key: SecretStr = SecretStr("")
    """Its key."""
    llm_model: str = ""
    """Its model."""
    llm_model_small: str = ""
    """Its model for easy work; empty: LLM_MODEL."""
    llm_model_large: str = ""
    """Its model for hard work; empty: LLM_MODEL."""
    llm_fallbacks: list[Fallback] = []
    """Who is asked when it does not answer: a JSON list of {"kind", "model", "base_url", "api_key"}."""
    llm_script: Path | None = None
    """Test seam: the replies of the scripted provider."""
    agent_max_steps: int = 8
    """Tool rounds of one answer."""
    agent_execute_seconds: float = 25.0
    """How long a task of high priority is waited for before its answer is 202."""
    llm_titles: bool = True
    """Whether the small model names conversations after their first answer; else the first words do."""
    agent_turns: int = 96
    """Answers that one process makes at once; others wait in line."""
    agent_turns_each: int = 64
    """Those of one organisation at once, over all processes; in each of them the rest is kept free for others."""

    webhook_retry_seconds: str = "5,60,300,1800,7200,18000,36000,86400"
    """Waits between the tries of a webhook message (comma list); after the last one it is given up."""
    webhook_poll_seconds: float = 1.0
    """How often an API process looks for webhook messages that are due; 0: it sends none."""

    egress_allow: str = ""
    """host:port (comma list) that may be called although they are not public."""
    egress_resolver: str = ""
    """Test seam: module:function that resolves names."""
    fault: str = ""
    """Test seam: name:nth:kill|stop|raise|hang."""
    clock: date | None = None
    """Test seam: the day that agents take for today."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def production(self) -> bool:
        """Whether unsafe values must stop the start."""
        return self.environment == "production"

    def role_url(self, suffix: str) -> str:
        """The owner's URL with the derived login of `<database>_<suffix>` (see `role_password`)."""
        parts = urlsplit(self.database_url.get_secret_value())
        role = f"{parts.path.lstrip('/')}_{suffix}"
        where = (parts.netloc.rpartition("@")[2]) if parts.netloc else ""
        return urlunsplit(parts._replace(netloc=f"{quote(role)}:{self.role_password(role)}@{where}"))

    def role_password(self, role: str) -> str:
        """The login password of a role that `migrate` makes: never stored, derived from the signing secret."""
        return hmac.new(self.jwt_secret.get_secret_value().encode(), role.encode(), hashlib.sha256).hexdigest()

    @property
    def app_url(self) -> str:
        """Where the API and the worker log in: a role without rights beyond rows of one organisation."""
        return self.database_app_url.get_secret_value() or self.role_url("app")

    @property
    def system_url(self) -> str:
        """Where technical work across organisations logs in (claiming operations, sealing the audit)."""
        return self.database_system_url.get_secret_value() or self.role_url("system")

    @property
    def hosts(self) -> list[str]:
        """Host headers that are answered."""
        own = urlsplit(self.public_url).hostname
        return [*filter(None, (h.strip() for h in self.allowed_hosts.split(","))), *([own] if own else [])]

    @property
    def origins(self) -> list[str]:
        """Origins whose pages may call the API with credentials; the product's own is always one."""
        return [o.strip().rstrip("/") for o in (*self.cors_origins.split(","), self.public_url) if o.strip()]

    @model_validator(mode="after")
    def _safe(self) -> Self:
        if found := unsafe(self):
            raise UnsafeSettings("refusing to start: " + "; ".join(found))
        return self


def unsafe(s: Settings) -> list[str]:
    """What must not be so, one sentence each, beginning with the setting's name."""
    found = [
        f"{name.upper()} {why}" for name in ("jwt_secret", "audit_secret") if (why := _weakness(getattr(s, name).get_secret_value(), s))
    ]
    found += [
        f"EGRESS_ALLOW wants host:port, not {e!r}" for e in s.egress_allow.split(",") if e.strip() and not HOST_PORT.fullmatch(e.strip())
    ]
    if s.production:
        found += [f"{name.upper()} is a test seam" for name in ("fault", "egress_resolver", "llm_script", "clock") if getattr(s, name)]
        found += ["LLM_PROVIDER=scripted is a test seam"] if s.llm_provider == "scripted" else []
        found += ["CORS_ORIGINS must not be *"] if "*" in s.cors_origins else []
        found += ["ALLOWED_HOSTS must not be *"] if "*" in s.allowed_hosts.split(",") else []
        found += ["PUBLIC_URL must be https"] if not s.public_url.startswith("https://") else []
        if not urlsplit(s.redis_url.get_secret_value()).password and not s.redis_url.get_secret_value().startswith("unix"):
            found.append("REDIS_URL has no password")
    return found


def _weakness(secret: str, s: Settings) -> str:
    if len(secret.encode()) < MIN_SECRET_BYTES:
        return f"must be at least {MIN_SECRET_BYTES} bytes (make one: python -c 'import secrets; print(secrets.token_urlsafe(48))')"
    if s.production and (len(set(secret)) < 12 or any(word in secret.lower() for word in WEAK)):
        return "looks like a placeholder"
    return ""


@lru_cache
def get_settings() -> Settings:
    """The process's settings, read once."""
    return Settings()
