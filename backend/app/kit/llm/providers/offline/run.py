"""From a frame to API calls, and their answers as plain rows and figures."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from .frame import Filter, Frame
from .schema import Entity, Schema
from .types import Citation, ToolError, World

PAGE = 200
Money = list[dict[str, str]]


@dataclass
class Figures:
    """One group's count and aggregates; `keys` are its group values in order."""

    keys: list[Any]
    count: int
    sums: dict[str, Any] = field(default_factory=dict)
    label: str = ""
    distinct: int = 0


@dataclass
class Result:
    """What was found: records, groups or figures."""

    records: list[dict[str, Any]] = field(default_factory=list)
    total: int = 0
    groups: list[Figures] = field(default_factory=list)
    whole: Figures | None = None
    cited: list[Citation] = field(default_factory=list)
    tied: int = 0
    ties: list[Figures] = field(default_factory=list)


class Runner:
    """Runs frames through one world."""

    def __init__(self, world: World, schema: Schema) -> None:
        self.world = world
        self.schema = schema

    async def run(self, frame: Frame) -> Result:
        """The frame's answer."""
        if frame.missing and frame.base and frame.action != "share":
            frame = await self._without(frame)
        if frame.action in ("list", "count") and not frame.subject:
            return await self._rows(frame)
        if frame.action == "top" and not (frame.groups or frame.bucket):
            return await self._rows(frame)
        if frame.action in ("group", "top"):
            return await self._grouped(frame)
        if frame.action == "count" and frame.having:
            found = await self._grouped(replace(frame, groups=[frame.subject], aggs=[]))
            found.whole = Figures([], 0, distinct=found.total)
            found.cited = found.cited[:10]
            return found
        if frame.action == "compare":
            return await self._compared(frame)
        if frame.action == "share":
            part = await self.figures(frame, frame.filters)
            whole = await self.figures(frame, frame.base)
            return Result(groups=[part], whole=whole)
        return Result(whole=await self.figures(frame, frame.filters, frame.subject or (frame.groups[0] if frame.action == "ratio" else "")))

    async def _without(self, frame: Frame) -> Frame:
        """`no invoices in 1997`: who has some is asked first, and left out."""
        inner = next(f for f in frame.filters if f.slot == "exists")
        ref = self.schema.ref(inner.field, frame.rows)
        assert ref is not None
        args = {**self.args(frame.base, inner.field), "group_by": ref.name, "limit": PAGE}
        answer = await self.world.call(self._stats(inner.field), args)
        some = [g["group"][ref.name] for g in answer["items"] if g["group"][ref.name]]
        label = f"{inner.label} ({', '.join(dict.fromkeys(f.label for f in frame.base))})"
        kept = [f for f in frame.filters if f is not inner] + ([Filter(frame.rows, "id", "nin", some, "exists", label)] if some else [])
        return replace(frame, filters=kept, base=[], missing=False)

    def denied(self, permission: str) -> str:
        """The phrase for a permission that is missing: to the person, or only to the agent that he asks."""
        return "not_mine" if self.world.person_may(permission) else "denied"

    # -- calls -----------------------------------------------------------------------------------------------------------------

    def _stats(self, entity: str) -> str:
        return f"get_{self.schema[entity].singular}_stats"

    def args(self, filters: list[Filter], rows: str) -> dict[str, Any]:
        """Filters as query parameters; two bounds of one kind become the narrower one."""
        args: dict[str, Any] = {}
        for item in filters:
            if item.op == "exists":
                args[f"{item.field}__exists"] = item.value
                continue
            path = item.path(self.schema, rows)
            key = str(path) if item.op == "eq" else f"{path}__{item.op}"
            if key in args and item.op in ("gte", "gt"):
                args[key] = max(args[key], item.value, key=_sortable)
            elif key in args and item.op in ("lte", "lt"):
                args[key] = min(args[key], item.value, key=_sortable)
            elif key in args and item.op == "nin":
                args[key] = [*args[key], *item.value]
            elif key in args and item.op == "in":
                args[key] = [v for v in args[key] if v in item.value]
            else:
                args[key] = item.value
        return args

    async def _rows(self, frame: Frame) -> Result:
        entity = self.schema[frame.rows]
        args = self.args(frame.filters, frame.rows)
        args |= {
            "limit": min(PAGE, frame.offset + frame.limit + (3 if frame.action == "top" else 0)) if frame.limit else PAGE,
            "count": True,
        }
        if frame.action == "count":
            args["limit"] = 10
        if frame.sort:
            args["sort"] = f"{'-' if frame.descending else ''}{frame.sort}"
            if frame.action == "top" and self.schema.field(frame.rows, frame.sort).is_date:
                args.setdefault(f"{frame.sort}__null", False)
        shown = [*(r.name for r in entity.refs if "read" in self.schema[r.target].may), *entity.people]
        if shown:
            args["expand"] = ",".join(shown)
        answer = await self.world.call(f"list_{entity.name}", args)
        items = answer["items"]
        result = Result(total=int(answer.get("total", len(items))))
        if frame.limit:
            result.tied = _ties(items, frame)
            items = items[frame.offset : frame.offset + frame.limit]
        result.records = items
        if frame.action != "count" or result.total <= 10:
            result.cited = [self.cite(entity, r) for r in items]
        if frame.action == "count" and frame.aggs:
            result.whole = await self.figures(frame, frame.filters)
        elif frame.action == "list" and entity.money and result.total > 1:
            with suppress(ToolError):  # nobody asked for the total, and an agent may hold the list alone
                result.whole = await self.figures(replace(frame, aggs=["sum"], measure=entity.money, having=[]), frame.filters)
        return result

    def cite(self, entity: Entity, record: dict[str, Any]) -> Citation:
        """A record as a citation."""
        return Citation(
            entity.name,
            str(record["id"]),
            str(record.get(entity.title) or ""),
            str(record.get(entity.key) or record.get(entity.title) or ""),
        )

    async def figures(self, frame: Frame, filters: list[Filter], distinct: str = "") -> Figures:
        """Count and aggregates of the rows under these filters."""
        args = self.args(filters, frame.rows)
        for agg in frame.aggs:
            args[agg] = frame.measure
        if distinct:
            args["distinct"] = distinct
        answer = await self.world.call(self._stats(frame.rows), args)
        item: dict[str, Any] = answer["items"][0] if answer["items"] else {"count": 0}
        sums = {agg: (item.get(agg) or {}).get(frame.measure) for agg in frame.aggs}
        return Figures([], int(item["count"]), sums, distinct=int((item.get("distinct") or {}).get(distinct, 0)))

    async def _compared(self, frame: Frame) -> Result:
        groups = []
        for filters in frame.alternatives:
            part = await self.figures(frame, [*frame.filters, *filters], frame.subject)
            part.label = filters[0].label
            if frame.subject:
                part.count = part.distinct
            groups.append(part)
        return Result(groups=groups)

    def keys(self, frame: Frame) -> list[str]:
        """The group paths; a relation also brings its record's title and key."""
        paths: list[str] = []
        for path in frame.groups:
            paths.append(path)
            target = self.schema.field(frame.rows, path)
            if target.kind == "ref":
                other = self.schema[target.target]
                paths += [f"{path}.{name}" for name in dict.fromkeys((other.title, other.key))]
        return paths

    async def _grouped(self, frame: Frame) -> Result:
        dated = self.schema[frame.rows].date
        paths = self.keys(frame)
        args = self.args(frame.filters, frame.rows)
        if paths:
            args["group_by"] = ",".join(paths)
        if frame.bucket:
            args["bucket"] = f"{frame.bucket}:{dated}"
        for agg in frame.aggs:
            args[agg] = frame.measure
        having = [f"{target}__{op}:{value}" for target, op, value in frame.having]
        for target, _, _ in frame.having:
            if "." in target:
                agg, _, name = target.partition(".")
                args[agg] = name
        if having:
            args["having"] = having
        by = f"{frame.aggs[0]}.{frame.measure}" if frame.aggs else next((t for t, _, _ in frame.having if "." in t), "count")
        args["sort"] = dated if frame.bucket and frame.action != "top" else f"{'-' if frame.descending else ''}{by}"
        args["limit"] = frame.offset + frame.limit + 5 if frame.action == "top" and frame.limit else PAGE
        answer = await self.world.call(self._stats(frame.rows), args)
        names = [*paths, *([dated] if frame.bucket and dated not in paths else [])]
        wanted = [*frame.aggs, *(t.partition(".")[0] for t, _, _ in frame.having if "." in t)]
        groups = [
            Figures([g["group"].get(p) for p in names], int(g["count"]), {a: (g.get(a) or {}).get(frame.measure) for a in wanted})
            for g in answer["items"]
        ]
        groups = [g for g in groups if g.keys and g.keys[0] is not None]
        await self._name_people(frame, paths, groups)
        return self._cut(frame, groups, int(answer.get("total_groups", len(groups))))

    async def _name_people(self, frame: Frame, paths: list[str], groups: list[Figures]) -> None:
        """Figures by person: his name beside his id, as records bring their title."""
        for at, path in enumerate(paths):
            if self.schema.field(frame.rows, path).kind == "user":
                known = await self.world.people({str(g.keys[at]) for g in groups if g.keys[at]})
                for group in groups:
                    group.keys[at] = {"id": group.keys[at], "name": known.get(str(group.keys[at]))}

    def _cut(self, frame: Frame, groups: list[Figures], total: int) -> Result:
        result = Result(total=total)
        if frame.limit:
            last = groups[frame.offset : frame.offset + frame.limit][-1:]
            result.ties = [g for g in groups[frame.offset + frame.limit :] if last and _measured(g) == _measured(last[0])]
            result.tied = len(result.ties)
            groups = groups[frame.offset : frame.offset + frame.limit]
        result.groups = groups
        ref = self.schema.field(frame.rows, frame.groups[0]) if frame.groups else None
        if ref and ref.kind == "ref":
            target = self.schema[ref.target]
            result.cited = [
                Citation(target.name, str(g.keys[0]), str(g.keys[1]), str(g.keys[2] if target.key != target.title else g.keys[1]))
                for g in groups
            ]
        return result


def _sortable(value: Any) -> Any:
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return str(value)


def _ties(items: list[dict[str, Any]], frame: Frame) -> int:
    shown = items[frame.offset : frame.offset + frame.limit]
    return sum(r.get(frame.sort) == shown[-1].get(frame.sort) for r in items[frame.offset + frame.limit :]) if shown and frame.sort else 0


def _measured(group: Figures) -> Any:
    return next(iter(group.sums.values())) if group.sums else group.count
