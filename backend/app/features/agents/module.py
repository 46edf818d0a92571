"""Agents: conversations in which agents answer about records and propose changes."""

from app.features.agents.adapters import TurnRunner, answering, end_dead_answers, may_follow, turns
from app.features.agents.agents import Assistant, Concierge, DataAnalyst
from app.features.agents.commands import evaluation
from app.features.agents.events import PersonAnswered, PersonWanted
from app.features.agents.router import agents_router, approvals_router, conversations_router
from app.features.agents.subscribers import call_people, forget_words, tell_owner
from app.kit.agent.clock import Clock
from app.kit.agent.running import Running, Turns
from app.kit.agent.vocabulary import Vocabulary
from app.kit.boot import Lives
from app.kit.core.access import Permission
from app.kit.core.events import BulkChanged, Changed, after, on
from app.kit.jobs.ticks import Tick, Ticks
from app.kit.live.topics import Topics
from app.kit.llm.router import Models
from app.kit.module import Module
from app.kit.web.system import Checks

module = Module(
    name="agents",
    needs=["accounts"],
    routers=[agents_router, conversations_router, approvals_router],
    ports={
        Running: Running,
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
    ],
    permissions=[
        Permission("agents:use", "Talk with agents"),
        Permission("agents:manage", "Answer in conversations that ask for a person"),
    ],
    agents=[Assistant, DataAnalyst, Concierge],
    commands=[evaluation],
)
