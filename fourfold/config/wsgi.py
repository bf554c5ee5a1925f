"""The door for the web server."""

import gc
import os
import sys

from fourfold.config.environment import BadEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
try:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    pages = get_wsgi_application()

    from fourfold.config.waiting_room import WaitingRoom

    application = WaitingRoom(pages, at_once=settings.PAGES_AT_ONCE)
    # What is there from the start stays: going through all of it again and again for garbage stops every thread for a sixth of a
    # second, and with them the clock at the door.
    gc.collect()
    gc.freeze()
except BadEnvironment as faults:
    # What to set, without the trace of where it was read.
    sys.exit(f"Fourfold cannot start:\n{faults}")
