"""Who may act for whom, today."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from fourfold.ground.organisations.tables import Organisation, Succession
from fourfold.ground.people.actor import Actor
from fourfold.ground.people.tables import Membership, Person, RequiredSecondStep

if TYPE_CHECKING:
    from datetime import date


# A delegation lasts no longer, and for as long again after it the two count as one pair of eyes.
LONGEST_DELEGATION: Final = timedelta(days=90)


def memberships_in_force(*, on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(from_day__lte=on), Q(until_day=None) | Q(until_day__gte=on))


def organisations_of(*, person: Person, on: date) -> list[Organisation]:
    """The organisations in which `person` holds a role on that day, by name."""
    held = memberships_in_force(on=on).filter(person=person).values("organisation")
    return list(Organisation.objects.filter(pk__in=held).order_by("name"))


def actor_for(*, person: Person, organisation: Organisation, on: date) -> Actor | None:
    """`person` acting for `organisation`, or None where no role is held there on that day."""
    roles = frozenset(
        memberships_in_force(on=on)
        .filter(person=person, organisation=organisation)
        .values_list("role", flat=True),
    )
    if not roles or not person.is_active:
        return None
    one_with: set[int] = set()
    for pair in Membership.objects.filter(_delegations(person, on)).values_list("person", "delegated_by"):
        one_with.update(pair)
    one_with.discard(person.pk)
    return _actor(person, organisation, roles, on, frozenset(one_with))


def standing_of(*, person: Person, wanted: str, on: date) -> tuple[Actor | None, list[Organisation]]:
    """`person` acting for the organisation with reference `wanted`, or for the first by name where they have no role in
    that one (None without any), and every organisation they may act for. One query, and one more where that one has ended.
    """
    required = RequiredSecondStep.objects.filter(organisation=OuterRef("organisation"), role=OuterRef("role"))
    in_force = Q(person=person, from_day__lte=on) & (Q(until_day=None) | Q(until_day__gte=on))
    concerning = Membership.objects.filter(in_force | _delegations(person, on)).annotate(
        strict=Exists(required)
    )
    roles: dict[Organisation, set[str]] = {}
    strict: set[int] = set()
    one_with: set[int] = set()
    for membership in concerning.select_related("organisation").order_by(
        "organisation__name", "organisation_id"
    ):
        if membership.delegated_by_id is not None:
            one_with |= {membership.person_id, membership.delegated_by_id} - {person.pk}
        if membership.person_id != person.pk or (membership.until_day or on) < on:
            continue
        roles.setdefault(membership.organisation, set()).add(membership.role)
        if membership.strict:
            strict.add(membership.organisation_id)
    own = list(roles)
    if not own or not person.is_active:
        return None, []
    organisation = next((each for each in own if each.ref == wanted), own[0])
    actor = _actor(person, organisation, frozenset(roles[organisation]), on, frozenset(one_with))
    return replace(actor, needs_second_step=organisation.pk in strict), own


def people_with_role(*, organisation: int, role: str, on: date) -> QuerySet[Person]:
    held = memberships_in_force(on=on).filter(organisation_id=organisation, role=role).values("person")
    return Person.objects.filter(pk__in=held, is_active=True).order_by("name")


def colleagues(*, organisation: int, on: date) -> QuerySet[Person]:
    """Everyone who holds a role there on that day, by name."""
    held = memberships_in_force(on=on).filter(organisation_id=organisation).values("person")
    return Person.objects.filter(pk__in=held, is_active=True).order_by("name", "pk")


def members(*, organisation: int) -> QuerySet[Membership]:
    """Every role ever held there: those that last first, then by name. The person comes with each row."""
    return (
        Membership.objects.filter(organisation_id=organisation)
        .select_related("person", "delegated_by")
        .order_by(F("until_day").desc(nulls_first=True), "person__name", "role", "pk")
    )


def person_of_organisation(*, ref: str, organisation: int) -> Person | None:
    """The person with that reference, if they hold or held a role there."""
    held = Membership.objects.filter(organisation_id=organisation).values("person")
    return Person.objects.filter(ref=ref, pk__in=held).first()


def role_in_force(*, ref: str, role: str, organisation: int, on: date) -> Membership | None:
    """The role of that person which holds on that day or begins later."""
    return (
        Membership.objects.filter(
            Q(until_day=None) | Q(until_day__gte=on),
            person__ref=ref,
            role=role,
            organisation_id=organisation,
        )
        .select_related("person")
        .order_by("from_day")
        .first()
    )


def person_with(*, key: int) -> Person:
    return Person.objects.get(pk=key)


def has_ended(organisation: Organisation, on: date) -> bool:
    """Whether it is over on that day and somebody follows it. Where nobody does, it may still be wound up by itself."""
    last = organisation.exists_until
    if last is None or last >= on:
        return False
    return Succession.objects.standing().filter(predecessor=organisation, on__lte=on).exists()


def _delegations(person: Person, on: date) -> Q:
    """By or to `person`, in force on that day or long enough ago that what was begun in it may still wait for a second."""
    return Q(
        Q(person=person) | Q(delegated_by=person),
        delegated_by__isnull=False,
        from_day__lte=on,
        until_day__gte=on - LONGEST_DELEGATION,
    )


def _actor(
    person: Person, organisation: Organisation, roles: frozenset[str], on: date, one_with: frozenset[int]
) -> Actor:
    return Actor(
        person_id=person.pk,
        person_ref=person.ref,
        name=person.name,
        email=person.email,
        organisation_id=organisation.pk,
        organisation_ref=organisation.ref,
        organisation_name=organisation.name,
        sector=organisation.sector,
        roles=roles,
        ended_on=organisation.exists_until if has_ended(organisation, on) else None,
        one_with=one_with,
    )
