"""Being signed in: begun, and ended from wherever its owner is. An ended session is gone at once, whatever cookie comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db import transaction

from fourfold.ground.kernel.said import say
from fourfold.ground.people.tables import SignIn
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.people.tables import Person


def begin(
    *,
    person: Person,
    session_key: str,
    device: str,
    at: datetime,
    browser: str = "",
    came_by: str = "",
    and_by: str = "",
) -> SignIn:
    """Within the declaration of whoever signed the person in. Who signs in once more where they are in begins anew."""
    SignIn.objects.filter(session_key=session_key).update(ended_at=at, session_key=None)
    return SignIn.objects.create(
        person=person,
        session_key=session_key,
        device=device,
        browser=browser,
        came_by=came_by,
        and_by=and_by,
        began_at=at,
    )


def renew(*, person: Person, before: str, after: str) -> None:
    """The same session under another key, as after a change of password. One that is not on the list stays off it."""
    with (
        transaction.atomic(),
        declared(person=person.pk, organisation=None, reason=say("Renewed their session")),
    ):
        SignIn.objects.filter(person=person, session_key=before).update(session_key=after)


def end_one(*, by: Actor, sign_in: SignIn, at: datetime) -> None:
    """Only the queries of `people.sign_ins` find one's own; of somebody else's nothing happens here either."""
    with (
        transaction.atomic(),
        declared(person=by.person_id, organisation=None, reason=say("Ended a session")),
    ):
        _end(SignIn.objects.filter(person_id=by.person_id, pk=sign_in.pk, ended_at=None), at)


def end_all(*, person: Person, at: datetime, but: str = "", only: str = "", by: Actor | None = None) -> int:
    """Every session of the person, or all `but` the one with that key, or `only` that one. Says how many ended.

    `by` is who did it where it was not the person: the caller has checked that they may.
    """
    who = person.pk if by is None else by.person_id
    reason = say("Signed out") if only else say("Ended sessions")
    with (
        transaction.atomic(),
        declared(person=who, organisation=by.organisation_id if by else None, reason=reason),
    ):
        rows = SignIn.objects.filter(person=person, ended_at=None)
        if only:
            rows = rows.filter(session_key=only)
        if but:
            rows = rows.exclude(session_key=but)
        return _end(rows, at)


def _end(rows: QuerySet[SignIn], at: datetime) -> int:
    standing = dict(rows.select_for_update().values_list("pk", "session_key"))
    Session.objects.filter(session_key__in=[key for key in standing.values() if key]).delete()
    return SignIn.objects.filter(pk__in=standing).update(ended_at=at, session_key=None)
