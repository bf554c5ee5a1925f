"""The door of a server whose clock can be put on: it shows the moment that stands in a file, and goes on from there.

What waits for days (closing times, standstills) is walked in a minute so. Nothing of Fourfold is different: it is told another time.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta, tzinfo
from importlib import import_module
from pathlib import Path
from typing import Self

from django.utils import timezone

CLOCK = "FOURFOLD_JOURNEY_CLOCK"


class Put(datetime):
    """Now is as much later than it is as the file says, in seconds."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        ahead = timedelta(seconds=float(Path(os.environ[CLOCK]).read_text("ascii")))
        return super().now(tz) + ahead


timezone.now = lambda: Put.now(UTC)

# The door is made now that the clock is put on; two modules took `datetime` itself.
application = import_module("fourfold.config.wsgi").application
for name in ("fourfold.config.waiting_room", "fourfold.ground.trail.sqlite"):
    vars(sys.modules[name])["datetime"] = Put
