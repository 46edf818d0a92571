"""How a command ends: its exit code, and in words what was wrong.

0 done · 1 the product could not do it (an operation failed, it is not reachable, a fault of ours) · 2 called wrongly, or a value is
not valid · 3 not found · 4 conflict: there is one already, or somebody saved first · 5 not signed in, or not allowed · 6 busy or not
available now: try again later · 7 an agent's write waits for approval · 130 interrupted.
"""

from collections.abc import Mapping
from typing import Any

DONE, FAILED, USAGE, NOT_FOUND, CONFLICT, REFUSED, LATER, WAITS, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 7, 130
BY_STATUS = {
    400: USAGE, 401: REFUSED, 403: REFUSED, 404: NOT_FOUND, 405: USAGE, 409: CONFLICT, 412: CONFLICT, 413: USAGE, 415: USAGE, 422: USAGE,
    429: LATER, 503: LATER,
}  # fmt: skip


class Ended(Exception):
    """A command that can not go on: `code` is its exit code, the text goes to standard error."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


def usage(text: str) -> Ended:
    """It was called wrongly."""
    return Ended(USAGE, text)


def refused(status: int, problem: Mapping[str, Any]) -> Ended:
    """The API's answer (RFC 9457) in words, each input by its name."""
    lines = [str(problem.get("detail") or problem.get("title") or f"answered {status}")]
    for error in problem.get("errors") or ():
        where = ".".join(str(part) for part in error["loc"] if part not in ("body", "query", "path", "header"))
        lines.append(f"  {where}: {error['msg']}" if where else f"  {error['msg']}")
    if status == 401:
        lines = [
            "Not signed in: the API key is missing, wrong, at its end or taken back.",
            "  `groundwork login` asks for one, or set GROUNDWORK_API_KEY.",
        ]
    code = BY_STATUS.get(status, FAILED)
    if code == FAILED and problem.get("request_id"):
        lines.append(f"  request {problem['request_id']}")
    return Ended(code, "\n".join(lines))
