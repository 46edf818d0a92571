"""Models: an organisation's own providers, prices and limits; every call counted. May be deleted: then nothing is counted or limited."""

from app.features.models.adapters import Ledger, Own
from app.features.models.jobs import TICKS, listening
from app.features.models.router import READ, WRITE, calls, limits, prices, providers
from app.kit.boot import Lives
from app.kit.core.access import Permission
from app.kit.jobs.ticks import Ticks
from app.kit.llm.meter import Meter
from app.kit.llm.sources import Sources
from app.kit.module import Module

module = Module(
    name="models",
    needs=["accounts"],
    routers=[providers, prices, limits, calls],
    ports={Sources: Own, Meter: Ledger, Lives: [listening], Ticks: list(TICKS)},
    permissions=[
        Permission(READ, "See providers, prices and everybody's use of models", roles=()),
        Permission(WRITE, "Change providers, prices and limits of models", roles=()),
    ],
)
