"""Values for writing: what somebody typed, as a field of some kind takes it."""

import re
from decimal import Decimal
from typing import Any

from .binding import place
from .dates import DateFinder
from .frame import Filter
from .index import Index
from .lexicon import Lexicon
from .places import country_code, find
from .schema import Field, Schema
from .tagger import amount
from .text import fold, tokenize, words

_CURRENCY = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "usd": "USD",
    "eur": "EUR",
    "gbp": "GBP",
    "chf": "CHF",
    "dollar": "USD",
    "dollars": "USD",
    "bucks": "USD",
    "euro": "EUR",
    "euros": "EUR",
}
_TAIL = re.compile(
    r"[\s.,;!?]*\b(please|pls|thanks|thank you|thx|bitte|danke|merci|s'il (?:te|vous) pla[iî]t|svp|stp|por favor|gracias|per favore|grazie|obrigado|alstublieft|aub)\b[\s.,;!?]*$",
    re.I,
)
_EDGE = " \t\n,;:!?\"'“”«»„"


def trimmed(text: str) -> str:
    """Without courtesy, quotes and closing marks."""
    before = None
    while before != text:
        before = text
        text = _TAIL.sub("", text).strip(_EDGE)
    return text[:-1].rstrip() if text.endswith(".") and not re.search(r"\b\w\.\w*\.?$|\b(?:Ltd|Inc|Co|St|Str)\.$", text) else text


class Converter:
    """Turns words into field values for one caller."""

    def __init__(self, schema: Schema, index: Index, lexicon: Lexicon, language: str, today: Any) -> None:
        self.schema = schema
        self.index = index
        self.lexicon = lexicon
        self.language = language
        self.today = today

    def value(self, field: Field, text: str, currency: str = "") -> Any:
        """The value, or None if the text is none of that kind."""
        text = trimmed(text)
        if not text:
            return None
        if field.is_date:
            return self.day(text)
        if field.kind == "money":
            return self.money(text, currency)
        if field.choices:
            return self.choice(field, text)
        if field.kind in ("integer", "decimal"):
            number = amount(text, self.language)
            return None if number is None else str(number)
        if field.kind == "boolean":
            return fold(text) in ("yes", "true", "ja", "oui", "si", "on")
        if field.name == "country":
            return self.country(field, text)
        return text

    def day(self, text: str) -> str | None:
        """A date, the next such day where the year is left out."""
        usable = [t for t in tokenize(text) if t.kind != "mark" or t.norm in "-–,."]
        found = DateFinder(usable, self.lexicon, self.language, self.today, future=True).find()
        day = next((p.end or p.start for _, _, p in found), None)
        return day.isoformat() if day else None

    def money(self, text: str, currency: str = "") -> dict[str, str] | None:
        """An amount with its currency, `currency` where none is said."""
        number = next((amount(t.raw, self.language) for t in tokenize(text) if t.kind == "num"), None)
        if number is None:
            return None
        factor = Decimal(1000) if re.search(r"\b(grand|thousand|tausend|mille|mil)\b", fold(text)) else Decimal(1)
        said = next((_CURRENCY[w] for w in re.findall(r"[$€£]|[a-z]+", fold(text)) if w in _CURRENCY), "")
        return {"amount": str((number * factor).quantize(Decimal("0.01"))), "currency": said or currency or "USD"}

    def choice(self, field: Field, text: str) -> str | None:
        """The declared choice that the words name, in any language of the lexicon."""
        said = words(text)
        for value, label in field.choices:
            if said in (words(value.replace("_", " ")), words(label)):
                return value
        meant = {concept[2:] for concept in self.lexicon.find(said) if concept.startswith("w:")}
        if "state:paid" in self.lexicon.find(said):
            meant.add("paid")
        return next((value for value, _ in field.choices if value.replace("_", " ") in meant), None)

    def country(self, field: Field, text: str) -> str:
        """A country as the records write it."""
        code = next(
            (c for p in find(words(text), self.language, text.isupper()) for c in p.codes if len(p.codes) == 1), ""
        ) or country_code(text)
        return next((v for v in self.index.known(field.entity, field.name) if code and country_code(v) == code), text)

    def place(self, entity: str, text: str) -> Filter | None:
        """The field that a known place belongs to."""
        for found in find(words(text), self.language, text.isupper()):
            bound = place(found, self.schema, self.index, entity)
            if bound:
                return bound
        return None
