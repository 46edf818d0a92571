"""Answers in words: short sentences that restate the reading, markdown tables, numbers as the language writes them."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from .frame import Filter, Frame
from .phrases import said
from .run import Figures, Result
from .schema import Entity, Field, Schema

_SHOWN = 50
_COLUMNS = 6


class Speaker:
    """Says results in one language."""

    def __init__(self, schema: Schema, language: str, *, silent: bool) -> None:
        self.schema = schema
        self.language = language
        self.silent = silent

    def t(self, key: str, **values: Any) -> str:
        """A phrase of the language, English where it has none."""
        return said(self.language, key, silent=self.silent, **values)

    # -- values ----------------------------------------------------------------------------------------------------------------

    def number(self, value: Any) -> str:
        """`1,234.5` in the language's way."""
        return str(format_decimal(Decimal(str(value)), locale=self.language))

    def money(self, value: Any) -> str:
        """One or several amounts, never added across currencies."""
        amounts = value if isinstance(value, list) else [value] if value else []
        exact = [(Decimal(m["amount"]).quantize(Decimal("0.01"), ROUND_HALF_EVEN), m["currency"]) for m in amounts]
        return " + ".join(f"{format_decimal(a, format='#,##0.00', locale=self.language)} {c}" for a, c in exact) or self.number(0)

    def value(self, field: Field, value: Any, record: dict[str, Any] | None = None, long: bool = False) -> str:
        """A field's value for people; a relation is said by its record's title."""
        if value is None or value == "":
            return "–"
        if field.kind == "money":
            return self.money(value)
        other = ((record or {}).get("expanded") or {}).get(field.name)
        if field.kind == "ref":
            return self.name(self.schema[field.target], other) if other else str(value)
        if field.kind == "user":
            return str((other or {}).get("name") or self.t("somebody"))
        if field.choices:
            return next((label for key, label in field.choices if key == value), str(value))
        if field.kind == "date" and long:
            return str(format_date(date.fromisoformat(str(value)[:10]), "long", locale=self.language))
        return str(value)

    def name(self, entity: Entity, record: dict[str, Any]) -> str:
        """`Ernst Handel (ERNSH)`."""
        title, key = str(record.get(entity.title) or ""), str(record.get(entity.key) or "")
        return title if key in ("", title) else f"{title} ({key})"

    # -- the reading -----------------------------------------------------------------------------------------------------------

    def described(self, filters: Sequence[Filter]) -> str:
        """`unpaid, Germany, issued on 1997`."""
        labels = []
        for item in filters:
            label = item.label
            if item.slot.startswith("period:"):
                label = f"{self.schema[item.entity].fields[item.field].label.lower()} {label}"
            labels.append(label)
        return ", ".join(dict.fromkeys(label for label in labels if label))

    def scope(self, frame: Frame, count: int = 2) -> str:
        """`invoices (unpaid, Germany)`."""
        described = self.described([*frame.filters, *(frame.base if frame.missing else [])])
        noun = self.schema[frame.rows].count_of(count)
        return f"{noun} ({described})" if described else noun

    # -- results ---------------------------------------------------------------------------------------------------------------

    def say(self, frame: Frame, result: Result) -> str:
        """The answer to a frame."""
        if frame.action == "compare":
            return self._compared(frame, result)
        if frame.action == "share":
            return self._share(frame, result)
        if frame.action == "ratio":
            return self._ratio(frame, result)
        if frame.action == "stat" or (frame.action == "count" and frame.subject):
            return self._figures(frame, result)
        if frame.action == "count":
            return self._count(frame, result)
        if frame.action in ("group", "top") and (frame.groups or frame.bucket):
            return self._groups(frame, result)
        return self._records(frame, result)

    def _sums(self, frame: Frame, figures: Figures) -> str:
        return ", ".join(f"{self.t(agg)} **{self.money(figures.sums.get(agg))}**" for agg in frame.aggs)

    def _figures(self, frame: Frame, result: Result) -> str:
        assert result.whole is not None
        if frame.action == "count":
            target = self.schema.field(frame.rows, frame.subject)
            noun = self.schema[target.target].count_of(result.whole.distinct) if target.kind == "ref" else target.label.lower()
            return f"**{self.number(result.whole.distinct)}** {noun} · {self.scope(frame)}"
        return f"{self._sums(frame, result.whole)} · {self.number(result.whole.count)} {self.scope(frame, result.whole.count)}"

    def _count(self, frame: Frame, result: Result) -> str:
        text = f"**{self.number(result.total)}** {self.scope(frame, result.total)}"
        if result.whole and frame.aggs:
            text += f" · {self._sums(frame, result.whole)}"
        if 0 < result.total <= 10:
            entity = self.schema[frame.rows]
            text += "\n\n" + ", ".join(self.name(entity, r) for r in result.records)
        return text

    def _ratio(self, frame: Frame, result: Result) -> str:
        whole = result.whole
        assert whole is not None
        label = self.schema.field(frame.rows, frame.groups[0]).label.lower()
        parts = max(whole.distinct, 1)
        if frame.aggs:
            amounts = [{"amount": str(Decimal(m["amount"]) / parts), "currency": m["currency"]} for m in whole.sums.get("sum") or []]
            return f"{self.t('avg')} **{self.money(amounts)}** {self.t('per')} {label} · {self._sums(frame, whole)} / {self.number(whole.distinct)} · {self.scope(frame)}"
        each = (Decimal(whole.count) / parts).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        return f"{self.t('avg')} **{self.number(each)}** {self.scope(frame)} {self.t('per')} {label} · {self.number(whole.count)} / {self.number(whole.distinct)}"

    def _measured(self, frame: Frame, figures: Figures) -> Decimal:
        if frame.aggs:
            return sum((Decimal(m["amount"]) for m in figures.sums.get(frame.aggs[0]) or []), Decimal())
        return Decimal(figures.count)

    def _shown(self, frame: Frame, figures: Figures) -> str:
        if not frame.aggs:
            return f"{self.number(figures.count)}"
        return self.money(figures.sums.get(frame.aggs[0]))

    def _compared(self, frame: Frame, result: Result) -> str:
        measured = [self._measured(frame, g) for g in result.groups]
        lines = [
            f"- {g.label}: **{self._shown(frame, g)}**"
            + (f" ({g.count} {self.schema[frame.rows].count_of(g.count)})" if frame.aggs else "")
            for g in result.groups
        ]
        what = self.t(frame.aggs[0]) if frame.aggs else self.t("count")
        head = f"{what} · {self.scope(frame)}"
        if not frame.winner:
            amounts = self._total(result) if frame.aggs and frame.aggs[0] == "sum" else "" if frame.aggs else self.number(sum(measured))
            return (f"**{amounts}** {self.t('in_all')} · {head}\n" if amounts else f"{head}\n") + "\n".join(lines)
        best = (max if frame.winner == "max" else min)(range(len(measured)), key=lambda n: measured[n])
        if len(set(measured)) == 1:
            return f"{self.t('equal')} · {head}\n" + "\n".join(lines)
        low, high = min(measured), max(measured)
        gap = self.number(high - low)
        more = f" (+{self.number(((high - low) * 100 / low).quantize(Decimal('0.1')))} %)" if low else ""
        return f"**{result.groups[best].label}** · {head}\n" + "\n".join(lines) + f"\n\n{self.t('difference')}: {gap}{more}"

    def _total(self, result: Result) -> str:
        totals: dict[str, Decimal] = {}
        for group in result.groups:
            for m in group.sums.get("sum") or []:
                totals[m["currency"]] = totals.get(m["currency"], Decimal()) + Decimal(m["amount"])
        return self.money([{"amount": str(a), "currency": c} for c, a in totals.items()])

    def _share(self, frame: Frame, result: Result) -> str:
        assert result.whole is not None
        part, whole = self._measured(frame, result.groups[0]), self._measured(frame, result.whole)
        percent = (part * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_EVEN) if whole else Decimal(0)
        of = self.described(frame.base)
        noun = self.schema[frame.rows].count_of(2)
        return (
            f"**{self.number(percent)} %** · {self._shown(frame, result.groups[0])} {self.scope(frame)} / "
            f"{self._shown(frame, result.whole)} {noun}{f' ({of})' if of else ''}"
        )

    # -- tables ----------------------------------------------------------------------------------------------------------------

    def group_label(self, frame: Frame, figures: Figures) -> str:
        """How a group is called: the record's name, the value, the month."""
        keys, out = list(figures.keys), []
        for path in frame.groups:
            field = self.schema.field(frame.rows, path)
            if field.kind == "ref":
                target = self.schema[field.target]
                size = 2 if target.title == target.key else 3
                title, key = str(keys[1]), str(keys[size - 1])
                out.append(title if key == title else f"{title} ({key})")
                keys = keys[size:]
            else:
                out.append(self.value(field, keys[0], {"expanded": {field.name: keys[0]}} if field.kind == "user" else None))
                keys = keys[1:]
        if frame.bucket and keys:
            out.append(self.bucket(frame.bucket, str(keys[0])))
        return " · ".join(out)

    def bucket(self, grain: str, value: str) -> str:
        """`1997-03` as `March 1997 (1997-03)`."""
        year = int(value[:4])
        if grain == "month":
            return f"{format_date(date(year, int(value[5:7]), 1), 'LLLL yyyy', locale=self.language)} ({value[:7]})"
        if grain == "quarter":
            quarter = value[-1] if "Q" in value else str((int(value[5:7]) + 2) // 3)
            return f"Q{quarter} {year} ({year}-Q{quarter})"
        return str(year) if grain == "year" else value[:10]

    def _groups(self, frame: Frame, result: Result) -> str:
        if not result.groups:
            return f"{self.t('none')} {self.scope(frame)}"
        scope = self.scope(frame)
        if frame.action == "top" and len(result.groups) == 1:
            group = result.groups[0]
            others = ", ".join(self.group_label(frame, g) for g in result.ties)
            tied = f" · {self.t('tied', n=result.tied)}: {others}" if result.tied else ""
            extra = f" ({group.count} {self.schema[frame.rows].count_of(group.count)})" if frame.aggs else ""
            unit = "" if frame.aggs else f" {self.schema[frame.rows].count_of(group.count)}"
            return f"**{self.group_label(frame, group)}** · {self._first_sum(group) or group.count}{unit}{extra}{tied} · {scope}"
        by = self.schema.field(frame.rows, frame.groups[0]) if frame.groups else None
        head = by.label if by else (frame.bucket or "").capitalize()
        aggs = list(result.groups[0].sums)
        lines = [f"| {head} | {self.t('count')} |{''.join(f' {self.t(a)} |' for a in aggs)}", f"|---|---:|{'---:|' * len(aggs)}"]
        for group in result.groups[:_SHOWN]:
            figures = "".join(f" {self.money(group.sums[a])} |" for a in aggs)
            lines.append(f"| {self.group_label(frame, group)} | {self.number(group.count)} |{figures}")
        many = len(result.groups) if frame.limit else result.total
        title = (
            f"**{many}** {self.schema[by.target].count_of(many) if by and by.kind == 'ref' else self._periods(frame, head, many)} · {scope}"
        )
        return title + "\n\n" + "\n".join(lines)

    def _periods(self, frame: Frame, head: str, many: int) -> str:
        """`11 months`; a field keeps its own word."""
        return f"{frame.bucket}s" if frame.bucket and not frame.groups and many != 1 and self.language == "en" else head.lower()

    def _first_sum(self, group: Figures) -> str:
        return self.money(next(iter(group.sums.values()))) if group.sums else ""

    def _records(self, frame: Frame, result: Result) -> str:
        entity = self.schema[frame.rows]
        if not result.records:
            return f"{self.t('none')} {self.scope(frame)}"
        if len(result.records) == 1:
            return self._card(frame, result)
        columns = self._columns(frame, entity)
        lines = [
            "| " + " | ".join(self._label(frame.rows, c) for c in columns) + " |",
            "|" + "".join(self._rule(frame.rows, c) for c in columns),
        ]
        for record in result.records[:_SHOWN]:
            lines.append("| " + " | ".join(self._cell(frame.rows, c, record) for c in columns) + " |")
        if result.total > len(result.records[:_SHOWN]) and not frame.limit:
            lines.append(f"\n{self.t('more', n=result.total - len(result.records[:_SHOWN]))}")
        total = len(result.records) if frame.limit else result.total
        summed = f" · {self._sums(_summing(frame), result.whole)}" if result.whole and result.whole.sums and not frame.limit else ""
        yes = f"{self.t('yes')}: " if frame.exists else ""
        return f"{yes}**{self.number(total)}** {self.scope(frame, total)}{summed}\n\n" + "\n".join(lines)

    def _named(self, field: Field) -> bool:
        """Whether a value can be said in words: of a record that may not be read only the id is known."""
        return field.kind != "ref" or "read" in self.schema[field.target].may

    def _label(self, rows: str, path: str) -> str:
        return self.schema.field(rows, path).label

    def _rule(self, rows: str, path: str) -> str:
        """Numbers stand under one another."""
        return "---:|" if self.schema.field(rows, path).kind in ("money", "decimal", "integer") else "---|"

    def _cell(self, rows: str, path: str, record: dict[str, Any], long: bool = False) -> str:
        head, _, rest = path.partition(".")
        if rest:
            other = (record.get("expanded") or {}).get(head) or {}
            return self.value(self.schema.field(rows, path), other.get(rest), other, long)
        return self.value(self.schema[rows].fields[head], record.get(head), record, long)

    def _columns(self, frame: Frame, entity: Entity) -> list[str]:
        if frame.fields:
            return list(dict.fromkeys([entity.title, *([entity.key] if entity.key != entity.title else []), *frame.fields]))
        shown = [f.name for f in entity.fields.values() if f.shown and self._named(f)]
        return list(dict.fromkeys([entity.title, *shown]))[:_COLUMNS]

    def _card(self, frame: Frame, result: Result) -> str:
        entity, record = self.schema[frame.rows], result.records[0]
        name = f"**{self.name(entity, record)}**"
        yes = f"{self.t('yes')}: " if frame.exists and not frame.fields else ""
        tied = f"\n\n{self.t('tied', n=result.tied)}" if result.tied else ""
        if frame.fields:
            facts = [f"{self._label(frame.rows, p)}: **{self._cell(frame.rows, p, record, True)}**" for p in frame.fields]
            return f"{name} · " + " · ".join(facts) + tied
        facts = [
            f"- {f.label}: {self._cell(frame.rows, f.name, record, True)}"
            for f in entity.fields.values()
            if record.get(f.name) not in (None, "") and self._named(f)
        ]
        described = self.described(frame.filters)
        return f"{yes}{name}" + (f" ({described})" if described else "") + "\n" + "\n".join(facts) + tied


def _summing(frame: Frame) -> Frame:
    from dataclasses import replace

    return replace(frame, aggs=["sum"])
