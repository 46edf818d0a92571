"""Generated input for every operation of the OpenAPI document: nothing breaks the server, and answers are what the document says."""

import asyncio
import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from app.kit.testing import Organisation, Product
from app.kit.testing.live import served

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "4"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
LEFT_OUT = {
    "stream_operation", "stream_message", "send_message",  # streams and answers of agents: tests of their own
    "end_sessions", "end_session", "logout", "change_password", "switch_organization",  # would end the session that asks
    "login", "login_with_form", "register", "forgot_password", "reset_password", "refresh_session", "accept_invitation",
}  # fmt: skip


@pytest.mark.parametrize("role", ["admin", "guest"])
async def test_no_operation_breaks(product: Product, org: Organisation, role: str) -> None:
    person = org.admin if role == "admin" else await org.person("guest")
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
