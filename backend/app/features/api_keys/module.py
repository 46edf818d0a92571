"""API keys: programs act for people, within scopes that the person chose. May be deleted: then no `sk_…` is known."""

from app.features.accounts.events import MembershipEnded
from app.features.api_keys.adapters import Keys
from app.features.api_keys.router import USE, r
from app.features.api_keys.service import MANAGE
from app.features.api_keys.subscribers import revoke_with_membership
from app.kit.core.access import ApiKeys, Permission
from app.kit.core.events import on
from app.kit.module import Module

module = Module(
    name="api_keys",
    needs=["accounts", "auth"],
    router=r,
    subscribers=[on(MembershipEnded, revoke_with_membership)],
    permissions=[
        Permission(USE, "Make API keys of one's own", roles=("user", "guest")),
        Permission(MANAGE, "See and revoke everybody's API keys", roles=()),
    ],
    ports={ApiKeys: Keys},
)
