"""Asking once more who sits there, before how they sign in is changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.people import attempts
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.filters import moment

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fourfold.ground.people.tables import Person


# So long after a sign-in at the organisation's provider, that stands for the password that one may not have here.
_FRESH: Final = timedelta(minutes=10)
_BY_PROVIDER: Final = "came_by_provider"


class PasswordForm(forms.Form):
    """`without` leaves the password out, for one who has just come in through a provider."""

    def __init__(self, *args: Any, without: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if without:
            del self.fields["password"]

    password = forms.CharField(
        label=say("Your password"),
        strip=False,
        max_length=1000,
        error_messages={"required": say("Enter your password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def remember_provider(request: HttpRequest, person: Person, *, at: datetime) -> None:
    request.session[_BY_PROVIDER] = [person.pk, at.isoformat()]


def came_just_now(request: HttpRequest, person: Person) -> bool:
    """Whether this session began at the person's provider within the last ten minutes."""
    key, since = request.session.get(_BY_PROVIDER) or (None, "")
    return key == person.pk and timezone.now() < datetime.fromisoformat(since) + _FRESH


def confirm(request: HttpRequest, person: Person, password: str) -> None:
    """Raises Refused, at the field `password`, where it is not the person's, or was tried too often.

    One who has just signed in at their organisation's provider has been asked who they are there.
    """
    if came_just_now(request, person):
        return
    if not person.has_usable_password():
        raise Refused(
            say(
                "You have no password here. Sign out, sign in through your organisation again, and do this within ten minutes"
            ),
            field="password",
        )
    keys = attempts.keys_of_password(person_ref=person.ref, session=request.session.session_key or "")
    again_from = attempts.take(keys, at=timezone.now())
    if again_from is not None:
        raise Refused(
            say("You have tried too often. Try again on {again_from}", again_from=moment(again_from)),
            field="password",
        )
    if not person.check_password(password):
        raise Refused(say("This is not your password"), field="password")
    attempts.give_back(keys)
