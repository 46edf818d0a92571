"""The verbs of accounts, and what sign-in needs to know of people."""

from app.features.accounts.models import Membership, User
from app.features.accounts.service.identity import Belonging, belongings, invitation_of, member_rights, note_seen, user_by_email, user_by_id
from app.features.accounts.service.identity import granted as granted_permissions
from app.features.accounts.service.invitations import InvitationService
from app.features.accounts.service.members import MemberService
from app.features.accounts.service.organizations import OrganizationService, found, organization_name
from app.features.accounts.service.people import PeopleService, rights_by_email
from app.features.accounts.service.roles import RoleService
from app.features.accounts.service.seed import first_admin
from app.features.accounts.service.teams import TeamService

__all__ = [
    "Belonging",
    "InvitationService",
    "MemberService",
    "Membership",
    "OrganizationService",
    "PeopleService",
    "RoleService",
    "TeamService",
    "User",
    "belongings",
    "first_admin",
    "found",
    "granted_permissions",
    "invitation_of",
    "member_rights",
    "note_seen",
    "organization_name",
    "rights_by_email",
    "user_by_email",
    "user_by_id",
]
