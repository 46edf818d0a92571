"""Dates that come out right: working days, ends of months, due dates. "Today" is the day where the caller is."""

import calendar
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from app.kit.core.errors import Invalid
from app.kit.tools.tool import Args, BuiltIn, Hands

MOST_DAYS = 40_000
FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
SATURDAY = 5


class DayArgs(Args):
    """A day; today when it is left out."""

    day: date | None = Field(default=None, description="YYYY-MM-DD; left out: today")


class AddArgs(DayArgs):
    """How far from a day. What is given is added in this order: months, days, working days."""

    months: int = Field(default=0, ge=-1200, le=1200)
    days: int = Field(default=0, ge=-MOST_DAYS, le=MOST_DAYS)
    working_days: int = Field(default=0, ge=-5_000, le=5_000, description="Monday to Friday, without the holidays")
    due: bool = Field(default=False, description="if the result is no working day, take the next one")
    end_of_month: bool = Field(default=False, description="then go to the last day of that month")
    holidays: list[date] = Field(default_factory=list, max_length=400)


class BetweenArgs(Args):
    """Two days."""

    start: date
    end: date
    holidays: list[date] = Field(default_factory=list, max_length=400)


def today(hands: Hands) -> date:
    """Where the caller is; the setting CLOCK pins it."""
    try:
        zone = ZoneInfo(hands.actor.time_zone) if hands.actor.time_zone else UTC
    except (ZoneInfoNotFoundError, ValueError):
        zone = UTC
    return hands.kit.settings.clock or datetime.now(zone).date()


async def about(hands: Hands, args: DayArgs) -> dict[str, Any]:
    """What there is to know of a day."""
    return _told(args.day or today(hands))


async def add(hands: Hands, args: AddArgs) -> dict[str, Any]:
    """A day so far away. Raises Invalid outside 1900 to 2200."""
    free = frozenset(args.holidays)
    found = _working(_within(_later(_months(args.day or today(hands), args.months), args.days)), args.working_days, free)
    if args.end_of_month:
        found = _end_of_month(found)
    while args.due and not _works(found, free):
        found = _later(found, 1)
    return _told(_within(found))


async def between(hands: Hands, args: BetweenArgs) -> dict[str, Any]:
    """From one day to the other: days, and working days without the first and with the last. Negative when the end comes first."""
    start, end = _within(min(args.start, args.end)), _within(max(args.start, args.end))
    days, free = (end - start).days, frozenset(args.holidays)
    working = sum(_works(start + timedelta(days=n), free) for n in range(1, days + 1))
    sign = 1 if args.end >= args.start else -1
    return {"days": sign * days, "working_days": sign * working, "weeks": sign * (days // 7), "months": sign * _whole_months(start, end)}


def _told(day: date) -> dict[str, Any]:
    year, week, _ = day.isocalendar()
    return {
        "date": day.isoformat(), "weekday": f"{day:%A}", "working_day": day.weekday() < SATURDAY,
        "end_of_month": _end_of_month(day).isoformat(),
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}", "iso_week": f"{year}-W{week:02}", "leap_year": calendar.isleap(day.year),
    }  # fmt: skip


def _within(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise Invalid.field("day", f"must be between {FIRST.year} and {LAST.year}")
    return day


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise Invalid.field("day", "is too far away") from None


def _months(day: date, months: int) -> date:
    """The same day of another month, or that month's last."""
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    if not FIRST.year <= year <= LAST.year:
        raise Invalid.field("months", "lead too far away")
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _works(day: date, free: frozenset[date]) -> bool:
    return day.weekday() < SATURDAY and day not in free


def _working(day: date, count: int, free: frozenset[date]) -> date:
    step = 1 if count > 0 else -1
    for _ in range(abs(count)):
        day = _later(day, step)
        while not _works(day, free):
            day = _later(day, step)
    return day


def _whole_months(start: date, end: date) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (_months(start, months) > end)


DATE_TOOLS = (
    BuiltIn("date_info", "Weekday, end of month, quarter and ISO week of a day; today's when none is given.", DayArgs, about, clean=True),
    BuiltIn(
        "date_add", "A day so many months, days or working days from another; with `due` moved to a working day.", AddArgs, add, clean=True
    ),
    BuiltIn("date_between", "Days, working days, weeks and whole months between two days.", BetweenArgs, between, clean=True),
)
