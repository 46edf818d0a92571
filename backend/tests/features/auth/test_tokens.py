"""Access tokens: only what this product signed, for as long as it says, and never with rights inside."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from jose import jwt
from jose.backends import ECKey, HMACKey
from pydantic import SecretStr

from app.kit.testing import Organisation, Product, founded, signed_in, started
from app.kit.testing.product import SECRETS

SECRET = SECRETS["jwt_secret"]


@pytest.fixture(scope="module")
async def org(product: Product) -> AsyncIterator[Organisation]:
    """One for all: nothing here changes it."""
    made = await founded(product)
    yield made
    await made.aclose()


def part(data: Any) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def opened(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    header, claims = (json.loads(base64.urlsafe_b64decode(p + "===")) for p in token.split(".")[:2])
    return header, claims


Change = dict[str, Any] | None


def forged(token: str, *, header: Change = None, claims: Change = None, key: bytes = SECRET.encode(), hash_: Any = hashlib.sha256) -> str:
    """The token with changed parts, signed again; None removes a part."""
    old_header, old_claims = opened(token)
    parts = [{k: v for k, v in (old | (new or {})).items() if v is not None} for old, new in ((old_header, header), (old_claims, claims))]
    body = ".".join(part(p) for p in parts)
    return f"{body}.{part(hmac.new(key, body.encode(), hash_).digest())}"


async def status(product: Product, token: str) -> int:
    async with product.client(headers={"authorization": f"Bearer {token}"}) as client:
        return (await client.get("/auth/me")).status_code


async def test_there_is_no_role_inside(org: Organisation) -> None:
    header, claims = opened(org.admin.token)
    assert header["alg"] == "HS256"
    assert set(claims) == {"iss", "aud", "typ", "sub", "sid", "org", "jti", "iat", "exp"}
    assert claims["exp"] - claims["iat"] == 15 * 60


async def test_the_same_token_signed_again_is_accepted(org: Organisation, product: Product) -> None:
    assert await status(product, forged(org.admin.token)) == 200, "or the forgeries below prove nothing"


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "hs256", "HS512", "RS256", "ES256", "dir", "", 5, ["HS256"]])
async def test_other_algorithms_are_refused(org: Organisation, product: Product, algorithm: Any) -> None:
    assert await status(product, forged(org.admin.token, header={"alg": algorithm})) == 401
    unsigned = forged(org.admin.token, header={"alg": algorithm}).rpartition(".")[0] + "."
    assert await status(product, unsigned) == 401


async def test_sha512_with_the_right_secret_is_refused(org: Organisation, product: Product) -> None:
    assert await status(product, forged(org.admin.token, header={"alg": "HS512"}, hash_=hashlib.sha512)) == 401


@pytest.mark.parametrize("form", ["pem", "der", "openssh", "pkcs1"])
async def test_public_keys_are_no_secrets(org: Organisation, product: Product, form: str) -> None:
    """CVE-2024-33663 and its DER variant: a token signed by HMAC with a public key."""
    public = rsa.generate_private_key(65537, 2048).public_key()
    forms = {
        "pem": (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), "der": (Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        "openssh": (Encoding.OpenSSH, PublicFormat.OpenSSH), "pkcs1": (Encoding.DER, PublicFormat.PKCS1),
    }  # fmt: skip
    key = public.public_bytes(*forms[form])
    assert await status(product, forged(org.admin.token, key=key)) == 401
    assert await status(product, forged(org.admin.token, key=key, header={"alg": "RS256"})) == 401


async def test_real_signatures_of_other_kinds_are_refused(org: Organisation, product: Product) -> None:
    _, claims = opened(org.admin.token)
    private = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert await status(product, jwt.encode(claims, private.decode(), algorithm="ES256")) == 401


REFERENCES = {
    "jku": "http://127.0.0.1:9/keys", "x5u": "http://127.0.0.1:9/chain", "jwk": {"kty": "oct", "k": part(b"mine")}, "x5c": ["AAAA"],
    "kid": "../../dev/null", "crit": ["exp"], "zip": "DEF", "b64": False,
}  # fmt: skip


@pytest.mark.parametrize("name", REFERENCES)
async def test_header_references_are_refused(org: Organisation, product: Product, name: str) -> None:
    assert await status(product, forged(org.admin.token, header={name: REFERENCES[name]})) == 401


@pytest.mark.parametrize("kid", ["' or 1=1", "", 0, None, ["x"], {"a": 1}])
async def test_key_ids_are_only_looked_up(org: Organisation, product: Product, kid: Any) -> None:
    assert await status(product, forged(org.admin.token, header={"kid": kid})) == 401


BAD_CLAIMS: list[dict[str, Any]] = [
    *({name: None} for name in ("iss", "aud", "typ", "sub", "sid", "org", "jti", "iat", "exp")),
    {"iss": "somebody"}, {"aud": "another-api"}, {"typ": "refresh"}, {"sub": "1"}, {"sub": 5}, {"sid": "x"},
    {"exp": float("inf")}, {"exp": float("nan")}, {"exp": "9999999999"}, {"exp": True}, {"exp": 10**30}, {"exp": 9_999_999_999},
    {"iat": "1"}, {"iat": 9_999_999_999, "exp": 9_999_999_999 + 60}, {"nbf": 9_999_999_999},
    {"org": "00000000-0000-0000-0000-000000000000"},
]  # fmt: skip


@pytest.mark.parametrize("claims", BAD_CLAIMS, ids=str)
async def test_odd_claims_are_refused(org: Organisation, product: Product, claims: dict[str, Any]) -> None:
    assert await status(product, forged(org.admin.token, claims=claims)) == 401


async def test_bombs_are_refused_at_once(org: Organisation, product: Product) -> None:
    a, b, c = org.admin.token.split(".")
    bombs = ["x" * 1_000_000, ".".join([part({"alg": "dir", "enc": "A128GCM", "zip": "DEF"}), "", "A" * 16, "A" * 500_000, "A" * 22])]
    bombs += ["." * 100_000, f"{a}.{b}.{c}.", f"{a}.{b}", f"{a}{part(b'{' * 3000)}.{b}.{c}", f"{part(b'[' * 1000)}.{b}.{c}", "é", "\x7f"]
    for bomb in bombs:
        begin = time.perf_counter()
        async with product.client(headers={"authorization": b"Bearer " + bomb.encode()}) as client:
            assert (await client.get("/auth/me")).status_code == 401
        assert time.perf_counter() - begin < 2


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Token abc", "Bearer  ", "bearer nonsense"])
async def test_other_credentials_are_refused_with_a_challenge(anybody: httpx.AsyncClient, header: str) -> None:
    answer = await anybody.get("/auth/me", headers={"authorization": header})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"


async def test_ends_after_fifteen_minutes(org: Organisation) -> None:
    start = datetime.now(UTC)
    with time_machine.travel(start + timedelta(minutes=14)):
        assert (await org.admin.http.get("/auth/me")).status_code == 200
    with time_machine.travel(start + timedelta(minutes=15, seconds=1)):
        assert (await org.admin.http.get("/auth/me")).status_code == 401


async def test_rotation_of_the_signing_secret(org: Organisation, product: Product, tmp_path: Path) -> None:
    """The new secret signs, the old one verifies until it is dropped (case 23)."""
    new = SecretStr("another-jwt-0123456789-abcdefghijklmno")
    urls = {"database_app_url": SecretStr(product.kit.settings.app_url), "database_system_url": SecretStr(product.kit.settings.system_url)}
    async with started(tmp_path, jwt_secret=new, jwt_previous_secrets=SecretStr(SECRET), **urls) as rotated:
        assert await status(rotated, org.admin.token) == 200
        fresh = (await signed_in(rotated, org.admin.email)).token
        assert opened(fresh)[0]["kid"] != opened(org.admin.token)[0]["kid"]
    async with started(tmp_path, jwt_secret=new, **urls) as dropped:
        assert await status(dropped, org.admin.token) == 401
        assert await status(dropped, fresh) == 200
    assert await status(product, fresh) == 401


def test_the_library_runs_on_the_cryptography_backend() -> None:
    """Its pure-Python ECDSA (CVE-2024-23342) must not be what is used."""
    assert "cryptography" in ECKey.__module__ and "cryptography" in HMACKey.__module__
