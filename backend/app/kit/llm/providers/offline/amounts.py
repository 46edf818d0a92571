"""Numbers with what stands around them: `over 2000 dollars`, `5 grand`, `more than 30 days overdue`."""

from decimal import Decimal
from typing import Any

from .lexicon import Lexicon
from .tagger import Sentence, Tag, amount


def solid(tag: Tag) -> bool:
    """Whether the tag is more than filler."""
    if not tag.means or tag.has("verb", "buy"):
        return True
    filler = {"stop", "all", "verb", "unit"} | ({"text"} if tag.get("text") == ["to"] else set())
    return not set(tag.means) <= filler


def merge_numbers(sentence: Sentence, lexicon: Lexicon) -> list[Tag]:
    """Joins `over` `2000` `dollars` into one condition, `5` `grand` into one number."""
    tags = [Tag(t.i, t.j, dict(t.means), t.score) for t in sentence.tags]
    out: list[Tag] = []
    k = 0
    while k < len(tags):
        size, tag = _by_days(tags, _condition(tags, k, sentence, lexicon), k)
        out.append(tag)
        k += size
    return out


def _value(tags: list[Tag], k: int, sentence: Sentence) -> tuple[int, Decimal, bool] | None:
    """A number at `k` with its unit: tags used, value, whether it is money."""
    if k >= len(tags):
        return None
    tag = tags[k]
    if not tag.has("num") and not (tag.has("period") and tag.j - tag.i == 1 and sentence.tokens[tag.i].kind == "num"):
        return None
    value = tag.get("num")[0] if tag.has("num") else amount(sentence.raw(tag), sentence.language)
    if value is None:
        return None
    size, money = 1, tag.has("unit", "money")
    while k + size < len(tags) and tags[k + size].has("unit"):
        unit = tags[k + size].get("unit")[0]
        value *= {"grand": 1000, "million": 1_000_000}.get(unit, 1)
        money = True
        size += 1
    return size, Decimal(value), money


def _condition(tags: list[Tag], k: int, sentence: Sentence, lexicon: Lexicon) -> tuple[int, Tag]:
    tag = tags[k]
    for op in tag.get("cmp"):
        if op in ("post", "postlt"):
            if k and _value(tags, k - 1, sentence):
                continue
            op = "gt" if op == "post" else "lt"
        at = k + 1 + (1 if k + 1 < len(tags) and not solid(tags[k + 1]) and not tags[k + 1].has("num") else 0)
        first = _value(tags, at, sentence)
        if not first:
            continue
        temporal = (
            tags[at].has("period")
            and (at > k + 1 or (tag.has("comp") and tag.j - tag.i == 1))
            or tags[at].has("period")
            and any(c.startswith("time:") for c in lexicon.find(tuple(t.norm for t in sentence.tokens[tag.i : tag.j])))
        )
        if temporal and not first[2]:
            continue
        after = at + first[0]
        if op == "between":
            joint = after < len(tags) and (
                tags[after].has("conj", "and") or tags[after].has("text", "to") or sentence.raw(tags[after]) in ("to", "bis", "a", "à")
            )
            second = _value(tags, after + 1, sentence) if joint else None
            if second:
                return after + 1 + second[0] - k, _made(tags, k, after + second[0], "between", (first[1], second[1]), first[2] or second[2])
            continue
        return after - k, _made(tags, k, after - 1, op, first[1], first[2])
    return _trailing(tags, k, sentence)


def _by_days(tags: list[Tag], made: tuple[int, Tag], k: int) -> tuple[int, Tag]:
    """`more than 30 days overdue`: a stretch of time, not an amount."""
    size, tag = made
    at = k + size
    if not tag.has("cond") or tag.has("money") or at >= len(tags) or not tags[at].has("bucket"):
        return made
    late = next((n for n in (at + 1, at + 2) if n < len(tags) and (tags[n].has("state", "overdue") or tags[n].has("state", "late"))), 0)
    close = next((n for n in (k - 1, k - 2) if n >= 0 and tags[n].has("state", "overdue")), -1)
    before = close >= 0
    op, value = tag.get("cond")[0]
    if not (late or before) or op not in ("gt", "gte", "lt", "lte"):
        return made
    if before:
        tags[close].used = True
    days = int(value) * {"day": 1, "week": 7, "month": 30}.get(tags[at].get("bucket")[0], 1)
    last = late or at
    return last + 1 - k, Tag(tags[k].i, tags[last].j, {"overdue_by": [(op, days)]}, 1.0)


def _trailing(tags: list[Tag], k: int, sentence: Sentence) -> tuple[int, Tag]:
    """`1000 or more`, `500 dollars`, `up to 2000 dollars` taken for a date."""
    found = _value(tags, k, sentence)
    if found:
        after = k + found[0]
        post = next((op for op in tags[after].get("cmp") if op in ("post", "postlt")), "") if after < len(tags) else ""
        if post:
            return found[0] + 1, _made(tags, k, after, "gte" if post == "post" else "lte", found[1], found[2])
        if found[2]:
            return found[0], _made(tags, k, after - 1, "eq", found[1], True)
    tag = tags[k]
    last = sentence.tokens[tag.j - 1]
    if tag.has("period") and tag.j - tag.i > 1 and last.kind == "num" and k + 1 < len(tags) and tags[k + 1].has("unit", "money"):
        value = amount(last.raw, sentence.language)
        return 2, _made(tags, k, k + 1, "lte", value, True)
    return 1, tag


def _made(tags: list[Tag], first: int, last: int, op: str, value: Any, money: bool) -> Tag:
    return Tag(tags[first].i, tags[last].j, {"cond": [(op, value)], **({"money": [True]} if money else {})}, 1.0)
