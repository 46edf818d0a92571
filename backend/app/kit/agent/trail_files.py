"""A trail as a folder that a person can read without the product.

    <YYYY>/<MM>/<DD>/<conversation>/<HHMMSS>_<turn>/session.json        what it was, and the tree of its spans
                                                    NN_<kind>_<name>/…  request.json prompt.txt response.txt parsed.json
                                                                        tool_calls.json timing.json, those that the span has

Everything in a path is ours: ids, numbers, and names that are one of the product's own words in form; others become `other`.
"""

import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from app.kit.agent.trail import Trail
from app.kit.core.redact import Redactor
from app.kit.core.spans import Span

SESSION = "session.json"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")
WHOLE = frozenset({"request", "args", "asked", "response", "result", "answered", "calls", "parsed", "changes"})
"""Facts of any length: in files of their own, not in the tree."""
SHORT = 300
"""Characters of a fact in the tree."""
CHUNK = 64 * 1024


def place(trail: Trail) -> str:
    """Where it lies within the organisation's trails."""
    return f"{trail.began:%Y/%m/%d}/{trail.conversation_id or trail.source}/{trail.began:%H%M%S}_{trail.id}"


class TrailFolder:
    """Writes one trail, again and again while it grows. For a thread of its own: it masks and writes for milliseconds."""

    def __init__(self, path: Path, redactor: Redactor) -> None:
        self._path, self._redactor = path, redactor
        self._sizes: dict[Path, int] = {}
        self._made: set[Path] = set()

    def write(self, head: dict[str, Any], spans: list[Span], fresh: Iterable[int]) -> int:
        """The head, the tree, and the files of the spans that are new or have ended; the bytes of all. Secrets are masked."""
        before, plain = self._redactor.learned, {number: _plain(spans[number - 1].facts) for number in fresh}
        for facts in plain.values():
            self._redactor.learn(facts)
        if self._redactor.learned > before:  # a secret that is known only now may stand in what was written before
            plain = {one.number: _plain(one.facts) for one in spans}
        for number, facts in plain.items():
            self._span(spans[number - 1], self._redactor.clean(facts))
        tree = [_brief(one, self._redactor.clean(_short(one.facts))) for one in spans]
        self._put(self._path / SESSION, _json({**self._redactor.clean(_plain(head)), "spans": tree}))
        return sum(self._sizes.values())

    def _span(self, one: Span, facts: dict[str, Any]) -> None:
        home = self._path / folder_of(one.number, one.kind, one.name)
        for name, content in _files(one, facts).items():
            self._put(home / name, content)

    def _put(self, path: Path, content: bytes) -> None:
        """Whole or not at all: somebody may be reading. What nobody knows of yet is written in its place: the tree names it later."""
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._made.add(path.parent)
        known = path in self._sizes or path.name == SESSION
        target = path.with_suffix(".part") if known else path
        with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb", buffering=0) as file:
            file.write(content)
        if known:
            os.replace(target, path)
        self._sizes[path] = len(content)


def folder_of(number: int, kind: str, name: str) -> str:
    """Of one span."""
    return f"{number:02d}_{kind}_{name if NAME.fullmatch(name) else 'other'}"


def read_session(path: Path) -> dict[str, Any]:
    """Head and tree. Raises FileNotFoundError."""
    found: dict[str, Any] = orjson.loads((path / SESSION).read_bytes())
    return found


def read_span(path: Path, span: dict[str, Any]) -> dict[str, Any]:
    """Everything that is kept of one span of the tree."""
    home = path / folder_of(span["number"], span["kind"], span["name"])
    found: dict[str, Any] = {"facts": orjson.loads((home / "timing.json").read_bytes())["facts"]}
    for key in ("request", "parsed", "tool_calls"):
        file = home / f"{key}.json"
        found[key] = orjson.loads(file.read_bytes()) if file.exists() else None
    answer = home / "response.txt"
    found["response"] = answer.read_text() if answer.exists() else None
    return found


def end_session(path: Path, status: str) -> None:
    """The process that wrote it died: say so in the folder too."""
    try:
        session = read_session(path)
    except FileNotFoundError:
        return
    part = path / "session.part"
    part.write_bytes(_json({**session, "status": status}))
    part.rename(path / SESSION)


def zipped(folders: Iterable[tuple[str, Path]]) -> Iterator[bytes]:
    """A zip file in pieces, made while it is sent: each folder under its name. Names come from our own files, links are left out."""
    out = _Pieces()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:  # type: ignore[call-overload]
        for name, folder in folders:
            for file in sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink() and p.suffix != ".part"):
                info = zipfile.ZipInfo.from_file(file, f"{name}/{file.relative_to(folder).as_posix()}")
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                with file.open("rb") as source, made.open(info, "w") as target:
                    while chunk := source.read(CHUNK):
                        target.write(chunk)
                        yield from out.taken()
    yield from out.taken()


class _Pieces:
    """What `zipfile` writes, until it is taken; it can not be wound back, so sizes follow each file (APPNOTE 4.3.9)."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing lies elsewhere."""

    def taken(self) -> Iterator[bytes]:
        parts, self._parts = self._parts, []
        yield from parts


def _files(one: Span, facts: dict[str, Any]) -> dict[str, bytes]:
    request = facts.get("request", facts.get("args", {"asked": facts["asked"]} if "asked" in facts else None))
    answer = next((facts[key] for key in ("response", "result", "answered") if key in facts), None)
    found: dict[str, bytes] = {}
    if request is not None:
        found["request.json"] = _json(request)
    if isinstance(request, dict) and isinstance(request.get("messages"), list):
        found["prompt.txt"] = "\n\n".join(f"[{m['role']}]\n{m['content']}" for m in request["messages"]).encode()
    if isinstance(answer, str):
        found["response.txt"] = answer.encode()
    if (parsed := facts.get("parsed", _parsed(answer))) is not None:
        found["parsed.json"] = _json(parsed)
    if facts.get("calls"):
        found["tool_calls.json"] = _json(facts["calls"])
    rest = {key: value for key, value in facts.items() if key == "changes" or key not in WHOLE}
    found["timing.json"] = _json({**_brief(one, {}), "facts": rest})
    return found


def _brief(one: Span, facts: dict[str, Any]) -> dict[str, Any]:
    shown = {"number": one.number, "parent": one.parent, "kind": one.kind, "name": one.name}
    return {**shown, "began": one.began, "seconds": one.seconds, "error": one.error, "facts": facts}


def _short(facts: dict[str, Any]) -> dict[str, Any]:
    short = {key: value for key, value in facts.items() if key not in WHOLE}
    return {key: value[:SHORT] if isinstance(value, str) else value for key, value in _plain(short).items()}


def _parsed(answer: Any) -> Any:
    """A tool's result as data, where it is JSON."""
    if isinstance(answer, str) and answer[:1] in ("{", "["):
        try:
            return orjson.loads(answer)
        except orjson.JSONDecodeError:
            return None
    return None


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """As JSON has it: money and ids as text."""
    found: dict[str, Any] = orjson.loads(orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS))
    return found


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2)
