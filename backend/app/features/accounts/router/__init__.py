"""Routes of accounts, one file a noun."""

from app.features.accounts.router.organizations import router as organizations
from app.features.accounts.router.roles import permissions, roles
from app.features.accounts.router.teams import router as teams
from app.features.accounts.router.users import router as users

routers = (users, roles, permissions, organizations, teams)
