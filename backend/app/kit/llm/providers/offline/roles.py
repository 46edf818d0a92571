"""What the tags of a sentence do in it: numbers with their comparison, groupings, negations, conditions, and the words about the answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .amounts import merge_numbers, solid
from .lexicon import Lexicon
from .tagger import Sentence, Tag

_CONDITIONS = ("period", "place", "hit", "choice", "state", "cond", "text", "pron", "unseen", "overdue_by")


_NUMBER = ("number", "no", "nr", "numero", "nummer", "numéro")
TIMES = ("times", "mal", "fois", "veces", "volte", "vezes", "keer")


@dataclass
class Condition:
    """A tag that narrows the rows; `negative` turns it round; `dates` are the date words that stand with a period."""

    tag: Tag
    negative: bool = False
    dates: list[Tag] = field(default_factory=list)


@dataclass
class Roles:
    """The sentence taken apart."""

    sentence: Sentence
    tags: list[Tag]
    asks: dict[str, Tag] = field(default_factory=dict)
    aggs: list[str] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    entities: list[Tag] = field(default_factory=list)
    groups: list[Tag] = field(default_factory=list)
    fields: list[Tag] = field(default_factory=list)
    supers: list[Tag] = field(default_factory=list)
    missing: list[Tag] = field(default_factory=list)
    empty: list[tuple[Tag, bool]] = field(default_factory=list)
    texts: list[tuple[str, str, Tag | None]] = field(default_factory=list)
    money: Tag | None = None
    debt: Tag | None = None
    buying: Tag | None = None
    never: Tag | None = None
    number: int = 0
    ordinal: int = 0
    compares: bool = False
    shift: int = 0
    less: bool = False
    each: bool = False
    order: str = ""
    direction: str = ""
    cue: bool = False
    unknown: list[Tag] = field(default_factory=list)
    outside: list[Tag] = field(default_factory=list)
    loose: list[Tag] = field(default_factory=list)


def following(tags: list[Tag], k: int) -> Iterator[tuple[int, Tag]]:
    """The tags after `k` that are more than filler."""
    return ((n, t) for n, t in enumerate(tags[k + 1 :], k + 1) if solid(t))


def assign(sentence: Sentence, lexicon: Lexicon) -> Roles:
    """Gives every tag its role."""
    tags = merge_numbers(sentence, lexicon)
    roles = Roles(sentence, tags)
    for k, tag in enumerate(tags):
        if not tag.used:
            _role(roles, k, tag)
    _date_words(roles)
    return roles


def _role(roles: Roles, k: int, tag: Tag) -> None:
    if not tag.means:
        roles.unknown.append(tag)
        return
    for step in (_grouping, _negation, _text, _order, _condition_role, _number_role, _word):
        if step(roles, k, tag):
            return


def _grouping(roles: Roles, k: int, tag: Tag) -> bool:
    if tag.has("pron", "each"):
        roles.each = True
        return False
    if not tag.has("group"):
        return False
    if tag.has("group", "each"):
        roles.each = True
    for n, after in following(roles.tags, k):
        if (
            after.has("bucket")
            or after.has("entity")
            or (after.has("field") and not (after.has("agg") or after.has("measure") or after.has("w", "total")))
        ):
            roles.groups.append(after)
            after.used = True
            for m, more in following(roles.tags, n):
                if more.has("conj", "and"):
                    continue
                if m <= n + 2 and (more.has("bucket") or (more.has("field") and not more.has("choice") and not more.has("w", "total"))):
                    roles.groups.append(more)
                    more.used = True
                break
        elif tag.has("group", "per") and (
            after.has("measure") or after.has("agg") or after.has("ask", "count") or after.has("super") or after.has("w", "total")
        ):
            roles.order = "measure"
        elif (
            after.has("conj")
            or after.has("ask")
            or ((after.has("place") or after.has("state") or after.has("choice")) and not after.has("field"))
        ):
            continue
        break
    return True


def _negation(roles: Roles, k: int, tag: Tag) -> bool:
    if tag.has("state", "never"):
        roles.never = tag
        return True
    if not tag.has("neg"):
        return False
    if tag.has("w", "number") and k + 1 < len(roles.tags) and (roles.tags[k + 1].has("num") or roles.tags[k + 1].has("hit")):
        return True
    for _, after in following(roles.tags, k):
        if tag.has("neg", "without") and (after.has("entity") or after.has("verb", "buy")) and not after.has("choice"):
            after.used = True
            if after.has("entity"):
                roles.missing.append(after)
            else:
                roles.never = after
            return True
        if tag.has("neg", "without") and after.has("field") and not any(after.has(kind) for kind in ("choice", "hit", "place")):
            after.used = True
            roles.empty.append((after, True))
            return True
        if any(after.has(kind) for kind in ("place", "hit", "choice", "state", "period")):
            after.means["negative"] = [True]
            if after.has("conj"):
                continue
            _spread(roles, after)
            return True
        if after.has("verb", "buy") or after.has("measure"):
            roles.never = after
            after.used = True
            return True
        if not (after.has("cue") or after.has("group") or after.has("cmp") or after.has("text") or after.has("pron")):
            break
    if not tag.has("cond"):
        roles.loose.append(tag)
    return not tag.has("cond")


def _spread(roles: Roles, first: Tag) -> None:
    """`not in Germany or France`: the second one as well."""
    kinds = [kind for kind in ("place", "hit", "choice") if first.has(kind)]
    k = roles.tags.index(first)
    for _, after in following(roles.tags, k):
        if after.has("conj"):
            continue
        if any(after.has(kind) for kind in kinds):
            after.means["negative"] = [True]
            continue
        return


def _text(roles: Roles, k: int, tag: Tag) -> bool:
    if tag.has("text", "startspost") and k:
        before = roles.tags[k - 1]
        before.used = True
        roles.unknown = [t for t in roles.unknown if t is not before]
        roles.texts.append(("starts", roles.sentence.raw(before), None))
        return True
    op = next((o for o in tag.get("text") if o in ("starts", "contains")), "")
    if not op:
        return False
    for after in (t for t in roles.tags[k + 1 :] if solid(t) or t.j - t.i == 1 and len(roles.sentence.raw(t)) == 1):
        raw = roles.sentence.raw(after).strip("\"'“”«»„")
        if raw.casefold() in (
            "letter",
            "letters",
            "word",
            "words",
            "text",
            "name",
            "names",
            "buchstabe",
            "buchstaben",
            "lettre",
            "letra",
            "lettera",
        ):
            after.used = True
            continue
        if op == "contains" and (
            after.has("entity") or after.has("agg") or after.has("period") or (after.has("field") and not after.has("hit"))
        ):
            return True
        after.used = True
        named = next((t for t in reversed(roles.tags[:k]) if t.has("field")), None)
        if named:
            named.used = True
            roles.fields = [f for f in roles.fields if f is not named]
        roles.texts.append((op, raw, named))
        return True
    return False


def _order(roles: Roles, k: int, tag: Tag) -> bool:
    if tag.has("dir"):
        roles.direction = tag.get("dir")[0]
        return True
    if tag.has("ask", "order"):
        roles.order = "field"
        for _, after in following(roles.tags, k):
            if after.has("group"):
                after.used = True
                continue
            if after.has("measure") or after.has("agg") or after.has("w", "total"):
                roles.order = "measure"
                return False
            if after.has("field"):
                after.means["order"] = [True]
            break
        return True
    return False


def _condition_role(roles: Roles, k: int, tag: Tag) -> bool:
    if tag.has("choice") and tag.has("field") and not tag.has("negative"):
        close = next((t for n, t in following(roles.tags, k) if n <= k + 2), None)
        dated = close is not None and close.has("period")
        asked = "when" in roles.asks
        if dated or asked:
            return False
    if tag.has("choice") and tag.has("verb") and not _adjective(roles, k):
        return True
    if not any(tag.has(kind) for kind in _CONDITIONS) or (tag.has("text") and not tag.has("hit")):
        return False
    if tag.has("measure", "debt"):
        roles.debt = tag
    if tag.has("pron", "one") and not tag.has("hit"):
        return True
    if tag.has("state") and tag.has("measure", "debt") and tag.get("state") == ["unpaid"]:
        roles.debt = tag
    roles.conditions.append(Condition(tag, tag.has("negative")))
    if tag.has("state") and tag.has("entity"):
        roles.entities.append(tag)
    return True


def _adjective(roles: Roles, k: int) -> bool:
    """`sent invoices`, `is sent`, `status sent`: a state, not what somebody did."""
    after = roles.tags[k + 1] if k + 1 < len(roles.tags) else None
    before = roles.tags[k - 1] if k else None
    return bool(after and after.has("entity")) or bool(before and (before.has("ask", "exist") or before.has("field") or before.has("neg")))


def _number_role(roles: Roles, k: int, tag: Tag) -> bool:
    if tag.has("super"):
        roles.supers.append(tag)
        roles.ordinal = int(tag.get("ord")[0]) if tag.has("ord") and tag.get("ord")[0] > 1 else roles.ordinal
        return True
    if tag.has("num"):
        if k + 1 < len(roles.tags) and roles.tags[k + 1].has("bucket") and any(t.has("period") for t in roles.tags):
            roles.tags[k + 1].used = True
            return True
        near = [t for t in roles.tags[max(0, k - 2) : k + 3] if t is not tag]
        if (
            any(t.has("super") or t.has("entity") or t.has("pron") or t.has("field") or t.has("bucket") for t in near)
            or len(roles.tags) <= 3
        ):
            roles.number = int(tag.get("num")[0])
        else:
            roles.unknown.append(tag)
        return True
    if tag.has("ord"):
        roles.ordinal = int(tag.get("ord")[0])
        return True
    return False


def _word(roles: Roles, k: int, tag: Tag) -> bool:
    """Everything that is not a condition: what is asked, about which entity, in which figures."""
    if (tag.has("out", "actions") or tag.has("out", "writing")) and set(roles.asks) & {"count", "sum", "when", "share", "exist"}:
        return True
    if tag.has("literal"):
        roles.texts.append(("contains", str(tag.get("literal")[0]), None))
        return True
    if tag.has("out") and set(tag.means) <= {"out", "stop", "w", "do", "verb"}:
        roles.outside.append(tag)
        return True
    if tag.has("cue") and (k == 0 or not roles.asks):
        roles.cue = True
    for ask in _asked(roles, k, tag):
        roles.asks.setdefault(ask, tag)
    if tag.has("rel"):
        roles.shift = 1 if tag.has("rel", "next") else -1
        return True
    if tag.has("comp"):
        roles.compares = True
        roles.less = roles.less or tag.has("comp", "less")
    if tag.has("measure", "debt"):
        roles.debt = tag
    elif tag.has("measure"):
        roles.money = tag
    if tag.has("verb", "buy"):
        roles.buying = tag
    if tag.has("agg"):
        roles.aggs.extend(a for a in tag.get("agg") if a not in roles.aggs)
        if tag.has("field"):
            roles.fields.append(tag)
        return True
    if tag.has("entity"):
        roles.entities.append(tag)
    elif tag.has("field") or tag.has("bucket"):
        roles.fields.append(tag)
    elif tag.has("w"):
        roles.unknown.append(tag)
    return True


def _asked(roles: Roles, k: int, tag: Tag) -> list[str]:
    """`hoeveel`, `wieviel` ask for a number before a noun, else for an amount."""
    asks = list(tag.get("ask"))
    if (
        "count" in asks
        and k
        and roles.tags[k - 1].has("field")
        and roles.tags[k - 1].j == tag.i
        and roles.sentence.tokens[tag.i].norm in _NUMBER
    ):
        return []
    if "sum" in asks and tag.j - tag.i <= 2:
        after = roles.tags[k + 1] if k + 1 < len(roles.tags) else None
        counted = after is not None and after.has("entity") and not after.has("hit")
        if counted or "count" in asks:
            figures = any(t.has("measure") or t.has("verb", "buy") or t.has("agg", "sum") for t in roles.tags)
            asks = [a for a in asks if a not in ("sum", "count")] + ["count" if counted or not figures else "sum"]
    return asks


def _date_words(roles: Roles) -> None:
    """Ties each period to the date word next to it (`due`, `issued`), and takes that word out of the fields."""
    for condition in roles.conditions:
        if not condition.tag.has("period"):
            continue
        near = [t for t in roles.tags if t.has("field") and 0 < _gap(t, condition.tag) <= 3 and not t.has("entity")]
        near.sort(key=lambda t: (_gap(t, condition.tag), t.i > condition.tag.i))
        condition.dates = near
    roles.fields = [f for f in roles.fields if f.has("field") or f.has("bucket")]


def _gap(a: Tag, b: Tag) -> int:
    return (b.i - a.j if a.j <= b.i else a.i - b.j) + 1
