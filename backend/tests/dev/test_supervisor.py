"""The supervisor: what dies is started again, what can not be kept is said, what was started is stopped."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.errors import DevError
from dev.processes import Identity
from dev.supervisor import Program, Supervisor

SLEEP = "import time; time.sleep(60)"


class Watched:
    """A supervisor whose notes are kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers: dict[str, int] = {}
        self.supervisor = Supervisor(lambda running, numbers: (self.numbers.clear(), self.numbers.update(numbers))[0])

    def start(self, name: str, code: str, *, engine: bool = False, grace: float = 5.0) -> None:
        log = self.folder / f"{name}.log"
        self.supervisor.start(Program(name, [sys.executable, "-u", "-c", code], log, engine=engine, grace=grace))


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    yield made
    made.supervisor.stop()


def test_a_killed_process_is_started_again_under_a_new_number(watched: Watched) -> None:
    watched.start("api", SLEEP)
    watched.supervisor.settled = True
    before = watched.numbers["api"]
    os.kill(before, signal.SIGKILL)
    watched.supervisor.wait(lambda: watched.numbers.get("api", before) != before, "the new process", 10)
    assert Identity.of(watched.numbers["api"])


def test_an_application_that_can_not_start_is_reported_with_its_last_words(watched: Watched) -> None:
    watched.start("api", "print('JWT_SECRET is too short'); raise SystemExit(3)")
    with pytest.raises(DevError, match=r"(?s)api ended \(exit code 3\).*JWT_SECRET is too short"):
        watched.supervisor.wait(lambda: False, "the API", 10)


def test_an_engine_is_tried_again_during_start(watched: Watched) -> None:
    mark = watched.folder / "third"
    code = f"import pathlib, sys; p = pathlib.Path({str(mark)!r}); n = len(p.read_text()) if p.exists() else 0; p.write_text('x' * (n + 1))"
    watched.start("postgres", f"{code}; sys.exit(1) if n < 2 else None; {SLEEP}", engine=True)
    watched.supervisor.wait(lambda: mark.exists() and len(mark.read_text()) == 3, "the third try", 10)


def test_children_of_a_process_are_noted_and_end_with_it(watched: Watched) -> None:
    # The child ignores SIGTERM, and its parent does not wait for it: only the kill of the whole group ends both.
    stubborn = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"
    watched.start("worker", f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {stubborn!r}]); {SLEEP}")
    watched.supervisor.wait(lambda: "worker.1" in watched.numbers, "the child", 10)
    child = Identity.of(watched.numbers["worker.1"])
    assert child
    watched.supervisor.stop()
    deadline = time.monotonic() + 5
    while child.alive() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not child.alive()


def test_the_last_started_is_stopped_first(watched: Watched) -> None:
    order = watched.folder / "order"
    note = "(open({path!r}, 'a').write({name!r}), sys.exit())"
    say = f"import signal, sys; signal.signal(signal.SIGTERM, lambda *_: {note}); print('up'); {SLEEP}"
    for name in "abc":
        watched.start(name, say.format(path=str(order), name=name))
        watched.supervisor.wait(lambda name=name: "up" in (watched.folder / f"{name}.log").read_text(), name, 10)  # type: ignore[misc]
    watched.supervisor.stop()
    assert order.read_text() == "cba"


def test_who_does_not_end_is_killed_after_its_grace(watched: Watched) -> None:
    watched.start("api", f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up'); {SLEEP}", grace=0.3)
    watched.supervisor.wait(lambda: "up" in (watched.folder / "api.log").read_text(), "the process", 10)
    known = Identity.of(watched.numbers["api"])
    watched.supervisor.stop()
    assert known and not known.alive()


def test_renewed_are_the_applications_and_not_the_engines(watched: Watched) -> None:
    watched.start("postgres", SLEEP, engine=True)
    watched.start("api", SLEEP)
    watched.start("worker", f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}")
    before = dict(watched.numbers)
    time.sleep(0.5)  # until the stubborn one is deaf
    watched.supervisor.renew()
    assert watched.numbers["postgres"] == before["postgres"]
    assert not {watched.numbers["api"], watched.numbers["worker"]} & {before["api"], before["worker"]}
    assert all(Identity.of(number) for number in watched.numbers.values())
