"""A second step at sign-in: set up with an app, answered, renewed, taken off by its owner or an administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fourfold.ground.identity import codes, sealed
from fourfold.ground.identity.queries import has_second_step, required_of
from fourfold.ground.identity.tables import Passkey, RecoveryCode, SecondStep
from fourfold.ground.identity.telling import tell
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actions import passwords, sign_ins
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.tables import Person

_WRONG = say("This is not the code that your app shows now. Wait for the next one and type that")


def set_up(*, person: Person, seed: str, typed: str, at: datetime, keep: str = "") -> list[str]:
    """From now on the app with `seed` is asked. Gives the recovery codes, which are shown this once.

    `typed` shows that the app has the seed: Refused where it does not. The person's other sessions, which have passed no
    second step, end; the one with the key `keep` goes on.
    """
    step = codes.step_of(seed=seed, typed=typed, at=at, after=None)
    if step is None:
        raise Refused(_WRONG, field="code")
    with (
        transaction.atomic(),
        declared(person=person.pk, organisation=None, reason=say("Set up a second step")),
    ):
        kept = sealed.seal(seed, belongs_to=person.ref)
        _, new = SecondStep.objects.get_or_create(
            person=person, defaults={"seed": kept, "set_up_at": at, "last_step": step}
        )
        if not new:
            raise Refused(say("A second step is set up already. Take it off before you set up another"))
        sign_ins.end_all(person=person, but=keep, at=at)
        tell(person=person, what=say("A second step is now asked for when you sign in."), at=at)
        return new_codes(person=person, at=at)


def passes(*, person: Person, typed: str, at: datetime) -> bool:
    """Whether `typed` is what the app shows now, or a recovery code that was not used yet. Either counts once."""
    with (
        transaction.atomic(),
        declared(person=person.pk, organisation=None, reason=say("Answered the second step")),
    ):
        if _app_shows(person, typed, at) or _is_recovery_code(person, typed, at):
            return True
        if _was_used(person, typed, at):
            tell(
                person=person,
                what=say("A code of your app was typed a second time at sign-in, and refused."),
                at=at,
            )
        return False


def renew_codes(*, person: Person, at: datetime) -> list[str]:
    """Fresh recovery codes, shown this once; the earlier ones are worth nothing."""
    if not has_second_step(person=person.pk):
        raise Refused(say("Set up a second step first"))
    with (
        transaction.atomic(),
        declared(person=person.pk, organisation=None, reason=say("Made new recovery codes")),
    ):
        tell(
            person=person,
            what=say("New recovery codes were made for you; the earlier ones no longer work."),
            at=at,
        )
        return new_codes(person=person, at=at)


def check_can_take_off_own(person: Person, *, on: date) -> None:
    """Of the app. Whoever has a passkey as well proves more than a password without it."""
    if Passkey.objects.filter(person=person).exists():
        return
    required = required_of(person=person, on=on)
    if required:
        raise NotAllowed(
            say("{required} requires a second step of people with your role.", required=required[0])
        )


def can_take_off_own(person: Person, *, on: date) -> bool:
    try:
        check_can_take_off_own(person, on=on)
    except NotAllowed:
        return False
    return True


def take_off_own(*, person: Person, on: date, at: datetime) -> None:
    check_can_take_off_own(person, on=on)
    with (
        transaction.atomic(),
        declared(person=person.pk, organisation=None, reason=say("Took off their second step")),
    ):
        deleted, _ = SecondStep.objects.filter(person=person).delete()
        if not deleted:
            raise Refused(say("There is no app to take off"))
        if has_second_step(person=person.pk):
            tell(person=person, what=say("The app was taken off. A passkey is your second step now."), at=at)
            return
        RecoveryCode.objects.filter(person=person).delete()
        words = say("The second step was taken off. Your password alone signs you in now.")
        tell(person=person, what=words, at=at)


def check_can_take_off(by: Actor, *, person: Person) -> None:
    """For somebody who lost app and codes: by whoever may make them a link to set a password, and for the same reason."""
    passwords.check_can_make_link(by, person=person)


def can_take_off(by: Actor, *, person: Person) -> bool:
    try:
        check_can_take_off(by, person=person)
    except NotAllowed:
        return False
    return True


def take_off(*, by: Actor, person: Person, at: datetime) -> None:
    """App, passkeys and recovery codes. Their sessions end as well, and they are told by mail."""
    check_can_take_off(by, person=person)
    with change(
        by=by, owner=by.organisation_id, reason=say("Took off somebody’s second step"), winding_up=True
    ):
        apps, _ = SecondStep.objects.filter(person=person).delete()
        keys, _ = Passkey.objects.filter(person=person).delete()
        if not apps + keys:
            raise Refused(say("There is no second step to take off"))
        RecoveryCode.objects.filter(person=person).delete()
        words = say(
            "{name} of {organisation_name} took off your second step at sign-in.",
            name=by.name,
            organisation_name=by.organisation_name,
        )
        tell(person=person, what=words, at=at)
        sign_ins.end_all(person=person, by=by, at=at)


def _app_shows(person: Person, typed: str, at: datetime) -> bool:
    row, seed = _app_of(person)
    if row is None:
        return False
    step = codes.step_of(seed=seed, typed=typed, at=at, after=row.last_step)
    # Of two who send one code at once, one is in.
    return step is not None and bool(
        SecondStep.objects.filter(pk=row.pk, last_step__lt=step).update(last_step=step)
    )


def _was_used(person: Person, typed: str, at: datetime) -> bool:
    """Whether the code would be right had it not signed somebody in already: it may have been read over a shoulder."""
    row, seed = _app_of(person)
    return row is not None and codes.step_of(seed=seed, typed=typed, at=at, after=None) is not None


def _app_of(person: Person) -> tuple[SecondStep | None, str]:
    row = SecondStep.objects.filter(person=person).first()
    if row is None:
        return None, ""
    try:
        return row, sealed.unseal(row.seed, belongs_to=person.ref)
    except sealed.Unreadable:
        # The installation's secret was changed: recovery codes still work, and an administrator can take it off.
        return None, ""


def _is_recovery_code(person: Person, typed: str, at: datetime) -> bool:
    digest = codes.recovery_digest(person_ref=person.ref, typed=typed)
    used = RecoveryCode.objects.filter(person=person, digest=digest, used_at=None).update(used_at=at)
    if used:
        left = RecoveryCode.objects.filter(person=person, used_at=None).count()
        tell(
            person=person,
            what=say("A recovery code was used to sign in as you. {left} are left.", left=left),
            at=at,
        )
    return bool(used)


def new_codes(*, person: Person, at: datetime) -> list[str]:
    """Within a declared change. They are shown this once."""
    RecoveryCode.objects.filter(person=person).delete()
    fresh = codes.new_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(
            person=person, digest=codes.recovery_digest(person_ref=person.ref, typed=code), made_at=at
        )
        for code in fresh
    )
    return fresh
