"""Keeps processes running: starts them, starts those again that die, and stops all in the opposite order."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dev import processes, say, shell, stop
from dev.errors import DevError
from dev.processes import Identity

PATIENCE = 6
QUICK = 10.0
LOOK_SECONDS = 2.0
PROMPT = 3.0
"""Seconds that a process has for its end when it is started anew at once."""
BIG_LOG = 20_000_000


@dataclass(frozen=True)
class Program:
    """What to run under a name.

    `before` runs ahead of each start. `engine`: a death during start is not final (Postgres refuses for up to two seconds after a crash,
    until its old children are gone); of an application it is, as its cause is in its settings. `grace`: seconds from `ending` to SIGKILL.
    """

    name: str
    command: Sequence[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    cwd: Path = Path("/")
    user: Mapping[str, Any] = field(default_factory=dict)
    before: Callable[[], None] = lambda: None
    ending: signal.Signals = signal.SIGTERM
    grace: float = 10.0
    engine: bool = False


class Child:
    """A program with its process of the moment."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.failures = 0
        self.retry_at: float | None = None
        self.launch()

    def launch(self) -> None:
        """Start the process, in a session of its own so that a Ctrl-C in the terminal reaches only the launcher."""
        program = self.program
        program.before()
        if program.log.exists() and program.log.stat().st_size > BIG_LOG:
            program.log.replace(program.log.with_suffix(".old.log"))
        with open(program.log, "ab") as log:
            self.process = subprocess.Popen(
                list(program.command), env=dict(program.env), cwd=program.cwd, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, umask=0o077, **program.user,
            )  # fmt: skip
        self.began = time.monotonic()
        self.retry_at = None
        self.identity = Identity.of(self.process.pid)

    def last_words(self) -> str:
        """The end of its log, and where the rest is."""
        return f"{shell.tail(self.program.log.read_text(errors='replace'))}\n    (all of it: {self.program.log})"


class Supervisor:
    """The processes of one launcher. `note` is told whenever their numbers change."""

    def __init__(self, note: Callable[[Mapping[str, tuple[Identity, signal.Signals]], Mapping[str, int]], None]) -> None:
        self._children: list[Child] = []
        self._note = note
        self._noted: dict[str, int] = {}
        self._looked = 0.0
        self.settled = False

    def start(self, program: Program) -> None:
        """Start a program and keep it running from now on."""
        self._children.append(Child(program))
        self._tell()

    def wait(self, ready: Callable[[], bool], what: str, seconds: float) -> None:
        """Watch until `ready` says yes. Raises DevError when a program gives up, or after `seconds`."""
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                logs = self._children[-1].program.log.parent
                raise DevError(f"{what} did not become ready within {seconds:.0f} s; the logs are in {logs}")
            self.tick()
            stop.pause(0.05)

    def watch(self, wanted: threading.Event) -> None:
        """Keep all running until stopping is asked, and renew when that is `wanted`; raises DevError when one can not be kept."""
        self.settled = True
        while not stop.requested.wait(0.25):
            if wanted.is_set():
                wanted.clear()
                self.renew()
            self.tick()

    def renew(self) -> None:
        """Stop what is no engine, all at once, and start it again: it then runs the code as it is now."""
        mine = [child for child in self._children if not child.program.engine and child.retry_at is None]
        for child in mine:
            child.process.send_signal(child.program.ending)
        for child in mine:
            self._await_end(child, PROMPT)  # an open socket would hold the API for its whole grace
        for child in mine:
            child.launch()
        self._tell()

    def tick(self) -> None:
        """One look at everything: who died is started again, later each time; six quick deaths in a row are too many."""
        for child in self._children:
            if child.retry_at is not None:
                if time.monotonic() >= child.retry_at:
                    child.launch()
                    self._looked = 0.0
            elif child.process.poll() is not None:
                self._bury(child)
                self._looked = 0.0
        if time.monotonic() - self._looked > LOOK_SECONDS:
            self._tell()

    def _bury(self, child: Child) -> None:
        processes.signal_group(child.process.pid, signal.SIGKILL)
        child.failures = child.failures + 1 if time.monotonic() - child.began < QUICK else 1
        final = not (self.settled or child.program.engine)
        ended = f"{child.program.name} ended (exit code {child.process.returncode})"
        if final or child.failures >= PATIENCE:
            raise DevError(f"{ended} and can not be kept running. Its last words:\n{child.last_words()}")
        delay = min(0.4 * 2 ** (child.failures - 1), 5.0) if self.settled else 0.4
        child.retry_at = time.monotonic() + delay
        if self.settled:
            say.line(f"{ended}; starting it again in {delay:.1f} s")

    def _tell(self) -> None:
        """Note all numbers if they changed: the children and theirs (not those of Postgres, which follow their master)."""
        self._looked = time.monotonic()
        alive = [child for child in self._children if child.retry_at is None and child.identity]
        running = {child.program.name: (child.identity, child.program.ending) for child in alive if child.identity}
        numbers: dict[str, int] = {}
        below = processes.descendants([child.process.pid for child in alive if not child.program.engine])
        for child in alive:
            name, pid = child.program.name, child.process.pid
            numbers |= {name: pid} | {f"{name}.{number}": one for number, one in enumerate(below.get(pid, []), 1)}
        if numbers != self._noted:
            self._noted = numbers
            self._note(running, numbers)

    def stop(self) -> None:
        """Stop all, the last started first; who is not gone after its grace is killed, with all its children."""
        for child in reversed(self._children):
            if child.process.poll() is None:
                child.process.send_signal(child.program.ending)
            self._await_end(child, child.program.grace)
        self._children.clear()

    def _await_end(self, child: Child, grace: float) -> None:
        try:
            child.process.wait(grace)
        except subprocess.TimeoutExpired:
            if grace == child.program.grace:
                say.line(f"{child.program.name} does not end; killing it")
        processes.signal_group(child.process.pid, signal.SIGKILL)
        child.process.wait()
