"""One command, from its words to its exit code: find the operation, call it, follow the work it begins, show what came of it."""

import asyncio
import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, urlencode

import orjson

from app.kit.console import show
from app.kit.console.asking import run
from app.kit.console.callers import Caller, Reply
from app.kit.console.catalogue import PREFIX, commands, search, verbs
from app.kit.console.chat import chat
from app.kit.console.ends import DONE, FAILED, refused, usage
from app.kit.console.names import columns, named
from app.kit.console.words import Call, parse

POLL_SECONDS = 0.3
PAGE = 200
ENDED = ("completed", "failed", "cancelled")


async def talk(caller: Caller, words: Sequence[str]) -> int:
    """The exit code. Raises Ended."""
    noun, *rest = words
    if noun == "chat":
        return await chat(caller, rest)
    if noun == "agents" and rest[:1] == ["run"]:
        return await run(caller, rest[1:])
    if noun == "call":
        if not rest:
            raise usage("Say which operation: groundwork call list_invoices (groundwork operations lists them)")
        command = commands(await caller.document(None)).get(rest[0].replace("-", "_"))
        if command is None:
            raise usage(f"There is no operation {rest[0]}. Look for one: groundwork operations {rest[0].split('_')[-1]}")
        return await _carry_out(caller, parse(command, rest[1:]))
    known = commands(await caller.document(None if noun == "operations" else noun)).values()
    mine = verbs(known, noun)
    if noun == "operations" and not (rest and rest[0] in mine):
        show.listing(search(known, rest))
        return DONE
    if not mine:
        raise usage(f"There is nothing called {noun}. `groundwork operations` lists what can be done.")
    if not rest or rest[0] == "--help":
        show.verbs(noun, mine)
        return DONE
    if rest[0] not in mine:
        raise usage(f"{noun} has no command {rest[0]}. There are: {', '.join(mine)}")
    return await _carry_out(caller, parse(mine[rest[0]], rest[1:]))


async def _carry_out(caller: Caller, call: Call) -> int:
    if "help" in call.options:
        show.options(call.command)
        return DONE
    await named(caller, call)
    if "all" in call.options:
        return await _all(caller, call)
    reply = await _send(caller, call)
    kind = reply.headers.get("content-type", "")
    if "json" not in kind or "attachment" in reply.headers.get("content-disposition", ""):
        return await _save(reply, call.options.get("output"))
    data = orjson.loads(await reply.whole() or b"null")
    if reply.status == 202 and isinstance(data, dict) and "operation_id" in data and "no-wait" not in call.options:
        return await follow(caller, data["operation_id"], call.options)
    await _shown(caller, call, data)
    return DONE


async def _send(caller: Caller, call: Call) -> Reply:
    """The answer, if it is a good one."""
    path = call.command.path
    for name, place in zip(call.command.places, call.places, strict=True):
        path = path.replace(f"{{{name}}}", quote(place, safe=""))
    query = urlencode({k: _text(v) for k, v in call.query.items()}, doseq=True)
    headers, body = _body(call)
    if "if-match" in call.options:
        headers["if-match"] = f'"{call.options["if-match"]}"'
    reply = await caller.call(call.command.method, f"{path}?{query}" if query else path, headers, body)
    if reply.status >= 400:
        raw = await reply.whole()
        try:
            problem = orjson.loads(raw)
        except orjson.JSONDecodeError:
            problem = {}
        raise refused(reply.status, problem if isinstance(problem, dict) else {})
    return reply


def _text(data: Any) -> Any:
    return ("true" if data else "false") if isinstance(data, bool) else data


def _body(call: Call) -> tuple[dict[str, str], bytes]:
    if not call.command.takes_body:
        return {}, b""
    if not call.command.form:
        return {"content-type": "application/json"}, orjson.dumps(call.body)
    if call.file is None:
        raise usage(f"{call.command.name} expects a FILE after its name")
    if not call.file.is_file():
        raise usage(f"There is no file {call.file}")
    return _form(call.file, call.body)


def _form(file: Path, fields: Mapping[str, Any]) -> tuple[dict[str, str], bytes]:
    """multipart/form-data (RFC 7578)."""
    mark = f"groundwork-{secrets.token_hex(16)}"
    name = file.name.replace('"', "%22").replace("\r", "").replace("\n", "")
    parts = [(f'name="file"; filename="{name}"\r\ncontent-type: application/octet-stream', file.read_bytes())]
    for key, data in fields.items():
        parts.append((f'name="{key}"', (data if isinstance(data, str) else orjson.dumps(data).decode()).encode()))
    whole = b"".join(b"--%b\r\ncontent-disposition: form-data; %b\r\n\r\n%b\r\n" % (mark.encode(), head.encode(), d) for head, d in parts)
    return {"content-type": f"multipart/form-data; boundary={mark}"}, whole + b"--%b--\r\n" % mark.encode()


def _opened(path: str) -> BinaryIO:
    return Path(path).open("wb")


async def _save(reply: Reply, output: str | None) -> int:
    """A file: where it was asked for, else to standard output, piece by piece."""
    if output:
        with _opened(output) as target:
            async for chunk in reply.chunks:
                target.write(chunk)
        show.note(f"Written to {output}.")
        return DONE
    async for chunk in reply.chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()
    return DONE


async def _all(caller: Caller, call: Call) -> int:
    """Every page of a list."""
    rows: list[Any] = []
    call.query.setdefault("limit", PAGE)
    while True:
        page = orjson.loads(await (await _send(caller, call)).whole())
        if not isinstance(page, dict) or "items" not in page:
            raise usage(f"{call.command.name} is not a list: --all means nothing here")
        rows += page["items"]
        if not page.get("next_cursor"):
            break
        call.query["cursor"] = page["next_cursor"]
    await _shown(caller, call, {"items": rows})
    return DONE


async def _shown(caller: Caller, call: Call, data: Any) -> None:
    rows = data["items"] if isinstance(data, dict) and isinstance(data.get("items"), list) else None
    if "json" in call.options:
        show.as_json(data)
    elif "csv" in call.options:
        show.as_csv(rows if rows is not None else [data] if isinstance(data, dict) else [])
    elif rows is not None:
        _rows(data, rows, await columns(caller, call.command.noun) if call.command.path == f"{PREFIX}{call.command.noun}" else [])
    elif isinstance(data, dict):
        show.record(data)
    elif data is not None:
        show.as_json(data)
    else:
        show.note("Done.")


def _rows(data: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], shown: Sequence[str]) -> None:
    if not rows:
        show.note("Nothing found.")
        return
    group = [{**row.get("group", {}), **{k: v for k, v in row.items() if k != "group"}} for row in rows]
    show.table(group, [c for c in shown if any(c in row for row in rows)])
    if data.get("total") is not None:
        show.note(f"{len(rows)} of {data['total']}")
    if data.get("next_cursor"):
        show.note("There are more: --all shows every one.")


async def follow(caller: Caller, id: str, options: Mapping[str, str]) -> int:
    """Wait for accepted work with a progress bar; 0 when it was completed."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    parts = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn())
    working = asyncio.create_task(caller.work_off(id))
    with Progress(*parts, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task("Waiting", total=1.0)
        while True:
            reply = await caller.call("GET", f"{PREFIX}operations/{id}", {}, b"")
            state = orjson.loads(await reply.whole())
            if reply.status >= 400:
                raise refused(reply.status, state)
            bar.update(task, completed=state["progress"], description=state["message"] or state["label"])
            if state["status"] in ENDED:
                break
            await asyncio.sleep(POLL_SECONDS)
    await working
    return _ended(state, options)


def _ended(state: Mapping[str, Any], options: Mapping[str, str]) -> int:
    result = state.get("result") or {}
    if "json" in options:
        show.as_json(state)
    else:
        show.note(f"{state['label']}: {state['error'] or state['status']}")
        show.record({k: v for k, v in result.items() if not isinstance(v, list | dict)})
        if errors := [e for e in result.get("errors") or () if isinstance(e, dict)]:
            show.table(errors)
    return DONE if state["status"] == "completed" and not result.get("failed") else FAILED
