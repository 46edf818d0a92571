"""Days, months, quarters, years and ranges as people write them, found in a list of tokens.

Month and weekday names come from CLDR through Babel, the small words (`since`, `last`, `quarter`) from the lexicon.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from babel.dates import get_day_names, get_month_names

from .lexicon import Lexicon
from .periods import Period, bounded, in_year, month_of, piece, shift, span, unit_of, year_of
from .text import Token, fold

_UNITS = ("day", "week", "month", "quarter", "year")


@lru_cache(maxsize=16)
def names(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Month numbers and weekday numbers (Monday = 0) by name, in the language and in English."""
    months: dict[str, int] = {"sept": 9}
    days: dict[str, int] = {}
    for locale in ("en", language):
        for width in ("abbreviated", "wide") if locale == language else ("wide",):
            for context in ("format", "stand-alone"):
                months.update({fold(n).rstrip("."): k for k, n in get_month_names(width, context, locale).items()})
                if width == "wide":
                    days.update({fold(n): k for k, n in get_day_names(width, context, locale).items()})
    for name, number in list(days.items()):
        days.setdefault(name.replace("-feira", ""), number)
    if language == "en":
        days |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thurs": 3, "fri": 4}
    return months, days


class DateFinder:
    """Finds periods in one sentence."""

    def __init__(
        self, tokens: Sequence[Token], lexicon: Lexicon, language: str, today: date, future: bool = False, ranges: bool = True
    ) -> None:
        self.ranges = ranges
        self.tokens = tokens
        self.lexicon = lexicon
        self.today = today
        self.future = future
        self.language = language
        self.months, self.weekdays = names(language)

    def find(self) -> list[tuple[int, int, Period]]:
        """All periods, longest first at each place, without overlaps."""
        found, k = [], 0
        while k < len(self.tokens):
            hit = (self._range(k) if self.ranges else None) or self._bounded(k) or self._open(k)
            if hit:
                found.append((k, hit[0], hit[1]))
            k = hit[0] if hit else k + 1
        return self._same_year(found)

    def _same_year(self, found: list[tuple[int, int, Period]]) -> list[tuple[int, int, Period]]:
        """`november and december 1997`: the first month is of the same year."""
        for n in range(len(found) - 1, 0, -1):
            (i, j, before), after = found[n - 1], found[n][2]
            if (
                before.yearless
                and not after.yearless
                and before.start
                and before.end
                and after.start
                and found[n][0] - j <= 1
                and before.grain == after.grain
            ):
                year = after.start.year
                found[n - 1] = (i, j, replace(before, start=in_year(before.start, year), end=in_year(before.end, year), yearless=False))
        return found

    # -- words -------------------------------------------------------------------------------------------------------------------

    def _is(self, k: int, concept: str) -> int:
        """How many tokens from `k` on mean this concept; 0 if none do."""
        if concept == "time:to" and k < len(self.tokens) and self.tokens[k].norm in ("-", "–"):
            return 1
        for size in (3, 2, 1):
            phrase = tuple(t.norm for t in self.tokens[k : k + size])
            if len(phrase) == size and concept in self.lexicon.find(phrase):
                return size
        return 0

    def _number(self, k: int) -> int | None:
        if k < len(self.tokens):
            if self.tokens[k].kind == "num" and self.tokens[k].norm.isdigit():
                return int(self.tokens[k].norm)
            for concept in self.lexicon.find((self.tokens[k].norm,)):
                if concept.startswith("num:"):
                    return int(concept[4:])
        return None

    def _unit(self, k: int) -> str:
        if k < len(self.tokens):
            found = self.lexicon.find((self.tokens[k].norm,))
            return next((u for u in _UNITS if f"bucket:{u}" in found), "")
        return ""

    def _year(self, k: int, sure: bool) -> int | None:
        """A year of four digits, or of two where a year must stand."""
        if k >= len(self.tokens) or self.tokens[k].kind != "num" or not self.tokens[k].norm.isdigit():
            return None
        text = self.tokens[k].norm
        if len(text) == 4 and 1900 <= int(text) <= 2100:
            return int(text)
        if len(text) == 2 and sure:
            century = self.today.year // 100 * 100
            year = century + int(text)
            return year - 100 if year > self.today.year + 10 else year
        return None

    def _skip(self, k: int) -> int:
        """Past `of`, `de`, `,` between the parts of a date."""
        while k < len(self.tokens) and self.tokens[k].norm in (
            "of",
            "de",
            "del",
            "do",
            "da",
            "di",
            "von",
            "du",
            "the",
            "van",
            "den",
            ",",
            ".",
            "the year",
        ):
            k += 1
        return k

    # -- ranges ------------------------------------------------------------------------------------------------------------------

    def _range(self, k: int) -> tuple[int, Period] | None:
        opened = self._is(k, "time:between")
        start = self._skip(k + opened)
        first = self._point(start)
        day = self._number(start) if opened or (start + 1 < len(self.tokens) and self.tokens[start + 1].norm in ("-", "–")) else None
        middle = first[0] if first else start + 1 if day and 1 <= day <= 31 else 0
        joined = self._is(middle, "time:to") if middle else 0
        if not joined or (not opened and self.tokens[middle].norm in ("and", "und", "et", "y", "e", "en")):
            return None
        last = self._point(self._skip(middle + joined), sure=True)
        if not last or last[1].end is None:
            return None
        if first is None or (day and day <= 31 and first[1].start is None):
            base = last[1].start
            return (
                (last[0], Period(base.replace(day=day), last[1].end))
                if base and last[1].grain == "day" and day and day <= base.day
                else None
            )
        begin, end = first[1], last[1]
        if begin.yearless and not end.yearless and begin.start and end.end:
            begin = replace(begin, start=in_year(begin.start, end.end.year))
        return (last[0], Period(begin.start, end.end, end.grain)) if begin.start and begin.start <= (end.end or begin.start) else None

    def _bounded(self, k: int) -> tuple[int, Period] | None:
        for side in ("since", "after", "before", "until"):
            size = self._is(k, f"time:{side}")
            point = self._point(self._skip(k + size), sure=True) if size else None
            if not point:
                continue
            end, period = point
            if side == "since" and self.tokens[k].norm in ("from", "aus", "de", "von", "du", "di", "van"):
                onwards = self._is(end, "time:onwards")
                if not onwards:
                    continue
                end += onwards
            return end, bounded(period, side)
        return None

    def _open(self, k: int) -> tuple[int, Period] | None:
        sure = k > 0 and (self._is(k - 1, "time:in") > 0 or self.tokens[k - 1].norm == "'")
        point = self._point(k, sure)
        if point:
            onwards = self._is(point[0], "time:onwards")
            if onwards and self.tokens[point[0]].norm != "on":
                return point[0] + onwards, bounded(point[1], "since")
        return point

    # -- points ------------------------------------------------------------------------------------------------------------------

    def _point(self, k: int, sure: bool = False) -> tuple[int, Period] | None:
        if k >= len(self.tokens):
            return None
        return (
            self._exact(k)
            or self._edge(k)
            or self._part(k)
            or self._relative(k)
            or self._day_month(k)
            or self._month(k)
            or self._weekday(k)
            or self._whole_year(k, sure)
        )

    def _exact(self, k: int) -> tuple[int, Period] | None:
        if self.tokens[k].kind != "iso":
            return None
        text = self.tokens[k].norm
        parts = [int(p) for p in text.replace("/", "-").replace(".", "-").split("-")]
        if len(parts) == 2:
            return k + 1, month_of(parts[0], parts[1])
        if len(str(parts[0])) == 4:
            year, month, day = parts
        else:
            day, month, year = parts
            if month > 12 or ("/" in text and self.language == "en" and day <= 12):
                day, month = month, day
            year += 0 if year > 99 else self.today.year // 100 * 100 - (100 if year > self.today.year % 100 + 10 else 0)
        try:
            at = date(year, month, day)
        except ValueError:
            return None
        return k + 1, Period(at, at)

    def _relative(self, k: int) -> tuple[int, Period] | None:
        for word, days in (("today", 0), ("yesterday", -1), ("tomorrow", 1)):
            if size := self._is(k, f"time:{word}"):
                return k + size, unit_of(self.today, "day", days)
        if size := self._is(k, "time:todate"):
            return k + size, Period(date(self.today.year, 1, 1), self.today, "year")
        for word, step in (("this", 0), ("last", -1), ("next", 1)):
            if size := self._is(k, f"time:{word}"):
                if unit := self._unit(k + size):
                    if unit == "day":
                        return None
                    return k + size + 1, unit_of(self.today, unit, step)
                count, unit = self._number(k + size), self._unit(k + size + 1)
                if step and count and unit:
                    return k + size + 2, span(self.today, unit, step * count)
        return self._after_unit(k) or self._counted(k)

    def _after_unit(self, k: int) -> tuple[int, Period] | None:
        """`mois dernier`, `semana que viene`: the unit comes first."""
        unit = self._unit(k)
        for word, step in (("last", -1), ("next", 1), ("this", 0)) if unit and self.language != "en" else ():
            if size := self._is(k + 1, f"time:{word}"):
                return k + 1 + size, unit_of(self.today, unit, step)
        return None

    def _counted(self, k: int) -> tuple[int, Period] | None:
        """`3 days ago`, `vor 3 Tagen`, `in two weeks`."""
        if k >= len(self.tokens):
            return None
        lead = self._is(k, "time:ago")
        ahead = 0 if lead else (1 if self.tokens[k].norm in ("in", "dans", "en", "fra", "em", "over", "within") else 0)
        at = k + lead + ahead
        count = (
            1
            if at < len(self.tokens) and self.tokens[at].norm in ("a", "an", "einer", "einem", "un", "une", "una", "uma", "een")
            else self._number(at)
        )
        unit = self._unit(at + 1)
        if not unit or not count:
            return None
        behind = self._is(at + 2, "time:ago")
        if ahead and not behind:
            day = shift(self.today, unit, count)
            return (at + 2, Period(day, day)) if unit != "year" or count < 50 else None
        if not (lead or behind):
            return None
        return at + 2 + behind, unit_of(self.today, unit, -count)

    def _edge(self, k: int) -> tuple[int, Period] | None:
        """The first or last day of a period: `end of june 1998`."""
        for word in ("last", "super:new", "ord:1"):
            size = self._is(k, word if ":" in word else f"time:{word}")
            if size and self._unit(k + size) == "day" and (inner := self._point(self._skip(k + size + 1), sure=True)):
                edge = inner[1].start if word == "ord:1" else inner[1].end
                return (inner[0], Period(edge, edge)) if edge else None
            if (
                size
                and self._unit(k + size) == "week"
                and (inner := self._month(self._skip(k + size + 1)))
                and inner[1].start
                and inner[1].end
            ):
                week = timedelta(days=6)
                return inner[0], Period(inner[1].start, inner[1].start + week) if word == "ord:1" else Period(
                    inner[1].end - week, inner[1].end
                )
        for word in ("end", "start"):
            if size := self._is(k, f"time:{word}"):
                inner = self._point(self._skip(k + size), sure=True)
                unit = self._unit(self._skip(k + size))
                whole = inner[1] if inner else unit_of(self.today, unit) if unit else None
                day = whole and (whole.end if word == "end" else whole.start)
                if day:
                    return (inner[0] if inner else self._skip(k + size) + 1), Period(day, day)
        return None

    def _part(self, k: int) -> tuple[int, Period] | None:
        """A quarter or half: `Q1 1997`, `second quarter of 1997`, `1997 Q3`."""
        k = self._skip(k)
        text = self.tokens[k].norm if k < len(self.tokens) else ""
        if len(text) == 2 and text[0] in "qht" and text[1] in "1234":
            return self._numbered(int(text[1]), "half" if text[0] == "h" else "quarter", k + 1)
        year = self._year(k, False)
        if year and k + 1 < len(self.tokens) and len(after := self.tokens[k + 1].norm) == 2 and after[0] in "qht" and after[1] in "1234":
            return k + 2, piece(year, int(after[1]), "half" if after[0] == "h" else "quarter")
        at = k
        number = next((int(c[4:]) for c in self.lexicon.find((text,)) if c.startswith("ord:")), None) or self._number(k)
        at = k + 1 + (1 if k + 1 < len(self.tokens) and self._is(k + 1, "time:suffix") else 0)
        if "super:new" in self.lexicon.find((text,)) and number is None:
            number = -1
        kind = "quarter" if self._unit(at) == "quarter" else "half" if self._is(at, "time:half") else ""
        return self._numbered(number, kind, at + (1 if kind == "quarter" else self._is(at, "time:half"))) if number and kind else None

    def _numbered(self, number: int, kind: str, at: int) -> tuple[int, Period] | None:
        at_year = self._skip(at + (1 if at < len(self.tokens) and self.tokens[at].norm in ("in", "year", "im", "en") else 0))
        year = self._year(at_year, True)
        if number == -1 and year is None:
            return None
        number = (2 if kind == "half" else 4) if number == -1 else number
        if not 1 <= number <= (2 if kind == "half" else 4):
            return None
        if year is None:
            relative = self._relative(at_year)
            if relative and relative[1].grain == "year" and relative[1].start:
                return relative[0], piece(relative[1].start.year, number, kind)
            return at, replace(piece(self.today.year, number, kind), yearless=True)
        return at_year + 1, piece(year, number, kind)

    def _day_month(self, k: int) -> tuple[int, Period] | None:
        day, at = self._number(k), k + 1
        if day is None and (ordinal := next((int(c[4:]) for c in self.lexicon.find((self.tokens[k].norm,)) if c.startswith("ord:")), None)):
            day = ordinal
        if day is not None:
            at = self._skip(at + self._is(at, "time:suffix"))
            month = self._month_at(at)
            at += 1
        else:
            month = self._month_at(k)
            at = self._skip(k + 1)
            day = self._number(at)
            at += 1
            at += self._is(at, "time:suffix")
        if not (month and day and 1 <= day <= 31):
            return None
        year_at = self._skip(at)
        year = self._year(year_at, True)
        try:
            at_day = date(year or self._near(month, day), month, day)
        except ValueError:
            return None
        return (year_at + 1 if year else at), Period(at_day, at_day, "day", year is None)

    def _near(self, month: int, day: int) -> int:
        """The year of the nearest such day ahead (`future`) or behind."""
        same = (month, day) >= (self.today.month, self.today.day)
        if self.future:
            return self.today.year if same else self.today.year + 1
        return self.today.year if (month, day) <= (self.today.month, self.today.day) else self.today.year - 1

    def _month_at(self, k: int) -> int | None:
        return self.months.get(self.tokens[k].norm) if k < len(self.tokens) and self.tokens[k].kind == "word" else None

    def _month(self, k: int) -> tuple[int, Period] | None:
        month = self._month_at(k)
        if not month:
            return None
        at = self._skip(k + 1)
        year = self._year(at, True)
        if year is None and (relative := self._relative(at)) and relative[1].grain == "year" and relative[1].start:
            return relative[0], month_of(relative[1].start.year, month)
        if year is None and self.tokens[k].norm in ("may", "mar", "march", "set", "ago", "out") and not self._certain_month(k):
            return None
        if year:
            return at + 1, month_of(year, month)
        return k + 1, replace(month_of(self._near(month, 1), month), yearless=True)

    def _certain_month(self, k: int) -> bool:
        return (
            self.tokens[k].raw[0].isupper() and k > 0 or (k > 0 and (self._is(k - 1, "time:in") > 0 or self._is(k - 1, "time:since") > 0))
        )

    def _weekday(self, k: int) -> tuple[int, Period] | None:
        lead = self._is(k, "time:next") or self._is(k, "time:this") or self._is(k, "time:last")
        at = k + lead
        if at >= len(self.tokens) or self.tokens[at].norm not in self.weekdays:
            return None
        back = bool(lead and self._is(k, "time:last")) or (not lead and not self.future)
        ahead = (self.weekdays[self.tokens[at].norm] - self.today.weekday()) % 7
        day = self.today + timedelta(days=ahead - 7 if back else ahead or (7 if lead else 0))
        return at + 1, Period(day, day)

    def _whole_year(self, k: int, sure: bool) -> tuple[int, Period] | None:
        year = self._year(k, sure)
        return (k + 1, year_of(year)) if year else None
