"""Regular work of the installation among its files."""

from __future__ import annotations

import logging
from datetime import time
from typing import TYPE_CHECKING, Final

from fourfold.ground.jobs.kinds import Kind, Outcome, register
from fourfold.ground.jobs.schedule import Line, timetable
from fourfold.ground.kernel.timetable import Daily
from fourfold.ground.operation import sweep

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running

SWEEP: Final = "ground.sweep_files"
_log = logging.getLogger("fourfold.files")


def connect() -> None:
    register(Kind(SWEEP, _sweep, stepwise=True))
    # After disposal: the files of records that went tonight go tonight.
    timetable(Line(SWEEP, "Sweep away files that belong to nothing", Daily(at=time(3, 40))))


def _sweep(running: Running) -> Outcome:
    swept = sweep.sweep(at=running.clock(), within=running.step, progress=running.progress)
    if swept.missing:
        _log.error("Files that records name are missing. fourfold doctor names them.")
    return Outcome(swept.in_words)
