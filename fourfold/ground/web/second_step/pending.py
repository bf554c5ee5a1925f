"""Somebody whose password was right and who has yet to answer the second step: kept in the session for ten minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.crypto import constant_time_compare

from fourfold.ground.people.tables import Person

if TYPE_CHECKING:
    from django.http import HttpRequest

PATIENCE: Final = timedelta(minutes=10)
# Set in a session that has passed more than a password.
PASSED: Final = "second_step"
_PENDING: Final = "second_step_of"
_CAME_BY: Final = "second_step_after"


def begin(request: HttpRequest, person: Person, *, came_by: str, at: datetime) -> None:
    request.session[_PENDING] = [person.pk, person.get_session_auth_hash(), at.isoformat()]
    request.session[_CAME_BY] = came_by


def person_pending(request: HttpRequest, *, at: datetime) -> Person | None:
    """None after ten minutes, after another change of password, and where nobody gave one."""
    key, hashed, since = request.session.get(_PENDING) or (None, "", "")
    if key is None or datetime.fromisoformat(since) + PATIENCE < at:
        return None
    person = Person.objects.filter(pk=key, is_active=True).first()
    if person is None or not constant_time_compare(hashed, person.get_session_auth_hash()):
        return None
    return person


def end(request: HttpRequest) -> str:
    """Gives what the first step was."""
    request.session.pop(_PENDING, None)
    came_by: str = request.session.pop(_CAME_BY, "")
    return came_by
