"""Needs and offers to test with."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.partner.actions import needs, offers_of_help

if TYPE_CHECKING:
    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor
    from fourfold.ground.places.tables import Place
    from fourfold.partner.models import Need, OfferOfHelp

GROUP = "Quillbridge Breakfasts"


def what_is_posted(to: Organisation, place: Place, **other: str) -> needs.Posted:
    today = timezone.localdate()
    return needs.Posted(
        **{
            "to": to.ref,
            "kind": "volunteers",
            "title": "Hands for a breakfast club",
            "words": "Thirty children eat before school.",
            "group": GROUP,
            "quantity": "40",
            "place": place.code,
            "starts_on": (today + timedelta(days=18)).isoformat(),
            "ends_on": (today + timedelta(days=100)).isoformat(),
            "priority": "",
            "name": "Robin Quill",
            "email": "robin@quill.example",
            **other,
        }
    )


def a_posted_need(to: Organisation, place: Place, **other: str) -> Need:
    """It waits to be looked at."""
    need = needs.post_it(
        signed_text=needs.signed(what_is_posted(to, place, **other)), on=timezone.localdate()
    )
    assert need is not None
    return need


def an_open_need(by: Actor, to: Organisation, place: Place, **other: str) -> Need:
    need = a_posted_need(to, place, **other)
    with as_tenant(by.organisation_id):
        return needs.decide(
            by=by,
            need=need,
            seen=need.version,
            to="open",
            because="",
            on=timezone.localdate(),
            at=timezone.now(),
        )


def an_offer(by: Actor, place: Place | None = None, *, title: str = "Staff volunteers") -> OfferOfHelp:
    today = timezone.localdate()
    with as_tenant(by.organisation_id):
        return offers_of_help.offer(
            by=by,
            offered=offers_of_help.Offered(
                kind="volunteers",
                title=title,
                words="Two mornings a week.",
                capacity=Decimal(60),
                place=place,
                starts_on=today,
                ends_on=today + timedelta(days=200),
            ),
            on=today,
        )
