"""Regular work of the installation among its files, and on its database."""

from __future__ import annotations

import logging
from datetime import time
from typing import TYPE_CHECKING, Final

from fourfold.ground.jobs.kinds import Kind, Outcome, register
from fourfold.ground.jobs.schedule import Line, timetable
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.timetable import Daily
from fourfold.ground.operation import planning, sweep

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running

LOOK_AGAIN: Final = "ground.look_again"
SWEEP: Final = "ground.sweep_files"
_log = logging.getLogger("fourfold.files")


def connect() -> None:
    register(Kind(SWEEP, _sweep, stepwise=True))
    # After disposal: the files of records that went tonight go tonight.
    timetable(Line(SWEEP, say("Sweep away files that belong to nothing"), Daily(at=time(3, 40))))
    register(Kind(LOOK_AGAIN, _look_again))
    # After everything that removes rows.
    timetable(Line(LOOK_AGAIN, say("Look at how long the tables are"), Daily(at=time(3, 50))))


def _sweep(running: Running) -> Outcome:
    swept = sweep.sweep(at=running.clock(), within=running.step, progress=running.progress)
    if swept.missing:
        _log.error("Files that records name are missing. fourfold doctor names them.")
    return Outcome(swept.in_words)


def _look_again(_: Running) -> Outcome:
    looked = planning.look_again()
    return Outcome(say("The tables were looked at.") if looked else say("This database looks by itself."))
