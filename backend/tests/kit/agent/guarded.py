"""What the assistant may do for two people with the clone's entities: a program, because these must not stay in the test process."""

import json
from uuid import UUID

from pydantic import SecretStr

from app.kit.agent.directory import declared
from app.kit.boot import assemble, discover
from app.kit.core.access import Actor
from app.kit.core.registry import registry
from app.kit.core.settings import Settings
from tests.clone.features.specimens.module import module


def main() -> dict[str, list[str]]:
    """Permissions of an agent that acts for somebody with all rights, and for somebody who may only read specimens."""
    unused, url = SecretStr("unused-" * 6), SecretStr("postgresql://nobody@localhost/none")
    kit = assemble(Settings(_env_file=None, jwt_secret=unused, audit_secret=unused, database_url=url), [*discover(), module])
    everybody = {"all": registry.permission_names, "reader": frozenset({"specimens:read"})}
    agent = declared()["assistant"]
    return {name: sorted(agent.narrowed(kit, Actor(UUID(int=1), UUID(int=2), held)).permissions) for name, held in everybody.items()}


if __name__ == "__main__":
    print(json.dumps(main()))
