"""Regular work with sign-ins at providers: forgetting those that came to nothing."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings

from fourfold.ground.identity.tables import ProviderFailure
from fourfold.ground.jobs.kinds import Kind, Outcome, register
from fourfold.ground.jobs.schedule import Line, timetable
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.timetable import Daily

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running

FORGET: Final = "ground.forget_provider_failures"
_AT_ONCE: Final = 500


def connect() -> None:
    register(Kind(FORGET, _forget, stepwise=True))
    timetable(Line(FORGET, say("Forget sign-ins at providers that failed long ago"), Daily(at=time(3, 25))))


def _forget(running: Running) -> Outcome:
    """As long after as it is known that there was a session."""
    before = running.clock() - timedelta(days=settings.SIGN_INS_KEPT_DAYS)
    forgotten = 0
    while True:
        with running.step():
            few = list(ProviderFailure.objects.filter(at__lt=before).values_list("pk", flat=True)[:_AT_ONCE])
            ProviderFailure.objects.filter(pk__in=few).delete()
        forgotten += len(few)
        running.progress(forgotten)
        if len(few) < _AT_ONCE:
            return Outcome(say("{forgotten} failed sign-ins were forgotten.", forgotten=f"{forgotten:,}"))
