"""/auth: ways in and out."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import OAuth2PasswordRequestForm

from app.features.auth.router.browser import Outside, Own
from app.features.auth.schemas import (
    Accepted,
    AcceptIn,
    ForgotIn,
    Grant,
    InvitationOut,
    InvitationRef,
    LoginIn,
    Options,
    RefreshIn,
    RegisterIn,
    ResetIn,
)  # fmt: skip
from app.features.auth.service import Door, Recovery
from app.kit.core.access import PUBLIC
from app.kit.web.operation import allow
from app.kit.web.route import router as make_router

router = make_router("/auth", "auth")


@router.get("/options", response_model=Options)
@allow(PUBLIC, tool=False)
async def get_auth_options(outside: Outside) -> Options:
    """What the sign-in screen offers."""
    return Options(signup_enabled=outside.settings.signup_enabled)


@router.post("/login", response_model=Grant)
@allow(PUBLIC, tool=False)
async def login(outside: Outside, own: Own, body: LoginIn) -> Grant:
    """Sign in with e-mail and password."""
    return own.keep(await Door(outside).login(body.email, body.password))


@router.post("/token", response_model=Grant)
@allow(PUBLIC, tool=False)
async def login_with_form(outside: Outside, own: Own, form: Annotated[OAuth2PasswordRequestForm, Depends()]) -> Grant:
    """The same as an OAuth2 password form, for the button of the API documentation."""
    given = LoginIn(email=form.username, password=form.password)
    return own.keep(await Door(outside).login(given.email, given.password))


@router.post("/refresh", response_model=Grant)
@allow(PUBLIC, tool=False)
async def refresh_session(outside: Outside, own: Own, body: RefreshIn) -> Grant:
    """Spend a refresh token for the next one; spending it twice ends the session."""
    return own.keep(await Door(outside).refresh(own.refresh_token(body.refresh_token)))


@router.post("/logout", status_code=204)
@allow(PUBLIC, tool=False)
async def logout(outside: Outside, own: Own, body: RefreshIn | None = None) -> None:
    """End the session of the access token, or else of the refresh token."""
    await Door(outside).logout(own.refresh_token(body.refresh_token if body else ""))
    own.forget()


@router.post("/register", response_model=Accepted, status_code=202)
@allow(PUBLIC, tool=False)
async def register(outside: Outside, own: Own, body: RegisterIn) -> Accepted:
    """Sign up with an organisation of your own. The answer does not tell whether the e-mail was free."""
    return await Door(outside).register(body)


@router.post("/forgot-password", response_model=Accepted, status_code=202)
@allow(PUBLIC, tool=False)
async def forgot_password(outside: Outside, own: Own, body: ForgotIn) -> Accepted:
    """Ask for a link to choose a new password. The answer does not tell whether there is an account."""
    return await Recovery(outside).forgot(body)


@router.post("/reset-password", response_model=Grant)
@allow(PUBLIC, tool=False)
async def reset_password(outside: Outside, own: Own, body: ResetIn) -> Grant:
    """Choose a new password with the mailed token; all sessions end and a new one begins."""
    return own.keep(await Recovery(outside).reset(body))


@router.post("/preview-invitation", response_model=InvitationOut)
@allow(PUBLIC, tool=False)
async def preview_invitation(outside: Outside, own: Own, body: InvitationRef) -> InvitationOut:
    """What a mailed invitation is about."""
    return await Recovery(outside).preview(body.token)


@router.post("/accept-invitation", response_model=Grant)
@allow(PUBLIC, tool=False)
async def accept_invitation(outside: Outside, own: Own, body: AcceptIn) -> Grant:
    """Join an organisation: choose a password, or give your own if you have an account."""
    return own.keep(await Recovery(outside).accept(body))
