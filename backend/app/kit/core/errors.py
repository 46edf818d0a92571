"""What can go wrong, without a word of HTTP: the web layer turns `status` and `title` into a problem response (RFC 9457)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """One invalid input: where (`("body", "total", "amount")`), why, and a stable type for clients."""

    loc: tuple[str | int, ...]
    msg: str
    type: str = "value_error"


class AppError(Exception):
    """Base of every expected failure. `detail` is written for the caller: what happened and what to do."""

    status = 400
    title = "Bad request"

    def __init__(self, detail: str = "", *, errors: tuple[FieldError, ...] = (), retry_after: int | None = None) -> None:
        super().__init__(detail or self.title)
        self.errors, self.retry_after = errors, retry_after


class Unauthorized(AppError):
    status, title = 401, "Not signed in"


class Forbidden(AppError):
    status, title = 403, "Not allowed"


class NotFound(AppError):
    status, title = 404, "Not found"


class Conflict(AppError):
    status, title = 409, "Conflict"


class Stale(AppError):
    """Somebody saved a newer version first."""

    status, title = 412, "Changed meanwhile"


class TooLarge(AppError):
    status, title = 413, "Too large"


class Invalid(AppError):
    status, title = 422, "Not valid"

    @classmethod
    def field(cls, name: str, msg: str, *, where: str = "body", type: str = "value_error") -> "Invalid":
        """One field's error."""
        return cls(f"{name}: {msg}", errors=(FieldError((where, name), msg, type),))


class TooMany(AppError):
    status, title = 429, "Too many requests"


class Unavailable(AppError):
    status, title = 503, "Not available now"


class ScopeError(RuntimeError):
    """A statement that could escape the organisation: a fault of ours, never of the caller."""


class NestedWork(RuntimeError):
    """A unit of work opened inside another one of the same task: a fault of ours that ends in a deadlock where connections are few."""
