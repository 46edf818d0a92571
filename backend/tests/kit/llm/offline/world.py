"""An in-memory product: three entities over the sample records, with the list and stats semantics of the HTTP API."""

import csv
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

from app.kit.llm.providers.offline.types import EntityInfo, ToolError

DATA = Path(__file__).parent / "data"
ALL = frozenset(f"{entity}:{right}" for entity in ("customers", "invoices", "tasks") for right in ("read", "write", "delete"))
Row = dict[str, Any]


def _field(name: str, kind: str = "text", **options: Any) -> dict[str, Any]:
    label = name.replace("_", " ").capitalize()
    return {"name": name, "label": label, "kind": kind, "required": False, "read_only": False, "default": None, "unique": False, **options}


def _choices(*values: str) -> list[dict[str, str]]:
    return [{"value": v, "label": v.replace("_", " ").capitalize()} for v in values]


def entities(permissions: frozenset[str] = ALL) -> list[EntityInfo]:
    """The descriptions as `GET /meta/entities` gives them."""

    def entity(name: str, label: str, one: str, title: str, fields: list[dict[str, Any]], **more: Any) -> EntityInfo:
        rights = {right: f"{name}:{right}" in permissions for right in ("read", "write", "delete")}
        return {
            "name": name,
            "singular": one.lower(),
            "label": label,
            "label_singular": one,
            "title_field": title,
            "fields": fields,
            "permissions": rights,
            **more,
        }

    customer = [
        _field("code", unique=True, required=True, list=True),
        _field("name", required=True, list=True, synonyms=["company"]),
        _field("email", "email"),
        _field("phone", "phone", list=True, synonyms=["telephone", "number to call"]),
        _field("address", synonyms=["street"]),
        _field("city", list=True, synonyms=["town"]),
        _field("region", synonyms=["state", "province"]),
        _field("postal_code", synonyms=["zip", "zip code", "postcode"]),
        _field("country", list=True),
        _field("status", "status", choices=_choices("lead", "active", "inactive"), default="lead", list=True),
        _field("notes", "long_text"),
    ]
    invoice = [
        _field("number", unique=True, required=True, list=True),
        _field("customer", "ref", target="customers", required=True, list=True),
        _field("issued_on", "date", required=True, list=True, synonyms=["date", "billed", "invoiced"]),
        _field("due_on", "date", list=True, synonyms=["deadline"]),
        _field("paid_on", "date", synonyms=["payment date"]),
        _field("total", "money", required=True, list=True, synonyms=["amount", "value", "revenue", "turnover", "sales"]),
        _field("status", "status", choices=_choices("draft", "sent", "overdue", "void", "paid"), default="draft", list=True),
    ]
    task = [
        _field("title", required=True, list=True, synonyms=["subject"]),
        _field("description", "long_text"),
        _field("assignee", "user", list=True, target="users", synonyms=["owner", "responsible"]),
        _field("due_on", "date", list=True, synonyms=["deadline"]),
        _field("priority", "enum", choices=_choices("low", "normal", "high"), default="normal", list=True),
        _field("status", "status", choices=_choices("open", "in_progress", "done", "cancelled"), default="open", list=True),
        _field("customer", "ref", target="customers", list=True),
        _field("invoice", "ref", target="invoices"),
    ]
    return [
        entity(
            "customers",
            "Customers",
            "Customer",
            "name",
            customer,
            synonyms=["client", "account", "buyer"],
            status={"field": "status", "transitions": {"lead": ["active", "inactive"], "active": ["inactive"], "inactive": ["active"]}},
        ),
        entity(
            "invoices",
            "Invoices",
            "Invoice",
            "number",
            invoice,
            synonyms=["bill"],
            date_field="issued_on",
            money_field="total",
            status={
                "field": "status",
                "transitions": {"draft": ["sent", "void"], "sent": ["paid", "overdue", "void"], "overdue": ["paid", "void"]},
            },
        ),
        entity(
            "tasks",
            "Tasks",
            "Task",
            "title",
            task,
            synonyms=["to-do", "todo", "reminder"],
            date_field="due_on",
            status={"field": "status", "transitions": {"open": ["in_progress", "done", "cancelled"], "in_progress": ["done", "cancelled"]}},
        ),
    ]


def _fold(value: Any) -> str:
    plain = unicodedata.normalize("NFKD", str(value).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def load(folder: Path = DATA) -> dict[str, list[Row]]:
    """The sample customers and invoices; no tasks."""
    with (folder / "customers.csv").open(encoding="utf-8") as file:
        customers = [
            {"id": f"c-{r['code']}", "email": None, "notes": None, **{k: v or None for k, v in r.items()}} for r in csv.DictReader(file)
        ]
    with (folder / "invoices.csv").open(encoding="utf-8") as file:
        invoices = [
            {
                "id": f"i-{r['number']}",
                "number": r["number"],
                "customer": f"c-{r['customer']}",
                "issued_on": r["issued_on"],
                "due_on": r["due_on"],
                "paid_on": r["paid_on"] or None,
                "total": {"amount": r["total"], "currency": r["currency"]},
                "status": r["status"],
            }
            for r in csv.DictReader(file)
        ]
    return {"customers": customers, "invoices": invoices, "tasks": []}


_TARGETS = {"customer": "customers", "invoice": "invoices", "assignee": "users"}
_OPS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a is not None and _fold(a) == _fold(b),
    "gte": lambda a, b: a is not None and a >= b,
    "lte": lambda a, b: a is not None and a <= b,
    "gt": lambda a, b: a is not None and a > b,
    "lt": lambda a, b: a is not None and a < b,
    "contains": lambda a, b: a is not None and _fold(b) in _fold(a),
    "startswith": lambda a, b: a is not None and _fold(a).startswith(_fold(b)),
}
_RESERVED = {"limit", "sort", "count", "expand", "sum", "avg", "min", "max", "distinct", "group_by", "bucket", "having", "cursor"}


class MemoryWorld:
    """The product as a user with some permissions sees it; every call is kept in `calls`."""

    def __init__(self, rows: dict[str, list[Row]], today: date = date(2026, 11, 20), permissions: frozenset[str] = ALL) -> None:
        self.rows = rows
        self.today = today
        self.permissions = permissions
        self.entities: Sequence[EntityInfo] = entities(permissions)
        self.calls: list[dict[str, Any]] = []
        self._ids = {name: {r["id"]: r for r in items} for name, items in rows.items()}
        self._values: dict[tuple[str, str], list[str]] = {}

    silent = False

    def person_may(self, permission: str) -> bool:
        return permission in self.permissions

    async def people(self, ids: Collection[str]) -> Mapping[str, str]:
        known = self._ids.get("users", {})
        return {id: known[id]["name"] for id in ids if id in known}

    async def values(self, entity: str, field: str) -> Sequence[str]:
        if f"{entity}:read" not in self.permissions:
            raise ToolError(403, "forbidden")
        key = (entity, field)
        if key not in self._values:
            self._values[key] = sorted({str(r[field]) for r in self.rows[entity] if r.get(field)})
        return self._values[key]

    async def call(self, operation: str, args: dict[str, Any]) -> Any:
        try:
            answer = self._run(operation, args)
        except ToolError as error:
            self.calls.append({"name": operation, "args": args, "status": error.status})
            raise
        self.calls.append({"name": operation, "args": args, "status": "ok"})
        return answer

    def _run(self, operation: str, args: dict[str, Any]) -> Any:
        found = re.fullmatch(r"(list|get)_(\w+?)(_stats)?", operation)
        assert found, operation
        entity = next(n for n in self.rows if n in (found[2], f"{found[2]}s"))
        if f"{entity}:read" not in self.permissions:
            raise ToolError(403, f"permission {entity}:read is missing")
        if found[1] == "get" and not found[3]:
            return self._ids[entity][args["id"]]
        rows = [r for r in self.rows[entity] if self._holds(entity, r, args)]
        return self._stats(rows, args) if found[3] else self._list(entity, rows, args)

    # -- rows ------------------------------------------------------------------------------------------------------------------

    def _at(self, row: Row, path: str) -> Any:
        head, _, rest = path.partition(".")
        value = row[head]
        if rest:
            target = self._ids[_TARGETS[head]].get(value)
            return self._at(target, rest) if target else None
        return Decimal(value["amount"]) if isinstance(value, dict) else value

    def _holds(self, entity: str, row: Row, args: dict[str, Any]) -> bool:
        for name, wanted in args.items():
            if name in _RESERVED:
                continue
            path, _, op = name.partition("__")
            if op == "exists":
                found = any(r[entity[:-1]] == row["id"] for r in self.rows[path])
                if found != wanted:
                    return False
            elif not self._compare(self._at(row, path), op or "eq", wanted, row):
                return False
        return True

    def _compare(self, value: Any, op: str, wanted: Any, row: Row) -> bool:
        if op == "null":
            return (value is None) == (wanted is True)
        if op in ("in", "nin"):
            options = wanted if isinstance(wanted, list) else str(wanted).split(",")
            return any(_OPS["eq"](value, w) for w in options) == (op == "in")
        if isinstance(wanted, str) and wanted.startswith("@"):
            wanted = self._at(row, wanted[1:])
            if wanted is None:
                return False
        if isinstance(value, Decimal):
            wanted = Decimal(str(wanted))
        return _OPS[op](value, wanted)

    def _list(self, entity: str, rows: list[Row], args: dict[str, Any]) -> Row:
        for part in reversed(str(args.get("sort", "")).split(",")):
            if part:
                path = part.lstrip("-")
                rows = sorted(rows, key=lambda r: (self._at(r, path) is None, self._at(r, path) or ""), reverse=part.startswith("-"))
        limit = int(args.get("limit", 50))
        assert 1 <= limit <= 200
        items = [dict(r) for r in rows[:limit]]
        for name in filter(None, str(args.get("expand", "")).split(",")):
            for item in items:
                item.setdefault("expanded", {})[name] = self._ids.get(_TARGETS[name], {}).get(item[name])
        return {"items": items, "next_cursor": "x" if len(rows) > limit else None, **({"total": len(rows)} if args.get("count") else {})}

    # -- figures ---------------------------------------------------------------------------------------------------------------

    def _stats(self, rows: list[Row], args: dict[str, Any]) -> Row:
        paths = [p for p in str(args.get("group_by", "")).split(",") if p]
        grain, _, bucketed = str(args.get("bucket", "")).partition(":")
        if bucketed and bucketed not in paths:
            paths.append(bucketed)
        groups: dict[tuple[Any, ...], list[Row]] = {} if paths else {(): []}
        for row in rows:
            key = tuple(_bucket(self._at(row, p), grain) if p == bucketed else self._at(row, p) for p in paths)
            groups.setdefault(key, []).append(row)
        items = [{"group": dict(zip(paths, key, strict=True)), **self._aggregates(members, args)} for key, members in groups.items()]
        having = args.get("having") or []
        for rule in [having] if isinstance(having, str) else having:
            found = re.fullmatch(r"(.+)__(gte|lte|gt|lt):(.+)", rule)
            assert found, rule
            items = [i for i in items if _OPS[found[2]](_number(i, found[1]), Decimal(found[3]))]
        for part in reversed([p for p in str(args.get("sort", "")).split(",") if p]):
            items.sort(key=lambda i: _number(i, part.lstrip("-")), reverse=part.startswith("-"))
        return {"items": items[: int(args.get("limit", 1000))], "total_groups": len(items)}

    def _aggregates(self, rows: list[Row], args: dict[str, Any]) -> Row:
        out: Row = {"count": len(rows)}
        for path in filter(None, str(args.get("distinct", "")).split(",")):
            out.setdefault("distinct", {})[path] = len({self._at(r, path) for r in rows} - {None})
        for agg in ("sum", "avg", "min", "max"):
            for path in filter(None, str(args.get(agg, "")).split(",")):
                out.setdefault(agg, {})[path] = self._aggregate(agg, path, rows)
        return out

    def _aggregate(self, agg: str, path: str, rows: list[Row]) -> Any:
        values = [v for v in (self._at(r, path) for r in rows) if v is not None]
        if rows and isinstance(rows[0].get(path), dict):
            total = sum(values, Decimal())
            amount = {"sum": total, "avg": total / len(values), "min": min(values), "max": max(values)}[agg].quantize(
                Decimal("0.01"), ROUND_HALF_EVEN
            )
            return [{"amount": str(amount), "currency": rows[0][path]["currency"]}]
        if not values:
            return [] if path == "total" else None
        return {"min": min, "max": max}[agg](values)


def _bucket(value: str | None, grain: str) -> str | None:
    if value is None:
        return None
    year, month, _ = value.split("-")
    return {"year": year, "month": f"{year}-{month}", "quarter": f"{year}-Q{(int(month) + 2) // 3}"}.get(grain, value)


def _number(item: Row, path: str) -> Any:
    if path == "count":
        return Decimal(item["count"])
    if path in item["group"]:
        return str(item["group"][path])
    agg, _, name = path.partition(".")
    value = item[agg][name]
    return Decimal(value[0]["amount"]) if isinstance(value, list) and value else value if not isinstance(value, list) else Decimal(0)
