"""The agents that the template ships. Copy one to make your own."""

from app.kit.agent.base import BaseAgent
from app.kit.agent.delegating import ask
from app.kit.agent.directory import agents_for
from app.kit.agent.dispatch import closest, ranked, wants_person
from app.kit.agent.tabular import answer_from_file
from app.kit.agent.turn import Outcome, Turn
from app.kit.core.context import work
from app.kit.core.spans import decided
from app.kit.tools.data import DATA_TOOLS


class Assistant(BaseAgent):
    """Records: finds, counts, explains, and proposes changes."""

    name, label, tier = "assistant", "Assistant", "standard"
    role = "You are the Assistant: you answer questions about the organisation's records and prepare changes to them."
    expertise = (
        *("record", "customer", "invoice", "task", "find", "list", "show", "who", "when"),
        *("create", "change", "mark", "delete", "remind", "phone", "due", "paid"),
    )
    tools = ("records:read", "records:write", "get_entities")
    prompt = "Ask back when a name fits several records. A change only takes place when the user approves it: say what it would do."


class DataAnalyst(BaseAgent):
    """Figures over records and uploaded CSV files; changes nothing."""

    name, label, tier = "data_analyst", "Data analyst", "large"
    role = "You are the Data analyst: you compute figures over the organisation's records and over CSV files the user attached."
    expertise = (
        *("csv", "file", "upload", "attached", "spreadsheet", "column", "row", "table", "pivot", "chart"),
        *("average", "median", "trend", "statistic", "analyse", "analysis", "compare", "per month", "per quarter"),
    )
    tools = ("records:read", "get_entities")
    built_ins = DATA_TOOLS
    prompt = "Describe a table before you compute with it. Prefer get_…_stats for records. Say over which rows a figure was made."

    async def offline(self, turn: Turn) -> Outcome:
        """A question about the newest attached file is read by its columns; everything else goes to the planner."""
        return await answer_from_file(self, turn) or await super().offline(turn)


class Concierge(BaseAgent):
    """Takes every question, asks the colleague who knows, or calls a person."""

    name, label, tier = "concierge", "Concierge", "small"
    role = "You are the Concierge: you bring each question to the colleague who can answer it, or to a person."
    expertise = ("who can help", "talk to a person")

    async def respond(self, turn: Turn) -> Outcome:
        """Route by words of expertise, then by meaning; a follow-up stays with the colleague who answered before."""
        if wants_person(turn.text):
            decided("hand-over", "The person asks for a human being.")
            text = "I have asked a person to take over this conversation. You can go on writing here; they will see everything."
            await turn.delta(text)
            return Outcome(text, "handover", self.name, provider=turn.line.name, state=turn.state, tainted=turn.tainted)
        colleague = await self._choose(turn)
        opening = f"I asked the {colleague.label}.\n\n"
        await turn.delta(opening)
        states = dict(turn.state.get("states", {}))
        outcome = await ask(colleague, turn, turn.text, aloud=True, state=states.get(colleague.name, {}))
        outcome.text = opening + outcome.text
        outcome.state = {"asked": colleague.name, "states": {**states, colleague.name: outcome.state}}
        return outcome

    async def _choose(self, turn: Turn) -> BaseAgent:
        async with work(turn.kit, turn.actor) as ctx:
            colleagues = [agent for agent in (await agents_for(ctx)).values() if agent.name != self.name]
        (best, first), *others = ranked(turn.text, colleagues)
        before = next((a for a in colleagues if a.name == turn.state.get("asked")), None)
        if before is not None and (best == 0 or any(score == best and a is before for score, a in others)):
            decided("colleague", "Nobody fits better than the one who answered before.", chosen=before.name)
            return before
        chosen = first if best else await closest(turn.text, colleagues)
        why = f"{best} words of the request are of this expertise." if best else "No word decides: the nearest in meaning."
        decided("colleague", why, chosen=chosen.name, among=[agent.name for agent in colleagues])
        return chosen
