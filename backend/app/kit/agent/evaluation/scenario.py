"""A scenario file: what is there, what a person says, and what must come of it.

    name: A change waits for approval
    agent: assistant
    rights: [customers:read, customers:write]      # of the person; all entities when left out
    records:
      customers:
        acme: {code: ACME, name: ACME Ltd, status: active, city: Bonn}
    script:                                        # what a scripted model says; left out: the planner answers
      - {match: Köln, calls: [{name: update_customer, args: {id: $acme, city: Köln}}]}
    turns:
      - user: ACME has moved to Köln
        calls: [update_customer]
        approvals: [{operation: update_customer, args: {city: Köln}}]
        approve: true
    after:
      customers: {acme: {city: Köln}}

`$name` anywhere stands for the id of the record of that name.
"""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from app.kit.core.errors import Invalid
from app.kit.llm.providers.scripted import Rule

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Record = dict[str, Any]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ExpectedCall(_Part):
    """A tool call that must be among those made, in this order; `args` must be among its arguments."""

    name: str
    args: dict[str, Any] = {}
    status: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, given: Any) -> Any:
        return {"name": given} if isinstance(given, str) else given


class ExpectedApproval(_Part):
    """A write that must wait for a person."""

    operation: str
    args: dict[str, Any] = {}


class Turn(_Part):
    """What the person says, and what must come back."""

    user: str
    calls: list[ExpectedCall] | None = None
    """These must be among the calls; an empty list: no call at all."""
    never: list[str] = []
    """Tools of which no call may have succeeded or be waiting (`*` allowed)."""
    approvals: list[ExpectedApproval] | None = None
    """Exactly these wait, in this order."""
    approve: bool | None = None
    """Then say yes (or no) to all of them."""
    contains: list[str] = []
    """Words of the answer, case aside."""
    lacks: list[str] = []
    """Words that must not be in the answer, in any tool result, or in what was told on the way."""
    kind: str | None = None
    status: str = "complete"


class Scenario(_Part):
    """One file."""

    name: str
    agent: str = "assistant"
    rights: list[str] | None = None
    records: dict[str, dict[Name, Record]] = {}
    files: dict[str, str] = {}
    """Attachments of the first turn: name to text."""
    script: list[Rule] = []
    turns: Annotated[list[Turn], Field(min_length=1)]
    after: dict[str, dict[Name, Record]] = {}
    """What these records hold at the end."""
    unchanged: bool = False
    """No record of any kind was made, changed or deleted meanwhile."""
    sink: bool = False
    """Run a server that must not get a single request; `$SINK` stands for its address."""
    most_tokens: int | None = None
    most_cost: Decimal | None = None
    path: Path = Path()

    @model_validator(mode="after")
    def _known(self) -> Self:
        named = {name for records in self.records.values() for name in records}
        if unknown := {name for records in self.after.values() for name in records} - named:
            raise ValueError(f"after: there is no record named {sorted(unknown)[0]} in records")
        return self


def load(path: Path) -> Scenario:
    """One file. Raises Invalid naming the file and what is wrong in it."""
    try:
        given = yaml.safe_load(path.read_text("utf-8"))
        return Scenario.model_validate({**given, "path": path} if isinstance(given, dict) else given)
    except yaml.YAMLError as error:
        raise Invalid(f"{path.name} is not YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise Invalid(f"{path.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def found(path: Path) -> list[Scenario]:
    """A file, or every `*.yaml` below a folder, in order of their paths."""
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise Invalid(f"There is no scenario (*.yaml) in {path}.")
    return [load(file) for file in files]
