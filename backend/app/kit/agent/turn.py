"""One turn of a conversation: what an agent is given, what it says while it works, and what it hands back.

Everything a turn needs travels in these objects; agents keep nothing, so one instance serves every conversation at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol
from uuid import UUID

from app.kit.agent.budget import Budget, Limits
from app.kit.agent.mark import Mark
from app.kit.agent.once import Once
from app.kit.core.access import Actor
from app.kit.core.context import Kit, Origin
from app.kit.llm.port import Image, Line, Message, Purpose, Reason, Served, ToolCall, ToolSpec, Usage
from app.kit.tools.tool import File, Tool

Kind = Literal["waiting", "start", "progress", "delta", "tool_call", "tool_result", "approval_required", "citation", "complete", "error"]
"""Events of a turn, with their data as JSON objects. Server-Sent Events bear these names.

    waiting            place: in the queue, from 1; told again whenever it changes
    start              who answers; once, before anything that is said
    progress           done: 0 to 1, stage, message
    delta              text: the next piece of the answer
    tool_call          id, name, args, effect; of a colleague also agent and parent
    tool_result        id, name, status, http_status, summary, ms, result: cut to size; of a colleague also agent and parent
    approval_required  approval: a write that waits (`ApprovalOut`); in a trial call_id and proposal
    citation           entity, id, label, key
    complete           message (in a trial: trial): the last event of an answer, also of one that was stopped
    error              problem (RFC 9457), message: the last event where there is no whole answer
"""
Status = Literal["ok", "error", "pending", "stopped"]
"""`pending`: a write that waits for a person. `stopped`: the answer ended before the call did."""
Hidden = Literal["old", "both"]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a proposed write; None stands for "not there"."""

    field: str
    old: Any
    new: Any
    hidden: Hidden | None = None
    """Which values are left out, because they are not for the reader."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A write that waits for a person: exactly these arguments, and what they would do."""

    agent: str
    operation: str
    args: dict[str, Any]
    entity: str
    target_id: str
    target: str
    summary: str
    changes: tuple[Change, ...]
    tainted: bool
    """Whether text of unknown origin was read by what proposes this."""
    approver: str = ""
    """The role whose members decide; empty: the person himself."""
    step: int = 0
    """Which model call of the turn asked for it."""
    definition: str = ""
    """Of a tool of somebody else, as it was when this was proposed (a digest): no other one is called."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A record that an answer rests on; `key` is its business key (a code, a number)."""

    entity: str
    id: str
    label: str
    key: str


@dataclass(slots=True)
class Call:
    """A tool call as it stands in the finished message."""

    id: str
    name: str
    args: dict[str, Any]
    status: Status
    summary: str = ""
    ms: int = 0
    agent: str = ""
    """The colleague who made it; empty for who answers."""
    parent: str = ""
    """The call by which he was asked."""


class Voice(Protocol):
    """The event sink of a turn: how it speaks before it is finished. A conversation, a completion and a trial each have their own."""

    async def say(self, kind: Kind, data: dict[str, Any]) -> None:
        """One event of the stream, in order; back once it is taken, not once somebody has read it. `complete` and `error` are said by
        whoever began the turn, never by an agent."""

    async def propose(self, call_id: str, proposal: Proposal) -> UUID:
        """Keep a proposed write until a person decides; the approval's id. Nothing is done yet.

        Raises Unavailable where nobody keeps proposals.
        """


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a program wants its answer, beyond what it asks."""

    tokens: int | None = None
    """Output tokens of all model calls together; then the answer ends where it is."""
    temperature: float = 0.0
    must_call: bool = False
    """One of `Turn.theirs` must be called; the agent's own tools are not offered."""
    one_call: bool = False
    """At most one of `Turn.theirs` at a time."""
    enough: Callable[[], bool] = _never
    """Asked after each piece of text: whether the answer is to end here."""


@dataclass(slots=True)
class Serving:
    """Who serves the words of an answer, known before its first one: so it can be said of one that is not finished, too."""

    by: Served | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What an agent is given."""

    kit: Kit
    actor: Actor
    """The caller himself; tools get him narrowed."""
    text: str
    voice: Voice
    line: Line
    today: date
    purpose: Purpose = field(default_factory=Purpose)
    budget: Budget = field(default_factory=lambda: Budget(Limits(), Limits().steps))
    """Shared with every colleague who is asked."""
    depth: int = 0
    """How many colleagues stand between the person and this agent."""
    tools: tuple[Tool, ...] = ()
    """What the organisation has added beyond the API's operations (tools of other servers)."""
    memory: tuple[str, ...] = ()
    """What the person asked to be remembered in every conversation."""
    origin: Origin = field(default_factory=Origin)
    history: tuple[Message, ...] = ()
    state: dict[str, Any] = field(default_factory=dict)
    """What this agent remembered of the conversation's earlier turns: JSON values."""
    files: tuple[File, ...] = ()
    images: tuple[Image, ...] = ()
    """Pictures that came with the text."""
    mark: Mark = field(default_factory=Mark)
    """Whether text of others has been read in the conversation; shared with every colleague who is asked."""
    serving: Serving = field(default_factory=Serving)
    """Of what is said to the person; a colleague who is asked aside has his own."""
    second_hand: bool = False
    """Whether a model wrote `text`, not the person."""
    schema: dict[str, Any] | None = None
    """JSON Schema of the answer, where it must be JSON."""
    theirs: tuple[ToolSpec, ...] = ()
    """Tools that the caller runs himself: when the model calls one the turn ends, with the call in `Outcome.handed`."""
    wishes: Wishes = Wishes()
    since: tuple[Message, ...] = ()
    """What came after `text`: calls that the caller ran himself, and their results."""
    once: Once | None = None
    """Of durable work: what it writes at once is not written again by a later try."""
    dry: bool = False
    """A trial: no write is done at once, whatever rules say."""

    async def delta(self, text: str) -> None:
        """The next piece of the answer."""
        if text:
            await self.voice.say("delta", {"text": text})


@dataclass(slots=True)
class Outcome:
    """What an agent hands back."""

    text: str
    kind: Literal["answer", "clarify", "refuse", "scope", "proposal", "handover"] = "answer"
    agent: str = ""
    calls: list[Call] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    choices: Sequence[str] = ()
    """Answers that the user may pick instead of typing."""
    usage: Usage = field(default_factory=Usage)
    provider: str = "offline"
    model: str = ""
    fallback_level: int = 0
    """Which choice of the line answered; 0 is the first."""
    strategy: str = ""
    """How the answer was found, where an agent has several ways."""
    confidence: float | None = None
    """From 0 to 1, where somebody measured one."""
    state: dict[str, Any] = field(default_factory=dict)
    ended: Reason = "stop"
    """Why the last model call stopped."""
    handed: list[ToolCall] = field(default_factory=list)
    """Calls that the caller is to run himself (`Turn.theirs`) before the answer can go on."""
