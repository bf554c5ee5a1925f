"""A pytest plugin: repeats above the closing line what failed before these tests began, so that nobody misses it."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in os.environ.get("FOURFOLD_EARLIER", "").splitlines():
        terminalreporter.write_line(line, red=True)
