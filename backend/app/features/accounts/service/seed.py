"""The first administrator, so that somebody can sign in to a new installation."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.features.accounts.models import User
from app.features.accounts.service.organizations import found
from app.kit.core.access import Actor
from app.kit.core.context import Kit, work
from app.kit.core.errors import Invalid
from app.kit.core.ids import new_id
from app.kit.core.log import logger
from app.kit.core.passwords import SHORTEST, check_policy, hash_password
from app.kit.web.shapes import normal_email

log = logger(__name__)
ORGANIZATION = "My organisation"


async def first_admin(kit: Kit, _demo: bool) -> None:
    """FIRST_ADMIN_EMAIL with FIRST_ADMIN_PASSWORD as administrator of a first organisation; nothing when there is anybody."""
    settings = kit.settings
    actor = Actor(via="cli")
    async with work(kit, actor) as ctx:
        if await ctx.db.scalar(select(User.id).limit(1)):
            return
    email, password = normal_email(settings.first_admin_email), settings.first_admin_password.get_secret_value()
    if len(password) < SHORTEST:
        raise Invalid(f"FIRST_ADMIN_PASSWORD must have at least {SHORTEST} characters: there is no default password.")
    if settings.production:
        check_policy(password, [email, ORGANIZATION, "groundwork"], name="FIRST_ADMIN_PASSWORD")
    hashed = await hash_password(password)
    try:
        async with work(kit, actor) as ctx:
            await found(ctx, ORGANIZATION, User(id=new_id(), email=email, name="Administrator", password_hash=hashed))
    except IntegrityError:
        log.info("first_admin_made_elsewhere")  # two seeds at once
