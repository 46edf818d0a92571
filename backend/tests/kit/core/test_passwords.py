"""Common passwords and the bounded queue of hashes; policy and hashes themselves are tested through the API."""

import asyncio

import pytest

from app.kit.core.errors import TooMany
from app.kit.core.passwords import CPUS, WAITING, hash_password, is_common, verify_password

COMMON = (
    "password", "Password1!", "p@ssw0rd", "drowssap", "monkeymonkey", "Dragon99!", "liverpoo", "iloveyou2", "Summer2024!", "12345678",
    "qwerty123", "1qaz2wsx", "1234qwer", "147258369", "zxcvbnm,", "abcabcabc", "aaaaaaaa", "24121990", "1990-12-24",
)  # fmt: skip
FINE = (
    "correct horse battery", "dragonfruit tea at 7", "h7Gk2mPq", "48213905", "z4!k9 qw", "weathering", "xxxxxxxxxxxxxxxxx", "ünïcödé wörds",
    "password for my cat", "qwerty is not all",
)  # fmt: skip


@pytest.mark.parametrize("password", COMMON)
def test_common(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize("password", FINE)
def test_fine(password: str) -> None:
    assert not is_common(password)


async def test_a_queue_that_is_too_long_refuses_and_recovers() -> None:
    done = await asyncio.gather(*(hash_password("otter") for _ in range(WAITING + CPUS + 10)), return_exceptions=True)
    refused = [d for d in done if isinstance(d, TooMany)]
    assert len(refused) == 10
    assert refused[0].retry_after
    hashed = await hash_password("otter")
    assert await verify_password("otter", hashed) == (True, None)


async def test_the_loop_goes_on_while_passwords_are_hashed() -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    ticking = asyncio.create_task(tick())
    await asyncio.gather(*(hash_password("otter") for _ in range(8)))
    ticking.cancel()
    assert ticks >= 8
