"""Command root: `python -m app.cli <command>`, `groundwork <command>` in the image. Features add their own through their Module.

What is no command of the root or of a feature is a noun of the product: `groundwork invoices list` (`kit/console`).
"""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.kit.console.ends import NOT_FOUND, Ended
from app.kit.console.start import inside, remote, signing_in, url_of
from app.kit.console.words import Words
from app.kit.core.errors import AppError
from app.kit.core.log import configure
from app.kit.core.settings import Settings, get_settings

if TYPE_CHECKING:
    from alembic.config import Config

    from app.kit.core.access import Actor
    from app.kit.core.context import Kit

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Groundwork: serve, migrate, seed, and what the features bring.",
    epilog="Every noun of the product is a command as well: `groundwork --as EMAIL invoices list`, `… operations`, `… call`, and agents: "
    "`… chat`, `… agents run`. `groundwork login --url URL` remembers a product elsewhere. "
    "See docs/start/command-line.md.",
)
BACKEND = Path(__file__).resolve().parent.parent
SOCKET_BYTES = 70 * 1024
"""The largest websocket frame: a little more than live events may have."""


@cli.command()
def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes that share the port.")] = 1,
) -> None:
    """Serve the API, Socket.IO and, where STATIC_DIR is set, the single-page app."""
    import uvicorn

    settings = _settings()
    uvicorn.run(
        "app.main:create_app", factory=True, host=host, port=port, workers=workers, loop="uvloop", http="httptools", log_config=None,
        access_log=False, server_header=False, ws_max_size=SOCKET_BYTES, timeout_graceful_shutdown=10,
        proxy_headers=bool(settings.trusted_proxies), forwarded_allow_ips=settings.trusted_proxies or None,
    )  # fmt: skip


@cli.command()
def migrate() -> None:
    """Make the powerless logins and bring the schema up to date. Safe to run from several places at once."""
    from app.kit.core.roles import one_at_a_time

    settings = _settings()
    if not settings.database_url.get_secret_value():
        raise typer.BadParameter("DATABASE_URL (the owner's address) is not set", param_hint="environment")
    with one_at_a_time(settings):
        _upgrade()
    typer.echo("The database is up to date.")


@cli.command()
def revise(
    message: Annotated[str, typer.Option(help="What the migration is called; otherwise it names the tables.")] = "",
    lossy: Annotated[bool, typer.Option(help="Also write what loses data.")] = False,
    rename: Annotated[list[str] | None, typer.Option(help="A field that only changed its name: TABLE.OLD:NEW.")] = None,
) -> None:
    """Bring the schema up to date, write a migration for what has changed in the declarations, and apply it."""
    from alembic.util import CommandError

    from app.kit.core.migrate.writing import revised
    from app.kit.core.roles import one_at_a_time

    settings = get_settings()
    configure("WARNING")  # the person at the terminal reads sentences
    with one_at_a_time(settings):
        try:
            written = revised(_alembic(), message, lossy=lossy, renames=rename or ())
        except CommandError as refused:
            typer.echo(str(refused), err=True)
            raise typer.Exit(1) from None
    typer.echo(f"Written and applied: {written}" if written else "The database is up to date; no declaration has changed.")
    for agent, names in _strays().items():
        typer.echo(f"The agent {agent} names what is not there: {', '.join(names)}.", err=True)


def _strays() -> dict[str, list[str]]:
    from app.kit.agent.directory import strays
    from app.reference import unconnected

    return strays(unconnected())


def _alembic() -> "Config":
    from alembic.config import Config

    return Config(BACKEND / "alembic.ini")


def _upgrade() -> None:
    from alembic import command

    command.upgrade(_alembic(), "head")


@cli.command()
def seed(demo: Annotated[bool, typer.Option(help="Also sample records to look around with.")] = False) -> None:
    """Make the first administrator when there is nobody yet, and what the features need; repeatable."""
    from app.kit.boot import assemble, close

    async def run() -> None:
        kit = assemble(_settings())
        try:
            from app.kit.core.registry import registry

            for module in registry.modules:
                for sow in module.seeds:
                    await sow(kit, demo)
        finally:
            await close(kit)

    try:
        asyncio.run(run())
    except AppError as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None
    typer.echo("Seeded.")


@cli.command()
def reference(folder: Annotated[Path, typer.Option(help="Where to write.")] = BACKEND.parent / "docs" / "reference") -> None:
    """Write docs/reference from what runs: the OpenAPI document, routes and permissions, settings, tables, events."""
    from app.reference import documents

    for name, text in documents().items():
        (folder / name).write_text(text, encoding="utf-8")
    typer.echo(f"Written to {folder}.")


def _settings() -> Settings:
    settings = get_settings()
    configure(settings.log_level)
    return settings


def _spoken() -> Settings:
    """Of a command that answers in sentences: lines of a log between them are for nobody, but for what broke."""
    configure("ERROR")
    return get_settings()


async def person(kit: "Kit", email: str, organization: str) -> "Actor":
    """Who acts: a member by e-mail, in the organisation with this short name, else in the one he was in last."""
    from app.features.accounts.service import belongings, user_by_email
    from app.kit.core.access import Actor, Principals
    from app.kit.core.context import work

    async with work(kit, Actor()) as ctx:
        user = await user_by_email(ctx, email.strip().casefold())
        homes = await belongings(ctx, user.id) if user else []
    usual = next((b for b in homes if user and b.org_id == user.organization_id), homes[0] if homes else None)
    home = next((b for b in homes if b.slug == organization), None) if organization else usual
    actor = await kit.use(Principals)(kit, user.id, home.org_id) if user and home else None
    if actor is None:
        raise Ended(NOT_FOUND, f"There is nobody called {email}{f' in {organization}' if organization else ''} who may sign in.")
    return actor


def main(argv: list[str] | None = None) -> None:
    """Everything the root and the features offer, and every noun of the product."""
    try:
        words = Words.of(sys.argv[1:] if argv is None else argv)
    except Ended as end:
        typer.echo(str(end), err=True)
        sys.exit(end.code)
    if words.rest[:1] in (["login"], ["logout"]):
        sys.exit(signing_in(words))
    own = {command.name or command.callback.__name__ for command in cli.registered_commands if command.callback}
    noun = words.rest[0] if words.rest else ""
    if url_of(words) and noun not in own and not noun.startswith("-") and noun:
        sys.exit(remote(words))
    from app.kit.boot import assemble, discover

    for module in discover():
        for group in module.commands:
            cli.add_typer(group)
            own |= {found for found in (group.info.name, *(c.name for c in group.registered_commands)) if isinstance(found, str)}
    if not noun or noun in own or noun.startswith("-"):
        cli(words.rest)
    sys.exit(inside(words, lambda: assemble(_spoken(), pool=4), person))


if __name__ == "__main__":
    main()
