"""Whom a sign-in at an organisation's provider signs in here, and the record of one that came to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from fourfold.ground.identity.openid.protocol import Identity, ProviderRefused, Why
from fourfold.ground.identity.providers import account_of, acts_only_for, domain_of, domains_of
from fourfold.ground.identity.tables import IdentityProvider, ProviderAccount, ProviderFailure
from fourfold.ground.identity.telling import tell
from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from datetime import datetime


def person_of(*, provider: IdentityProvider, identity: Identity, at: datetime) -> Person:
    """The person whose account at the provider it is. Raises ProviderRefused.

    Known by the provider's own name for them; by e-mail address on the first time only, when it is written down. Nobody is
    made here: who has no role was not invited. Somebody who has acted for another organisation is never signed in so,
    known or not: this provider's word is no other organisation's.
    """
    organisation = provider.organisation_id
    if not provider.is_on or identity.issuer != provider.issuer:
        raise ProviderRefused(Why.OFF)
    if domain_of(identity.email) not in domains_of(organisation=organisation):
        raise ProviderRefused(Why.DOMAIN)
    account = (
        ProviderAccount.objects.filter(
            organisation=organisation, issuer=identity.issuer, subject=identity.subject
        )
        .select_related("person")
        .first()
    )
    person = account.person if account else Person.objects.filter(email__iexact=identity.email).first()
    if person is None or not person.is_active:
        raise ProviderRefused(Why.STRANGER)
    held = memberships_in_force(on=timezone.localdate(at)).filter(person=person, organisation=organisation)
    if not held.exists():
        raise ProviderRefused(Why.STRANGER)
    if not acts_only_for(person=person, organisation=organisation):
        raise ProviderRefused(Why.ELSEWHERE)
    if account is None:
        _link(provider, identity, person, at)
    return person


def is_second_step(*, provider: IdentityProvider, identity: Identity) -> bool:
    """Whether the provider says, in words that the organisation trusts, that more than a password was proved."""
    return bool(identity.amr & set(provider.amr.split())) or (
        bool(identity.acr) and identity.acr in provider.acr.split()
    )


def note_failure(*, organisation: int | None, why: Why, at: datetime) -> None:
    reason = say("A sign-in at the provider failed: {value}", value=why.value)
    with transaction.atomic(), declared(person=None, organisation=organisation, reason=reason):
        ProviderFailure.objects.create(organisation_id=organisation, why=why.value, at=at)


def _link(provider: IdentityProvider, identity: Identity, person: Person, at: datetime) -> None:
    if account_of(provider=provider, person=person.pk) is not None:
        raise ProviderRefused(Why.TAKEN)
    try:
        with (
            transaction.atomic(),
            declared(
                person=person.pk,
                organisation=provider.organisation_id,
                reason=say("Signed in at the provider for the first time"),
            ),
        ):
            ProviderAccount.objects.create(
                organisation_id=provider.organisation_id,
                issuer=identity.issuer,
                subject=identity.subject,
                person=person,
                linked_at=at,
            )
            where = provider.organisation.name
            tell(
                person=person,
                what=say(
                    "Your account at {issuer} ({where}) now signs you in.",
                    issuer=provider.issuer,
                    where=where,
                ),
                at=at,
            )
    except IntegrityError:
        # The same person or account came in by another window in this moment.
        raise ProviderRefused(Why.TAKEN) from None
