"""Audit: who did what, old and new, tamper-evident. Reacts to facts; nobody imports it."""

import asyncio

import typer
from sqlalchemy import text

from app.features.audit.adapters import AuditHistory, Check
from app.features.audit.jobs import SEAL
from app.features.audit.router import r
from app.features.audit.schemas import Verification
from app.features.audit.subscribers import record_act, record_change
from app.kit.core.access import Actor, Permission
from app.kit.core.context import Kit, work
from app.kit.core.events import Changed, Happened, on
from app.kit.core.history import History
from app.kit.core.settings import get_settings
from app.kit.core.system import system
from app.kit.jobs.ticks import Ticks
from app.kit.module import Module

commands = typer.Typer(name="audit", no_args_is_help=True, help="The audit log.")


@commands.callback()
def _group() -> None:
    """The audit log."""


@commands.command()
def verify() -> None:
    """Check every entry, seal and anchor of all organisations; ends with 1 when something is not as it was written."""
    from app.kit.boot import assemble

    found = asyncio.run(_verify_all(assemble(get_settings())))
    for org, result in found.items():
        verdict = "ok" if result.ok else "NOT OK"
        typer.echo(f"{org}: {verdict}, {result.rows} entries, {result.seals} seals, {result.unsealed} not yet sealed")
        for problem in result.problems:
            typer.echo(f"  {problem.kind}: entry {problem.id or '-'}, seal {problem.seal or '-'}: {problem.detail}")
    raise typer.Exit(0 if all(result.ok for result in found.values()) else 1)


async def _verify_all(kit: Kit) -> dict[str, Verification]:
    from app.kit.boot import close

    try:
        async with system(kit).begin() as db:
            orgs = (await db.scalars(text("select org_id from audit_logs union select org_id from audit_seals order by 1"))).all()
        found: dict[str, Verification] = {}
        for org in orgs:
            async with work(kit, Actor(org_id=org, via="cli")) as ctx:
                found[str(org)] = await Check(ctx).run()
        return found
    finally:
        await close(kit)


module = Module(
    name="audit",
    router=r,
    subscribers=[on(Changed, record_change), on(Happened, record_act)],
    permissions=[Permission("audit:read", "See the audit log")],
    ports={History: AuditHistory, Ticks: [SEAL]},
    commands=[commands],
)
