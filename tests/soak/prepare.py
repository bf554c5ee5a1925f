"""Run as a program against a migrated installation: a contract to report on, and its supplier signed in. Prints JSON."""

from __future__ import annotations

import json
import os
import sys


def main(clients: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from fourfold.ground.people.tables import Person
    from fourfold.ground.trail.declaration import declared
    from tests.builders.promises import a_promise

    promise = a_promise(quantity=5_000)
    sessions = []
    with declared(person=None, organisation=None, reason="For a test"):
        person = Person.objects.get(pk=promise.reporter.person_id)
        for _ in range(clients):
            client = Client()
            client.force_login(person)
            sessions.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    told = {
        "address": f"/contracts/{promise.contract.ref}/commitments/1/report/",
        "recipient": promise.recipient.ref,
        "sessions": sessions,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))
