"""An agent as a file: to keep, to compare, to bring to another organisation. Read as what it is, somebody else's text."""

from typing import Any

import yaml
from pydantic import ValidationError

from app.features.agents.schemas import AgentDetail, AgentIn, YamlIn
from app.features.agents.service.making import AgentService
from app.kit.core.context import Context
from app.kit.core.errors import FieldError, Forbidden, Invalid


async def exported(ctx: Context, name: str) -> str:
    """What it is told, without ids, people or secrets."""
    found = await AgentService(ctx).get(name)
    if found.definition is None:
        raise Forbidden("This needs the permission agents:build, which your role does not have.")
    return yaml.safe_dump({"name": name, **found.definition.model_dump(mode="json")}, sort_keys=False, allow_unicode=True, width=100)


async def imported(ctx: Context, given: YamlIn) -> AgentDetail:
    """A new agent from such a text, checked like one that was typed."""
    data = _read(given.yaml)
    if given.name:
        data["name"] = given.name
    try:
        wanted = AgentIn.model_validate(data)
    except ValidationError as error:
        wrong = tuple(FieldError(("body", "yaml", *e["loc"]), e["msg"], e["type"]) for e in error.errors(include_url=False)[:20])
        raise Invalid("The file does not describe an agent.", errors=wrong) from None
    return await AgentService(ctx).create(wanted)


def _read(text: str) -> dict[str, Any]:
    """Plain data only: no tags that make objects, no aliases (a few lines of them unfold to gigabytes)."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise Invalid.field("yaml", "must not use aliases")
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise Invalid.field("yaml", "can not be read as YAML" + (f" (line {line + 1})" if line is not None else "")) from None
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise Invalid.field("yaml", "must be a mapping that describes an agent")
    return data
