"""One and many, by English rule."""

SAME = ("staff", "equipment", "series", "species", "news")
"""Words without a plural of their own."""


def singular(plural: str) -> str:
    """The one of many: companies, boxes, orders. A word that is no plural stays."""
    if plural in SAME or plural.endswith(("ss", "us", "is")):
        return plural
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("uses", "us"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if plural.endswith(ending):
            return plural.removesuffix(ending) + instead
    return plural


def plural(one: str) -> str:
    """The many of one: company, box, order. A word that is a plural stays."""
    if one in SAME or singular(one) != one:
        return one
    if one.endswith("y") and one[-2:-1] not in ("a", "e", "i", "o", "u"):
        return one[:-1] + "ies"
    if one.endswith("is"):
        return one[:-2] + "es"
    return one + ("es" if one.endswith(("s", "x", "ch", "sh")) else "s")


def camel(noun: str) -> str:
    """As a class is called: purchase_order, PurchaseOrder."""
    return noun.title().replace("_", "")


def article(noun: str) -> str:
    """With its article: an order, a box."""
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
