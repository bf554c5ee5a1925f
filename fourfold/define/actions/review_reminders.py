"""The leads of an organisation are told by mail that the review of its policy is due soon, and that it is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.urls import reverse

from fourfold.define.models import PolicyVersion
from fourfold.define.queries.policies import review_of
from fourfold.define.rules.review import ReviewState
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.queries import people_with_role
from fourfold.ground.people.tables import Role
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.define.rules.review import Review

REVIEW: Final = "define.review"


def remind(*, version: int, owner: int, on: date, at: datetime) -> int:
    """Writes what is due for one version, in one transaction, and says to how many. Each of the two mails goes out once."""
    reason = say("Reminded that the review of the policy is due")
    with transaction.atomic(), declared(person=None, organisation=owner, reason=reason), as_tenant(owner):
        standing = PolicyVersion.objects.select_related("policy").get(pk=version)
        review = review_of(standing, on=on)
        if review is None or review.state == ReviewState.IN_DATE:
            return 0
        letter = _letter(standing, review)
        written = [
            post(
                kind=REVIEW,
                letter=letter,
                to=person,
                owner=owner,
                key=f"{standing.ref} {review.state.value}",
                at=at,
            )
            for person in people_with_role(organisation=owner, role=Role.LEAD, on=on)
        ]
        return sum(mail is not None and mail.written_at == at for mail in written)


def _letter(version: PolicyVersion, review: Review) -> Letter:
    overdue = review.state == ReviewState.LAPSED
    title, day = version.policy.title, day_text(review.due_on)
    return Letter(
        subject=say(
            "Your social value policy is overdue for review"
            if overdue
            else "Your social value policy is due for review"
        ),
        paragraphs=(
            say(
                "“{title}” was due for review by {day}. It is marked as overdue until a new version is adopted.",
                title=title,
                day=day,
            )
            if overdue
            else say("“{title}” is due for review by {day}.", title=title, day=day),
            say(
                "A new version begins as a copy of this one. Ask those whom it is for, then have it adopted."
            ),
        ),
        todo=(say("Begin a new version"), reverse("new_policy_version", kwargs={"ref": version.policy.ref})),
    )
