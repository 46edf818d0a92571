"""Every failure as application/problem+json (RFC 9457): one mapping for HTTP, tools, MCP and command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from app.kit.core.errors import AppError, FieldError, Unauthorized
from app.kit.core.log import logger
from app.kit.core.wording import sentence

log = logger(__name__)


class FieldProblem(BaseModel):
    """One invalid input."""

    loc: list[str | int]
    msg: str
    type: str


class Problem(BaseModel):
    """RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[FieldProblem] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure, described for the caller."""

    status: int
    title: str
    detail: str
    errors: tuple[FieldError, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


WORDS = {400: "Bad request", 401: "Not signed in", 403: "Not allowed", 404: "Not found", 405: "Method not allowed", 413: "Too large"}
SAVED_FIRST = "Somebody saved a newer version first. Read it again, then repeat your change."


def _place(error: Mapping[str, Any]) -> tuple[str | int, ...]:
    """Of JSON that can not be read the parser tells a character, which is no field."""
    return tuple(error["loc"])[:1] if error["type"] == "json_invalid" else tuple(error["loc"])


def fault_of(error: BaseException) -> Fault:
    """What the caller is told; never a stack, SQL, a path, or what he sent."""
    if isinstance(error, AppError):
        headers = {"WWW-Authenticate": "Bearer"} if isinstance(error, Unauthorized) else {}
        wait = error.retry_after or (5 if error.status == 503 else 60 if error.status == 429 else None)
        return Fault(error.status, error.title, str(error), error.errors, headers | ({"Retry-After": str(wait)} if wait else {}))
    if isinstance(error, RequestValidationError | ValidationError):
        found = tuple(FieldError(_place(e), sentence(e), e["type"]) for e in error.errors())
        which = "An input is" if len(found) == 1 else f"{len(found)} inputs are"
        return Fault(422, "Not valid", f"{which} not valid: see errors.", found)
    if isinstance(error, StaleDataError):
        return Fault(412, "Changed meanwhile", SAVED_FIRST)
    if isinstance(error, IntegrityError):
        return _integrity(error)
    if isinstance(error, HTTPException):
        return Fault(error.status_code, WORDS.get(error.status_code, "Error"), str(error.detail), headers=dict(error.headers or {}))
    if isinstance(error, ClientDisconnect):  # nobody is left to read this
        return Fault(400, "Bad request", "The request ended before it was whole.")
    if _unavailable(error):
        return Fault(
            503, "Not available now", "A part of the system can not be reached. Try again in a few seconds.", headers={"Retry-After": "5"}
        )
    log.error("unexpected_error", exc_info=error)
    return Fault(500, "Unexpected error", "Something went wrong on our side. The request id helps us find it.")


def _unavailable(error: BaseException) -> bool:
    if isinstance(error, DBAPIError):
        return (
            isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated or _code(error)[:2] in ("08", "57", "53")
        )
    return isinstance(error, PoolTimeout | RedisError | ConnectionError | TimeoutError)


def _code(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def _integrity(error: IntegrityError) -> Fault:
    cause = getattr(error.orig, "__cause__", None)
    name = str(getattr(cause, "constraint_name", "") or "")
    code = _code(error)
    if code == "23505":
        field_name = name.split("_", 1)[-1].rpartition("_org_id_")[2] if name else ""
        table = str(getattr(cause, "table_name", "") or "")
        field_name = field_name.removeprefix(f"{table}_")
        where = (FieldError(("body", field_name), "is already taken", "unique"),) if field_name else ()
        return Fault(409, "Conflict", f"There is already one with this {field_name or 'value'}.", where)
    if code == "23503":
        field_name = name.rpartition("_org_id_")[2].removesuffix("_id")
        return Fault(409, "Conflict", f"{field_name or 'A reference'}: the record it names does not exist, or this record is still in use.")
    return Fault(422, "Not valid", "A value breaks a rule of this record.")


def problem_json(fault: Fault, *, instance: str, request_id: str) -> dict[str, Any]:
    """The body of a problem response."""
    body: dict[str, Any] = {"type": "about:blank", "title": fault.title, "status": fault.status, "detail": _utf8(fault.detail)}
    body |= {"instance": _utf8(instance), "request_id": request_id}
    if fault.errors:
        body["errors"] = [
            {"loc": [_utf8(p) if isinstance(p, str) else p for p in e.loc], "msg": _utf8(e.msg), "type": e.type} for e in fault.errors
        ]
    return body


def _utf8(text: str) -> str:
    """Without lone surrogates, which JSON text can not carry."""
    return text.encode("utf-8", "replace").decode()


def respond(request: Request, error: BaseException) -> Response:
    """The response for an error of this request."""
    fault = fault_of(error)
    body = problem_json(fault, instance=request.url.path, request_id=request.scope.get("request_id", ""))
    return Response(orjson.dumps(body, default=str), fault.status, fault.headers, "application/problem+json")


def install(app: FastAPI) -> None:
    """Register the one handler for everything."""

    async def handle(request: Request, error: Exception) -> Response:
        return respond(request, error)

    for kind in (
        AppError,
        RequestValidationError,
        ValidationError,
        HTTPException,
        ClientDisconnect,
        IntegrityError,
        StaleDataError,
        DBAPIError,
        PoolTimeout,
        RedisError,
        OSError,
        Exception,
    ):
        app.add_exception_handler(kind, handle)
