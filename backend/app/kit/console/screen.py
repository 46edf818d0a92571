"""What a conversation looks like in a terminal: Markdown that grows, a line for each tool, a table of what would change."""

import sys
from collections.abc import Mapping
from typing import Any

from app.kit.console.show import value

REDRAWS = 12
"""A second."""


class Plain:
    """For a pipe: words as they come, nothing else on standard output."""

    def __init__(self) -> None:
        self._said = ""

    def begin(self) -> None:
        """An answer begins."""
        self._said = ""

    def say(self, text: str) -> None:
        """The next words."""
        self._said += text
        sys.stdout.write(text)
        sys.stdout.flush()

    def tool(self, line: str) -> None:
        """What a tool did."""
        sys.stderr.write(f"[{line}]\n")

    def end(self) -> None:
        """The answer is whole."""
        sys.stdout.write("" if self._said.endswith("\n") or not self._said else "\n")
        sys.stdout.flush()

    def note(self, text: str) -> None:
        """Beside the answer."""
        sys.stderr.write(f"{text}\n")

    def changes(self, approval: Mapping[str, Any]) -> None:
        """What exactly would happen."""
        self.note(approval["summary"])
        for change in approval["changes"]:
            self.note(f"  {change['field']}: {value(change['old']) or '–'} → {value(change['new']) or '–'}")


class Rich:
    """For a terminal. Whole paragraphs stay where they were printed, only the one that grows is drawn again."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(highlight=False)
        self._said = ""
        self._live: Any = None

    def begin(self) -> None:
        """A spinner until the first word."""
        from rich.live import Live
        from rich.spinner import Spinner

        self._said = ""
        self._live = Live(Spinner("dots", "Thinking"), console=self._console, refresh_per_second=REDRAWS, transient=True)
        self._live.start()

    def say(self, text: str) -> None:
        """The next words, as Markdown."""
        from rich.markdown import Markdown

        whole, self._said = whole_blocks(self._said + text)
        if whole:
            self._console.print(Markdown(whole), "")
        if self._live is not None:
            self._live.update(Markdown(self._said))

    def tool(self, line: str) -> None:
        """Above what is being said."""
        self.note(f"  · {line}")

    def end(self) -> None:
        """Leave the answer where it stands."""
        from rich.markdown import Markdown

        if self._live is not None:
            self._live.stop()
            self._live = None
        if self._said:
            self._console.print(Markdown(self._said))
            self._said = ""

    def note(self, text: str) -> None:
        """Beside the answer."""
        from rich.text import Text

        self._console.print(Text(text, "dim"))

    def changes(self, approval: Mapping[str, Any]) -> None:
        """Old and new, side by side."""
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
        for name in ("", "now", "then"):
            table.add_column(name, overflow="fold")
        for change in approval["changes"]:
            table.add_row(change["field"], Text(value(change["old"]) or "–", "red"), Text(value(change["new"]) or "–", "green"))
        self._console.print(Text(approval["summary"], "bold"))
        self._console.print(table)


Screen = Plain | Rich


def screen() -> Screen:
    """As standard output wants it."""
    return Rich() if sys.stdout.isatty() else Plain()


def whole_blocks(text: str) -> tuple[str, str]:
    """What is finished, and what still grows: a blank line ends a paragraph, but not inside a fence of code."""
    at = text.rfind("\n\n")
    while at >= 0 and text.count("```", 0, at) % 2:
        at = text.rfind("\n\n", 0, at)
    return (text[:at], text[at + 2 :]) if at >= 0 else ("", text)


def tool_line(call: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    """`list_customers country=Norway: 3 rows, 12 ms`."""
    args = " ".join(f"{k}={_short(v)}" for k, v in (call.get("args") or {}).items())
    said = result.get("summary") or {"pending": "waits for approval", "ok": "done"}.get(str(result.get("status")), "failed")
    return f"{result['name']}{' ' if args else ''}{args}: {said}, {result.get('ms', 0)} ms"


def _short(data: Any) -> str:
    text = value(data)
    return text if len(text) <= 40 else f"{text[:39]}…"
