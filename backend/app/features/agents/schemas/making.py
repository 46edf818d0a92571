"""Shapes of agents as people make, compare and try them."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from app.features.agents.schemas.offering import AgentCard
from app.kit.agent.policy import Approval
from app.kit.core.money import Amount
from app.kit.llm.port import Tier
from app.kit.web.shapes import Paging, Shape

RESERVED = frozenset({"capabilities", "ratings", "tools", "try", "import", "execute", "new", "draft"})
"""Names that stand for something else in the addresses of agents."""


def _free(name: str) -> str:
    if name in RESERVED:
        raise ValueError("stands for something else: choose another name")
    return name


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$"), AfterValidator(_free)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
RoleText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Suggestion = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
ToolName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_*:-]{1,128}$")]
Host = Annotated[
    str, StringConstraints(pattern=r"^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$", max_length=253)
]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]


class TurnLimits(Shape):
    """Bounds of one turn, and of a day's money."""

    steps: Annotated[int, Field(ge=1, le=40)] = 8
    seconds: Annotated[float, Field(ge=5, le=900, allow_inf_nan=False)] = 120
    output_tokens: Annotated[int, Field(ge=256, le=64_000)] = 8_000
    calls: Annotated[int, Field(ge=0, le=200)] = 24
    cost: Annotated[Amount, Field(ge=0, le=100)] = Decimal("1.00")
    daily_cost: Annotated[Amount, Field(ge=0, le=100_000)] | None = None
    depth: Annotated[int, Field(ge=0, le=5)] = 3
    result_chars: Annotated[int, Field(ge=500, le=100_000)] = 12_000


class PolicyIn(Shape):
    """A rule for one of its tools."""

    tool: ToolName
    approval: Approval | None = None
    approver: Annotated[str, Field(max_length=100)] = ""
    max_calls: Annotated[int, Field(ge=0, le=200)] | None = None
    hosts: Annotated[list[Host], Field(max_length=50)] = []


class Definition(Shape):
    """All that an agent is told and allowed. `prompt` may name `{user}`, `{organisation}` and `{today}`."""

    label: Label
    role: RoleText
    expertise: Annotated[list[Word], Field(max_length=60)] = []
    suggestions: Annotated[list[Suggestion], Field(max_length=6)] = []
    """Questions to begin with."""
    prompt: Annotated[str, Field(max_length=20_000)] = ""
    tools: Annotated[list[ToolName], Field(max_length=300)] = []
    tier: Tier = "standard"
    limits: TurnLimits = TurnLimits()
    policies: Annotated[list[PolicyIn], Field(max_length=100)] = []
    roles: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)] = []
    """Who may use it; empty: everybody who may use agents."""
    colleagues: Annotated[list[Slug], Field(max_length=20)] = []
    """Agents that it may ask."""


class AgentIn(Definition):
    """A new agent."""

    name: Slug
    note: Note = ""


class AgentChange(Definition):
    """An agent as it is to be from now on."""

    note: Note = ""


class AgentDetail(AgentCard):
    """One agent; `definition` for those who may build agents."""

    definition: Definition | None
    row_version: int
    """For If-Match."""


class VersionOut(Shape):
    """What an agent was told from one change to the next."""

    number: int
    note: str
    author: str
    created_at: datetime
    current: bool
    definition: Definition


class VersionQuery(Paging):
    """A page of versions, newest first."""


class FieldChange(Shape):
    """One thing that differs between two versions."""

    field: str
    old: Any
    new: Any


class Difference(Shape):
    """What changed from one version to another."""

    number: int
    against: int
    changes: list[FieldChange]


class RollbackIn(Shape):
    """Back to which version; a new one is made that says the same."""

    number: Annotated[int, Field(ge=1)]
    note: Note = ""


class ToolOut(Shape):
    """A tool that an agent can be given."""

    name: str
    description: str
    subject: str
    """The entity it is about, the tool server it comes from, or `tools`."""
    source: Literal["api", "built_in", "server"]
    effect: Literal["read", "write"]
    approval: Approval
    """When a write asks, unless a rule says otherwise."""
    allowed: bool
    """Whether the caller may use it himself, and so give it to an agent."""
    reaches_out: bool
    """Goes only to hosts that a rule names."""


class YamlIn(Shape):
    """An exported agent."""

    yaml: Annotated[str, Field(max_length=100_000)]
    name: Slug | None = None
    """Another name than the file's."""


class Said(Shape):
    """What was said in a trial before."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=20_000)]


class TrialIn(Shape):
    """A question to an agent that is not saved."""

    definition: Definition
    name: Slug | None = None
    messages: Annotated[list[Said], Field(min_length=1, max_length=40)]


class ProposalOut(Shape):
    """A write that would have waited for a person."""

    operation: str
    args: dict[str, Any]
    entity_type: str
    target_id: str
    summary: str
    target: str
    changes: list[FieldChange]
    approver: str


class TrialOut(Shape):
    """What the draft answered, and what that took."""

    text: str
    kind: str
    calls: list[dict[str, Any]]
    proposals: list[ProposalOut]
    usage: dict[str, Any]
    provider: str
    model: str
    steps: int
    ms: int
    trace_id: UUID
    """Of its trail, which is kept like that of a conversation (where trails are kept)."""
