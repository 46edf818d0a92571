"""API root: `uvicorn --factory app.main:create_app`."""

from starlette.types import ASGIApp

from app.kit.boot import assemble, build_api
from app.kit.core.log import configure
from app.kit.core.settings import get_settings


def create_app() -> ASGIApp:
    """The product's API, made of the features that are found."""
    settings = get_settings()
    configure(settings.log_level)  # each server process of `serve --workers` is made here
    return build_api(assemble(settings))
