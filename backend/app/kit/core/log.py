"""Structured logs: one event, one JSON line; secrets are masked by key and by type; the request id is bound to every line."""

import logging
import sys
from typing import Any

import orjson
import structlog
from pydantic import SecretStr

SECRET_KEYS = ("password", "secret", "token", "authorization", "cookie", "api_key", "apikey", "credential")
MASK = "•••"


def _mask(_: Any, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    for key, value in event.items():
        if isinstance(value, SecretStr) or (value and any(word in key.lower() for word in SECRET_KEYS)):
            event[key] = MASK
    return event


def _dump(event: Any, default: Any = None, **_: Any) -> str:
    return orjson.dumps(event, default=str, option=orjson.OPT_UTC_Z).decode()


def configure(level: str = "INFO") -> None:
    """Set up structlog and send the standard library's records the same way."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _mask,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=True,
    )
    last: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(_dump),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("uvicorn.access", "engineio", "socketio", "httpx", "httpcore"):
        logging.getLogger(noisy).setLevel("WARNING")


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger whose keyword arguments become fields of the line."""
    found: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return found
