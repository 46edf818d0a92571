"""Finds the features, orders them by `needs`, and builds the processes from what they bring."""

import gc
import importlib
import pkgutil
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from redis.asyncio import Redis
from starlette.types import ASGIApp

from app.kit.agent.directory import MoreTools, Staff
from app.kit.agent.memory import Forgetful, Memory
from app.kit.agent.proposals import Proposals, Unkept
from app.kit.core.access import Permission
from app.kit.core.context import Kit
from app.kit.core.db import Database
from app.kit.core.events import Bus
from app.kit.core.registry import registry
from app.kit.core.settings import Settings
from app.kit.core.signals import Signals
from app.kit.core.system import SystemDatabase
from app.kit.core.tell import Teller
from app.kit.entity.bulk import BULK
from app.kit.entity.following import may_follow
from app.kit.entity.import_job import IMPORT
from app.kit.entity.purge import PURGE
from app.kit.entity.reindex_job import REINDEX
from app.kit.entity.rights import permissions
from app.kit.entity.router import entity_router, meta_router
from app.kit.entity.undo_job import UNDO
from app.kit.jobs.job import Jobs
from app.kit.jobs.ticks import Ticks
from app.kit.live.topics import Topics
from app.kit.llm.meter import Meter
from app.kit.llm.router import Models
from app.kit.module import Module
from app.kit.web.app import Life, build
from app.kit.web.checks import core_checks
from app.kit.web.route import KitRoute
from app.kit.web.system import Checks, system_router


def discover(package: str = "app.features") -> list[Module]:
    """Every folder with a module.py, in the order of what needs what; says who misses whom."""
    home = importlib.import_module(package)
    folders = [f.name for f in pkgutil.iter_modules(home.__path__) if f.ispkg and (Path(home.__path__[0]) / f.name / "module.py").exists()]
    found: dict[str, Module] = {name: importlib.import_module(f"{package}.{name}.module").module for name in sorted(folders)}
    for module in found.values():
        if missing := [n for n in module.needs if n not in found]:
            raise RuntimeError(f"feature {module.name!r} needs {missing}, which is not in {package}")
    order = TopologicalSorter({m.name: sorted(m.needs) for m in found.values()}).static_order()  # CycleError names the cycle
    return [found[name] for name in order]


def permissions_of(modules: Iterable[Module]) -> list[Permission]:
    """All that a role can be given: of entities (read, write, delete) and of features."""
    found: list[Permission] = []
    for module in modules:
        for entity in module.entities:
            found += permissions(entity)
        found += module.permissions
    return found


def assemble(settings: Settings, modules: Sequence[Module] | None = None, *, url: str | None = None, pool: int | None = None) -> Kit:
    """Everything a process needs but its routes: engine, bus with listeners, Redis, ports, jobs, registered entities."""
    modules = discover() if modules is None else modules
    bus = Bus()
    for module in modules:
        for subscription in module.subscribers:
            bus.add(subscription)
    redis = Redis.from_url(settings.redis_url.get_secret_value(), socket_timeout=5, socket_connect_timeout=3, decode_responses=True)
    kit = Kit(settings, Database(url or settings.app_url, pool=pool or settings.database_pool), bus, redis)
    _provide(kit, Topics, {"record": may_follow})
    for module in modules:
        for port, adapter in module.ports.items():
            _provide(kit, port, adapter() if isinstance(adapter, type) else adapter)
    _provide(kit, Ticks, Ticks([PURGE]))
    kit.ports.setdefault(Proposals, Unkept())
    kit.ports.setdefault(Memory, Forgetful())
    _provide(kit, Staff, Staff())
    _provide(kit, MoreTools, MoreTools())
    kit.ports.setdefault(Models, Models())
    kit.ports.setdefault(Signals, Signals(redis, settings.redis_url.get_secret_value()))
    kit.ports[Jobs] = Jobs({job.kind: job for job in (IMPORT, BULK, UNDO, REINDEX, *(j for m in modules for j in m.jobs))})
    registry.fill(modules, permissions_of(modules))
    routers = routers_of(modules)
    kit.operations = {r.operation.name: r.operation for made in routers for r in made.routes if isinstance(r, KitRoute) and r.operation}
    kit.ports[Routers] = Routers(routers)
    return kit


def _provide(kit: Kit, port: type, adapter: Any) -> None:
    """One adapter per port; collections (checks, topics, lives) grow with each feature that brings some."""
    found = kit.ports.get(port)
    if isinstance(found, dict):
        found.update(adapter)
    elif isinstance(found, list):
        found.extend(adapter)
    else:
        kit.ports[port] = port(adapter) if issubclass(port, dict | list) else adapter


class Lives(list[Life]):
    """What runs beside the API process as long as it lives (a cache listener, a pool of sockets)."""


class Routers(list[APIRouter]):
    """The routers of all features, made once: the API mounts them, tools and the command line read their operations."""


def routers_of(modules: Sequence[Module]) -> list[APIRouter]:
    """Own routes first: `/customers/duplicates` must win over `/customers/{id}`."""
    made: list[APIRouter] = [system_router, meta_router]
    for module in modules:
        made += [*([module.router] if module.router else []), *module.routers]
        made += [entity_router(e, module.services.get(e)) for e in module.entities]
    names = [r.operation.name for router in made for r in router.routes if isinstance(r, KitRoute) and r.operation]
    if twice := {n for n in names if names.count(n) > 1}:
        raise RuntimeError(f"operation ids used twice: {sorted(twice)}")
    return made


async def close(kit: Kit) -> None:
    """Give connections back."""
    if (teller := kit.ports.get(Teller)) is not None:
        await teller.aclose()
    if (meter := kit.ports.get(Meter)) is not None:
        await meter.aclose()
    if (system := kit.ports.get(SystemDatabase)) is not None:
        await system.aclose()
    await kit.db.close()
    await kit.redis.aclose()


def build_api(kit: Kit) -> ASGIApp:
    """REST, health checks and live updates around an assembled kit."""
    from app.kit.live.server import with_live  # Socket.IO takes half a second to load, which commands and workers do not need

    kit.ports[Checks] = Checks({**core_checks(), **kit.ports.get(Checks, {})})
    lives: list[Life] = [_closing, *kit.ports.get(Lives, [])]
    app = build(kit, kit.use(Routers), lives)
    return with_live(kit, app)


@asynccontextmanager
async def _closing(kit: Kit) -> AsyncIterator[None]:
    # What the start made lives as long as the process: taken out of the collector's rounds, which otherwise stop a request for tens of
    # milliseconds now and then; and those rounds come less often.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    yield
    await close(kit)
