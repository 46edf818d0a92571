"""What the product's processes are told, and what they are not."""

import re
from pathlib import Path

import pytest

from app.kit.core.settings import Settings
from dev import environment
from dev.datadir import DataDir
from dev.engines import Addresses
from dev.environment import Site
from dev.paths import BACKEND

ADDRESSES = Addresses("postgresql://postgres:owner-password@127.0.0.1:5555/groundwork", "redis://:pw@127.0.0.1:6666/0")


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    return DataDir(tmp_path)


def test_every_setting_of_the_product_is_in_the_example() -> None:
    named = set(re.findall(r"^#? ?([A-Z_]+)=", (BACKEND / ".env.example").read_text(), re.MULTILINE))
    assert {name.upper() for name in Settings.model_fields} == named


def test_the_examples_defaults_are_the_real_ones() -> None:
    shown = dict(re.findall(r"^# ([A-Z_]+)=([^#\s]*)", (BACKEND / ".env.example").read_text(), re.MULTILINE))
    for name, field in Settings.model_fields.items():
        value = shown.get(name.upper())
        if value and type(field.default) in (int, float, bool):
            assert value == str(field.default).lower(), name


def test_the_login_of_a_role_is_derived_as_the_product_derives_it() -> None:
    settings = Settings(database_url=ADDRESSES.database, jwt_secret="s" * 40, audit_secret="a" * 40, _env_file=None)  # type: ignore[call-arg,arg-type]
    assert environment.role_url(ADDRESSES.database, "app", "s" * 40) == settings.app_url
    assert environment.role_url(ADDRESSES.database, "system", "s" * 40) == settings.system_url


def test_api_and_worker_do_not_learn_the_owners_address_nor_the_first_password(data: DataDir) -> None:
    full = environment.owner(data, ADDRESSES, Site("127.0.0.1", 8000), {})
    assert full["DATABASE_URL"] == ADDRESSES.database and full["FIRST_ADMIN_PASSWORD"]
    told = " ".join(environment.powerless(full).values())
    assert "owner-password" not in told and full["FIRST_ADMIN_PASSWORD"] not in told


def test_what_the_user_sets_wins_over_what_is_made(data: DataDir) -> None:
    outside = {"JWT_SECRET": "j" * 40, "ENVIRONMENT": "test", "PUBLIC_URL": "https://example.com", "LLM_MODEL": "x", "AUDIT_SECRET": ""}
    made = environment.owner(data, ADDRESSES, Site("127.0.0.1", 8000), outside)
    assert {name: made[name] for name in outside if outside[name]} == {name: value for name, value in outside.items() if value}
    assert len(made["AUDIT_SECRET"]) >= 32, "set to nothing counts as not set"


def test_the_first_administrator_is_as_the_user_says_or_stays_the_same(data: DataDir) -> None:
    first = environment.admin(data, {})
    assert (first.email, first.generated) == ("admin@example.com", True)
    assert environment.admin(data, {}) == first
    given = environment.admin(data, {"FIRST_ADMIN_EMAIL": "me@example.org", "FIRST_ADMIN_PASSWORD": "chosen"})
    assert (given.email, given.password, given.generated) == ("me@example.org", "chosen", False)
