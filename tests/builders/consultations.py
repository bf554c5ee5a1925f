"""Drafts that were heard and signed: who was asked, what they said, whose name stands under it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.actions import (
    co_signers,
    comments,
    consultation,
    defaults,
    principles,
    strategic_commitments,
)
from fourfold.define.models import CoSignature, Outcome, PolicyComment, PolicyInvitation, PolicyVersion
from fourfold.define.queries.cascades import cascade, wording
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from tests.builders.define import a_version_out_for_comment, priorities_of
from tests.builders.ground import TODAY

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

NOW = datetime.combine(TODAY, time(12), UTC)
UNTIL = TODAY + timedelta(days=30)


def body_of(by: Actor) -> Organisation:
    return Organisation.objects.get(pk=by.organisation_id)


def invited(by: Actor, version: PolicyVersion, partner: Actor) -> PolicyInvitation:
    with as_tenant(by.organisation_id):
        return consultation.invite_organisation(
            by=by, version=version, organisation=body_of(partner), comment_by=UNTIL, on=TODAY, at=NOW
        )


def invited_by_mail(
    by: Actor, version: PolicyVersion, *, name: str = "A club", email: str = "club@x.example"
) -> PolicyInvitation:
    with as_tenant(by.organisation_id):
        return consultation.invite_by_mail(
            by=by, version=version, name=name, email=email, comment_by=UNTIL, on=TODAY, at=NOW
        )


def said_by(by: Actor, version: PolicyVersion, words: str = "Too long.", priority: str = "") -> PolicyComment:
    with as_tenant(by.organisation_id):
        return comments.comment(by=by, version=version, words=words, priority=priority, on=TODAY, at=NOW)


def asked_for_its_name(by: Actor, version: PolicyVersion, partner: Actor) -> CoSignature:
    with as_tenant(by.organisation_id):
        return co_signers.ask(by=by, version=version, organisation=body_of(partner), on=TODAY, at=NOW)


def signed(by: Actor, version: PolicyVersion, partner: Actor) -> None:
    asked = asked_for_its_name(by, version, partner)
    with as_tenant(partner.organisation_id):
        standing = PolicyVersion.objects.get(pk=version.pk)
        asked = CoSignature.objects.select_related("policy_version").get(pk=asked.pk)
        read = wording(standing, cascade(standing))
        co_signers.sign(by=partner, signature=asked, accept=True, as_read=read, on=TODAY)


def a_whole_version(by: Actor, partner: Actor) -> PolicyVersion:
    """Out for comment, with one at least of every part that a version can have; nothing but a decision is missing."""
    version = a_version_out_for_comment(by)
    priority = priorities_of(version)[0].ref
    with as_tenant(by.organisation_id):
        outcome = Outcome.objects.filter(priority__ref=priority)[0].ref
        principles.add_principle(
            by=by, version=version, title="Ask first", words="Those whom it is for.", outcomes=[outcome]
        )
        strategic_commitments.add_commitment(
            by=by, version=version, title="We publish", answers="The clerk", due_on=UNTIL, priority=priority
        )
        defaults.add_line(
            by=by, version=version, priority=priority, kind="works", service="",
            from_amount=Decimal(500_000), because="Only they are long enough.",
        )  # fmt: skip
        defaults.set_step(by=by, version=version, from_amount=Decimal(100_000), most=2)
    invited(by, version, partner)
    said = said_by(by, version, priority=priority)
    with as_tenant(by.organisation_id):
        comments.answer(by=by, comment=said, seen=said.version, changed=False, words="It is short.", on=TODAY)
    signed(by, version, partner)
    return version
