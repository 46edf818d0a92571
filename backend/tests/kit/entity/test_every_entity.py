"""The suite that every declared entity gets: also a clone's own, without a line of theirs."""

from app.kit.testing.suite import *  # noqa: F403
