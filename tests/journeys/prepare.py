"""Run as a program against a fresh installation: enters a council that has nothing yet, one with a tender that is ready to
open, and the people of the journeys.
"""

from __future__ import annotations

import os
from datetime import date


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password

    from fourfold.ground.organisations.actions.directory import enter
    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.tables import Membership, Person
    from fourfold.ground.trail.declaration import declared
    from tests.builders.ready_to_open import a_tender_ready_to_open
    from tests.journeys.people import BODIES, DEMONSTRATION, OPENERS, OPENING, PARTS, PASSWORD, PEOPLE, TENDER

    with declared(person=None, organisation=None, reason="For the journeys"):
        bodies = {name: enter(name=name, sector=sector, origin="entered") for name, sector in BODIES.items()}
        # Whose law it is goes by where it is.
        Organisation.objects.filter(name="Millford Council").update(nation="england")
        bodies["Millford Council"].refresh_from_db()
        Organisation.objects.filter(pk__in=[body.pk for body in bodies.values()]).update(takes_part=True)
        password = make_password(PASSWORD)
        # Two of the demonstration's own, for what is shown on it.
        Person.objects.filter(email__in=DEMONSTRATION).update(password=password)
        people = {}
        for email, (name, organisation, roles) in PEOPLE.items():
            person = people[email] = Person.objects.create(email=email, name=name, password=password)
            for role in roles:
                Membership.objects.create(
                    person=person,
                    organisation=bodies[organisation],
                    role=role,
                    from_day=date(2020, 1, 1),
                )
    a_tender_ready_to_open(
        bodies["Millford Council"],
        title=TENDER,
        commissioner=people["buyer@millford.example"],
        named=[(people[email], part) for email, part in PARTS.items()],
        passphrases=[people[email] for email in OPENERS],
        passphrase=OPENING,
    )


if __name__ == "__main__":
    main()
