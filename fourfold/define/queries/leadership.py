"""Who leads, what is missing in it, and what everyone may read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from fourfold.define.models import LeadAppointment, Leadership, LeadRole, LeadShown, Service
from fourfold.define.rules.lead_gaps import LeadGap, Standing, lead_gaps
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Sector
from fourfold.ground.organisations.tenancy import Share
from fourfold.ground.people.queries import memberships_in_force

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from fourfold.ground.organisations.tables import Organisation


def leadership_of(owner: int) -> Leadership | None:
    return Leadership.objects.filter(owner_id=owner).first()


def is_published(leadership: Leadership | None, *, on: date) -> bool:
    """Whether everyone may read who leads, by the Share that says so."""
    if leadership is None:
        return False
    given = Share.objects.in_force(on).filter(thing=leadership.root, organisation=None)
    return given.filter(owner_id=leadership.owner_id).exists()


def appointments_of(owner: int) -> QuerySet[LeadAppointment]:
    """Those that were not ended first, then the latest first."""
    return (
        LeadAppointment.objects.filter(owner_id=owner)
        .select_related("person", "service", "deputy_of__person", "owner")
        .order_by("ended_on", "-from_day", "pk")
    )


def standing_of(owner: int, *, on: date) -> QuerySet[LeadAppointment]:
    """Those not over on that day, by role as one reads them aloud; a term that has run out is still among them."""
    return appointments_of(owner).filter(Q(ended_on=None) | Q(ended_on__gte=on)).order_by("from_day", "pk")


def appointment_with(*, owner: int, ref: str) -> LeadAppointment | None:
    return appointments_of(owner).select_related("follows__person").filter(ref=ref).first()


def services_of(owner: int, *, on: date) -> QuerySet[Service]:
    """Those that are not closed on that day."""
    return Service.objects.filter(Q(closed_on=None) | Q(closed_on__gte=on), owner_id=owner)


def service_with(*, owner: int, ref: str) -> Service | None:
    return Service.objects.filter(owner_id=owner, ref=ref).first()


def led_by(*, owner: int, person: int) -> QuerySet[LeadAppointment]:
    """What this person was appointed to and has not handed over."""
    return appointments_of(owner).filter(person_id=person, ended_on=None)


def champion_words(sector: str) -> str:
    return say("elected champion") if sector == Sector.LOCAL_AUTHORITY else say("champion on the board")


def gaps_in_leadership(organisation: Organisation, *, on: date) -> tuple[LeadGap, ...]:
    """As the tenant of the moment, who is that organisation."""
    arranged = leadership_of(organisation.pk)
    return lead_gaps(
        standings(organisation.pk, on=on),
        on=on,
        shared_on_purpose=arranged is not None and arranged.shared_on_purpose,
        champion=champion_words(organisation.sector),
    )


def standings(owner: int, *, on: date) -> list[Standing]:
    """What is not ended by that day, with who is still here."""
    held = memberships_in_force(on=on).filter(organisation_id=owner, person=OuterRef("person"))
    deputies = LeadAppointment.objects.filter(deputy_of=OuterRef("pk"), from_day__lte=on).filter(
        Q(ended_on=None) | Q(ended_on__gte=on), Q(until_day=None) | Q(until_day__gte=on)
    )
    rows = standing_of(owner, on=on).annotate(has_role=Exists(held), has_deputy=Exists(deputies))
    following = set(
        LeadAppointment.objects.filter(owner_id=owner, follows__isnull=False).values_list(
            "follows", flat=True
        )
    )
    return [
        Standing(
            ref=each.ref,
            role=each.role,
            known_as=each.known_as,
            from_day=each.from_day,
            until_day=_sooner(each.until_day, each.ended_on),
            here=None if each.person is None else each.person.is_active and each.has_role,
            last_seen=None
            if each.person is None or each.person.last_login is None
            else timezone.localdate(each.person.last_login),
            has_deputy=each.has_deputy,
            has_successor=each.pk in following,
        )
        for each in rows
    ]


def leads_shown(organisation: int, *, on: date) -> list[LeadShown]:
    """What the reader may read of who leads there on that day, in the order of the roles; nobody once the body has ended."""
    order = {role: place for place, role in enumerate(LeadRole.values)}
    shown = LeadShown.objects.filter(
        Q(last_day=None) | Q(last_day__gte=on),
        Q(owner__exists_until=None) | Q(owner__exists_until__gte=on),
        owner_id=organisation,
        from_day__lte=on,
    )
    return sorted(shown, key=lambda each: (order[each.role], each.service_name, each.pk))


def _sooner(one: date | None, other: date | None) -> date | None:
    return min((each for each in (one, other) if each is not None), default=None)
