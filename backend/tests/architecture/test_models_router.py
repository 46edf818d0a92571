"""A language model is called through a line and nothing else: only there calls are counted, limited and carried on by another."""

import ast

from tests.architecture.tree import APP

LLM, HTTP = APP / "kit" / "llm", APP / "kit" / "core" / "http.py"
OTHERS = {"egress", "_egress"}
"""What else has a `.stream(`: answers of the web as they arrive."""


def streams(code: str) -> list[str]:
    """On what `.stream(` is called."""
    found = (n.func for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute))
    return [ast.unparse(f.value).rpartition(".")[2] for f in found if f.attr == "stream"]


def test_nobody_streams_from_a_provider() -> None:
    files = (f for f in APP.rglob("*.py") if LLM not in f.parents and f != HTTP)
    found = {(str(f.relative_to(APP)), name) for f in files for name in streams(f.read_text())}
    assert [(file, name) for file, name in sorted(found) if name not in OTHERS and name != "line"] == []


def test_a_planted_call_is_found() -> None:
    assert streams("async for part in self._provider.stream(request): pass") == ["_provider"]
