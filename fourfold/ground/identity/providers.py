"""Which organisation signs its people in where, and who of them may still come with a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.identity.queries import has_second_step
from fourfold.ground.identity.tables import ClaimedDomain, IdentityProvider, ProviderAccount, ProviderFailure
from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Membership, Person, Role

if TYPE_CHECKING:
    from datetime import date


def provider_of(*, organisation: int) -> IdentityProvider | None:
    return (
        IdentityProvider.objects.filter(organisation_id=organisation).select_related("organisation").first()
    )


def provider_with(*, ref: str) -> IdentityProvider | None:
    """Where one can sign in now."""
    return IdentityProvider.objects.filter(ref=ref, is_on=True).select_related("organisation").first()


def provider_for(*, email: str) -> IdentityProvider | None:
    """Where people with such an address sign in. The domain alone is looked up: whether there is such a person is not told."""
    domain = domain_of(email)
    claimed = ClaimedDomain.objects.filter(domain=domain).values("organisation")
    return (
        IdentityProvider.objects.filter(organisation__in=claimed, is_on=True)
        .select_related("organisation")
        .first()
    )


def domain_of(email: str) -> str:
    return email.strip().rpartition("@")[2].lower()


def domains_of(*, organisation: int) -> list[str]:
    return list(ClaimedDomain.objects.filter(organisation_id=organisation).values_list("domain", flat=True))


def account_of(*, provider: IdentityProvider, person: int) -> ProviderAccount | None:
    return ProviderAccount.objects.filter(
        organisation=provider.organisation_id, issuer=provider.issuer, person_id=person
    ).first()


def failures_of(*, organisation: int, most: int = 20) -> list[ProviderFailure]:
    return list(ProviderFailure.objects.filter(organisation_id=organisation)[:most])


def secret_belongs_to(provider: IdentityProvider) -> str:
    """The encrypted secret opens for this row alone."""
    return say("provider {ref}", ref=provider.ref)


def acts_only_for(*, person: Person, organisation: int) -> bool:
    """Holds, and held, roles there and nowhere else: the condition under which its administrators answer for their sign-in."""
    held = set(Membership.objects.filter(person=person).values_list("organisation", flat=True))
    return held == {organisation}


def provider_required_of(*, person: Person, on: date) -> IdentityProvider | None:
    """The provider without which this person does not come in, or None where their password still counts.

    Asked only of people whom the provider can sign in: who act for that organisation alone, with an address that it claims.
    An administrator with a second step of their own, and the only administrator there is, always come in with a password, so
    that a provider which is down, or was entered wrongly, locks no organisation out.
    """
    provider = provider_for(email=person.email)
    if provider is None or not provider.is_required:
        return None
    organisation = provider.organisation_id
    if not acts_only_for(person=person, organisation=organisation):
        return None
    administrators = memberships_in_force(on=on).filter(
        organisation=organisation, role=Role.ADMINISTRATOR, person__is_active=True
    )
    if administrators.filter(person=person).exists() and (
        has_second_step(person=person.pk) or not administrators.exclude(person=person).exists()
    ):
        return None
    return provider
