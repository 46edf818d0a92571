"""Aggregates over the filtered records: sums, averages, extremes, distinct values, by group and by period. Money is exact, per currency."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Select, func, literal_column

from app.kit.core.context import Context
from app.kit.core.errors import Invalid
from app.kit.entity.filters import COMPARE, names
from app.kit.entity.kinds import KINDS
from app.kit.entity.paths import Found, Paths
from app.kit.entity.schemas import StatsQuery

PERIODS = {"day": "YYYY-MM-DD", "week": "YYYY-MM-DD", "month": "YYYY-MM", "quarter": 'YYYY-"Q"Q', "year": "YYYY"}
MONEY_VERBS = ("sum", "avg", "min", "max")
VERBS = (*MONEY_VERBS, "distinct")
CURRENCIES = 12
CENT = Decimal("0.01")


@dataclass(slots=True)
class Measure:
    """One aggregate column: `sum.total` in EUR."""

    verb: str
    path: str
    column: Any
    currency: str | None = None
    places: int | None = None
    """Digits behind the point of a number; None for what is none."""

    @property
    def name(self) -> str:
        """How sort and having call it."""
        return f"{self.verb}.{self.path}"


async def aggregate(ctx: Context, paths: Paths, query: Select[Any], wanted: StatsQuery) -> dict[str, Any]:
    """`{items: [{group, count, sum: {…}, …}], total_groups}`."""
    groups = _groups(paths, wanted)
    measures = await _measures(ctx, paths, query, wanted)
    count = func.count().label("n")
    everything = func.count().over().label("all_groups") if groups else literal_column("1").label("all_groups")
    stated = query.add_columns(
        *(c.label(f"g{i}") for i, (_, c) in enumerate(groups)),
        count,
        everything,
        *(m.column.label(f"m{i}") for i, m in enumerate(measures)),
    )
    stated = paths.join(stated)
    if groups:
        stated = stated.group_by(*(c for _, c in groups))
    for condition in _having(measures, count.element, wanted.having):
        stated = stated.having(condition)
    stated = stated.order_by(*_order(groups, measures, count.element, wanted)).limit(wanted.limit)
    rows = (await ctx.db.execute(stated)).all()
    amounts = [(verb, path) for verb in MONEY_VERBS for path in names(getattr(wanted, verb)) if paths.find(path).currency is not None]
    return {"items": [_item(row, groups, measures, amounts) for row in rows], "total_groups": rows[0].all_groups if rows else 0}


def _groups(paths: Paths, wanted: StatsQuery) -> list[tuple[str, Any]]:
    period, _, bucketed = (wanted.bucket or "").partition(":")
    if wanted.bucket and (period not in PERIODS or not bucketed):
        raise Invalid.field("bucket", f"is {'|'.join(PERIODS)}:field, like month:issued_on", where="query")
    found: list[tuple[str, Any]] = []
    for path in dict.fromkeys([*names(wanted.group_by), *([bucketed] if bucketed else [])]):
        at = paths.find(path)
        if path == bucketed:
            if at.kind not in ("date", "datetime"):
                raise Invalid.field("bucket", f"{path} is not a date", where="query")
            start = func.date_trunc("week", at.column) if period == "week" else at.column
            found.append((path, func.to_char(start, PERIODS[period])))
        elif KINDS[at.kind].many or at.kind == "json":
            raise Invalid.field("group_by", f"{path} has no single value to group by", where="query")
        else:
            found.append((path, at.column))
    return found


async def _measures(ctx: Context, paths: Paths, query: Select[Any], wanted: StatsQuery) -> list[Measure]:
    made: list[Measure] = []
    known: dict[str, list[str]] = {}
    for verb in VERBS:
        for path in names(getattr(wanted, verb)):
            at = paths.find(path)
            if verb == "distinct":
                made.append(Measure(verb, path, func.count(at.column.distinct())))
            elif at.currency is not None:
                if path not in known:
                    known[path] = await _currencies(ctx, paths, query, at)
                made += [_in_currency(verb, path, at, c, alone=len(known[path]) == 1) for c in known[path]]
            elif KINDS[at.kind].number:
                exact = (at.spec.places or 0) if at.spec else 0
                made.append(Measure(verb, path, getattr(func, verb)(at.column), places=exact + 2 if verb == "avg" else exact))
            elif verb in ("min", "max") and at.kind in ("date", "datetime"):
                made.append(Measure(verb, path, getattr(func, verb)(at.column)))
            else:
                raise Invalid.field(verb, f"{path} is not a number", where="query")
    return made


async def _currencies(ctx: Context, paths: Paths, query: Select[Any], at: Found) -> list[str]:
    """Those that occur, the most frequent first."""
    asked = (
        paths.join(query.add_columns(at.currency))
        .where(at.currency.is_not(None))
        .group_by(at.currency)
        .order_by(func.count().desc(), at.currency)
    )
    return list((await ctx.db.execute(asked.limit(CURRENCIES))).scalars())


def _in_currency(verb: str, path: str, at: Found, currency: str, *, alone: bool) -> Measure:
    column = getattr(func, verb)(at.column)
    return Measure(verb, path, column if alone else column.filter(at.currency == currency), currency)


def _having(measures: list[Measure], count: Any, given: list[str] | str | None) -> list[Any]:
    found = []
    for part in [given] if isinstance(given, str) else given or []:
        left, _, value = part.partition(":")
        name, _, op = left.partition("__")
        column = count if name == "count" else next((m.column for m in measures if m.name == name), None)
        try:
            found.append(COMPARE[op or "eq"](column, Decimal(value)) if column is not None else None)
        except (KeyError, InvalidOperation):
            column = None
        if column is None:
            raise Invalid.field(
                "having", f"{part}: write count__gte:2 or sum.total__gt:1000, of an aggregate that is asked for", where="query"
            )
    return [f for f in found if f is not None]


def _order(groups: list[tuple[str, Any]], measures: list[Measure], count: Any, wanted: StatsQuery) -> list[Any]:
    known = {"count": count, **{m.name: m.column for m in reversed(measures)}, **dict(groups)}
    order = []
    for part in names(wanted.sort):
        name = part.removeprefix("-")
        if name not in known:
            raise Invalid.field("sort", f"{name}: sort by one of {', '.join(known)}", where="query")
        order.append((known[name].desc() if part.startswith("-") else known[name].asc()).nulls_last())
    return [*order, *(c.asc().nulls_last() for _, c in groups)]


def _item(row: Any, groups: list[tuple[str, Any]], measures: list[Measure], amounts: list[tuple[str, str]]) -> dict[str, Any]:
    item: dict[str, Any] = {"group": {path: getattr(row, f"g{i}") for i, (path, _) in enumerate(groups)}, "count": row.n}
    for verb, path in amounts:  # money without any value has its (empty) list
        item.setdefault(verb, {})[path] = []
    for i, m in enumerate(measures):
        value = getattr(row, f"m{i}")
        if m.currency is None:
            item.setdefault(m.verb, {})[m.path] = value if m.places is None or value is None else _rounded(value, m.places)
        elif value is not None:
            item[m.verb][m.path].append({"amount": str(value.quantize(CENT, ROUND_HALF_EVEN)), "currency": m.currency})
    return item


def _rounded(value: Any, places: int) -> str:
    """A number as text, with the digits of its field."""
    return str(Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN))
