"""Generated input for every operation of the OpenAPI document: nothing breaks the server, and answers are what the document says."""

import asyncio
import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from app.kit.core.registry import registry
from app.kit.testing import Organisation, Product
from app.kit.testing.live import served

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "4"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
LEFT_OUT = {
    "stream_operation", "stream_message",  # streams: tests of their own
    "send_message", "regenerate_message", "continue_message", "try_agent", "execute_agent",  # ask the model that the walk may have entered
    "end_sessions", "end_session", "logout", "change_password", "switch_organization",  # would end the session that asks
    "login", "login_with_form", "register", "forgot_password", "reset_password", "refresh_session", "accept_invitation",
}  # fmt: skip


ROLES = ["admin", "user", "guest"]
STORIES = int(os.environ.get("SCHEMA_STORIES", "30"))


@pytest.mark.parametrize("role", ROLES)
async def test_no_operation_breaks(product: Product, org: Organisation, role: str) -> None:
    person = org.admin if role == "admin" else await org.person(role)
    async with served(product) as address:
        walked, failures = await asyncio.to_thread(walk, address, person.token)
    assert failures == [] and walked > 90


def walk(address: str, token: str) -> tuple[int, list[str]]:
    """Every operation with generated input: how many there were, and what went wrong."""
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json", headers={"Host": "testserver"})
    walked, failures = 0, []
    for found in schema.get_all_operations():
        operation = found.ok()
        name = operation.definition.raw["operationId"]
        if name in LEFT_OUT:
            continue
        walked += 1
        try:
            probe(operation, address, token)
        except (Exception, BaseExceptionGroup) as error:
            parts = getattr(error, "exceptions", None) or [error]
            failures.append(f"{name}: " + " | ".join(str(p)[:300] for p in parts))
    return walked, failures


@pytest.mark.parametrize("role", ROLES)
async def test_no_story_breaks(product: Product, org: Organisation, role: str) -> None:
    """Operations in a row, each with what an earlier one answered: records are made, read, changed, moved, deleted, read again."""
    person = org.admin if role == "admin" else await org.person(role)
    async with served(product) as address:
        answered = await asyncio.to_thread(tell, address, person.token)
    assert len(answered) > STORIES and 500 not in answered
    assert {201, 200, 422} <= set(answered) if role != "guest" else 403 in answered


def tell(address: str, token: str) -> list[int]:
    """Some stories along the links of the document; the status of every answer."""
    answered: list[int] = []
    entities = [e.__entity__ for e in registry.entities.values()]
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json", headers={"Host": "testserver"}).include(tag=entities)
    machine: Any = schema.as_state_machine()

    class Story(machine):
        """As this person."""

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": {"Authorization": f"Bearer {token}", "Host": "testserver"}, "base_url": address, "timeout": 20}

        def validate_response(self, response: Any, case: Any, **kwargs: Any) -> None:
            answered.append(response.status_code)
            case.validate_response(response, checks=CHECKS)

    # One story at a time: the next steps depend on what the server has by then, which no two stories share.
    one = settings(
        max_examples=1, stateful_step_count=8, deadline=None, database=None, derandomize=False, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for _ in range(STORIES):
        Story.run(settings=one)
    return answered


def probe(operation: Any, address: str, token: str) -> None:
    """One operation."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def check(case: Any) -> None:
        headers = {"Authorization": f"Bearer {token}", "Host": "testserver"}
        response = case.call(base_url=address, headers=headers, timeout=20)
        case.validate_response(response, checks=CHECKS)

    check()
