"""Statements over calls and spending. Those in capitals are the meter's: across organisations, by the system login."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, case, cast, func, select, text

from app.features.models.models import ModelCall, ModelLimit, ModelPrice, ModelProvider
from app.features.models.schemas import CallQuery, Period, UsageQuery

LOCK = text("select pg_advisory_xact_lock(hashtextextended('model_spending:' || cast(cast(:org as uuid) as text), 0))")
"""One at a time of an organisation: money is held, counters begin, and calls are written in turn."""
SCOPES = """(values (cast(:agent_scope as text), cast(:day as date), cast(:agent_limit as numeric)), ('day', :day, :daily),
             ('month', :month, :monthly)) as v (scope, since, most)"""
KNOWN = text(
    "select count(*) from model_spending where org_id = :org and (scope, since) in ((:agent_scope, :day), ('day', :day), ('month', :month))"
)
BEGIN = text(f"""
insert into model_spending (org_id, id, scope, since, used)
select :org, gen_random_uuid(), v.scope, v.since, coalesce((
  select sum(case when c.status = 'running' then c.reserved else c.cost end) from model_calls c
  where c.org_id = :org and c.created_at >= v.since::timestamp at time zone 'UTC' and (v.scope in ('day', 'month') or c.agent = :agent)), 0)
from {SCOPES} on conflict do nothing""")
"""Counters begin at what was spent before somebody set a limit."""
HOLD = text(f"""
update model_spending s set used = s.used + :most from {SCOPES}
where s.org_id = :org and s.scope = v.scope and s.since = v.since and (v.most is null or s.used + :most <= v.most) returning s.scope""")
COLUMNS = tuple(c.key for c in ModelCall.__table__.columns)
INSERT = text(f"insert into model_calls ({', '.join(COLUMNS)}) values ({', '.join(':' + c for c in COLUMNS)}) on conflict do nothing")
SETTLED = ("status", "fault", "input_tokens", "output_tokens", "estimated", "cost", "priced", "latency_ms", "ttft_ms")
SETTLE = text(f"update model_calls set {', '.join(f'{c} = :{c}' for c in SETTLED)} where org_id = :org_id and id = :id")
COUNT = text("update model_spending set used = used + :more where org_id = :org and scope = :scope and since = :since")
REFUSED = text(
    "update model_providers set refused_at = clock_timestamp() where org_id = :org and id = :id and refused_at is null returning label"
)
ACCEPTED = text("update model_providers set refused_at = null where org_id = :org and id = :id and refused_at is not null")
LOSE = text(
    "update model_calls set status = 'lost', cost = reserved, estimated = true"
    " where status = 'running' and created_at < now() - make_interval(mins => 15)"
)
FORGET = text("delete from model_calls where created_at < now() - make_interval(days => :days)")
FORGET_SPENDING = text("delete from model_spending where since < current_date - 62")

MOST_LINES = 50_000
"""Of a file of usage: about ten megabytes."""
TOKENS = ModelCall.input_tokens + ModelCall.output_tokens
UNPRICED = ~ModelCall.priced & (TOKENS > 0)
"""Cost something that nobody knows. A call that was refused took no tokens and cost nothing."""


def providers() -> Select[ModelProvider]:
    """In the order in which they are asked."""
    return select(ModelProvider).order_by(ModelProvider.position, ModelProvider.id)


def prices() -> Select[ModelPrice]:
    """Own ones."""
    return select(ModelPrice).order_by(ModelPrice.provider, ModelPrice.pattern, ModelPrice.valid_from.desc())


def unpriced(since: datetime) -> Select[str, str, int, int, int, datetime]:
    """Models that took tokens without a known price, most called first."""
    calls = func.count().label("calls")
    sums = (func.sum(ModelCall.input_tokens).label("input_tokens"), func.sum(ModelCall.output_tokens).label("output_tokens"))
    query = select(ModelCall.provider, ModelCall.model, calls, *sums, func.max(ModelCall.created_at).label("last_at"))
    query = query.where(UNPRICED, ModelCall.created_at >= since).group_by(ModelCall.provider, ModelCall.model)
    return query.order_by(calls.desc(), ModelCall.provider, ModelCall.model).limit(100)


def limits() -> Select[ModelLimit]:
    """The one row, or none."""
    return select(ModelLimit)


def spent(day: Any, month: Any) -> Select[Any]:
    """What was spent or is held since midnight, and since the first (UTC)."""
    value = case((ModelCall.status == "running", ModelCall.reserved), else_=ModelCall.cost)
    today = func.coalesce(func.sum(value).filter(ModelCall.created_at >= day), 0)
    return select(today, func.coalesce(func.sum(value), 0)).where(ModelCall.created_at >= month)


def _within(wanted: Period, zone: str, only: UUID | None) -> list[ColumnElement[bool]]:
    """The conditions of a period, by the days of the person who asks."""
    place = ZoneInfo(zone or "UTC")
    today = datetime.now(place).date()
    since, until = wanted.since or today - timedelta(days=29), wanted.until or today
    begin, end = (datetime.combine(d, time(), place).astimezone(UTC) for d in (since, until + timedelta(days=1)))
    found = [ModelCall.created_at >= begin, ModelCall.created_at < end]
    found += [ModelCall.user_id == only] if only else []
    found += [ModelCall.user_id == wanted.user_id] if wanted.user_id else []
    found += [ModelCall.agent == wanted.agent] if wanted.agent is not None else []
    found += [ModelCall.model == wanted.model] if wanted.model else []
    return found


def calls(wanted: CallQuery, zone: str, only: UUID | None) -> Select[ModelCall]:
    """Attempts of a period."""
    query = select(ModelCall).where(*_within(wanted, zone, only))
    query = query.where(ModelCall.status == wanted.status) if wanted.status else query
    return query.where(ModelCall.conversation_id == wanted.conversation_id) if wanted.conversation_id else query


def _keys(zone: str) -> dict[str, Any]:
    """By what calls are summed up."""
    return {
        "day": cast(func.date(func.timezone(zone or "UTC", ModelCall.created_at)), String), "agent": ModelCall.agent,
        "user": cast(ModelCall.user_id, String), "model": ModelCall.model, "provider": ModelCall.provider, "tier": ModelCall.tier,
    }  # fmt: skip


def _sums() -> tuple[Any, ...]:
    """What a group of calls took."""
    bad = ModelCall.status.in_(("failed", "cut", "lost"))
    return (
        func.count().label("calls"), func.count().filter(bad).label("failed"),
        func.coalesce(func.sum(ModelCall.input_tokens), 0).label("input_tokens"),
        func.coalesce(func.sum(ModelCall.output_tokens), 0).label("output_tokens"),
        func.coalesce(func.sum(ModelCall.cost), 0).label("cost"), func.count().filter(UNPRICED).label("unpriced"),
    )  # fmt: skip


def usage(wanted: UsageQuery, zone: str, only: UUID | None, *, grouped: bool) -> Select[Any]:
    """Sums of a period, by what was asked for or in all."""
    key = _keys(zone)[wanted.group_by].label("key")
    sums = (*_sums(), func.percentile_cont(0.5).within_group(ModelCall.ttft_ms).label("ttft_ms"))
    if not grouped:
        return select(*sums).select_from(ModelCall).where(*_within(wanted, zone, only))
    query = select(key, *sums).where(*_within(wanted, zone, only)).group_by(key)
    return query.order_by(key if wanted.group_by == "day" else func.sum(ModelCall.cost).desc(), key).limit(400)


def usage_lines(wanted: Period, zone: str, only: UUID | None) -> Select[Any]:
    """The same sums in their finest grain: a line for each day, agent, person and model."""
    keys = [key.label(name) for name, key in _keys(zone).items() if name != "tier"]
    return select(*keys, *_sums()).where(*_within(wanted, zone, only)).group_by(*keys).order_by(*keys).limit(MOST_LINES + 1)
