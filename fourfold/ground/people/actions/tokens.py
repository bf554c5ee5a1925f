"""Access tokens are made and revoked by the person whom they act for, in the organisation for which that person acts."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import Actor, NotAllowed, check_still_there
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Person
from fourfold.ground.people.token_queries import digest_of, tokens_of, written
from fourfold.ground.people.token_table import AccessToken, Scope

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

LONGEST: Final = timedelta(days=365)
MOST: Final = 20

_SIGNS: Final = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class TokenMade:
    """`secret` is what its bearer sends. It is known only now: its digest alone is kept."""

    token: AccessToken
    secret: str


def check_can_make(by: Actor, *, on: date) -> None:
    check_still_there(by)
    standing = tokens_of(person=by.person_id).filter(revoked_at=None, last_day__gte=on)
    if standing.count() >= MOST:
        raise NotAllowed(
            say("You have {most} tokens that work. Revoke one that is no longer needed first.", most=MOST)
        )


def can_make(by: Actor, *, on: date) -> bool:
    try:
        check_can_make(by, on=on)
    except NotAllowed:
        return False
    return True


def make(
    *, by: Actor, name: str, scopes: Collection[str], last_day: date, on: date, second_step: bool = False
) -> TokenMade:
    """A token with which a program acts as `by` for the organisation that they act for now, until the end of `last_day`.

    `second_step` says whether `by` proved one in this session: a role that requires it is asked for it of tokens too.
    Refuses one without a name, scope or end, and one that would last longer than a year.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused(say("Say what the token is for, so that you know it again"), field="name")
    if not scopes or not set(scopes) <= set(Scope.values):
        raise Refused(say("Choose what the token may do"), field="scopes")
    if not on <= last_day <= on + LONGEST:
        raise Refused(say("Enter a last day that is not past, and at most a year from now"), field="last_day")
    secret = written("".join(secrets.choice(_SIGNS) for _ in range(43)))
    with change(by=by, owner=by.organisation_id, reason=say("Made an access token")):
        # Of two that are made at once the second waits, so that the most is the most.
        Person.objects.select_for_update().get(pk=by.person_id)
        check_can_make(by, on=on)
        token = AccessToken.objects.create(
            person_id=by.person_id,
            organisation_id=by.organisation_id,
            name=name[:100],
            digest=digest_of(secret),
            scopes=" ".join(scope for scope in Scope.values if scope in scopes),
            second_step=second_step,
            made_on=on,
            last_day=last_day,
        )
    return TokenMade(token, secret)


def check_can_revoke(by: Actor, *, token: AccessToken) -> None:
    if token.person_id != by.person_id:
        raise NotAllowed(say("This is somebody else’s token."))
    if token.revoked_at is not None:
        raise NotAllowed(say("This token is revoked already."))


def can_revoke(by: Actor, *, token: AccessToken) -> bool:
    try:
        check_can_revoke(by, token=token)
    except NotAllowed:
        return False
    return True


def revoke(*, by: Actor, token: AccessToken, at: datetime) -> None:
    """From now on it is no good. Its person may do so whichever organisation they act for at the moment."""
    check_can_revoke(by, token=token)
    with change(by=by, owner=token.organisation_id, reason=say("Revoked an access token"), winding_up=True):
        AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)
