"""/conversations, one file a noun."""

from app.features.conversations.router.conversations import r as conversations
from app.features.conversations.router.files import r as files
from app.features.conversations.router.handovers import r as handovers
from app.features.conversations.router.messages import r as messages
from app.features.conversations.router.shares import r as shares

routers = (handovers, conversations, messages, files, shares)
