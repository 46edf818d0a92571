"""Every change of a record becomes a message for those who want it, in the transaction of the change."""

from typing import cast

from sqlalchemy import Table

from app.features.webhooks.adapters import Listeners
from app.features.webhooks.models import WebhookDelivery
from app.kit.core.context import Context
from app.kit.core.events import Changed
from app.kit.core.ids import new_id
from app.kit.entity.happenings import event_of

ROWS = cast("Table", WebhookDelivery.__table__)
WOKEN = "webhooks_woken"


async def write_messages(ctx: Context, fact: Changed) -> None:
    """One row for each webhook that wants this event: written with the change, or not at all."""
    event = event_of(fact)
    if event is None:
        return
    wanting = await ctx.use(Listeners).wanting(ctx, event)
    actor = {"id": str(ctx.actor.user_id) if ctx.actor.signed_in else None, "via": ctx.actor.via}
    for id in wanting:
        facts = {"version": fact.version, "actor": actor, "changed": sorted(fact.new), "previous": fact.old}
        row = {"webhook_id": id, "event": event, "entity": fact.entity, "record_id": fact.id, "facts": facts, "status": "pending"}
        ctx.append(ROWS, {"org_id": ctx.actor.org_id, "id": new_id(), **row, "attempts": 0, "fence": 0, "response_body": "", "error": ""})
    if wanting and not ctx.db.info.get(WOKEN):
        ctx.db.info[WOKEN] = True
        ctx.after_commit(ctx.use(Listeners).wake)


async def listen_anew(ctx: Context, fact: Changed) -> None:
    """A webhook was made, changed or removed."""
    if fact.entity == "webhooks":
        await ctx.use(Listeners).forget_everywhere(ctx)
