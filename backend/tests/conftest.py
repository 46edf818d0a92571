"""Fixtures of all tests come from the kit."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["app.kit.testing.fixtures"]

# How long an example takes says more about who else uses the machine than about the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
