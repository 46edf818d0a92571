"""Passwords: argon2id in a bounded pool of threads, and the policy (length, common ones, words of the context; no composition rule)."""

import asyncio
import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from passlib.context import CryptContext

from app.kit.core.errors import Invalid, TooMany

T = TypeVar("T")
SHORTEST, LONGEST = 8, 128
WAITING = 64
"""Hashes that may wait for a thread; more are refused with 429, so that sign-ins never use up memory or time of others."""
CPUS = os.cpu_count() or 1
LEAST_OWN = 4
"""Characters a password must have besides a word of its context."""

# OWASP's argon2id minimum (19 MiB, 2 passes, 1 lane): 17 ms and 19 MiB each. bcrypt only verifies rows that were imported.
_context = CryptContext(
    schemes=["argon2", "bcrypt"], deprecated=["bcrypt"],
    argon2__type="ID", argon2__memory_cost=19_456, argon2__time_cost=2, argon2__parallelism=1,
)  # fmt: skip
_threads = ThreadPoolExecutor(CPUS, thread_name_prefix="password")


class _Queue:
    waiting = 0


def normal(password: str) -> str:
    """The same password typed on another keyboard has the same code points (RFC 8265)."""
    return unicodedata.normalize("NFC", password)


async def hash_password(password: str) -> str:
    """An argon2id hash. Raises TooMany when too many wait."""
    return await _bounded(lambda: str(_context.hash(normal(password))))


async def verify_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether it is the one, and a new hash to keep if the stored one is outdated. Takes as long when there is no stored one."""
    return await _bounded(lambda: _verify(normal(password), stored))


def _verify(password: str, stored: str | None) -> tuple[bool, str | None]:
    try:
        same, renewed = _context.verify_and_update(password, stored or _nobodys())
    except ValueError:  # bcrypt refuses more than 72 bytes instead of cutting them off
        return False, None
    return (same, renewed) if stored else (False, None)


@lru_cache
def _nobodys() -> str:
    return str(_context.hash(os.urandom(16).hex()))


async def _bounded(work: Callable[[], T]) -> T:
    if _Queue.waiting >= WAITING + CPUS:
        raise TooMany("Too many sign-ins at the moment. Try again in a few seconds.", retry_after=2)
    _Queue.waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, work)
    finally:
        _Queue.waiting -= 1


def check_policy(password: str, words: Iterable[str] = (), *, name: str = "password") -> None:
    """Refuse a password that is too short, too long, among the common ones, or a word of its context with little else.

    `words`: what others know of the person (organisation, product, e-mail, name). Raises Invalid naming the field.
    """
    text = normal(password)
    if not SHORTEST <= len(text) <= LONGEST:
        raise Invalid.field(name, f"must have {SHORTEST} to {LONGEST} characters", type="password_length")
    if "\0" in text:
        raise Invalid.field(name, "must not contain the NUL character", type="password_nul")
    if is_common(text):
        raise Invalid.field(name, "is one of the most common passwords: choose another", type="password_common")
    bare = _letters(text)
    for word in {part for w in words for part in _parts(w)}:
        if word in bare and len(bare) - len(word) < LEAST_OWN:
            raise Invalid.field(name, "is too close to your name, e-mail or organisation: choose another", type="password_context")


def _parts(text: str) -> Iterable[str]:
    """A text as a whole, and each of its longer words."""
    yield from (w for w in (_letters(text), *map(_letters, re.split(r"[\s@._+-]+", text))) if len(w) >= LEAST_OWN)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


MOST_AROUND = 5
"""Digits and signs around a common word that leave it common."""
CUT = 8
"""Old systems cut passwords off here, and lists of common ones remember it."""
PLAIN = str.maketrans("@4301!$57", "aaeoiisst")
ROWS = (
    "1234567890 0987654321 qwertyuiop asdfghjkl zxcvbnm qwertzuiop azertyuiop abcdefghijklmnopqrstuvwxyz"
    " 1qaz2wsx3edc4rfv5tgb6yhn7ujm 1q2w3e4r5t6y7u8i 1a2b3c4d5e6f q1w2e3r4t5y6 qazwsxedcrfvtgbyhnujm 12qwaszx 11223344556677889900"
    " 147258369 741852963 789456123 159753 159357 147852369"
)


@lru_cache
def _common() -> tuple[frozenset[str], frozenset[str]]:
    """Common words, and the beginnings that are left of the longer ones when they are cut off."""
    lines = (Path(__file__).parent / "common_passwords.txt").read_text().splitlines()
    words = frozenset(word for line in lines if not line.startswith("#") for word in line.split())
    return words, frozenset(word[:CUT] for word in words if len(word) > CUT)


def is_common(password: str) -> bool:
    """Whether guessers try it first: a common word, alone, doubled, backwards or with a few digits and signs around it; a row of
    keys; the same few characters again and again; a date."""
    text = password.casefold()
    words, beginnings = _common()
    forms = {text, text.translate(PLAIN)}
    cores = forms | {core for form in forms if len(core := form.strip("0123456789!?.,*#@$_-+ ")) >= len(form) - MOST_AROUND}
    if text in beginnings or any(form in words for core in cores for form in (core, _unit(core), core[::-1])):
        return True
    return len(text) <= 16 and (_is_row(text) or bool(DATE.fullmatch(text)) or len(_unit(text)) <= 4 or len(set(text)) <= 2)


DATE = re.compile(
    r"(?:(?:19|20)\d\d[-./]?[01]\d[-./]?[0-3]\d|[0-3]\d[-./]?[01]\d[-./]?(?:19|20)\d\d|[01]\d[-./]?[0-3]\d[-./]?(?:19|20)\d\d)"
)


def _unit(text: str) -> str:
    """The shortest piece that makes the text when it is repeated."""
    return next((text[:n] for n in range(1, len(text) // 2 + 1) if len(text) % n == 0 and text[:n] * (len(text) // n) == text), text)


def _is_row(text: str) -> bool:
    """Keys that lie beside each other, forwards or backwards, nearly all the way."""
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    return sum(1 for pair in pairs if pair in ROWS or pair[::-1] in ROWS) >= 0.85 * len(pairs)
