"""Greetings, thanks and "what can you do?": words that name no record, and that say nothing about the question before them."""

from .phrases import said
from .schema import Schema
from .suggest import bank
from .text import fold
from .types import Reply, State

_ASKED = {
    "en": "hello|hello there|hi|hi there|hey|good morning|good afternoon|good evening|help|help me|who are you|what are you|"
    "what can you do|what can you do for me|what can i ask|what can i ask you|what do you do|how can you help|how can you help me|"
    "can you help me|how does this work",
    "de": "hallo|guten tag|guten morgen|guten abend|hilfe|hilf mir|wer bist du|was kannst du|was kann ich fragen|was kann ich dich fragen",
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
    words = " ".join(fold(text).replace(",", " ").strip(" .!?¿¡").split())
    for language, phrases in _THANKED.items():
        if words in phrases.split("|"):
            return Reply(said(language, "welcome", silent=silent), "scope", state={**state, "language": language})
    for language, phrases in _ASKED.items():
        if words in phrases.split("|"):
            entities = ", ".join(e.label.lower() for e in schema.readable())
            offers = bank(schema)[:_MOST] if language == "en" else []  # the questions are English
            return Reply(
                said(language, "about", silent=silent, entities=entities), "scope", choices=offers, state={**state, "language": language}
            )
    return None
