"""Handing a stored file to a browser so that it can do nothing there: never as a page, never guessed, never in the product's own name."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from starlette.responses import FileResponse

from app.kit.core import files
from app.kit.core.context import Context
from app.kit.core.errors import NotFound
from app.kit.core.media import INLINE

SEALED = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "private, no-cache"}
"""Even if a browser showed it: no script, no origin, no request. `nosniff` is on every answer (`kit/web/middleware.py`)."""


def send_file(ctx: Context, facts: Mapping[str, Any]) -> FileResponse:
    """The content of a file of the caller's organisation, by its facts `{id, name, content_type}`; NotFound when it is no longer there.

    Pictures that can not run anything are shown in place, everything else is a download (RFC 6266). Ranges are answered (RFC 9110).
    """
    path = files.locate(ctx.settings, ctx.actor.org_id, UUID(str(facts["id"])))
    if not path.is_file():
        raise NotFound("The file is no longer there.")
    kind = str(facts["content_type"])
    way = "inline" if kind in INLINE else "attachment"
    return FileResponse(path, media_type=kind, filename=str(facts["name"]), content_disposition_type=way, headers=SEALED)
