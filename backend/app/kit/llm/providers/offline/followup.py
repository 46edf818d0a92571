"""A second turn: the kept frame with the new sentence's slots put over the old ones."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from . import binding
from .frame import Filter, Frame
from .periods import month_of, unit_of
from .tagger import Tag

if TYPE_CHECKING:
    from .asking import Asking


def continued(reader: "Asking") -> Frame | None:
    """The new frame, or None where the sentence does not fit the old one."""
    assert reader.base is not None
    picked = _picked(reader)
    if picked is not None:
        return picked
    frame = deepcopy(reader.base)
    if not _moved(reader, frame) or not _narrowed(reader, frame):
        return None
    if reader.roles.shift and not _shifted(reader, frame):
        return None
    _asked(reader, frame)
    return frame


def _shifted(reader: "Asking", frame: Frame) -> bool:
    """`and the year after?`: the kept period, moved by its own length."""
    bounds = [f for f in frame.filters if f.slot.startswith("period:")]
    if len(bounds) != 2 or {f.op for f in bounds} != {"gte", "lte"}:
        return False
    start, end = (date.fromisoformat(str(next(f.value for f in bounds if f.op == op))) for op in ("gte", "lte"))
    unit = "year" if (end - start).days > 360 else "quarter" if (end - start).days > 80 else "month" if (end - start).days > 26 else "week"
    moved = unit_of(start, unit, reader.roles.shift)
    field = bounds[0].field
    frame.filters = [f for f in frame.filters if f not in bounds] + binding.period(moved, bounds[0].entity, field)
    return True


def _picked(reader: "Asking") -> Frame | None:
    """`the second one`: a record of the list just shown."""
    roles = reader.roles
    ids: list[str] = reader.last.get("ids") or []
    if not roles.ordinal or roles.supers or roles.conditions or len(ids) < 2 or roles.ordinal > len(ids):
        return None
    entity = str(reader.last["entity"])
    frame = Frame(entity, filters=[Filter(entity, "id", "eq", ids[roles.ordinal - 1], "record", f"no. {roles.ordinal}")])
    reader._measure(frame)
    reader._requested(frame)
    reader._listed(frame)
    return frame


def _moved(reader: "Asking", frame: Frame) -> bool:
    """`and the invoices?`: the same conditions on other rows."""
    for mention in reader.roles.entities:
        names = [w[0] for w in mention.get("entity")]
        if frame.rows in names:
            continue
        target = next((n for n in names if all(f.path(reader.schema, n) for f in frame.filters)), "")
        if not target or "read" not in reader.schema[target].may:
            return False
        frame.rows, frame.subject, frame.groups, frame.fields, frame.sort = target, "", [], [], ""
        frame.measure = reader.schema[target].money
        frame.aggs = frame.aggs if frame.measure else []
        if frame.action not in ("list", "count", "stat"):
            frame.action = "list"
    return True


def _narrowed(reader: "Asking", frame: Frame) -> bool:
    """New conditions replace old ones of their kind; others are added."""
    for condition in reader.roles.conditions:
        if condition.tag.has("pron"):
            continue
        _same_year(frame, condition.tag)
        bound = reader._bind(condition, frame.rows)
        if not bound:
            return False
        slot = bound[0].slot
        if frame.alternatives and slot == frame.slot:
            frame.alternatives, frame.slot, frame.winner = [], "", ""
            frame.action = "stat" if frame.aggs else "count"
        if condition.tag.has("cond") and frame.having:
            reader._having(condition.tag, frame)
            continue
        if not (slot == "state" and frame.action == "list" and reader.roles.cue and _compatible(frame, bound)):
            frame.filters = [f for f in frame.filters if f.slot != slot or condition.negative]
        frame.filters += bound
    for op, raw, tag in reader.roles.texts:
        frame.filters.append(reader._text(op, raw, tag, frame.rows))
    return True


def _same_year(frame: Frame, tag: Tag) -> None:
    """`revenue in March 1998` … `and April?`: of the same year."""
    found = tag.get("period")[0] if tag.has("period") else None
    before = next((str(f.value) for f in frame.filters if f.slot.startswith("period:")), "")
    if found is not None and found.yearless and before[:4].isdigit() and found.start and found.end:
        year = int(before[:4])
        tag.means["period"] = [
            replace(
                found,
                start=found.start.replace(year=year),
                end=month_of(year, found.end.month).end if found.grain == "month" else found.end.replace(year=year),
                yearless=False,
            )
        ]


def _compatible(frame: Frame, bound: list[Filter]) -> bool:
    return all(f.field != bound[0].field for f in frame.filters if f.slot == "state")


def _asked(reader: "Asking", frame: Frame) -> None:
    roles, before = reader.roles, reader.base
    assert before is not None
    if roles.groups or (roles.each and not roles.conditions):
        frame.groups, frame.bucket = [], ""
        reader._groups(frame)
        frame.action = "group"
        frame.limit = frame.offset = 0
        return
    if roles.supers or roles.ordinal:
        if before.action == "top" and not roles.supers:
            frame.offset, frame.limit = roles.ordinal - 1, 1
            return
        reader._subject(frame)
        frame.fields = []
        reader._measure(frame)
        reader._top(frame)
        return
    if roles.aggs or "sum" in roles.asks:
        frame.aggs = [a for a in roles.aggs if a in ("avg", "sum")][:1] or ["sum"]
        frame.measure = reader.schema[frame.rows].money
        if frame.action in ("list", "count", "stat", "top"):
            frame.action = "stat"
        if "count" in roles.asks:
            frame.action = "count"
        return
    if "count" in roles.asks:
        frame.action, frame.aggs, frame.groups = "count", [], []
        return
    if roles.number and before.action == "top":
        frame.limit, frame.offset = roles.number, 0
    _shown(reader, frame)


def _shown(reader: "Asking", frame: Frame) -> None:
    """Fields that are asked for, or the rows behind a figure."""
    roles = reader.roles
    wanted = Frame(frame.rows, filters=frame.filters)
    reader._requested(wanted)
    if wanted.fields and frame.action in ("count", "stat", "list"):
        frame.fields, frame.action, frame.subject = wanted.fields, "list", ""
    elif set(roles.asks) & {"list", "which", "who"} and frame.action in ("count", "stat") and not roles.conditions:
        frame.action, frame.aggs = "list", []
        if frame.subject:
            frame.groups, frame.action = [frame.subject], "group"
    if roles.order or roles.direction:
        reader._ordered(frame)
