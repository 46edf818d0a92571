"""The select behind a page of records. The list that most people open (no filter) is built once per order and kept."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Select, bindparam, func, select

from app.kit.core.db import SCOPE
from app.kit.core.errors import Invalid
from app.kit.entity.declare import Entity
from app.kit.entity.filters import conditions
from app.kit.entity.paging import Key, Part, order_of, parts
from app.kit.entity.paths import Paths
from app.kit.entity.record import View, view
from app.kit.entity.schemas import Filtered, ListQuery
from app.kit.entity.search import found_by

if TYPE_CHECKING:
    from app.kit.core.access import Actor

LIMIT: Any = bindparam("page_limit", type_=Integer, literal_execute=True)


def selection(entity: type[Entity], paths: Paths, wanted: Filtered, actor: "Actor") -> tuple[Select[Any], Any]:
    """The filtered select, still without columns, and the rank of its search (None without one)."""
    query = select().select_from(entity).where(entity.deleted_at.is_not(None) if wanted.deleted else entity.deleted_at.is_(None))
    for condition in conditions(paths, wanted.filters, actor):
        query = query.where(condition)
    if not wanted.q or (found := found_by(entity, wanted.q)) is None:
        return query, None
    return query.where(found[0]), found[1]


@dataclass(frozen=True, slots=True)
class Listing:
    """How a page is read: its selects, each for what the one before left room for, and the keys of the cursor."""

    selects: list[Select[Any]]
    keys: list[Key]


def page(paths: Paths, query: Select[Any], rank: Any, wanted: ListQuery, shown: View) -> Listing:
    """Selects of the columns of the view, then the sort values, then (with `count`) the number of all records."""
    entity = paths.entity
    keys = order_of(paths, wanted.sort, entity.__sort__)
    if rank is not None and not wanted.sort:
        keys = [Key(rank, "rank", True), Key(entity.id, "id", True)]
    if wanted.offset and wanted.cursor:
        raise Invalid.field("offset", "begins without a cursor: after a jump, read on by the cursor of its page", where="query")
    counted = [total(paths, query)] if wanted.count else []
    selects = []
    for part in [Part(keys, ())] if wanted.offset else parts(keys, wanted.cursor):  # rows to leave out are counted over the whole order
        made = paths.join(query.where(*part.where).add_columns(*shown.columns, *(k.column for k in keys), *counted))
        selects.append(made.order_by(*(k.order for k in part.keys)).limit(LIMIT).offset(wanted.offset or None))
    return Listing(selects, keys)


def total(paths: Paths, query: Select[Any]) -> Any:
    """The number of records of a filter, as one value: it travels with the page instead of costing a trip of its own."""
    return paths.join(query.add_columns(func.count()).correlate(None)).scalar_subquery()


@lru_cache(maxsize=256)
def everything(entity: type[Entity], sort: str | None, count: bool) -> Listing:
    """The first page of a list without any filter."""
    paths = Paths(entity)
    query = select().select_from(entity).where(entity.deleted_at.is_(None))
    made = page(paths, query, None, ListQuery(sort=sort, count=count), view(entity))
    return Listing([select.options(SCOPE) for select in made.selects], made.keys)


def unfiltered(wanted: ListQuery) -> bool:
    """Whether `everything` answers this."""
    paged = wanted.cursor or wanted.offset
    return not (wanted.filters or wanted.q or wanted.deleted or paged or wanted.fields or "." in (wanted.sort or ""))
