"""Files, functions and handlers stay short: one room, one purpose."""

import ast
from pathlib import Path

from tests.architecture.tree import APP, BACKEND, sources

FILE, FUNCTION, HANDLER, ENTITY = 400, 40, 5, 25
DATA = ("lexicon",)
"""Folders that hold word lists, not code."""


def _code_lines(node: ast.AST) -> int:
    """Lines of a function without its docstring and signature."""
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    body = node.body[1:] if isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _functions(file: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_files() -> None:
    long = {
        str(f.relative_to(BACKEND)): n for f in (*sources(), *sources(BACKEND / "dev")) if (n := len(f.read_text().splitlines())) > FILE
    }
    assert {k: v for k, v in long.items() if not any(d in k for d in DATA)} == {}


def test_functions() -> None:
    long = [f"{f.relative_to(APP)}:{n.name} {_code_lines(n)}" for f in sources() for n in _functions(f) if _code_lines(n) > FUNCTION]
    assert long == []


def test_handlers() -> None:
    routers = [f for f in sources(APP / "features") if f.stem == "router" or f.parent.name == "router"]
    long = [
        f"{f.relative_to(APP)}:{n.name} {_code_lines(n)}"
        for f in routers
        for n in _functions(f)
        if n.decorator_list and _code_lines(n) > HANDLER
    ]
    assert long == []


def test_an_entity_is_one_short_file() -> None:
    for name in ("customers", "invoices", "tasks"):
        home = APP / "features" / name
        assert sorted(p.name for p in home.glob("*.py")) == ["__init__.py", "module.py"]
        lines = [line for line in (home / "module.py").read_text().splitlines() if line.strip()]
        assert len(lines) <= ENTITY, f"{name}: {len(lines)}"


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(f.relative_to(APP)) for f in sources() if f.read_text().strip() and ast.get_docstring(ast.parse(f.read_text())) is None]
    assert silent == []
