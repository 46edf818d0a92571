"""Change facts: any mapped class can say what this flush changes, so every write is audited, whoever made it."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from app.kit.core.events import Changed
from app.kit.core.ids import new_id

QUIET = frozenset({"org_id", "id", "version", "created_at", "updated_at"})


def plain(value: Any) -> Any:
    """A column value as JSON data."""
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value


@cache
def _defaults(model: type) -> tuple[tuple[str, Any], ...]:
    """Columns of a model with a plain default, and the default."""
    mapper: Any = inspect(model)
    found = ((a.key, a.columns[0].default) for a in mapper.column_attrs if a.key not in QUIET)
    return tuple((key, default.arg) for key, default in found if default is not None and default.is_scalar)


class Audited:
    """Mixin of models whose changes are facts. `__hidden__` names columns that never reach an audit row."""

    __audit__: ClassVar[str]
    __hidden__: ClassVar[frozenset[str]] = frozenset()

    def __label__(self) -> str:
        """How a person calls this record."""
        return str(getattr(self, "name", "") or "")

    def __people__(self, before: dict[str, Any]) -> tuple[UUID, ...]:
        """Users that the record names now or named before."""
        return ()

    def __values__(self, source: dict[str, Any], only: set[str] | None = None) -> dict[str, Any]:
        """JSON data of the columns in `source` (all, or only those named)."""
        mapper: Any = inspect(type(self))
        keys = [a.key for a in mapper.column_attrs if a.key not in QUIET and (only is None or a.key in only)]
        return {k: "•••" if k in self.__hidden__ else plain(source.get(k)) for k in keys}

    def __change__(self, session: Session, org_id: UUID) -> Changed | None:
        """This flush, as a fact; None when nothing differs."""
        me: Any = self
        name, state = self.__audit__, me._sa_instance_state
        if self in session.new:
            me.id = me.id or new_id()
            for key, value in _defaults(me.__class__):
                if key not in me.__dict__:
                    setattr(me, key, value)  # the fact tells what will be stored, not what was left out
            if hasattr(type(self), "org_id"):
                me.org_id = me.org_id or org_id
            return Changed(name, me.id, "create", {}, self.__values__(me.__dict__), 1, self.__label__(), self.__people__({}))
        before: dict[str, Any] = state.committed_state
        version = int(getattr(self, "version", None) or 0)
        whole, label, people = me.__dict__, self.__label__(), self.__people__(before)
        if self in session.deleted or ("deleted_at" in before and me.deleted_at):
            return Changed(name, me.id, "delete", self.__values__(whole), {}, version, label, people)
        if "deleted_at" in before:
            return Changed(name, me.id, "restore", {}, self.__values__(whole), version + 1, label, people)
        touched = set(before)
        old, new = self.__values__({**whole, **before}, touched), self.__values__(whole, touched)
        differs = {k for k in new if old.get(k) != new[k] or (new[k] == "•••")}
        if not differs:
            return None
        return Changed(name, me.id, "update", {k: old[k] for k in differs}, {k: new[k] for k in differs}, version + 1, label, people)
