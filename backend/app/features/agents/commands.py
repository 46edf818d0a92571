"""`eval`: asks agents every question of a file, or plays scenarios, in process and through the API's own operations."""

import asyncio
import csv
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import orjson
import typer
from sqlalchemy import select

from app.features.accounts.service import User, belongings, user_by_email
from app.features.accounts.service import found as founded
from app.features.approvals.schemas import Decision
from app.features.approvals.service import ApprovalService
from app.features.conversations.schemas import ConversationIn, MessageIn, MessageOut
from app.features.conversations.service import AskService, ConversationService, FileService, follow
from app.kit.agent.clock import Clock
from app.kit.agent.evaluation.report import changes, lines
from app.kit.agent.evaluation.report import keep as write_down
from app.kit.agent.evaluation.report import kept as earlier
from app.kit.agent.evaluation.run import play
from app.kit.agent.evaluation.scenario import found
from app.kit.agent.proposals import ApprovalOut
from app.kit.agent.records import catalogue, key
from app.kit.core import files
from app.kit.core.access import Actor, Principals
from app.kit.core.context import Context, Kit, work
from app.kit.core.errors import Invalid
from app.kit.core.ids import new_id
from app.kit.core.registry import registry
from app.kit.jobs.job import enqueue
from app.kit.jobs.runner import run_next

WHERE = (
    "In an organisation of its own, filled from the CSV files beside the questions, or in the person's. "
    "By default: of its own where such files stand beside them, or the person's has no records."
)
WHAT = "Scenarios (a YAML file, or a folder of them), or questions (one JSON object a line: id, turns, clock, as)."
EXAMINER = "evaluation@groundwork.invalid"
"""RFC 2606: an address that can not exist, so nobody gets a letter for it."""
evaluation = typer.Typer()
Line = dict[str, Any]


@evaluation.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(exists=True, help=WHAT)],
    fresh: Annotated[
        bool | None,
        typer.Option("--fresh/--here", help=WHERE),
    ] = None,
    agent: Annotated[str, typer.Option(help="Who is asked.")] = "assistant",
    person: Annotated[str, typer.Option("--as", help="E-mail of the person who asks; the first administrator otherwise.")] = "",
    answers: Annotated[Path | None, typer.Option(help="Where the answers go; answers.jsonl in the data folder otherwise.")] = None,
    only: Annotated[str, typer.Option(help="Comma list of question ids.")] = "",
    model: Annotated[bool, typer.Option("--model", help="Scenarios: with the configured model instead of their scripts.")] = False,
    baseline: Annotated[
        Path | None, typer.Option(help="Scenarios: an earlier run to compare with; baseline.json beside them by default.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Scenarios: this run becomes the baseline.")] = False,
) -> None:
    """Ask every question in a conversation of its own and let the checker beside the file judge; or play scenarios and judge by them."""
    from app.kit.boot import assemble, close
    from app.kit.core.settings import get_settings

    kit = assemble(get_settings())
    if file.is_dir() or file.suffix in (".yaml", ".yml"):
        raise typer.Exit(
            asyncio.run(_scenarios(kit, file, model, baseline or (file if file.is_dir() else file.parent) / "baseline.json", keep))
        )
    target = answers or kit.settings.data_dir / "answers.jsonl"
    asked = [q for q in map(orjson.loads, file.read_bytes().splitlines()) if not only or q["id"] in only.split(",")]

    async def run() -> list[Line]:
        try:
            actor = await _asker(kit, person or kit.settings.first_admin_email)
            if fresh or (fresh is None and (_beside(file.parent) or await _empty(kit, actor))):
                actor = await _own_place(kit)
                await _fill(kit, actor, file.parent)
            return [line async for line in _ask_all(kit, actor, agent, asked)]
        finally:
            await close(kit)

    said = asyncio.run(run())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in said))
    typer.echo(f"{len(said)} answers in {target}")
    checker = file.parent / "checker.py"
    if checker.exists() and not only:
        more = ["--with-model"] if kit.settings.llm_provider == "openai" else []
        raise typer.Exit(subprocess.run([sys.executable, checker, file, target, *more]).returncode)


async def _scenarios(kit: Kit, file: Path, real: bool, baseline: Path, keep: bool) -> int:
    """Exit code: 1 when a scenario failed."""
    from app.kit.boot import close

    try:
        played = [await play(kit, Rooms(), scenario, real=real) for scenario in found(file)]
    except Invalid as error:  # of a file; what happens while one is played is its fault, and told with it
        raise typer.BadParameter(str(error), param_hint="file") from None
    finally:
        await close(kit)
    before = earlier(baseline)
    typer.echo("\n".join([*lines(played), *(changes(played, before) if before else ())]))
    if keep:
        write_down(played, baseline)
    return 0 if all(p.passed for p in played) else 1


class Rooms:
    """The `Stage` of evaluations: organisations and conversations of this product."""

    async def place(self, kit: Kit, name: str) -> Actor:
        """The examiner in a new organisation."""
        return await _own_place(kit, name)

    async def begin(self, kit: Kit, actor: Actor, agent: str, files: Mapping[str, str]) -> tuple[UUID, list[UUID]]:
        """A conversation with attachments."""
        async with work(kit, actor) as ctx:
            talk = await ConversationService(ctx).create(ConversationIn(agent=agent))
            kept = [await FileService(ctx).attach(talk.id, name, text.encode()) for name, text in files.items()]
        return talk.id, [one.id for one in kept]

    async def say(self, kit: Kit, actor: Actor, conversation: UUID, text: str, files: Sequence[UUID]) -> tuple[Line, str]:
        """Ask and wait for the end."""
        async with work(kit, actor) as ctx:
            answer = await AskService(ctx).send(conversation, MessageIn(content=text, attachments=list(files)), None)
        message: Line = {}
        heard = []
        async for event in follow(kit, actor, conversation, answer.id, mine=True):
            heard.append(orjson.dumps(event.data, default=str).decode())
            message = event.data.get("message", message)
        return message, "\n".join(heard)

    async def decide(self, kit: Kit, actor: Actor, conversation: UUID, approval: str, *, yes: bool) -> Line:
        """Through the service that people's clicks go through."""
        ctx = Context(kit, actor)
        done = await ApprovalService(ctx).decide(conversation, UUID(approval), Decision(decision="approve" if yes else "reject"))
        return ApprovalOut.model_validate(done).model_dump(mode="json")


async def _asker(kit: Kit, email: str) -> Actor:
    """The person in his organisation."""
    async with work(kit, Actor()) as ctx:
        user = await user_by_email(ctx, email.strip().lower())
        homes = await belongings(ctx, user.id) if user else []
    if user is None or not homes:
        raise typer.BadParameter(f"there is nobody called {email}; run `seed` first", param_hint="--as")
    home = next((b for b in homes if b.org_id == user.organization_id), homes[0])
    actor = await kit.use(Principals)(kit, user.id, home.org_id)
    if actor is None:
        raise typer.BadParameter(f"{email} may not sign in", param_hint="--as")
    return actor


async def _empty(kit: Kit, actor: Actor) -> bool:
    """Whether there is nothing yet to ask about."""
    async with work(kit, actor) as ctx:
        return not any([await ctx.db.scalar(select(entity.id).limit(1)) for entity in registry.entities.values()])


def _beside(folder: Path) -> list[str]:
    """The entities whose records lie there as CSV, in an order in which they can be read."""
    return [name for name in registry.entities if (folder / f"{name}.csv").exists()]


async def _own_place(kit: Kit, name: str = "") -> Actor:
    """The examiner, as whom nobody can sign in, in a new organisation that stands in nobody else's list."""
    called = name or f"Evaluation {time.strftime('%Y-%m-%d %H:%M:%S')}"
    async with work(kit, Actor(via="cli")) as ctx:
        examiner = await user_by_email(ctx, EXAMINER) or User(id=new_id(), email=EXAMINER, name="Evaluation")
        made = await founded(ctx, called, examiner)
    there = await kit.use(Principals)(kit, examiner.id, made.id)
    assert there is not None
    return there


async def _fill(kit: Kit, actor: Actor, folder: Path) -> None:
    """Import `<entity>.csv` for each entity, those that others refer to first."""
    for name in _beside(folder):
        entity, path = registry.entities[name], folder / f"{name}.csv"
        data = path.read_bytes()
        file_id = await files.store(kit.settings, actor.org_id, _whole(data))
        mapping = {column: _field(entity, column) for column in next(csv.reader([data.decode("utf-8-sig").partition("\n")[0].strip()]))}
        args = {"entity": name, "file": str(file_id), "name": path.name, "mapping": mapping, "defaults": {}}
        async with work(kit, actor) as ctx:
            operation = await enqueue(ctx, "import", {**args, "upsert_key": None, "dry_run": False, "partial": False}, ref=name)
        await run_next(kit, "eval", only=operation)
        done = orjson.loads(await kit.operations["get_operation"].call(kit, actor, {"id": str(operation)}))
        if done["status"] != "completed":
            raise RuntimeError(f"{path.name}: {done['error'] or done['result']}")
        typer.echo(f"{path.name}: {done['result']['created']} records")


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data


def _field(entity: Any, column: str) -> str:
    """The field that a column fills: a relation by its target's unique field, money by its parts."""
    specs = entity.__fields__
    money = next((s.name for s in specs.values() if s.kind == "money"), "")
    spec = specs.get(column)
    if spec is None:
        return f"{money}.currency" if column == "currency" and money else ""
    if spec.kind == "ref":
        unique = next(s.name for s in registry.entities[spec.target].__fields__.values() if s.unique)
        return f"{column}.{unique}"
    return f"{column}.amount" if spec.kind == "money" else column


async def _ask_all(kit: Kit, actor: Actor, agent: str, asked: Sequence[Line]) -> AsyncIterator[Line]:
    everything = frozenset(f"{entity}:{right}" for entity in registry.entities for right in ("read", "write", "delete"))
    for question in asked:
        rights = frozenset(question["as"]) if question.get("as") is not None else everything
        asker = actor.narrowed("cli", rights | {"agents:use"})
        clock, kit.ports[Clock] = kit.use(Clock), Clock(date.fromisoformat(question["clock"]) if question.get("clock") else None)
        try:
            yield await _ask(kit, actor, asker, agent, question)
        finally:
            kit.ports[Clock] = clock


async def _ask(kit: Kit, reader: Actor, asker: Actor, agent: str, question: Line) -> Line:
    """All turns of one question; the answer to the last one, with natural keys instead of ids."""
    async with work(kit, asker) as ctx:
        talk = await ConversationService(ctx).create(ConversationIn(agent=agent))
    said: list[MessageOut] = []
    for turn in question["turns"]:
        async with work(kit, asker) as ctx:
            answer = await AskService(ctx).send(talk.id, MessageIn(content=turn), None)
        async for event in follow(kit, asker, talk.id, answer.id, mine=True):
            if event.kind in ("complete", "error"):
                said.append(MessageOut.model_validate(event.data["message"]))
    last = said[-1]
    return {
        "id": question["id"],
        "answer_text": "\n".join([last.content or last.error, *last.choices]),
        "tool_calls": [{"name": c["name"], "args": c["args"], "status": c["status"]} for m in said for c in m.tool_calls],
        "citations": [{"entity": c["entity"], "key": c["key"]} for c in last.citations],
        "approvals": [await _proposed(kit, reader, a.model_dump(mode="json")) for m in said for a in m.approvals if a.status == "waiting"],
        "ms": round((last.updated_at - last.created_at).total_seconds() * 1000),
    }


async def _proposed(kit: Kit, reader: Actor, approval: Line) -> Line:
    entity, args = approval["entity_type"], approval["args"]
    ids = [str(i) for i in args.get("ids", [])] or ([approval["target_id"]] if approval["target_id"] else [])
    given = args["values"] if "ids" in args else {k: v for k, v in args.items() if k not in ("id", "version")}
    relations = {r["field"]: r["target"] for r in catalogue(reader)[entity]["relations"]}
    values = {
        name: await _key(kit, reader, relations[name], value) if name in relations and value else value for name, value in given.items()
    }
    targets = [await _key(kit, reader, entity, id) for id in ids]
    op = str(args.get("action") or approval["operation"])
    return {
        "op": op,
        "entity": entity,
        "values": values,
        **({"targets": targets} if len(targets) > 1 else {"target": targets[0] if targets else None}),
    }


async def _key(kit: Kit, reader: Actor, entity: str, id: str) -> str:
    """A record's natural key."""
    try:
        UUID(id)
    except ValueError:
        return id
    info = catalogue(reader)[entity]
    record = orjson.loads(await kit.operations[f"get_{info['singular']}"].call(kit, reader, {"id": id}))
    return key(info, record)
