"""Regular work of the API: answers and addresses are kept no longer than they are needed."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

from fourfold.ground.api.once import kept_for
from fourfold.ground.api.tables import RememberedAnswer
from fourfold.ground.jobs.kinds import Kind, Outcome, register
from fourfold.ground.jobs.schedule import Line, timetable
from fourfold.ground.kernel.timetable import Daily
from fourfold.ground.people import request_counts

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running

FORGET: Final = "ground.forget_answers"
ADDRESSES_KEPT_FOR: Final = timedelta(hours=1)


def connect() -> None:
    register(Kind(FORGET, _forget, stepwise=True))
    timetable(Line(FORGET, "Forget the API’s old answers and addresses", Daily(at=time(3, 20))))


def _forget(running: Running) -> Outcome:
    """Those of tokens that came again go at once when they do; this is for those that never came again."""
    at = running.clock()
    with running.step():
        answers, _ = RememberedAnswer.objects.filter(at__lt=at - kept_for()).delete()
    with running.step():
        addresses = request_counts.forget_addresses(before=at - ADDRESSES_KEPT_FOR)
    return Outcome(f"{answers:,} answers and {addresses:,} addresses were forgotten.")
