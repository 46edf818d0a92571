"""Worker and scheduler root: `celery -A app.worker worker` and `celery -A app.worker beat`. The scheduler never loads the features."""

import logging
from typing import Any

from celery import signals

from app.kit.core.context import Kit
from app.kit.core.log import configure
from app.kit.core.settings import get_settings
from app.kit.jobs.process import make_worker

POOL = 4
"""Database connections of a worker process: it does one thing at a time."""


def _assembled() -> Kit:
    from app.kit.boot import assemble
    from app.kit.live.voice import speak

    kit = assemble(get_settings(), pool=POOL)
    speak(kit)
    return kit


async def _close(kit: Kit) -> None:
    from app.kit.boot import close

    await close(kit)


@signals.worker_init.connect(weak=False)
def _load(**_: Any) -> None:
    """Import the features before the processes are forked, so that they share the memory."""
    from app.kit.boot import discover

    discover()


@signals.setup_logging.connect(weak=False)
def _log(**_: Any) -> None:
    configure(get_settings().log_level)
    for noisy in ("celery.beat", "celery.worker.strategy", "celery.worker.request", "celery.app.trace"):  # a tick each second is no news
        logging.getLogger(noisy).setLevel("WARNING")


app = make_worker(get_settings(), _assembled, _close)
