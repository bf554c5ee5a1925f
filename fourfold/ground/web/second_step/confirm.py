"""Asking once more who sits there, before how they sign in is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone

from fourfold.ground.people import attempts
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.filters import moment

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fourfold.ground.people.tables import Person


class PasswordForm(forms.Form):
    password = forms.CharField(
        label="Your password",
        strip=False,
        max_length=1000,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def confirm(request: HttpRequest, person: Person, password: str) -> None:
    """Raises Refused, at the field `password`, where it is not the person's, or was tried too often."""
    keys = attempts.keys_of_password(person_ref=person.ref, session=request.session.session_key or "")
    again_from = attempts.take(keys, at=timezone.now())
    if again_from is not None:
        raise Refused(f"You have tried too often. Try again on {moment(again_from)}", field="password")
    if not person.check_password(password):
        raise Refused("This is not your password", field="password")
    attempts.give_back(keys)
