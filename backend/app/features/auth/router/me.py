"""/auth/me and /auth/sessions: the caller himself."""

from uuid import UUID

from app.features.auth.router.browser import Outside
from app.features.auth.router.sign_in import router
from app.features.auth.schemas import Access, Me, MeUpdate, PasswordChange, SessionOut, Switch
from app.features.auth.service import Door, ProfileService
from app.kit.core.access import AUTHENTICATED
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.shapes import Page


@router.get("/me", response_model=Me)
@allow(AUTHENTICATED)
async def get_me(ctx: Ctx) -> Me:
    """Who you are, where you work, and what you may do."""
    return await ProfileService(ctx).me()


@router.patch("/me", response_model=Me)
@allow(AUTHENTICATED, tool=False, key=False)
async def update_me(ctx: Ctx, body: MeUpdate) -> Me:
    """Change your name, locale or time zone."""
    return await ProfileService(ctx).update(body)


@router.post("/me/password", status_code=204)
@allow(AUTHENTICATED, tool=False, key=False)
async def change_password(outside: Outside, body: PasswordChange) -> None:
    """Change your password; your other sessions end."""
    await Door(outside).change_password(body)


@router.post("/me/organization", response_model=Access)
@allow(AUTHENTICATED, tool=False, key=False)
async def switch_organization(ctx: Ctx, body: Switch) -> Access:
    """Work in another of your organisations; your refresh token follows."""
    return await ProfileService(ctx).switch(body)


@router.get("/sessions", response_model=Page[SessionOut])
@allow(AUTHENTICATED, tool=False, key=False)
async def list_sessions(ctx: Ctx) -> Page[SessionOut]:
    """List the devices on which you are signed in."""
    return Page(items=await ProfileService(ctx).sessions())


@router.delete("/sessions", status_code=204)
@allow(AUTHENTICATED, tool=False, key=False)
async def end_sessions(ctx: Ctx, keep_current: bool = False) -> None:
    """Sign out everywhere, or (`keep_current=true`) everywhere else."""
    await ProfileService(ctx).end_sessions(keep_current=keep_current)


@router.delete("/sessions/{id}", status_code=204)
@allow(AUTHENTICATED, tool=False, key=False)
async def end_session(ctx: Ctx, id: UUID) -> None:
    """Sign one of your devices out."""
    await ProfileService(ctx).end_session(id)
