"""Answers from an attached table without a language model: the question's words, the table's columns, one data tool."""

from typing import Any

from app.kit.agent.base import BaseAgent
from app.kit.agent.toolbox import Toolbox
from app.kit.agent.turn import Outcome, Turn
from app.kit.llm.port import ToolCall
from app.kit.tools.ask import Question, about_table, understand

ASK = "Which figure would you like: a count, sum, average, highest or lowest, of which column, by which?"


async def answer_from_file(agent: BaseAgent, turn: Turn) -> Outcome | None:
    """Over the newest attached table; None when the question is not about it."""
    tables = [file for file in turn.files if file.tabular]
    if not tables:
        return None
    box, file = Toolbox(agent, turn), tables[-1]
    told = await box.use(ToolCall("file", "data_describe", {"source": str(file.id)}))
    question = understand(turn.text, told.data["columns"]) if told.ok else None
    if question is None and not about_table(turn.text):
        return None
    text = f"In {file.name}: " + (await _answer(box, str(file.id), question, told.data) if told.ok else told.detail)
    await turn.delta(text)
    return Outcome(text, "answer" if question else "clarify", agent.name, box.calls, state=turn.state)


async def _answer(box: Toolbox, source: str, question: Question | None, described: dict[str, Any]) -> str:
    """The figure, or what can be asked."""
    if question is None:
        return f"{described['rows']} rows with the columns {', '.join(str(c['name']) for c in described['columns'])}. {ASK}"
    if question.tool == "data_describe":
        shown = ("name", "type", "filled", "distinct", "sum", "mean", "min", "max")
        rows = [{key: column.get(key, "") for key in shown} for column in described["columns"]]
        return "\n".join([f"{described['rows']} rows, {len(rows)} columns.", "", *_table(rows)])
    result = await box.use(ToolCall("figure", question.tool, {"source": source, **question.args}))
    if not result.ok:
        return result.detail
    if "items" not in result.data:
        return f"the {question.reading} is {result.data['value']} ({result.data['rows']} rows)."
    return "\n".join([f"the {question.reading}:", "", *_table(result.data["items"])])


def _table(rows: list[dict[str, Any]]) -> list[str]:
    """Markdown."""
    names = list(dict.fromkeys(key for row in rows for key in row))
    lines = ["| " + " | ".join(str(row.get(name, "")).replace("|", "\\|") for name in names) + " |" for row in rows]
    return ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names), *lines]
