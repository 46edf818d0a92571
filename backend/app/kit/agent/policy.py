"""Rules for one agent's use of a tool: when a person must agree, who that is, how often, and to which hosts."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

Approval = Literal["never", "tainted", "always"]
"""Before a write: never asks; asks once untrusted text has been read in the conversation; always asks."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One rule. What it leaves open, the entity's own declaration decides."""

    tool: str
    """Name of a tool; `*` allowed."""
    approval: Approval | None = None
    approver: str = ""
    """A role whose members decide instead of the person himself."""
    max_calls: int | None = None
    """In one turn."""
    hosts: tuple[str, ...] = ()
    """For tools that reach out: the hosts they may reach; none else."""


def policy_for(policies: Sequence[Policy], tool: str) -> Policy:
    """The first rule that names the tool, else one that leaves everything open."""
    return next((p for p in policies if fnmatchcase(tool, p.tool)), Policy(tool))
