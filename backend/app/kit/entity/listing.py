"""The select behind a page of records. The list that most people open (no filter) is built once per order and kept."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Select, bindparam, func, select

from app.kit.core.db import SCOPE
from app.kit.entity.declare import Entity
from app.kit.entity.filters import conditions, search
from app.kit.entity.paging import Key, after, order_of
from app.kit.entity.paths import Paths
from app.kit.entity.record import View, view
from app.kit.entity.schemas import Filtered, ListQuery

if TYPE_CHECKING:
    from app.kit.core.access import Actor

LIMIT: Any = bindparam("page_limit", type_=Integer)


def selection(entity: type[Entity], paths: Paths, wanted: Filtered, actor: "Actor") -> tuple[Select[Any], Any]:
    """The filtered select, still without columns, and the rank of its search (None without one)."""
    query = select().select_from(entity).where(entity.deleted_at.is_not(None) if wanted.deleted else entity.deleted_at.is_(None))
    for condition in conditions(paths, wanted.filters, actor):
        query = query.where(condition)
    if not wanted.q or (found := search(entity, wanted.q)) is None:
        return query, None
    return query.where(found[0]), found[1]


def page(paths: Paths, query: Select[Any], rank: Any, wanted: ListQuery, shown: View) -> tuple[Select[Any], list[Key]]:
    """The select of one page: the columns of the view, then the sort values, then (with `count`) the number of all records."""
    entity = paths.entity
    keys = order_of(paths, wanted.sort, entity.__sort__)
    if rank is not None and not wanted.sort:
        keys = [Key(rank, "rank", True), Key(entity.id, "id", True)]
    counted = [total(paths, query)] if wanted.count else []
    if wanted.cursor:
        query = query.where(after(keys, wanted.cursor))
    query = paths.join(query.add_columns(*shown.columns, *(k.column for k in keys), *counted))
    return query.order_by(*(k.order for k in keys)).limit(LIMIT), keys


def total(paths: Paths, query: Select[Any]) -> Any:
    """The number of records of a filter, as one value: it travels with the page instead of costing a trip of its own."""
    return paths.join(query.add_columns(func.count()).correlate(None)).scalar_subquery()


@lru_cache(maxsize=256)
def everything(entity: type[Entity], sort: str | None, count: bool) -> tuple[Select[Any], list[Key]]:
    """The first page of a list without any filter."""
    paths = Paths(entity)
    query = select().select_from(entity).where(entity.deleted_at.is_(None))
    made, keys = page(paths, query, None, ListQuery(sort=sort, count=count), view(entity))
    return made.options(SCOPE), keys


def unfiltered(wanted: ListQuery) -> bool:
    """Whether `everything` answers this."""
    return not (wanted.filters or wanted.q or wanted.deleted or wanted.cursor or wanted.fields or "." in (wanted.sort or ""))
