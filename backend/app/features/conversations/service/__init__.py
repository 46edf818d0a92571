"""Conversations: who may see them, what is said in them, and who has the word (an agent or a person)."""

from app.features.conversations.service.asking import AskService
from app.features.conversations.service.conversations import MANAGE, ConversationService
from app.features.conversations.service.exporting import Format, exported
from app.features.conversations.service.files import MAX_BYTES, FileService
from app.features.conversations.service.following import CUT_OFF, CUT_SHORT, end_dead_answers, follow, problem_of
from app.features.conversations.service.handovers import HandOverService, want_person
from app.features.conversations.service.ratings import RatingService, begun_since
from app.features.conversations.service.sharing import ShareService

__all__ = [
    "CUT_OFF",
    "CUT_SHORT",
    "MANAGE",
    "MAX_BYTES",
    "AskService",
    "ConversationService",
    "FileService",
    "Format",
    "HandOverService",
    "RatingService",
    "ShareService",
    "begun_since",
    "end_dead_answers",
    "exported",
    "follow",
    "problem_of",
    "want_person",
]
