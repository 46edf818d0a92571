"""Taking secrets out of what is kept of a piece of work: by the key they stand under, by their look, and by having been seen.

A value that once stood under a secret key is taken out wherever else it appears: a model repeats what it was told. Built for the
session trail, where prompts and results are kept whole; the log masks its few fields by itself (`kit/core/log.py`).
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit

import orjson
from pydantic import BaseModel, SecretStr

from app.kit.core.log import MASK, SECRET_KEYS
from app.kit.core.settings import Settings

SHORTEST = 6
"""Characters below which a value is too common to be looked for everywhere."""
_SHAPES = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"  # RFC 7519, compact form
    r"|\b(?:sk|pk|rk|gsk|hf|npm|whsec|gh[opsu]|github_pat|glpat|xox[abprs]|gw)[-_](?=[\w-]*\d)[\w-]{12,}"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{30,}|\bSG\.[\w-]{16,}\.[\w-]{16,}",
    re.DOTALL,
)
_AFTER = re.compile(
    r"(?i)(\bbearer\s+)(?=[\w.~+/=-]*\d)[\w.~+/=-]{12,}"
    r"|(\bauthorization[\"'\\]*\s*[:=]\s*[\"'\\]*(?:basic|digest|bearer|token)\s+)[^\s\"'\\,]+"
    r"|(://[^\s:/@]*:)[^\s@/]+(?=@)"  # RFC 3986 userinfo
    r"|(\bpass(?:word|code|phrase)\s+(?:is|was|of|=)\s+[\"']?)[^\s\"',;]+"
)
_STRING = r"\\*\"(?:[^\"\\]|\\(?!\\*\")[^\"])*\\*\""
_SECRET = "(?:" + "|".join(word.replace("_", "[_-]?") for word in SECRET_KEYS) + r")[\w-]*"
_TOKENS = re.compile(r"\d+")


class Redactor:
    """One for each piece of work: it remembers what it took out."""

    def __init__(self, values: Iterable[str] = (), keys: Iterable[str] = ()) -> None:
        """`values` are secrets that are known; `keys` names of fields that nobody but their readers may see, whatever they hold."""
        self._keys = frozenset(keys)
        self._known = {value for value in values if len(value) >= SHORTEST}
        self._seen: dict[str, str] = {}
        self._search = _known(self._known)
        own = [rf"\b{re.escape(key)}" for key in sorted(self._keys)]
        self._pairs = re.compile(
            rf"(?i)((?:{'|'.join([*own, _SECRET])})\\*[\"']?\s*[:=]\s*)({_STRING}|'[^']*'|\{{[^{{}}]*\}}|[^\s,;\"'}}\]]+)"
        )

    @property
    def learned(self) -> int:
        """How many values are looked for: when it has grown, what was cleaned before may have to be cleaned again."""
        return len(self._known)

    def learn(self, value: Any) -> None:
        """Remember every secret in a JSON value, before anything of it is cleaned."""
        before = len(self._known)
        self._collect(_read(value), secret=False)
        if len(self._known) > before:
            self._search, self._seen = _known(self._known), {}

    def clean(self, value: Any) -> Any:
        """The same JSON value without them."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {key: self._under(str(key), one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.clean(one) for one in value]
        return value

    def _under(self, key: str, value: Any) -> Any:
        return MASK if self._hides(key, value) else self.clean(value)

    def _hides(self, key: str, value: Any) -> bool:
        if value is None or value == "" or isinstance(value, bool):
            return False
        if key in self._keys:
            return True
        plain = key.lower().replace("-", "_")
        return not isinstance(value, int | float) and any(word in plain for word in SECRET_KEYS)

    def _collect(self, value: Any, *, secret: bool) -> None:
        if isinstance(value, dict):
            for key, one in value.items():
                self._collect(_read(one), secret=secret or self._hides(str(key), one))
        elif isinstance(value, list | tuple):
            for one in value:
                self._collect(_read(one), secret=secret)
        elif secret and isinstance(value, str | int | float) and len(str(value)) >= SHORTEST:
            self._known.add(str(value))

    def _text(self, text: str) -> str:
        """Long texts come again with every step of a turn: each is cleaned once."""
        found = self._seen.get(text)
        if found is None:
            found = _SHAPES.sub(MASK, text)
            found = _AFTER.sub(lambda m: f"{next(g for g in m.groups() if g)}{MASK}", found)
            found = self._pairs.sub(_pair, found)
            found = self._search.sub(MASK, found) if self._search else found
            self._seen[text] = found
        return found


def secrets_of(settings: Settings) -> list[str]:
    """Every secret of this installation: as it stands in the settings, the parts of lists, and the passwords of addresses."""
    held = [value for name in type(settings).model_fields for value in _held(getattr(settings, name))]
    return [part for value in held for part in {value, *value.split(","), *_passwords(value)} if part]


def without_secrets(text: str, settings: Settings) -> str:
    """A text that others will see beside its writer, such as a title made from what somebody said."""
    return str(Redactor(secrets_of(settings)).clean(text))


def _held(value: object) -> Iterator[str]:
    """What a setting keeps secret, also in its lists."""
    if isinstance(value, SecretStr):
        yield value.get_secret_value()
    elif isinstance(value, list):
        yield from (one for entry in value for one in _held(entry))
    elif isinstance(value, BaseModel):
        yield from (one for name in type(value).model_fields for one in _held(getattr(value, name)))


def _passwords(value: str) -> set[str]:
    """The password in an address (RFC 3986 userinfo), as written and as meant."""
    with suppress(ValueError):  # no address after all
        if password := urlsplit(value).password:
            return {password, unquote(password)}
    return set()


def _known(values: set[str]) -> re.Pattern[str] | None:
    longest_first = sorted(values, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if values else None


def _pair(found: re.Match[str]) -> str:
    value = found[2]
    if _TOKENS.fullmatch(value) and "token" in found[1].lower() or value in ("null", "true", "false", '""', "''", MASK):
        return found[0]  # `max_tokens: 2048` counts, it opens nothing
    quote = re.match(r"\\*[\"']", value)
    return f"{found[1]}{quote[0]}{MASK}{quote[0]}" if quote else f"{found[1]}{MASK}"


def _read(value: Any) -> Any:
    """JSON inside a text, such as a tool's result, as what it says."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            return value
    return value
