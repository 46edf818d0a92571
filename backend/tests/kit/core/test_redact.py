"""What is taken out of a trail, and what is left in."""

from pathlib import Path

import pytest

from app.kit.core.log import MASK
from app.kit.core.redact import Redactor, secrets_of, without_secrets
from app.kit.testing.product import SECRETS, settings_for_tests


@pytest.mark.parametrize(("text", "secret"), [
    ('{"password": "a lucky otter 7", "x": 1}', "lucky otter"),
    (r'{"m":"{\"password\": \"two words\"}"}', "two words"),
    ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
    ("send it with bearer abcdef1234567890", "abcdef1234567890"),
    ("postgres://ann:hunter2@db/x", "hunter2"),
    ("my password is hunter2, ok", "hunter2"),
    ("use sk-proj-aaaa1111bbbb2222 for it", "aaaa1111bbbb2222"),
    ("key AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "eyJzdWIiOiIxMjM0In0"),
    ("-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----", "MIIEow"),
    ("?x-api-key=abc123&y=2", "abc123"),
    ("client_secret='x y z'", "x y z"),
    ('{"salary": {"amount": "5123.00"}, "n": 1}', "5123"),
    ("the words of the settings: s3cr3t-setting", "s3cr3t-setting"),
])  # fmt: skip
def test_a_secret_is_taken_out_of_a_text(text: str, secret: str) -> None:
    assert secret in text
    assert secret not in Redactor(["s3cr3t-setting"], ["salary"]).clean(text)


@pytest.mark.parametrize("text", [
    'max_tokens: 2048, "input_tokens": 12', "token=null", '{"token": ""}', "The basic understanding of bearer shares",
    "Invoice INV-2024-0001 over 1,234.00 EUR to sk-oda", "https://example.com/a?b=c",
])  # fmt: skip
def test_what_is_no_secret_stays(text: str) -> None:
    assert Redactor().clean(text) == text


def test_values_stay_what_they_are() -> None:
    given = {"usage": {"input_tokens": 3}, "none": None, "list": [1, {"password": "x", "Api-Key": ["a"]}], "secret": None, "salary": 4}
    assert Redactor((), ["salary"]).clean(given) == {
        "usage": {"input_tokens": 3}, "none": None, "list": [1, {"password": "•••", "Api-Key": "•••"}], "secret": None, "salary": "•••",
    }  # fmt: skip


def test_what_was_a_secret_once_is_one_everywhere() -> None:
    redactor = Redactor((), ["salary"])
    assert redactor.clean("she said open sesame") == "she said open sesame"
    redactor.learn({"args": {"password": "open sesame"}, "result": '{"items": [{"salary": {"amount": "5123.00", "currency": "EUR"}}]}'})
    assert redactor.clean("she said open sesame and earns 5123.00 EUR") == "she said ••• and earns ••• EUR"


def test_the_secrets_of_the_installation_are_known(tmp_path: Path) -> None:
    settings = settings_for_tests(tmp_path, jwt_previous_secrets="former-one-0123456789,former-two-0123456789")
    assert {*SECRETS.values(), "former-two-0123456789"} <= set(secrets_of(settings))


def test_what_opens_something_inside_a_setting_is_a_secret_too(tmp_path: Path) -> None:
    settings = settings_for_tests(
        tmp_path,
        mail_url="smtp://ann:p%40ss-word-7@mail:587",
        llm_fallbacks=[{"kind": "compatible", "model": "m", "api_key": "plain words 99"}],
    )
    told = without_secrets("p%40ss-word-7, p@ss-word-7, plain words 99; compatible", settings)
    assert told == f"{MASK}, {MASK}, {MASK}; compatible"
