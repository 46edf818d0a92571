"""Making records of any entity, and what the tests of the suite have in common."""

import base64
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.kit.boot import discover
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.spec import FieldSpec
from app.kit.testing.people import Organisation, founded
from app.kit.testing.product import Product
from app.kit.testing.suite.values import Links, maybe, values

Json = dict[str, Any]
NAMES = [e.__entity__ for m in discover() for e in m.entities]
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
FILES = ("file", "image")


def generated(examples: int = 1) -> Callable[[Any], Any]:
    """For each entity, so many times: the test gets a fresh organisation, the entity's name and hypothesis' `data`."""
    calm = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    phases = [Phase.explicit, Phase.reuse, Phase.generate]  # no shrinking: each try is a whole story over HTTP

    def mark(test: Any) -> Any:
        async def run(product: Product, name: str, data: st.DataObject) -> None:
            org = await founded(product)
            try:
                await test(org, name, data)
            finally:
                await org.aclose()

        run.__name__, run.__qualname__, run.__module__, run.__doc__ = test.__name__, test.__qualname__, test.__module__, test.__doc__
        drawn = settings(max_examples=examples, deadline=None, suppress_health_check=calm, phases=phases)(given(data=st.data())(run))
        return pytest.mark.parametrize("name", NAMES)(drawn)

    return mark


class Maker:
    """Records of one entity in one organisation, made by its administrator unless somebody else is named."""

    def __init__(self, org: Organisation, name: str, data: st.DataObject, http: httpx.AsyncClient | None = None) -> None:
        self.org, self.name, self.data = org, name, data
        self.http = http or org.admin.http
        self.entity: type[Entity] = registry.entities[name]
        self.links: Links = {}
        self._taken: dict[str, set[str]] = {}

    @property
    def settable(self) -> list[FieldSpec]:
        """Fields that somebody can set."""
        return [s for s in self.entity.__fields__.values() if s.computed is None]

    async def ready(self) -> "Maker":
        """Make what records of this entity link to: people, two records of each target, fresh uploads are made one by one."""
        for spec in self.settable:
            if spec.kind == "user":
                self.links[spec.name] = [self.org.admin.id]
            elif spec.target and (spec.required or spec.target != self.name) and spec.name not in self.links:
                others = await Maker(self.org, spec.target, self.data).ready_for(self.name)
                self.links[spec.name] = [(await others.record())["id"] for _ in range(2)]
            elif spec.target:
                self.links[spec.name] = []
        return self

    async def ready_for(self, origin: str) -> "Maker":
        """The same without going round in circles: optional links back stay empty."""
        for spec in self.settable:
            if spec.target == origin and not spec.required:
                self.links[spec.name] = []
        return await self.ready()

    async def value(self, spec: FieldSpec, *, filled: bool = False) -> Any:
        """A value for a field; a unique one is drawn once."""
        if spec.kind in FILES:
            return await self.upload() if filled or spec.required else None
        if self.links.get(spec.name) == []:
            return [] if spec.many else None
        taken = self._taken.setdefault(spec.name, set())
        wanted = values(spec, self.links) if filled or spec.unique else maybe(spec, self.links)
        drawn = self.data.draw(wanted.filter(lambda v: not spec.unique or str(v) not in taken))
        taken.add(str(drawn))
        return drawn

    async def body(self, *, filled: bool = False, **changed: Any) -> Json:
        """A new record, every field named; it starts where records start."""
        made: Json = {}
        for spec in self.settable:
            if spec.name in changed:
                made[spec.name] = changed[spec.name]
            else:
                made[spec.name] = spec.default if spec.moves else await self.value(spec, filled=filled)
        return made

    async def record(self, *, filled: bool = False, **changed: Any) -> Json:
        """A record that was created."""
        return await self.create(await self.body(filled=filled, **changed))

    async def another(self, body: Json) -> Json:
        """The same once more, as far as it may be the same: unique values and files are new."""
        fresh = {s.name: await self.value(s, filled=True) for s in self.settable if s.unique or s.kind in FILES and body[s.name]}
        return body | fresh

    async def create(self, body: Json) -> Json:
        """A record that was created from this body."""
        answer = await self.http.post(f"/{self.name}", json=body)
        assert answer.status_code == 201, answer.text
        found: Json = answer.json()
        return found

    async def upload(self) -> str:
        """A picture of one's own; its id."""
        answer = await self.http.post("/files", files={"file": ("dot.png", PNG, "image/png")})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def listed(self, **query: Any) -> Json:
        """A list that must work."""
        answer = await self.http.get(f"/{self.name}", params=query)
        assert answer.status_code == 200, f"{query}: {answer.text}"
        found: Json = answer.json()
        return found


def fields_of(record: Json, maker: Maker) -> Json:
    """A record as it is sent back: what can be set, files by their ids."""
    held = {s.name: record[s.name] for s in maker.settable}
    return {s.name: held[s.name]["id"] if s.kind in FILES and held[s.name] else held[s.name] for s in maker.settable}
