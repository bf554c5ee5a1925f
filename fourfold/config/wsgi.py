"""The door for the web server."""

import os
import sys

from fourfold.config.environment import BadEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
try:
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
except BadEnvironment as faults:
    # What to set, without the trace of where it was read.
    sys.exit(f"Fourfold cannot start:\n{faults}")
