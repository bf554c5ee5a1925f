"""A form that is sent twice is carried out once; the second sending is led to what the first one made."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from fourfold.ground.people.tables import Submission
from fourfold.ground.web.access import actor_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import Form
    from django.http import HttpRequest


@dataclass(slots=True)
class Sent:
    """`result` is the address that the first sending led to; the view sets it."""

    result: str = ""


def already_sent(request: HttpRequest, form: Form) -> str:
    """The address that this very form led to when this person sent it before, or an empty text."""
    token = _token(form)
    if not token:
        return ""
    earlier = Submission.objects.filter(person_id=actor_of(request).person_id, token=token).first()
    return "" if earlier is None else earlier.result


class SentTwice(Exception):
    """Two sendings of one form arrived together; `result` is where the first one led. The middleware leads there."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result


@contextmanager
def send_once(request: HttpRequest, form: Form) -> Iterator[Sent]:
    """One transaction for what the form does and for remembering that it was done.

    Of two sendings at the same moment the second waits for the first, does nothing, and raises SentTwice.
    """
    sent = Sent()
    token = _token(form)
    person = actor_of(request).person_id
    with transaction.atomic():
        if token:
            submission, new = Submission.objects.get_or_create(person_id=person, token=token)
            if not new:
                raise SentTwice(submission.result)
        yield sent
        if token:
            Submission.objects.filter(person_id=person, token=token).update(result=sent.result)


def _token(form: Form) -> str:
    return str(form.data.get(form.add_prefix("once"), ""))[:43]
