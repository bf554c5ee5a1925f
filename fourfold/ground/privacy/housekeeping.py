"""Regular work with personal data: what is past its time goes, every night."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from fourfold.ground.jobs.kinds import Kind, Outcome, register
from fourfold.ground.jobs.schedule import Line, timetable
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.timetable import Daily
from fourfold.ground.privacy import disposal

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running

DISPOSE: Final = "ground.dispose"


def connect() -> None:
    register(Kind(DISPOSE, _dispose, stepwise=True))
    timetable(Line(DISPOSE, say("Dispose of what is past its time"), Daily(at=time(2, 40))))


def _dispose(running: Running) -> Outcome:
    """A step for each batch; begun again, it finds the earlier ones gone."""
    at = running.clock()
    gone = disposal.dispose(on=timezone.localdate(at), at=at, within=running.step, progress=running.progress)
    return Outcome(say("{sum} records were disposed of.", sum=f"{sum(one.rows for one in gone):,}"))
