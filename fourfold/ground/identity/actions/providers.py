"""An organisation's own sign-in provider: entered, looked at, switched on, required, and taken away by its administrators."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError

from fourfold.ground.identity import sealed
from fourfold.ground.identity.openid import outgoing, protocol
from fourfold.ground.identity.providers import (
    account_of,
    domains_of,
    provider_of,
    secret_belongs_to,
)
from fourfold.ground.identity.tables import ClaimedDomain, IdentityProvider, ProviderAccount
from fourfold.ground.identity.telling import tell
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import Actor, NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.queries import people_with_role
from fourfold.ground.people.tables import Person, Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

MOST_DOMAINS: Final = 50
_DOMAIN: Final = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
# Where anybody has an address.
_OF_EVERYBODY: Final = frozenset(
    {
        "aol.com",
        "btinternet.com",
        "gmail.com",
        "gmx.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "live.com",
        "mail.com",
        "me.com",
        "msn.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "talktalk.net",
        "virginmedia.com",
        "yahoo.co.uk",
        "yahoo.com",
    }
)


def check_can_set_provider(by: Actor) -> None:
    check_role(by, Role.ADMINISTRATOR, to=say("choose where its people sign in"))


def can_set_provider(by: Actor) -> bool:
    try:
        check_can_set_provider(by)
    except NotAllowed:
        return False
    return True


def enter(
    *,
    by: Actor,
    issuer: str,
    client_id: str,
    secret: str,
    domains: Sequence[str],
    amr: Sequence[str] = (),
    acr: Sequence[str] = (),
    on: date,
    at: datetime,
) -> IdentityProvider:
    """Enters or changes it. With another issuer or client it is off until it has been looked at again.

    An empty `secret` leaves the one that stands, but never for another issuer: it would be sent there.
    """
    check_can_set_provider(by)
    try:
        outgoing.check_address(issuer)
    except outgoing.NotAsked as wrong:
        raise Refused(str(wrong), field="issuer") from None
    if "?" in issuer:
        raise Refused(say("An issuer has no question mark"), field="issuer")
    claimed = _checked_domains(by, domains)
    row = provider_of(organisation=by.organisation_id)
    another = row is None or (row.issuer, row.client_id) != (issuer, client_id)
    if another and not secret:
        raise Refused(say("Enter the secret that belongs to this issuer and client"), field="secret")
    row = row or IdentityProvider(organisation_id=by.organisation_id)
    row.issuer, row.client_id, row.amr, row.acr = issuer, client_id, "\n".join(amr), "\n".join(acr)
    if secret:
        row.secret = sealed.seal(secret, belongs_to=secret_belongs_to(row))
    if another:
        row.found, row.found_at, row.is_on, row.is_required = "", None, False, False
    try:
        with change(by=by, owner=by.organisation_id, reason=say("Entered the sign-in provider")):
            row.save()
            standing = set(domains_of(organisation=by.organisation_id))
            ClaimedDomain.objects.filter(
                organisation_id=by.organisation_id, domain__in=standing - set(claimed)
            ).delete()
            for domain in sorted(set(claimed) - standing):
                ClaimedDomain.objects.create(organisation_id=by.organisation_id, domain=domain)
            _tell_the_others(
                by,
                say(
                    "changed where people of {organisation_name} sign in: {issuer}.",
                    organisation_name=by.organisation_name,
                    issuer=issuer,
                ),
                on,
                at,
            )
    except IntegrityError:
        raise Refused(say("Another organisation claims one of these domains"), field="domains") from None
    return row


def look(*, by: Actor, at: datetime) -> IdentityProvider:
    """Reads the discovery document and keeps what it named. Refused with what is wrong with it."""
    check_can_set_provider(by)
    row = _own(by)
    try:
        found = protocol.discover(row.issuer)
    except outgoing.NotReached as problem:
        raise Refused(say("{problem}.", problem=problem)) from None
    with change(by=by, owner=by.organisation_id, reason=say("Looked at the sign-in provider")):
        row.found, row.found_at = json.dumps(asdict(found)), at
        row.save(update_fields=["found", "found_at"])
    return row


def check_can_switch_on(by: Actor) -> None:
    check_can_set_provider(by)
    row = provider_of(organisation=by.organisation_id)
    if row is None or row.found_at is None:
        raise NotAllowed(say("Look at what the provider says of itself first."))
    if not domains_of(organisation=by.organisation_id):
        raise NotAllowed(say("Claim a domain of e-mail addresses first."))


def can_switch_on(by: Actor) -> bool:
    try:
        check_can_switch_on(by)
    except NotAllowed:
        return False
    return True


def switch(*, by: Actor, is_on: bool, on: date, at: datetime) -> None:
    """Off also ends that it is required."""
    if is_on:
        check_can_switch_on(by)
    check_can_set_provider(by)
    row = _own(by)
    words = say(
        "switched sign-in at {issuer} on for {organisation_name}."
        if is_on
        else "switched sign-in at {issuer} off for {organisation_name}.",
        issuer=row.issuer,
        organisation_name=by.organisation_name,
    )
    with change(by=by, owner=by.organisation_id, reason=say("Switched the sign-in provider on or off")):
        row.is_on, row.is_required = is_on, row.is_required and is_on
        row.save(update_fields=["is_on", "is_required"])
        _tell_the_others(by, words, on, at)


def check_can_require_provider(by: Actor) -> None:
    """Who has not come in through it does not know that one can."""
    check_can_set_provider(by)
    row = provider_of(organisation=by.organisation_id)
    if row is None or not row.is_on:
        raise NotAllowed(say("Switch it on first."))
    if account_of(provider=row, person=by.person_id) is None:
        raise NotAllowed(say("Sign in through it yourself first."))


def can_require_provider(by: Actor) -> bool:
    try:
        check_can_require_provider(by)
    except NotAllowed:
        return False
    return True


def require(*, by: Actor, is_required: bool, on: date, at: datetime) -> None:
    if is_required:
        check_can_require_provider(by)
    check_can_set_provider(by)
    row = _own(by)
    words = say(
        "decided: who can sign in at {issuer} now has to."
        if is_required
        else "decided: who can sign in at {issuer} no longer has to.",
        issuer=row.issuer,
    )
    with change(
        by=by, owner=by.organisation_id, reason=say("Chose whether the sign-in provider is required")
    ):
        row.is_required = is_required
        row.save(update_fields=["is_required"])
        _tell_the_others(by, words, on, at)


def forget_account(*, by: Actor, email: str) -> None:
    """Somebody's account at the provider was made anew: their next sign-in there links the new one."""
    check_can_set_provider(by)
    row = _own(by)
    with change(
        by=by, owner=by.organisation_id, reason=say("Forgot somebody’s account at the sign-in provider")
    ):
        gone, _ = ProviderAccount.objects.filter(
            organisation_id=by.organisation_id, issuer=row.issuer, person__email__iexact=email.strip()
        ).delete()
        if not gone:
            raise Refused(say("Nobody with this address has signed in there"), field="email")


def remove(*, by: Actor, on: date, at: datetime) -> None:
    """With its secret, the domains and who was who there."""
    check_can_set_provider(by)
    row = _own(by)
    with change(by=by, owner=by.organisation_id, reason=say("Removed the sign-in provider")):
        ClaimedDomain.objects.filter(organisation_id=by.organisation_id).delete()
        ProviderAccount.objects.filter(organisation_id=by.organisation_id).delete()
        row.delete()
        _tell_the_others(
            by,
            say(
                "removed the sign-in provider of {organisation_name}.", organisation_name=by.organisation_name
            ),
            on,
            at,
        )


def _own(by: Actor) -> IdentityProvider:
    row = provider_of(organisation=by.organisation_id)
    if row is None:
        raise Refused(say("No provider has been entered yet"))
    return row


def _checked_domains(by: Actor, domains: Sequence[str]) -> list[str]:
    """Claiming a domain leads its people to one's own provider. So somebody here must have an address in it, and nobody who
    acts only for others.
    """
    found = list(
        dict.fromkeys(domain.strip().lower().removeprefix("@") for domain in domains if domain.strip())
    )
    if not found:
        raise Refused(say("Enter the domain of your e-mail addresses"), field="domains")
    if len(found) > MOST_DOMAINS:
        raise Refused(say("Enter {most_domains} domains at most", most_domains=MOST_DOMAINS), field="domains")
    for domain in found:
        if not _DOMAIN.fullmatch(domain):
            raise Refused(
                say("“{domain}” is not a domain. Write it as in hartwell.example", domain=domain[:60]),
                field="domains",
            )
        if domain in _OF_EVERYBODY:
            raise Refused(say("Anybody can have an address at {domain}", domain=domain), field="domains")
        there = Person.objects.filter(email__iendswith=f"@{domain}")
        if not there.filter(memberships__organisation=by.organisation_id).exists():
            raise Refused(
                say(
                    "Nobody of {organisation_name} has an address at {domain}",
                    organisation_name=by.organisation_name,
                    domain=domain,
                ),
                field="domains",
            )
        if (
            there.filter(memberships__isnull=False)
            .exclude(memberships__organisation=by.organisation_id)
            .exists()
        ):
            raise Refused(
                say(
                    "People of another organisation have addresses at {domain} too, so it cannot be claimed",
                    domain=domain,
                ),
                field="domains",
            )
    return found


def _tell_the_others(by: Actor, what: str, on: date, at: datetime) -> None:
    for person in people_with_role(organisation=by.organisation_id, role=Role.ADMINISTRATOR, on=on):
        if person.pk != by.person_id:
            tell(person=person, what=say("{name} {what}", name=by.name, what=what), at=at)
