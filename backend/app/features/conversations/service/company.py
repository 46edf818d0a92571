"""What is shown of an answer to somebody else than whose conversation it is: who takes over, who reads along, who takes a copy away.

One rule for every way out (messages, events, export): `kit.agent.veil.Sight`. The owner's own ways do not come here.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from app.features.conversations.schemas import MessageOut
from app.kit.agent.running import Event
from app.kit.agent.veil import Sight


def veil(sight: Sight, item: MessageOut) -> MessageOut:
    """A message, without what he may not read."""
    item.tool_calls = [sight.call(call) for call in item.tool_calls]
    item.citations = [one for one in item.citations if sight.cited(one["entity"])]
    return item


@dataclass(slots=True)
class Veiled:
    """The events of one answer, in their order."""

    sight: Sight
    _args: dict[str, Any] = field(default_factory=dict)
    """Of the calls that were told, by id: their ends do not repeat them."""

    def shown(self, event: Event) -> Event | None:
        """None for one that he does not hear."""
        data, sight = event.data, self.sight
        match event.kind:
            case "tool_call":
                self._args[data["id"]] = data["args"]
                return replace(event, data=sight.call(data))
            case "tool_result":
                return replace(event, data=sight.result(self._args.get(data["id"]), data))
            case "citation":
                return event if sight.cited(data["entity"]) else None
            case "complete" | "error" if "tool_calls" in data.get("message", ()):  # of a deleted conversation less is told
                message = veil(sight, MessageOut.model_validate(data["message"]))
                return replace(event, data={**data, "message": message.model_dump(mode="json")})
        return event
