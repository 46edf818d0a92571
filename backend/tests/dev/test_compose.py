"""The compose file: valid by the specification, nothing secret by default, nothing run with more rights than it needs."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from app.kit.web import middleware
from dev.paths import FRONTEND, ROOT

FILE = ROOT / "docker-compose.yml"
SCHEMA = json.loads((Path(__file__).parent / "compose-spec" / "compose-spec.json").read_text())
OURS = ("migrate", "backend", "worker", "scheduler", "frontend")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text())  # type: ignore[no-any-return]


def test_it_is_valid_by_the_compose_specification(compose: dict[str, Any]) -> None:
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(compose)] == []


def test_the_schema_notices_a_mistake(compose: dict[str, Any]) -> None:
    compose = compose | {"services": {"postgres": {"imagee": "x"}}}
    assert list(Draft7Validator(SCHEMA).iter_errors(compose))


def test_all_services_are_there_and_know_when_they_are_well(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"postgres", "redis", *OURS}
    for name, service in services.items():
        assert service["restart"] in ("unless-stopped", "on-failure"), name
        own = name in OURS and re.search(r"^HEALTHCHECK", _dockerfile(service), re.MULTILINE)
        assert "healthcheck" in service or own, name


def test_secrets_have_no_default_and_must_be_given(compose: dict[str, Any]) -> None:
    text = FILE.read_text()
    for name in ("POSTGRES_PASSWORD", "REDIS_PASSWORD", "JWT_SECRET", "AUDIT_SECRET", "FIRST_ADMIN_PASSWORD"):
        assert f"${{{name}:?" in text, name
        assert f"${{{name}:-" not in text, name
    example = (ROOT / ".env.example").read_text()
    assert not re.findall(r"^(?:.*PASSWORD|.*SECRET|LLM_API_KEY)=.+$", example, re.MULTILINE)


def test_every_variable_of_the_compose_file_is_explained_in_the_example() -> None:
    used = set(re.findall(r"\$\{([A-Z_]+)", FILE.read_text()))
    explained = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    rare = {"JWT_PREVIOUS_SECRETS", "SIGNUP_ENABLED", "EGRESS_ALLOW"}  # in backend/.env.example
    assert used - explained <= rare | {"WORKER_PROCESSES"}
    assert explained <= used


def test_the_api_and_the_worker_do_not_get_the_owners_password(compose: dict[str, Any]) -> None:
    for name in ("backend", "worker", "scheduler"):
        assert "POSTGRES_PASSWORD" not in json.dumps(compose["services"][name]), name


def test_our_containers_run_without_root_and_without_capabilities(compose: dict[str, Any]) -> None:
    for name in OURS:
        service = compose["services"][name]
        assert service["cap_drop"] == ["ALL"] and service["read_only"] and "no-new-privileges:true" in service["security_opt"], name
        stages = re.split(r"^FROM ", _dockerfile(service), flags=re.MULTILINE)
        assert len(stages) > 2, "built in stages"
        assert re.search(r"^USER (?!root|0)", stages[-1], re.MULTILINE), name


def test_each_of_our_images_is_built_by_one_service_and_never_pulled(compose: dict[str, Any]) -> None:
    services = [compose["services"][name] for name in OURS]
    assert sorted(service["build"] for service in services if "build" in service) == ["./backend", "./frontend"]
    assert all(service["pull_policy"] == ("build" if "build" in service else "never") for service in services)


def test_every_image_is_pinned_to_a_version(compose: dict[str, Any]) -> None:
    images = [service["image"] for name, service in compose["services"].items() if name not in OURS]
    images += re.findall(r"^FROM (\S+)", "\n".join(_dockerfile(compose["services"][name]) for name in OURS), re.MULTILINE)
    assert images and all(re.search(r":\D*\d+\.\d+", image) for image in images), images


def test_nginx_sends_the_headers_that_the_backend_sends() -> None:
    config = (FRONTEND / "nginx.conf").read_text()
    sent = {name.lower(): value.strip('"') for name, value in re.findall(r'add_header (\S+) ("[^"]*"|\S+) always;', config)}
    expected = {name.decode(): value.decode() for name, value in middleware.HEADERS} | {"content-security-policy": middleware.CSP}
    assert sent == expected


def _dockerfile(service: dict[str, Any]) -> str:
    return (ROOT / service["image"].removeprefix("groundwork-") / "Dockerfile").read_text()
