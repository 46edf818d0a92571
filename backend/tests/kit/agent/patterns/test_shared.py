"""How two versions of one thing become one, and who sees it. The store: tests/features/agents/test_patterns.py."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kit.agent.patterns.shared import Entry, Merge, merged, visible

NOW = datetime(2026, 11, 20, tzinfo=UTC)
leaves = st.none() | st.integers() | st.text(max_size=3)
json = st.recursive(leaves, lambda inner: st.dictionaries(st.sampled_from("abc"), inner), max_leaves=8)
objects = st.dictionaries(st.sampled_from("abc"), json)


def entry(value: Any, *, at: datetime = NOW, by: str = "a", readers: tuple[str, ...] = ()) -> Entry:
    return Entry("key", value, 1, by, at, readers)


@pytest.mark.parametrize(("how", "old", "new", "expected"), [
    ("replace", {"a": 1}, {"b": 2}, {"b": 2}), ("deep", {"a": 1, "n": {"x": 1}}, {"n": {"y": 2}}, {"a": 1, "n": {"x": 1, "y": 2}}),
    ("append", [1], [2, 3], [1, 2, 3]), ("append", [1], 2, [1, 2]), ("append", "one", "two", "one\n\ntwo"), ("deep", [1], [2], [2]),
])  # fmt: skip
def test_merging(how: Merge, old: Any, new: Any, expected: Any) -> None:
    assert merged(entry(old), entry(new), how) == expected


def test_the_newest_wins_whoever_comes_last() -> None:
    earlier = NOW - timedelta(minutes=1)
    assert merged(entry("now"), entry("before", at=earlier), "newest") == "now"
    assert merged(entry("before", at=earlier), entry("now"), "newest") == "now"


def test_what_can_not_be_appended_is_refused() -> None:
    with pytest.raises(ValueError, match="dict can not be appended to int"):
        merged(entry(1), entry({}), "append")


@given(objects, objects)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_deep_keeps_every_key_and_the_new_value_of_each(old: dict[str, Any], new: dict[str, Any]) -> None:
    value = merged(entry(old), entry(new), "deep")
    assert set(value) == set(old) | set(new)
    assert all(value[key] == old[key] for key in old.keys() - new.keys())
    assert merged(entry(value), entry(new), "deep") == value  # saying it twice changes nothing


def test_who_sees_what() -> None:
    secret = entry(1, by="writer", readers=("reader",))
    assert [visible(secret, who) for who in ("reader", "writer", "other", None)] == [True, True, False, True]
    assert visible(entry(1), "other")
