"""What the stream of an answer has told, as its message keeps it: the same for one that was finished, stopped, or cut off."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

import orjson

from app.kit.agent.records import Catalogue, cited
from app.kit.agent.turn import Call


class Told(Protocol):
    """An event, live or stored."""

    @property
    def kind(self) -> str:
        """As in `kit.agent.turn.Kind`."""

    @property
    def data(self) -> dict[str, Any]:
        """What it says."""


@dataclass(slots=True)
class Heard:
    """Added up."""

    text: str = ""
    calls: list[Call] = field(default_factory=list)
    """A call whose end was not told is `stopped`."""
    results: list[tuple[str, str]] = field(default_factory=list)
    """Operation and result (JSON, perhaps cut) of each successful read."""

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The calls as JSON."""
        return [asdict(call) for call in self.calls]

    def sources(self, known: Catalogue) -> list[dict[str, Any]]:
        """The records that the text so far rests on."""
        return [asdict(one) for one in cited(self.text, [(name, _decoded(result)) for name, result in self.results], known)]


def heard(events: Iterable[Told]) -> Heard:
    """Of the events of one answer, in their order."""
    told, pieces, reads = Heard(), list[str](), set[str]()
    for event in events:
        data = event.data
        match event.kind:
            case "delta":
                pieces.append(data["text"])
            case "tool_call":
                whose = {"agent": data.get("agent", ""), "parent": data.get("parent", "")}
                told.calls.append(Call(data["id"], data["name"], data["args"], "stopped", **whose))
                if data["effect"] == "read":
                    reads.add(data["id"])
            case "tool_result":
                _end(told.calls, data)
                if data["status"] == "ok" and data["id"] in reads:
                    told.results.append((data["name"], data["result"]))
    told.text = "".join(pieces)
    return told


def _end(calls: list[Call], data: dict[str, Any]) -> None:
    """The last call of this id that has not ended: some models count their calls anew in each step."""
    open_ = next((call for call in reversed(calls) if call.id == data["id"] and call.status == "stopped"), None)
    if open_ is not None:
        open_.status, open_.summary, open_.ms = data["status"], data["summary"], data["ms"]


def _decoded(result: str) -> Any:
    """None for one that was cut in the middle."""
    try:
        return orjson.loads(result)
    except orjson.JSONDecodeError:
        return None
