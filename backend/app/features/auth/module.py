"""Sign-in, sessions, recovery of accounts, and the letters about them."""

from app.features.accounts.events import MembershipEnded
from app.features.auth.adapters import SessionAuthenticator, listening
from app.features.auth.jobs import HOUR, forget_ended_sessions
from app.features.auth.router import routers
from app.features.auth.subscribers import end_sessions_here, forget_rights, forget_sessions
from app.kit.boot import Lives
from app.kit.core.access import Authenticator, Permission
from app.kit.core.events import RightsChanged, SessionsRevoked, after, on
from app.kit.core.mail import Mailer, drained
from app.kit.jobs.ticks import Tick, Ticks
from app.kit.module import Module

module = Module(
    name="auth",
    needs=["accounts"],
    routers=routers,
    ports={
        Authenticator: SessionAuthenticator,
        Mailer: Mailer,
        Lives: [listening, drained],
        Ticks: [Tick("forget_ended_sessions", lambda _: HOUR, forget_ended_sessions)],
    },
    subscribers=[on(MembershipEnded, end_sessions_here), after(RightsChanged, forget_rights), after(SessionsRevoked, forget_sessions)],
    permissions=[Permission("system:read", "See the state of the installation and its outbox")],
)
