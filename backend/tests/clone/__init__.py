"""A clone with features of its own: tests/flows/test_clone.py copies `features/` into a copy of this tree and runs these tests there."""
