"""What a conversation with the offline assistant may and may not do, turn by turn."""

from datetime import date
from typing import Any

import pytest

from app.kit.llm.providers.offline import Reply, ToolError, answer
from app.kit.llm.providers.offline.schema import Schema
from app.kit.llm.providers.offline.suggest import bank

from .world import ALL, MemoryWorld, load

ROWS = load()


def world(**options: Any) -> MemoryWorld:
    return MemoryWorld(ROWS, **options)


async def talk(on: MemoryWorld, *turns: str) -> Reply:
    state: dict[str, Any] = {}
    for turn in turns:
        reply = await answer(turn, state, on)
        state = reply.state
    return reply


async def test_a_choice_of_the_question_back_answers_the_first_question() -> None:
    asked = await talk(world(), "phone of comidas")
    assert asked.kind == "clarify" and len(asked.choices) == 3
    chosen = await answer(asked.choices[0], asked.state, world())
    assert "(91) 555 22 82" in chosen.text
    assert chosen.citations[0].key == "BOLID"


async def test_a_missing_permission_is_named_and_nothing_is_asked_of_the_api() -> None:
    guest = world(permissions=frozenset({"customers:read"}))
    reply = await talk(guest, "how much has Piccolo und mehr spent with us")
    assert reply.kind == "refuse" and "invoices:read" in reply.text
    assert guest.calls == []


async def test_a_write_without_the_right_is_refused_before_anything_is_read() -> None:
    reader = world(permissions=frozenset({"customers:read"}))
    reply = await talk(reader, "delete customer FISSA")
    assert reply.kind == "refuse" and "customers:delete" in reply.text and not reply.proposals
    assert reader.calls == []


async def test_a_write_is_only_proposed() -> None:
    on = world(today=date(1998, 6, 30))
    reply = await talk(on, "mark invoice 11058 as paid")
    assert [(p.operation, p.args) for p in reply.proposals] == [("set_invoice_status", {"id": "i-11058", "status": "paid"})]
    assert all(call["name"].startswith("list_") for call in on.calls)


async def test_a_word_that_means_nothing_is_named_and_readable_questions_are_offered() -> None:
    on = world()
    reply = await talk(on, "how many zorps do our customers have")
    assert reply.kind == "clarify" and "zorps" in reply.text and on.calls == []
    for choice in reply.choices:
        assert (await answer(choice, reply.state, on)).kind == "answer"


async def test_a_person_is_called_by_his_name() -> None:
    task = {"id": "t-1", "title": "Call ACME", "assignee": "u-1", "status": "open", "customer": None, "invoice": None}
    on = MemoryWorld({**ROWS, "tasks": [task, {**task, "id": "t-2", "title": "Visit ACME"}], "users": [{"id": "u-1", "name": "Ann Smith"}]})
    reply = await talk(on, "show all tasks")
    assert "Ann Smith" in reply.text and "u-1" not in reply.text


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("What can you do?", "invoices"),
        ("hello there", "invoices"),
        ("Hello, what can you do?", "invoices"),
        ("Who am I?", "invoices"),
        ("What does this mean?", "invoices"),
        ("Thank you!", "welcome"),
        ("Thanks, bye!", "welcome"),
        ("¿Qué puedes hacer?", "datos"),
    ],
)
async def test_politeness_is_no_question_about_the_records_before(said: str, word: str) -> None:
    on = world()
    before = await talk(on, "Which customers are in Germany?")
    asked = len(on.calls)
    reply = await answer(said, before.state, on)
    assert word in reply.text and len(on.calls) == asked and not reply.citations
    for choice in reply.choices:
        assert (await answer(choice, reply.state, on)).kind == "answer"
    after = await answer("and in Norway?", reply.state, on)
    assert (after.kind, [c.key for c in after.citations]) == ("answer", ["SANTG"])


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("Draw a chart of invoice totals per month", "**23** months"),
        ("show me a graph of invoices per country", "Germany | 122"),
        ("plot revenue per year", "208,083.97"),
    ],
)
async def test_who_wants_a_chart_gets_its_figures_and_is_told_where_it_is_drawn(said: str, figures: str) -> None:
    reply = await talk(world(), said)
    assert (reply.kind, "opens as a chart" in reply.text) == ("answer", True) and figures in reply.text
    assert "chart" not in (await talk(world(), "invoice totals per month")).text


async def test_a_greeting_before_a_question_is_no_part_of_it() -> None:
    assert (await talk(world(), "Hi! Which customers are in Norway?")).citations[0].key == "SANTG"


async def test_nobody_is_told_that_there_is_no_model_when_one_was_asked() -> None:
    on = world()
    assert "no language model is configured" in (await talk(on, "what is the weather?")).text
    on.silent = True
    assert "the language model did not answer" in (await talk(on, "what is the weather?")).text
    assert "configured" not in (await talk(on, "What can you do?")).text


@pytest.mark.parametrize("question", bank(Schema(world().entities)))
async def test_every_offered_question_is_answered(question: str) -> None:
    assert (await talk(world(), question)).kind == "answer"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "   ",
        "!!!",
        "the",
        "1",
        "'",
        "€",
        "and?",
        "or",
        "-",
        "1998",
        "über",
        "a" * 3000,
        "customers " * 200,
        "DROP TABLE customers; --",
        "<script>alert(1)</script>",
    ],
)
async def test_no_text_breaks_it(text: str) -> None:
    assert (await talk(world(), text)).text
    assert (await talk(world(), "show unpaid invoices", text)).text


async def test_what_the_api_refuses_is_told() -> None:
    class Refusing(MemoryWorld):
        async def call(self, operation: str, args: dict[str, Any]) -> Any:
            raise ToolError(422, "unknown filter")

    reply = await talk(Refusing(ROWS, permissions=ALL), "how many customers are there")
    assert reply.kind == "scope" and "unknown filter" in reply.text


def with_tasks() -> MemoryWorld:
    blank = {"description": None, "due_on": None, "priority": "normal", "status": "open", "customer": None, "invoice": None}
    users = [{"id": "p-ana", "name": "Ana Trujillo"}, {"id": "p-bo", "name": "Bo Larsen"}]
    people = ["p-ana", "p-ana", "p-bo", "p-gone", None]
    tasks = [{"id": f"t-{n}", "title": f"Task {n}", "assignee": person, **blank} for n, person in enumerate(people)]
    return MemoryWorld({**ROWS, "tasks": tasks, "users": users})


@pytest.mark.parametrize("question", ["list all tasks", "show open tasks", "tasks per assignee"])
async def test_people_are_called_by_their_names_never_by_ids(question: str) -> None:
    reply = await talk(with_tasks(), question)
    assert "Ana Trujillo" in reply.text
    assert "p-" not in reply.text


async def test_somebody_who_is_no_member_any_more_is_said_to_be_one() -> None:
    assert "a former member" in (await talk(with_tasks(), "list all tasks")).text
    assert "ein früheres Mitglied" in (await talk(with_tasks(), "zeige alle Aufgaben")).text


async def test_figures_by_person_have_a_row_for_each() -> None:
    reply = await talk(with_tasks(), "number of tasks per assignee")
    assert "| Ana Trujillo | 2 |" in reply.text and "| Bo Larsen | 1 |" in reply.text
