"""Who may sign in: a person with that e-mail address, however its letters are cased, and that password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.backends import BaseBackend

from fourfold.ground.people.tables import Person

if TYPE_CHECKING:
    from django.http import HttpRequest


class PasswordBackend(BaseBackend):
    """Takes as long for an address that nobody has as for a wrong password, so that time tells nothing."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002  (Django's signature)
        email: str | None = None,
        password: str | None = None,
        **_: object,
    ) -> Person | None:
        if email is None or password is None:
            return None
        person = Person.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            Person().set_password(password)
            return None
        return person if person.check_password(password) and person.is_active else None

    def get_user(self, user_id: int) -> Person | None:
        return Person.objects.filter(pk=user_id, is_active=True).first()
