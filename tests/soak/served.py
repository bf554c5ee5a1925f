"""A site as it is run: the web server with its workers and a job worker, each of which can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.ground.operation.installations import ROOT

if TYPE_CHECKING:
    from tests.ground.operation.installations import Installation

PATIENCE_S = 60.0


class Site:
    """`log` takes what the processes say."""

    def __init__(self, installation: Installation, log: Path, *, workers: int = 2, threads: int = 1) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **installation.environment,
            "FOURFOLD_PORT": str(self.port),
            "FOURFOLD_PAGES_AT_ONCE": str(threads),
        }
        self._log = log.open("ab")
        self._shape = ("--workers", str(workers), "--blocking-threads", "64")
        self.web = self._serve()
        self.worker = self._work()

    def kill_everything_of_the_web(self) -> None:
        """The server and all its workers at once, as when the machine's memory runs out. Another is started."""
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()
        self.web = self._serve()

    def kill_a_web_worker(self) -> None:
        """One of those that answer; the server starts another by itself."""
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text().split()
        if children:
            with suppress(ProcessLookupError):
                os.kill(int(children[-1]), signal.SIGKILL)

    def kill_the_job_worker(self) -> None:
        self.worker.kill()
        self.worker.wait()
        self.worker = self._work()

    def wait_until_ready(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                urllib.request.urlopen(f"{self.address}/health/", timeout=5).close()  # noqa: S310  (our own server)
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return

    def end(self) -> None:
        """The job worker, asked to, finishes what it does."""
        for process in (self.worker, self.web):
            process.terminate()
        self.worker.wait(timeout=30)
        with suppress(ProcessLookupError):
            os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait(timeout=30)
        self._log.close()

    def _serve(self) -> subprocess.Popen[bytes]:
        granian = str(Path(sys.executable).parent / "granian")
        return self._start(
            [
                granian,
                *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), *self._shape),
                *("--no-ws", "--respawn-failed-workers", "--log-level", "warning"),
                "fourfold.config.wsgi:application",
            ]
        )

    def _work(self) -> subprocess.Popen[bytes]:
        return self._start([sys.executable, "-m", "fourfold.config.command_line", "work", "--poll", "0.2"])

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            env=self._environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )
