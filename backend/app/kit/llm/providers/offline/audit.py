"""The last check before a frame is run: every word with a meaning must have had an effect, else the answer would be to another question."""

from typing import TYPE_CHECKING

from .frame import Frame
from .tagger import Tag

if TYPE_CHECKING:
    from .asking import Asking


def ignored(reader: "Asking", frame: Frame) -> list[Tag]:
    """The tags that the frame leaves out although they change the question."""
    roles = reader.roles
    out = list(roles.loose)
    out += [t for t in roles.fields if not _field_used(reader, frame, t)]
    extreme = frame.action == "group" and frame.aggs and frame.aggs[0] in ("max", "min")
    if roles.supers and not extreme and frame.action not in ("top", "stat", "list", "compare") and not frame.limit:
        out.append(roles.supers[0])
    if roles.shift and reader.base is None:
        out.append(roles.tags[-1])
    if roles.number and not (frame.limit or frame.offset or frame.alternatives):
        out += [t for t in roles.tags if t.has("limit")]
    if roles.compares and not (frame.alternatives or frame.having or roles.supers or "about" in roles.asks or frame.action == "top"):
        out += [t for t in roles.tags if t.has("comp") and not t.has("super")][:1]
    if "diff" in roles.asks and frame.action not in ("compare", "share"):
        out.append(roles.asks["diff"])
    if (
        roles.each
        and (frame.aggs or "count" in roles.asks)
        and not (frame.groups or frame.bucket or frame.alternatives or frame.action == "ratio")
    ):
        out += [t for t in roles.tags if t.has("group", "each")][:1]
    return out + _clashing(reader, frame)


def _field_used(reader: "Asking", frame: Frame, tag: Tag) -> bool:
    """Whether a field word was shown, grouped, sorted or bound to a period."""
    if tag.has("agg") or tag.has("measure") or tag.has("order") or tag.has("w", "total") or tag.has("bucket"):
        return True
    if any(tag is word for c in reader.roles.conditions for word in c.dates):
        return True
    names = {name for _, name in tag.get("field")}
    shown = {path.rpartition(".")[2] for path in (*frame.fields, *frame.groups, frame.subject, frame.sort)}
    bound = {f.field for f in (*frame.filters, *frame.base, *(f for group in frame.alternatives for f in group))}
    return bool(names & (shown | bound))


def _clashing(reader: "Asking", frame: Frame) -> list[Tag]:
    """Two periods on one field that are not held against each other."""
    periods = [c for c in reader.roles.conditions if c.tag.has("period")]
    fields = [tuple(sorted({f.slot for f in reader._bind(c, frame.rows) or []})) for c in periods]
    twice = len(fields) != len(set(fields)) and not frame.alternatives
    return [periods[-1].tag] if twice else []
