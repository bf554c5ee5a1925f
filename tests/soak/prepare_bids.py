"""Run as a program (Django is set up) against a migrated installation: a tender, and bidders who each have a draft and are signed in. Prints JSON."""

from __future__ import annotations

import json
import sys


def main(bidders: int) -> None:
    from datetime import timedelta

    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from fourfold.ground.organisations.tenancy import as_tenant
    from fourfold.ground.people.tables import Person
    from fourfold.ground.trail.declaration import declared
    from fourfold.integrate.actions import bids
    from tests.builders.integrate import a_bid, a_bidder, a_tender

    tender = a_tender(closes_at=timezone.now() + timedelta(hours=1))
    ready = []
    for _ in range(bidders):
        by = a_bidder()
        with as_tenant(by.organisation_id):
            kept = bids.keep_draft(
                by=by,
                procurement=tender.procurement,
                document=a_bid(tender),
                resume_code="",
                version=None,
                at=timezone.now(),
            )
        with declared(person=None, organisation=None, reason="For a test"):
            client = Client()
            client.force_login(Person.objects.get(pk=by.person_id))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        ready.append({"session": session, "code": kept.resume_code, "owner": by.organisation_id})
    ref = tender.procurement.ref
    told = {
        "ref": ref,
        "bidders": ready,
        "quality": tender.criteria["quality"],
        "asks": tender.asks,
        "openers": [opener.person_id for opener in tender.openers],
    }
    sys.stdout.write(json.dumps(told))


def close(ref: str, seconds: float) -> None:
    """Has the tender close so many seconds from now, and prints when that is."""
    from datetime import timedelta

    from django.utils import timezone

    from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
    from fourfold.ground.trail.declaration import declared
    from fourfold.integrate.models import Procurement

    closes = timezone.now() + timedelta(seconds=seconds)
    with declared(person=None, organisation=None, reason="For a test"), as_tenant(MAINTENANCE):
        Procurement.objects.filter(ref=ref).update(bids_close_at=closes)
    sys.stdout.write(str(closes.timestamp()))
