"""A conversation to take away: the branch that is looked at, as Markdown or JSON. Names no person by id."""

from typing import Any, Literal
from uuid import UUID

import orjson

from app.features.conversations import queries
from app.features.conversations.models import Conversation
from app.features.conversations.schemas import MessageOut
from app.features.conversations.service.company import veil
from app.features.conversations.service.conversations import ConversationService
from app.features.conversations.service.places import branches
from app.kit.agent.veil import Sight
from app.kit.core.context import Context

Format = Literal["markdown", "json"]


async def exported(ctx: Context, id: UUID, format: Format) -> tuple[str, bytes]:
    """A file name and its content, for everybody who may read the conversation."""
    talk = await ConversationService(ctx).get(id)
    way = (await branches(ctx, id)).path(talk.head_id)
    rows = await ctx.db.scalars(queries.messages(id, [n.id for n in way]))
    said, sight = [MessageOut.of(m) for m in rows], Sight.of(ctx)
    said = said if talk.user_id == ctx.actor.user_id else [veil(sight, m) for m in said]
    if format == "json":
        data = {**_facts(talk), "messages": [_message(m) for m in said]}
        return f"{_file_name(talk)}.json", orjson.dumps(data, option=orjson.OPT_INDENT_2)
    head = [f"# {talk.title}", "", f"{talk.created_at:%Y-%m-%d %H:%M} UTC · {talk.agent}", ""]
    return f"{_file_name(talk)}.md", "\n".join([*head, *(line for m in said for line in _lines(m))]).encode()


def _file_name(talk: Conversation) -> str:
    plain = "".join(c if c.isalnum() else "-" for c in talk.title.casefold())
    return "-".join(filter(None, plain.split("-")))[:60] or "conversation"


def _facts(talk: Conversation) -> dict[str, Any]:
    return {"title": talk.title, "agent": talk.agent, "created_at": talk.created_at.isoformat()}


def _message(m: MessageOut) -> dict[str, Any]:
    """What was said, what was done, what it rests on."""
    tools = [{"name": c["name"], "args": c["args"], "status": c["status"], "summary": c["summary"]} for c in m.tool_calls]
    return {
        "role": m.role,
        "author": m.author,
        "agent": m.agent,
        "status": m.status,
        "content": m.content,
        "created_at": m.created_at.isoformat(),
        "pinned": m.pinned,
        "attachments": [file["name"] for file in m.attachments],
        "tools": tools,
        "citations": [{"entity": c["entity"], "key": c["key"], "label": c["label"]} for c in m.citations],
        "usage": m.usage,
        "provider": m.provider,
    }


def _lines(m: MessageOut) -> list[str]:
    """One message as Markdown; what it says may be Markdown itself and stands as it is."""
    who = m.author or (m.agent.replace("_", " ").capitalize() if m.role == "assistant" else "Somebody")
    files = [f"*Attached: {', '.join(file['name'] for file in m.attachments)}*", ""] if m.attachments else []
    tools = [f"- {c['name']}: {c['summary'] or c['status']}" for c in m.tool_calls]
    ended = [f"*({m.status})*", ""] if m.status not in ("complete", "running") else []
    rests = [f"*Sources: {', '.join(c['label'] for c in m.citations)}*", ""] if m.citations else []
    return [f"## {who}", "", *files, *(["<details><summary>Steps</summary>", "", *tools, "", "</details>", ""] if tools else []),
            m.content, "", *ended, *rests]  # fmt: skip
