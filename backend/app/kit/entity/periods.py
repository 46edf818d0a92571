"""Days named by what they are today: `due_on__lt=today`, `created_at=this_week`, `paid_on__gte=today-30d`. The whole grammar is here.

    now                                   this moment (times only)
    today, yesterday, tomorrow            a day
    today-7d, today+2w, today-1m, now-2h  so many days, weeks, months, years (or, from now, hours) before or after
    this_week, last_month, next_year …    this, last or next week (Monday to Sunday), month, quarter, year

All in the caller's time zone. A word means a stretch of time, and a filter compares with its ends: `=` is inside, `__gte` from its first
moment on, `__gt` behind it, `__lte` until its end, `__lt` before it. A date in a filter of a time is a stretch too: that day.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_

WORDS = "now, today, yesterday, tomorrow, today-7d (d, w, m, y), this_, last_ or next_ week, month, quarter, year"
PATTERN = r"^(now([+-]\d{1,4}[hd])?|today([+-]\d{1,4}[dwmy])?|yesterday|tomorrow|(this|last|next)_(week|month|quarter|year))$"
_SHIFTED = re.compile(r"(now|today)([+-]\d{1,4})([hdwmy])")
_NAMED = re.compile(r"(this|last|next)_(week|month|quarter|year)")
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_STEP = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to, and without, `end`: dates, or times with their zone. A moment has no length."""

    start: Any
    end: Any

    def compare(self, op: str, column: Any) -> ColumnElement[bool]:
        """The condition of a filter operator."""
        sides: dict[str, Callable[[], Any]] = {
            "eq": lambda: and_(column >= self.start, column < self.end),
            "gte": lambda: column >= self.start,
            "gt": lambda: column >= self.end,
            "lte": lambda: column < self.end,
            "lt": lambda: column < self.start,
        }
        found: ColumnElement[bool] = sides[op]()
        return found


def period_of(text: str, kind: str, zone: ZoneInfo, pinned: date | None = None) -> Period | None:
    """What a word means for a field of this kind (`date` or `datetime`); None when it is no such word.

    `pinned` is the day that is taken for today. Raises OverflowError beyond the years 1 to 9999.
    """
    now = datetime.now(zone) if pinned is None else datetime.combine(pinned, datetime.now(zone).timetz())
    if kind == "datetime" and text.startswith("now"):
        moment = _moment(text, now)
        return None if moment is None else Period(moment, moment)
    days = _days(text, now.date())
    if days is None and kind == "datetime" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        days = (date.fromisoformat(text), date.fromisoformat(text) + timedelta(1))
    if days is None or kind == "date":
        return None if days is None else Period(*days)
    return Period(*(datetime.combine(day, time(), zone).astimezone(UTC) for day in days))


def _moment(text: str, now: datetime) -> datetime | None:
    if text == "now":
        return now
    shifted = _SHIFTED.fullmatch(text)
    if shifted is None or shifted[3] not in "hd":
        return None
    return now + timedelta(hours=int(shifted[2]) * (24 if shifted[3] == "d" else 1))


def _days(text: str, today: date) -> tuple[date, date] | None:
    """First day, and the day behind the last."""
    day: date | None = None
    if text in _DAYS:
        day = today + timedelta(_DAYS[text])
    elif (shifted := _SHIFTED.fullmatch(text)) and shifted[1] == "today" and shifted[3] != "h":
        day = _shift(today, int(shifted[2]), shifted[3])
    if day is not None:
        return day, day + timedelta(1)
    if (named := _NAMED.fullmatch(text)) is None:
        return None
    step, unit = _STEP[named[1]], named[2]
    if unit == "week":
        monday = today + timedelta(7 * step - today.weekday())
        return monday, monday + timedelta(7)
    length = _MONTHS[unit]
    first = today.replace(month=(today.month - 1) // length * length + 1, day=1)
    return _shift(first, step * length, "m"), _shift(first, (step + 1) * length, "m")


def _shift(day: date, number: int, unit: str) -> date:
    """Months are kept within their length: a month before 31 March is the last of February."""
    if unit in "dw":
        return day + timedelta(number * (7 if unit == "w" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
