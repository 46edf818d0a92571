"""The agents that the template ships. Copy one to make your own."""

from dataclasses import replace

from app.kit.agent.base import BaseAgent
from app.kit.agent.delegating import ask
from app.kit.agent.directory import agents_for
from app.kit.agent.dispatch import dispatched, load_of, wants_person
from app.kit.agent.patterns.finance import AUDITED_MONEY, split_in_words, written_split
from app.kit.agent.patterns.handovers import Stage, hand_through
from app.kit.agent.patterns.parallel import Report, Task, carry_out
from app.kit.agent.patterns.resilient import ResilientAgent, Strategy, resilient
from app.kit.agent.patterns.specialist import Specialist
from app.kit.agent.tabular import answer_from_file
from app.kit.agent.turn import Outcome, Turn
from app.kit.core.context import work
from app.kit.core.spans import decided
from app.kit.llm.port import Message
from app.kit.tools.ask import about_table
from app.kit.tools.data import DATA_TOOLS
from app.kit.tools.escalate import CALL_A_PERSON


class Assistant(ResilientAgent):
    """Records: finds, counts, explains, and proposes changes. Without its model the planner answers, and says so."""

    name, label, tier = "assistant", "Assistant", "standard"
    role = "You are the Assistant: you answer questions about the organisation's records and prepare changes to them."
    expertise = (
        *("record", "customer", "invoice", "task", "find", "list", "show", "who", "when"),
        *("create", "change", "mark", "delete", "remind", "phone", "due", "paid"),
    )
    tools = ("records:read", "records:write", "get_entities")
    colleagues = ("data_analyst", "bookkeeper")
    built_ins = (CALL_A_PERSON,)
    prompt = "Ask back when a name fits several records. A change only takes place when the user approves it: say what it would do."

    async def offline(self, turn: Turn) -> Outcome:
        """What is asked about an attached table the Data analyst reads; everything else goes to the planner."""
        if any(file.tabular for file in turn.files) and about_table(turn.text):
            async with work(turn.kit, turn.actor) as ctx:
                analyst = (await agents_for(ctx)).get("data_analyst")
            if analyst is not None:
                return replace(await ask(analyst, turn, turn.text, aloud=True), state=turn.state)
        return await super().offline(turn)


class DataAnalyst(BaseAgent):
    """Figures over records and uploaded CSV files; changes nothing."""

    name, label, tier = "data_analyst", "Data analyst", "large"
    role = "You are the Data analyst: you compute figures over the organisation's records and over CSV files the user attached."
    expertise = (
        *("csv", "file", "upload", "attached", "spreadsheet", "column", "row", "table", "pivot", "chart"),
        *("average", "median", "trend", "statistic", "analyse", "analysis", "compare", "per month", "per quarter"),
    )
    suggestions = ("Total of the invoices per month", "Which customers have the highest revenue?", "Average total of an invoice")
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
    suggestions = ("What is overdue?", "Split 1,000.00 EUR 70/30", "I would like to talk to a person")

    async def respond(self, turn: Turn) -> Outcome:
        """Route by words of expertise, then by meaning; a follow-up stays with the colleague who answered before."""
        if wants_person(turn.text):
            decided("hand-over", "The person asks for a human being.")
            text = "I have asked a person to take over this conversation. You can go on writing here; they will see everything."
            await turn.delta(text)
            return Outcome(text, "handover", self.name, provider=turn.line.name, state=turn.state)
        colleague, why = await self._choose(turn)
        opening = f"I asked the {colleague.label}.\n\n"
        await turn.delta(opening)
        await turn.voice.say("progress", {"done": 0.0, "stage": colleague.name, "message": f"{colleague.label}: {why}"})
        states = dict(turn.state.get("states", {}))
        outcome = await ask(colleague, turn, turn.text, aloud=True, state=states.get(colleague.name, {}))
        outcome.text = opening + outcome.text
        outcome.state = {"asked": colleague.name, "states": {**states, colleague.name: outcome.state}}
        return outcome

    async def _choose(self, turn: Turn) -> tuple[BaseAgent, str]:
        async with work(turn.kit, turn.actor) as ctx:
            colleagues = [agent for agent in (await agents_for(ctx)).values() if agent.name != self.name]
        return await dispatched(turn.text, colleagues, before=turn.state.get("asked", ""), load=load_of(turn.kit))


class Bookkeeper(Specialist):
    """Sums of money that come out, each with a row in the audit log."""

    name, label, tier = "bookkeeper", "Bookkeeper", "standard"
    role = "You are the Bookkeeper: you split and add up amounts of money exactly, and look up the invoices they stand on."
    expertise = ("split", "commission", "revenue share", "allocate", "apportion", "exact cents", "bookkeeper")
    suggestions = ("Split 1,000.00 EUR 70/30", "Split 100.00 USD 1/1/1", "Which invoices are overdue?")
    tools = ("list_invoices", "get_invoice", "get_invoice_stats")
    built_ins = AUDITED_MONEY
    prompt = "Never calculate yourself: use the money tools, and show who gets what, with the total."

    async def offline(self, turn: Turn) -> Outcome:
        """`split 1,000.00 EUR 70/30` is understood as it stands."""
        args = written_split(turn.text)
        return await split_in_words(self, turn, args) if args else await super().offline(turn)


async def _written(agent: BaseAgent, turn: Turn, found: str) -> Outcome:
    """By the model, from what colleagues found; else their answers as they are."""

    async def writing(agent: BaseAgent, turn: Turn) -> Outcome:
        told = Message("user", f"Your colleagues found:\n\n{found}")
        return await agent.think(replace(turn, history=(*turn.history, told)))

    async def sections(agent: BaseAgent, turn: Turn) -> Outcome:
        await turn.delta(found)
        return Outcome(found, agent=agent.name)

    ways = (Strategy("synthesis", writing), Strategy("sections", sections))
    return await resilient(agent, turn, ways[1:] if turn.line.empty else ways, sources=[found])


class Briefing(BaseAgent):
    """Asks the Assistant and the Data analyst at once, and writes one answer."""

    name, label, tier = "briefing", "Briefing", "standard"
    role = "You are Briefing: you bring what records say and what figures say together in one short text."
    expertise = ("briefing", "brief me", "prepare me", "full picture")
    suggestions = ("Which invoices are overdue?", "Which tasks are due this week?")
    prompt = "Write one short briefing from what your colleagues found. Add nothing of your own; say what is missing."

    async def respond(self, turn: Turn) -> Outcome:
        """Two colleagues side by side under one budget; one who fails is named as missing."""
        async with work(turn.kit, turn.actor) as ctx:
            staff = await agents_for(ctx)
        plan = (Task("Records", "assistant", turn.text), Task("Figures", "data_analyst", turn.text))
        report = await carry_out(turn, [task for task in plan if task.agent in staff], staff)
        return report.over(await _written(self, turn, report.told()))


class Reporter(BaseAgent):
    """A report in stages: facts, then figures that follow up on them, then the text."""

    name, label, tier = "reporter", "Reporter", "large"
    role = "You are the Reporter: you have facts and figures gathered one after the other, and write a report that names its records."
    expertise = ("report", "write up", "dossier")
    suggestions = ("Top 5 customers by revenue", "Overdue invoices per customer")
    prompt = "Write the report from your colleagues' notes: headings, short paragraphs, records by number or code. Add nothing of your own."

    async def respond(self, turn: Turn) -> Outcome:
        """Each stage leaves its note on the conversation's board, for the next one and for people."""
        async with work(turn.kit, turn.actor) as ctx:
            staff = await agents_for(ctx)
        plan = (Stage("Facts", "assistant", turn.text), Stage("Figures", "data_analyst", turn.text, must=False))
        done = await hand_through(turn, plan, staff)
        report = Report(done.answers, done.missing)
        return report.over(await _written(self, turn, report.told()))
