"""What a change of many records did, line by line in a file beside the uploads, so that all of it can be taken back: see `undo_job`."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self
from uuid import UUID

import orjson

from app.kit.core import files
from app.kit.core.settings import Settings
from app.kit.entity.declare import Entity

Before = dict[str, Any] | Literal["absent", "present"]
"""The earlier values of fields; or that there was no such record, or one that was deleted then."""


def journal_of(settings: Settings, org_id: UUID, operation_id: UUID) -> Path:
    """Where the journal of an operation lies."""
    return files.locate(settings, org_id, operation_id).with_suffix(".undo")


class Journal:
    """Written anew by every attempt at the work; nothing remains of one that failed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: list[tuple[Entity, Before]] = []

    def __enter__(self) -> Self:
        self._file = self._path.open("wb")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            files.sync(self._file)
        self._file.close()
        if kind is not None:
            self._path.unlink(missing_ok=True)

    def created(self, record: Entity) -> None:
        """A record was added (or restored)."""
        self._lines.append((record, "absent"))

    def deleted(self, record: Entity) -> None:
        """A record was hidden."""
        self._lines.append((record, "present"))

    def updated(self, record: Entity, before: dict[str, Any]) -> None:
        """Fields of a record were set; `before` holds what they were, as JSON data."""
        self._lines.append((record, before))

    def write(self) -> None:
        """Keep what was noted since the last time; call it once the records are in the database, with their new versions."""
        for record, before in self._lines:
            line = {"id": record.id, "version": record.version, "before": before}
            self._file.write(orjson.dumps(line, default=str, option=orjson.OPT_APPEND_NEWLINE))
        self._lines.clear()


def entries(path: Path, chunk: int) -> Iterator[list[dict[str, Any]]]:
    """The lines of a journal, some at a time: `{id, version, before}`."""
    with path.open("rb") as file:
        while lines := list(islice(file, chunk)):
            yield [orjson.loads(line) for line in lines]
