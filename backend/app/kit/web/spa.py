"""Serves the built single-page app: hashed assets for ever, index.html never cached, unknown paths fall back to it."""

from pathlib import Path

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

ASSETS = "public, max-age=31536000, immutable"
KEPT_OUT = ("api/", "socket.io", "v1/", "mcp", "metrics")


def install(app: FastAPI, folder: Path | None) -> None:
    """Answer GET for everything the API does not own; nothing when the app was not built."""
    if folder is None or not (folder / "index.html").is_file():
        return
    home = folder.resolve()

    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        if path.startswith(KEPT_OUT):
            raise HTTPException(404, "There is nothing at this address.")
        file = (home / path).resolve() if "\0" not in path else home
        if file.is_file() and file.is_relative_to(home):
            return _file(file, request, immutable=path.startswith("assets/"))
        if path.startswith("assets/"):
            raise HTTPException(404, "There is nothing at this address.")
        return FileResponse(home / "index.html", headers={"Cache-Control": "no-cache"})

    app.add_route("/{path:path}", page, methods=["GET", "HEAD"], include_in_schema=False)


def _file(file: Path, request: Request, *, immutable: bool) -> Response:
    headers = {"Cache-Control": ASSETS if immutable else "no-cache", "Vary": "Accept-Encoding"}
    packed = file.with_name(file.name + ".gz")
    response = FileResponse(file, headers=headers)
    if packed.is_file() and "gzip" in request.headers.get("accept-encoding", ""):
        return FileResponse(packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=response.media_type)
    return response
