"""Greetings, thanks and "what can you do?": words that name no record, and that say nothing about the question before them."""

import re

from .phrases import said
from .schema import Schema
from .suggest import bank
from .text import fold
from .types import Reply, State

_ASKED = {
    "en": "hello|hello there|hi|hi there|hey|good morning|good afternoon|good evening|help|help me|who are you|what are you|"
    "what can you do|what can you do for me|what can i ask|what can i ask you|what do you do|how can you help|how can you help me|"
    "can you help me|how does this work|how do you work|what is this|who am i|what is my name|do you know me|how are you|"
    "what does this mean|what does that mean|this is wrong|that is wrong|what is this about",
    "de": "hallo|guten tag|guten morgen|guten abend|hilfe|hilf mir|wer bist du|was kannst du|was kannst du tun|was kannst du alles|was kannst du fur mich tun|wer bin ich|was kann ich fragen|was kann ich dich fragen",
    "fr": "bonjour|bonsoir|salut|aide|aide-moi|qui es-tu|qui etes-vous|que peux-tu faire|que pouvez-vous faire",
    "es": "hola|buenos dias|buenas tardes|buenas noches|ayuda|ayudame|quien eres|que puedes hacer|que sabes hacer",
}
_THANKED = {
    "en": "thanks|thank you|thanks a lot|thank you very much|many thanks|great|great thanks|perfect|bye|goodbye",
    "de": "danke|vielen dank|danke schon|danke dir|tschuss|auf wiedersehen",
    "fr": "merci|merci beaucoup|au revoir",
    "es": "gracias|muchas gracias|adios",
}
_MOST = 3


def polite(text: str, state: State, schema: Schema, *, silent: bool) -> Reply | None:
    """The answer to a message that is nothing but that; None for every other. What was talked about stays."""
    folded = fold(text)
    whole = " ".join(folded.replace(",", " ").strip(" .!?¿¡").split())
    pieces = [piece.strip() for piece in re.split(r"[,.!?¿¡]", folded) if piece.strip()]
    for language, asking in _ASKED.items():
        thanks, asked = _THANKED[language].split("|"), asking.split("|")
        known = (*thanks, *asked)
        parts = [whole] if whole in known else pieces
        if not parts or any(part not in known for part in parts):
            continue
        if all(part in thanks for part in parts):
            return Reply(said(language, "welcome", silent=silent), "scope", state={**state, "language": language})
        entities = ", ".join(e.label.lower() for e in schema.readable())
        offers = bank(schema)[:_MOST] if language == "en" else []  # the questions are English
        return Reply(
            said(language, "about", silent=silent, entities=entities), "scope", choices=offers, state={**state, "language": language}
        )
    return None
