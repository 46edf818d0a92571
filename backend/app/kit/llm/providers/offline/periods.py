"""Stretches of the calendar: days, weeks, months, quarters, years and what lies before or after them."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included; an open side is None. `grain` says how exactly it was given."""

    start: date | None
    end: date | None
    grain: str = "day"
    yearless: bool = False


def month_of(year: int, month: int) -> Period:
    """A calendar month."""
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def year_of(year: int) -> Period:
    """A calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def months_from(year: int, month: int, count: int, grain: str) -> Period:
    """`count` whole months."""
    last = month + count - 1
    return Period(date(year, month, 1), month_of(year + (last - 1) // 12, (last - 1) % 12 + 1).end, grain)


def unit_of(day: date, unit: str, shift: int = 0) -> Period:
    """The week, month, … that holds a day, or one `shift` units away."""
    if unit == "day":
        moved = day + timedelta(days=shift)
        return Period(moved, moved)
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        return Period(monday, monday + timedelta(days=6), "week")
    if unit == "year":
        return year_of(day.year + shift)
    size = 3 if unit == "quarter" else 1
    index = day.year * 12 + (day.month - 1) // size * size + shift * size
    return months_from(index // 12, index % 12 + 1, size, unit)


def shift(day: date, unit: str, count: int) -> date:
    """A day `count` days, weeks, months or years later."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    index = day.year * 12 + day.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def in_year(day: date, year: int) -> date:
    """The same day of another year."""
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def piece(year: int, number: int, kind: str) -> Period:
    """The n-th quarter or half of a year."""
    size = 6 if kind == "half" else 3
    return months_from(year, (number - 1) * size + 1, size, kind)


def bounded(period: Period, side: str) -> Period:
    """Everything since, until, after or before a period."""
    if side == "since":
        return Period(period.start, None, period.grain)
    if side == "until":
        return Period(None, period.end, period.grain)
    if side == "after":
        return Period(period.end + timedelta(days=1) if period.end else None, None, period.grain)
    return Period(None, period.start - timedelta(days=1) if period.start else None, period.grain)


def span(today: date, unit: str, count: int) -> Period:
    """`last 30 days`, `next 2 weeks`: up to or from today, today included."""
    if count < 0:
        return Period(shift(today, unit, count), today, "range")
    return Period(today, shift(today, unit, count), "range")
