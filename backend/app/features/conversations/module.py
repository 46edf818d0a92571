"""Conversations with agents and people: what is said, and the turns in which agents answer."""

from app.features.conversations.adapters import Escalated, Press, TurnRunner, answering, may_follow, turns
from app.features.conversations.events import ConversationShared, PersonAnswered, PersonWanted, WordPassed
from app.features.conversations.router import routers
from app.features.conversations.service import end_dead_answers
from app.features.conversations.service.leases import Leases
from app.features.conversations.service.turns import Turns
from app.features.conversations.subscribers import call_people, forget_words, tell_owner, tell_passed, tell_reader
from app.kit.agent.clock import Clock
from app.kit.agent.running import Running
from app.kit.agent.vocabulary import Vocabulary
from app.kit.boot import Lives
from app.kit.core.access import Permission
from app.kit.core.events import BulkChanged, Changed, after, on
from app.kit.jobs.ticks import Tick, Ticks
from app.kit.live.topics import Topics
from app.kit.llm.router import Models
from app.kit.module import Module
from app.kit.tools.escalate import Escalation
from app.kit.web.system import Checks

module = Module(
    name="conversations",
    needs=["accounts"],
    routers=routers,
    ports={
        Running: Running,
        Escalation: Escalated,
        Press: Press,
        Leases: Leases,
        Turns: TurnRunner,
        Models: Models,
        Clock: Clock,
        Vocabulary: Vocabulary,
        Lives: [turns],
        Checks: {"model": answering},
        Topics: {"conversation": may_follow},
        Ticks: [Tick("end_dead_answers", lambda settings: settings.sweep_seconds, end_dead_answers)],
    },
    subscribers=[
        after(Changed, forget_words),
        after(BulkChanged, forget_words),
        on(PersonWanted, call_people),
        on(PersonAnswered, tell_owner),
        on(WordPassed, tell_passed),
        on(ConversationShared, tell_reader),
    ],
    permissions=[
        Permission("agents:use", "Talk with agents"),
        Permission("agents:manage", "Answer in conversations that ask for a person"),
    ],
)
