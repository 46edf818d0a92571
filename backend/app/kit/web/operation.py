"""A capability, read once from a mounted route: the same permission, validation, transaction and audit for HTTP, agent, MCP and CLI."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import orjson
from fastapi.dependencies.models import Dependant
from fastapi.params import Form
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter, create_model
from starlette.responses import Response

from app.kit.core.access import ANONYMOUS, PUBLIC, Actor
from app.kit.core.context import Context, Kit, Origin
from app.kit.core.errors import FieldError, Forbidden, Invalid, Unauthorized
from app.kit.core.limits import admit

F = TypeVar("F", bound=Callable[..., Any])
Before = Callable[[Context], Awaitable[None]]
After = Callable[[Context, bytes], Awaitable[None]]


def allow(
    permission: str, *, tool: bool = True, key: bool | str = True, agents: Literal["approve", "write"] = "approve", replay: bool = True
) -> Callable[[F], F]:
    """Declare who may call this route (or "public", "authenticated"). A route without it refuses to mount.

    `tool=False`: the route exists for browsers and clients, but no agent may call it. `key=False`: only who has signed in himself may
    call it, never an API key: what makes credentials, shows secrets, or decides what people may do. `key="agents:use"`: what belongs to
    whoever is signed in, but to a key only when that permission is among its scopes. `agents="write"`: an agent does it
    at once as long as it has read nothing that others wrote; else a person approves each write. Routes of entities have that from them.
    `replay=False`: the endpoint itself knows what an Idempotency-Key has done before; its answers are not kept.
    """

    def mark(endpoint: F) -> F:
        endpoint.__permission__ = permission  # type: ignore[attr-defined]
        endpoint.__tool__ = tool  # type: ignore[attr-defined]
        endpoint.__key__ = key  # type: ignore[attr-defined]
        endpoint.__replay__ = replay  # type: ignore[attr-defined]
        endpoint.__agents__ = agents  # type: ignore[attr-defined]
        return endpoint

    return mark


def admitted(actor: Actor | None, permission: str, *, key: bool | str = True) -> Actor:
    """The actor if he may; else Unauthorized or Forbidden. On a public route a credential that has ended counts as none.

    `key`: whether an API key may do it at all, or the permission that it needs besides.
    """
    if permission == PUBLIC:
        return actor or ANONYMOUS
    if actor is None or not actor.signed_in:
        raise Unauthorized("Sign in, or send an access token or API key.")
    if actor.api_key_id is not None and not key:
        raise Forbidden("No API key may do this: sign in yourself.")
    if actor.api_key_id is not None and isinstance(key, str):
        actor.require(key)
    actor.require(permission)
    return actor


@dataclass(frozen=True, slots=True)
class Operation:
    """What the outside can ask for, independent of how it asks."""

    name: str
    description: str
    permission: str
    effect: Literal["read", "write"]
    tool: bool
    form: bool
    """Whether it takes a multipart form (files)."""
    method: str
    path: str
    params: type[BaseModel]
    """Path and query parameters, flat."""
    body: type[BaseModel] | None
    names: dict[str, str | None]
    """Endpoint argument -> field of params (None: a query model, given whole)."""
    query: type[BaseModel] | None
    body_name: str | None
    endpoint: Callable[..., Any]
    output: TypeAdapter[Any] | None
    key: bool | str = True
    """Whether an API key may call it, or the permission that it needs besides."""
    replay: bool = True
    """Whether the answer of a write is kept under its Idempotency-Key."""
    noun: str = field(init=False)
    """The first segment of its path: `invoices` of `/api/v1/invoices/{id}`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "noun", self.path.split("/", 4)[3] if self.path.count("/") > 2 else "")

    @classmethod
    def of(cls, route: APIRoute) -> "Operation":
        """Derive it; refuse a route that names no permission."""
        endpoint: Any = route.endpoint
        permission = getattr(endpoint, "__permission__", None)
        if permission is None:
            raise TypeError(f"{route.path}: {endpoint.__name__} names no permission, add @allow(...)")
        dep: Dependant = route.dependant
        given = (*dep.path_params, *dep.query_params)
        query_model = next((m for f in dep.query_params if (m := _model(f.field_info.annotation))), None)
        names: dict[str, str | None] = {f.name: None if _model(f.field_info.annotation) else f.name for f in given}
        plain: dict[str, Any] = {f.name: (f.field_info.annotation, f.field_info) for f in given if names[f.name]}
        body = dep.body_params[0] if len(dep.body_params) == 1 else None
        body_type = _model(body.field_info.annotation) if body else None
        params = create_model(f"{endpoint.__name__}_params", **plain)
        if clash := set(params.model_fields) & set(body_type.model_fields if body_type else ()):
            raise TypeError(f"{endpoint.__name__}: {clash} is both in the path and in the body")
        method = next(iter(route.methods or {"GET"}))
        inner = [d for d in dep.dependencies if d.call is not None and d.call.__name__ != "current"]
        special = inner or dep.header_params or dep.cookie_params or dep.request_param_name or (dep.body_params and not body_type)
        return cls(
            endpoint.__name__, (endpoint.__doc__ or "").strip(), permission, "read" if method == "GET" else "write",
            endpoint.__tool__ and not special and permission != PUBLIC, _takes_form(dep), method, route.path,
            params, body_type, names, query_model,
            body.name if body and body_type else None, endpoint, TypeAdapter(route.response_model) if route.response_model else None,
            endpoint.__key__, endpoint.__replay__,
        )  # fmt: skip

    def schema(self) -> dict[str, Any]:
        """One flat JSON Schema: what a model, an MCP client or a form needs."""
        merged: dict[str, Any] = {"type": "object", "properties": {}, "required": [], "additionalProperties": False, "$defs": {}}
        for part in (self.params, self.query, self.body):
            one = part.model_json_schema() if part else {}
            merged["properties"] |= one.get("properties", {})
            merged["$defs"] |= one.get("$defs", {})
            merged["required"] += one.get("required", [])
        return {k: v for k, v in merged.items() if v or k == "properties"}

    def check(self, args: dict[str, Any]) -> None:
        """Whether these arguments would be accepted, without running anything; raises as `call` would."""
        self._bind({k: v for k, v in args.items() if k != "version" or "version" in self._fields()})

    async def call(
        self, kit: Kit, actor: Actor, args: dict[str, Any], origin: Origin | None = None, *,
        before: Before | None = None, after: After | None = None,
    ) -> bytes:  # fmt: skip
        """Run it in process, as this actor, through the same gate as a request; the JSON answer.

        `version` in `args` is the If-Match of a tool call. `before` runs first in the same transaction (spending an approval, so that
        it and the write happen together or not at all), `after` last, with the answer. Raises AppError as the HTTP route would answer.
        """
        if not self.tool:
            raise Forbidden(f"{self.name} can not be called as a tool.")
        admitted(actor, self.permission, key=self.key)
        await admit(kit, actor)
        given = dict(args)
        expected = given.pop("version", None) if "version" not in self._fields() else None
        values = self._bind(given)
        ctx = Context(kit, actor, origin or Origin(), if_match=expected)
        async with ctx:
            if before is not None:
                await before(ctx)
            result = await self.endpoint(ctx=ctx, **values)
            reply = self.reply(result)
            if after is not None:
                await after(ctx, reply)
            await ctx.commit()
        await ctx.tell()
        return reply

    def reply(self, result: Any) -> bytes:
        """The JSON bytes of an endpoint's result."""
        if isinstance(result, Response):
            return bytes(result.body)
        return self.output.dump_json(self.output.validate_python(result, from_attributes=True)) if self.output else orjson.dumps(None)

    def _fields(self) -> set[str]:
        return {name for part in (self.params, self.query, self.body) if part for name in part.model_fields}

    def _bind(self, args: dict[str, Any]) -> dict[str, Any]:
        plain = self.params.model_validate({k: args[k] for k in self.params.model_fields if k in args})
        rest = {k: v for k, v in args.items() if k not in self.params.model_fields}
        bound = {arg: getattr(plain, field) for arg, field in self.names.items() if field}
        if self.query is not None:
            bound |= {arg: self.query.model_validate(rest) for arg, field in self.names.items() if field is None}
        elif self.body is not None and self.body_name:
            bound[self.body_name] = self.body.model_validate(rest)
        elif rest:
            unknown = tuple(FieldError((name,), f"{self.name} has no argument {name}", "extra_forbidden") for name in rest)
            raise Invalid("Unknown arguments.", errors=unknown)
        return bound


def _takes_form(dep: Dependant) -> bool:
    """Files as parameters; or the request itself, which such a route reads as a form."""
    return any(isinstance(f.field_info, Form) for f in dep.body_params) or bool(dep.request_param_name and not dep.body_params)


def _model(kind: Any) -> type[BaseModel] | None:
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
