"""Tests that every declared entity gets for nothing: `from app.kit.testing.suite import *` in a test file picks up all there are.

Records are generated (hypothesis) from the declaration: values for each kind, linked records, uploaded files. The tests go through HTTP,
as clients do, and hold for any declaration; what an entity's own service adds is tested beside that service.
"""

from app.kit.testing.suite.changing import (
    test_a_delete_hides_and_a_restore_brings_back,
    test_a_record_is_what_was_sent,
    test_a_whole_record_sent_back_changes_nothing,
    test_fields_change_one_by_one,
    test_what_does_not_fit_is_named,
)
from app.kit.testing.suite.files import test_what_is_exported_can_be_imported
from app.kit.testing.suite.finding import (
    test_every_filter_finds_what_it_says,
    test_every_order_pages_through_all,
    test_search_finds_each_word,
    test_some_fields_only,
    test_stats_add_up,
)
from app.kit.testing.suite.moving import test_only_declared_moves
from app.kit.testing.suite.past import test_an_earlier_version_is_shown_and_taken_again, test_two_become_one
from app.kit.testing.suite.racing import test_a_unique_value_is_given_once, test_two_writers_one_wins
from app.kit.testing.suite.rights import (
    test_another_organisation_sees_nothing,
    test_each_action_needs_its_right,
    test_guarded_fields,
    test_who_sees_a_record,
)
from app.kit.testing.suite.telling import test_agents_get_what_is_declared, test_changes_are_audited, test_changes_are_told

__all__ = [
    "test_an_earlier_version_is_shown_and_taken_again", "test_two_become_one",
    "test_a_delete_hides_and_a_restore_brings_back", "test_a_record_is_what_was_sent", "test_a_unique_value_is_given_once",
    "test_a_whole_record_sent_back_changes_nothing", "test_agents_get_what_is_declared", "test_another_organisation_sees_nothing",
    "test_changes_are_audited", "test_changes_are_told", "test_each_action_needs_its_right", "test_every_filter_finds_what_it_says",
    "test_every_order_pages_through_all", "test_fields_change_one_by_one", "test_guarded_fields", "test_only_declared_moves",
    "test_search_finds_each_word", "test_some_fields_only", "test_stats_add_up", "test_two_writers_one_wins",
    "test_what_does_not_fit_is_named", "test_what_is_exported_can_be_imported", "test_who_sees_a_record",
]  # fmt: skip
