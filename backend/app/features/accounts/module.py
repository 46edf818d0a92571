"""People, organisations, roles, teams."""

from app.features.accounts.adapters import AllOrganizations, MemberNames, MemberRights, TeamMates
from app.features.accounts.router import routers
from app.features.accounts.service import first_admin
from app.kit.core.access import People, Permission, Principals, Teams, Tenants
from app.kit.module import Module

module = Module(
    name="accounts",
    routers=routers,
    ports={People: MemberNames, Principals: MemberRights, Teams: TeamMates, Tenants: AllOrganizations},
    seeds=[first_admin],
    permissions=[
        Permission("users:read", "See people"),
        Permission("users:write", "Invite, change and deactivate people"),
        Permission("roles:read", "See roles"),
        Permission("roles:write", "Change roles"),
        Permission("organizations:write", "Rename the organisation"),
        Permission("teams:write", "Make and change teams"),
    ],
)
