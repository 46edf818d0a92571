"""What agents remember about a person over all conversations. Agents reach it through the kit's port; delete it and they forget."""

from app.features.accounts.events import MembershipEnded
from app.features.memories.adapters import Facts, KeptMemory, remembering
from app.features.memories.events import MemoriesChanged
from app.features.memories.router import router
from app.features.memories.subscribers import forget_leaver, tell_anew
from app.kit.agent.directory import MoreTools
from app.kit.agent.memory import Memory
from app.kit.boot import Lives
from app.kit.core.events import after, on
from app.kit.module import Module

module = Module(
    name="memories",
    needs=["accounts"],
    router=router,
    ports={Facts: Facts, Memory: KeptMemory, MoreTools: [remembering], Lives: [Facts.hearing]},
    subscribers=[on(MembershipEnded, forget_leaver), after(MemoriesChanged, tell_anew)],
)
