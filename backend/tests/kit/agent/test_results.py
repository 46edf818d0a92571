"""Tool results as a model gets them, and the records an answer rests on."""

import json

from app.kit.agent.records import cited
from app.kit.agent.toolbox import cut

KNOWN = {
    "customers": {
        "singular": "customer",
        "title_field": "name",
        "fields": [{"name": "code", "unique": True}, {"name": "name", "unique": False}],
    }
}
ROWS = [{"id": str(n), "code": f"C{n}", "name": f"Firm {n}"} for n in range(20)]


def test_a_long_list_keeps_whole_items_and_says_how_many() -> None:
    data = {"items": ROWS, "next_cursor": None}
    short = json.loads(cut(json.dumps(data), data, 800))
    assert 0 < len(short["items"]) < 20 and short["items"] == ROWS[: len(short["items"])]
    assert short["note"].startswith(f"Cut: {len(short['items'])} of 20")
    assert cut("{}", {}, 800) == "{}"
    assert cut("x" * 900, None, 800).endswith("[cut: the result is longer]")


def test_cited_is_what_the_answer_names() -> None:
    results = [("list_customers", {"items": ROWS}), ("get_customer_stats", {"items": [{"id": "stats"}]})]
    assert [c.key for c in cited("It is Firm 3 (C3), not c17.", results, KNOWN)] == ["C3", "C17"]
    assert cited("There are 20.", results, KNOWN) == []
    assert [c.label for c in cited("The phone is 1.", [("get_customer", ROWS[4])], KNOWN)] == ["Firm 4"]
