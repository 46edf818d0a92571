"""The health checks of the parts that every installation has."""

from sqlalchemy import text

from app.kit.core.context import Kit
from app.kit.web.system import Check


async def database(kit: Kit) -> str:
    """A statement goes through."""
    async with kit.db.engine.connect() as connection:
        return str(await connection.scalar(text("select split_part(version(), ' ', 2)")))


async def vector(kit: Kit) -> str:
    """The vector extension is there."""
    async with kit.db.engine.connect() as connection:
        found = await connection.scalar(text("select extversion from pg_extension where extname = 'vector'"))
    if found is None:
        raise LookupError("vector extension is not installed")
    return str(found)


async def redis(kit: Kit) -> str:
    """A ping comes back."""
    await kit.redis.ping()
    return ""


def core_checks() -> dict[str, Check]:
    """Database, vector extension, Redis; features add the worker and the model provider."""
    return {"database": database, "vector": vector, "redis": redis}
