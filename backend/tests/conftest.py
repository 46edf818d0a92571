"""Fixtures of all tests come from the kit."""

pytest_plugins = ["app.kit.testing.fixtures"]
