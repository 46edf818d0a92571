"""What agents remember about a person over all conversations. Agents reach it through the kit's port; delete it and they forget."""

from app.features.accounts.events import MembershipEnded
from app.features.memories.adapters import KeptMemory, remembering
from app.features.memories.router import router
from app.features.memories.subscribers import forget_leaver
from app.kit.agent.directory import MoreTools
from app.kit.agent.memory import Memory
from app.kit.core.events import on
from app.kit.module import Module

module = Module(
    name="memories",
    needs=["accounts"],
    router=router,
    ports={Memory: KeptMemory, MoreTools: [remembering]},
    subscribers=[on(MembershipEnded, forget_leaver)],
)
