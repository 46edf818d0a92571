"""The engines of a data folder for a short command: those of the instance that runs on it, else started for the time of the command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from dev import environment, setup
from dev.datadir import DataDir
from dev.engines import Addresses
from dev.environment import Site
from dev.errors import DevError
from dev.stack import Stack


@contextmanager
def owner(data: DataDir) -> Iterator[dict[str, str]]:
    """The environment of the database's owner, for migrate, seed and the like. A running instance is left as it is."""
    if data.in_use():
        yield _running(data)
        return
    setup.python()
    with Stack(data, Site("127.0.0.1", 8000), os.environ) as stack:
        stack.start_engines()
        yield stack.environment


def _running(data: DataDir) -> dict[str, str]:
    known = data.read("state.json").get("addresses")
    if not known:
        raise DevError(f"the instance on {data.path} is still starting; try again when it is ready")
    outside = dict(os.environ) | {"PUBLIC_URL": known["PUBLIC_URL"]}
    return environment.owner(data, Addresses(known["DATABASE_URL"], known["REDIS_URL"]), Site("127.0.0.1", 8000), outside)
