"""Mail: asked for in the unit of work, sent after its commit and beside it. By SMTP (MAIL_URL), else as `.eml` files in DATA_DIR/outbox."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from app.kit.core.context import Context, Kit
from app.kit.core.ids import new_id
from app.kit.core.log import logger
from app.kit.core.settings import Settings

log = logger(__name__)
ORG_HEADER = "X-Groundwork-Organization"
SECONDS = 20


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain-text letter. `org_id`: whose administrators may see it in the embedded outbox; None shows it to nobody."""

    to: str
    subject: str
    text: str
    org_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter in the embedded outbox."""

    id: UUID
    at: datetime
    to: str
    subject: str
    text: str
    org_id: str


@dataclass(slots=True)
class Mailer:
    """The port that features send through: `ctx.use(Mailer).send(ctx, mail)`. A letter that fails is logged, never undone."""

    _sending: set[asyncio.Task[None]] = field(default_factory=set)

    def send(self, ctx: Context, mail: Mail) -> None:
        """Send it once the unit of work stands; dropped when that is rolled back."""
        kit = ctx.kit

        async def later() -> None:
            self.send_now(kit, mail)

        ctx.after_commit(later)

    def send_now(self, kit: Kit, mail: Mail) -> None:
        """Send it beside what is going on."""
        self.beside(_deliver(kit.settings, mail))

    def beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what ends in a letter beside the answer, whose time must not tell whether there was one."""
        task = asyncio.create_task(_logged(work))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def drain(self) -> None:
        """Wait until everything is sent."""
        while self._sending:
            await asyncio.gather(*self._sending)


@asynccontextmanager
async def drained(kit: Kit) -> AsyncIterator[None]:
    """Part of the process's life: letters on their way are sent before it ends."""
    yield
    await kit.use(Mailer).drain()


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:
        log.exception("mail_failed")


async def _deliver(settings: Settings, mail: Mail) -> None:
    message = _message(settings, mail)
    url = settings.mail_url.get_secret_value()
    async with asyncio.timeout(SECONDS):
        await (_smtp(url, message) if url else asyncio.to_thread(_write, outbox(settings), message))


def _message(settings: Settings, mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = settings.mail_from
    message["To"] = mail.to
    message["Subject"] = re.sub(r"\s+", " ", mail.subject)  # a name with a line break must not become a header
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<{new_id()}@{urlsplit(settings.public_url).hostname or 'localhost'}>"
    if mail.org_id and not settings.mail_url.get_secret_value():
        message[ORG_HEADER] = str(mail.org_id)
    message.set_content(mail.text)
    return message


async def _smtp(url: str, message: EmailMessage) -> None:
    import aiosmtplib

    parts = urlsplit(url)
    tls = parts.scheme == "smtps"
    await aiosmtplib.send(
        message, hostname=parts.hostname, port=parts.port or (465 if tls else 587), use_tls=tls, timeout=SECONDS,
        username=unquote(parts.username) if parts.username else None, password=unquote(parts.password) if parts.password else None,
    )  # fmt: skip


def outbox(settings: Settings) -> Path:
    """Where letters are kept when there is no mail server."""
    return settings.data_dir / "outbox"


def _write(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / f".{new_id()}"
    part.touch(mode=0o600)
    part.write_bytes(message.as_bytes())
    part.rename(folder / f"{part.name[1:]}.eml")


async def letters(settings: Settings, org_id: UUID, *, before: UUID | None = None) -> list[Kept]:
    """The organisation's letters in the outbox, newest first, from `before` on; at most the newest thousand files are looked at."""
    return await asyncio.to_thread(_read_all, outbox(settings), str(org_id), before)


def _read_all(folder: Path, org_id: str, before: UUID | None) -> list[Kept]:
    names = sorted((p for p in folder.glob("*.eml") if before is None or p.stem < str(before)), reverse=True) if folder.is_dir() else []
    found: list[Kept] = []
    for path in names[:1000]:
        with contextlib.suppress(OSError, ValueError):
            kept = _read(path)
            if kept.org_id == org_id:
                found.append(kept)
    return found


def _read(path: Path) -> Kept:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    at = message["Date"].datetime.astimezone(UTC)
    text = body.get_content() if body else ""
    return Kept(UUID(path.stem), at, str(message["To"]), str(message["Subject"]), text, str(message.get(ORG_HEADER, "")))
