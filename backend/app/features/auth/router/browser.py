"""The browser's side of a session: own origin only, refresh token in a cookie that scripts cannot read (`X-Session: cookie`)."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from app.features.auth.schemas import Grant
from app.kit.core.context import Context, Kit
from app.kit.core.errors import Forbidden

HEADER = "x-session"


class Browser:
    """Refuses foreign pages; puts the refresh token where the caller wants it."""

    def __init__(self, request: Request, response: Response) -> None:
        kit: Kit = request.app.state.kit
        self.settings, self.request, self.response = kit.settings, request, response
        self.secure = self.settings.public_url.startswith("https://")
        self.cookie = "__Host-groundwork" if self.secure else "groundwork"
        self.wanted = request.headers.get(HEADER) == "cookie"
        self._own_page()

    def _own_page(self) -> None:
        origin = self.request.headers.get("origin")
        if origin is None or origin in self.settings.origins:
            return
        if urlsplit(origin).netloc != self.request.headers.get("host") or origin == "null":
            raise Forbidden("Pages of another origin may not sign in, renew or end sessions here.")

    def refresh_token(self, given: str) -> str:
        """From the cookie or from the body, as the caller said."""
        return self.request.cookies.get(self.cookie, "")[:200] if self.wanted else given

    def keep(self, grant: Grant) -> Grant:
        """The answer with its refresh token in the cookie, for browsers."""
        if not self.wanted:
            return grant
        self._set(grant.refresh_token, self.settings.refresh_token_days * 86400)
        return grant.model_copy(update={"refresh_token": ""})

    def forget(self) -> None:
        """Delete the cookie, with the attributes it was set with."""
        if self.wanted:
            self._set("", 0)

    def _set(self, value: str, seconds: int) -> None:
        self.response.set_cookie(self.cookie, value, max_age=seconds, path="/", secure=self.secure, httponly=True, samesite="strict")


async def unopened(request: Request) -> Context:
    """The request's Context before it takes a connection: for what hashes a password first."""
    context: Context = request.scope["work"].ctx
    return context


Own = Annotated[Browser, Depends(Browser)]
Outside = Annotated[Context, Depends(unopened)]
