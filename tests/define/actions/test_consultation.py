"""A draft out for comment: who is asked, what waits, what is shown and answered, whose name stands under it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fourfold.define.actions import co_signers, comments, consultation, policies, principles
from fourfold.define.models import PolicyComment, PolicyInvitation, PolicyVersion
from fourfold.define.queries.consultations import names_under
from fourfold.define.queries.policy_texts import policy_text
from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from tests.builders.consultations import (
    NOW,
    UNTIL,
    asked_for_its_name,
    invited,
    invited_by_mail,
    said_by,
    signed,
)
from tests.builders.define import a_lead, a_version_out_for_comment, an_approver, priorities_of
from tests.builders.ground import TODAY

pytestmark = pytest.mark.django_db

LATE = UNTIL + timedelta(days=1)


def test_a_partner_sees_the_draft_once_it_is_asked_and_a_stranger_never_does() -> None:
    by, partner, stranger = a_lead(), a_lead(), a_lead()
    version = a_version_out_for_comment(by)
    with as_tenant(partner.organisation_id):
        assert not PolicyVersion.objects.filter(pk=version.pk).exists()
    invited(by, version, partner)
    with as_tenant(partner.organisation_id):
        assert PolicyVersion.objects.filter(pk=version.pk).exists()
    with as_tenant(stranger.organisation_id):
        assert not PolicyVersion.objects.filter(pk=version.pk).exists()
        with pytest.raises(NotAllowed, match="Only partners who were asked"):
            comments.comment(by=stranger, version=version, words="Mine", priority="", on=TODAY, at=NOW)
    with (
        as_tenant(partner.organisation_id),
        pytest.raises(NotAllowed, match="were asked for until"),
    ):
        comments.comment(by=partner, version=version, words="Late", priority="", on=LATE, at=NOW)


def test_what_a_partner_says_waits_and_is_published_with_its_answer_alone() -> None:
    by, partner, other = a_lead(), a_lead(), a_lead()
    version = a_version_out_for_comment(by)
    invited(by, version, partner)
    invited(by, version, other)
    said = said_by(partner, version)
    for reader, sees in ((partner, True), (other, False)):
        with as_tenant(reader.organisation_id):
            assert PolicyComment.objects.filter(pk=said.pk).exists() is sees
    approver = an_approver(by)
    with as_tenant(by.organisation_id):
        shown = comments.show(by=by, comment=said)
        with pytest.raises(NotAllowed, match="has no answer yet"):
            policies.adopt(by=approver, version=version, body="Cabinet", on=TODAY)
        comments.answer(
            by=by, comment=shown, seen=shown.version, changed=False, words="It is short.", on=TODAY
        )
        hidden = comments.comment(by=by, version=version, words="Mine", priority="", on=TODAY, at=NOW)
        comments.answer(by=by, comment=hidden, seen=1, changed=True, words="Done.", on=TODAY)
        adopted = policies.adopt(by=approver, version=version, body="Cabinet", on=TODAY, minute="Minute 12")
    with as_tenant(EVERYONE):
        text = policy_text(PolicyVersion.objects.get(pk=adopted.pk), on=TODAY)
    assert [(each.words, each.changed) for each in text.comments] == [("Too long.", False), ("Mine", True)]
    assert text.minute_reference == "Minute 12"


def test_what_is_kept_back_needs_a_reason_and_is_not_published() -> None:
    by, partner = a_lead(), a_lead()
    version = a_version_out_for_comment(by)
    invited(by, version, partner)
    said = said_by(partner, version, "You fools.")
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused, match="Say why"):
            comments.keep_back(by=by, comment=said, why=" ")
        comments.keep_back(by=by, comment=said, why="An insult")
        policies.adopt(by=an_approver(by), version=version, body="Cabinet", on=TODAY)
    with as_tenant(EVERYONE):
        assert not PolicyComment.objects.filter(pk=said.pk).exists()


def test_the_link_by_mail_opens_one_draft_until_its_day_and_the_address_is_forgotten() -> None:
    by = a_lead()
    version = a_version_out_for_comment(by)
    with as_tenant(by.organisation_id):
        invitation = invited_by_mail(by, version, email="Club@X.example")
        assert OutboxMail.objects.filter(address="club@x.example").count() == 1
        with pytest.raises(Refused, match="was asked already"):
            invited_by_mail(by, version)
    link = consultation.signed(invitation)
    assert consultation.invitation_of_link(text=link, on=UNTIL + timedelta(days=1)) is None
    assert consultation.invitation_of_link(text=link[:-1] + "x", on=TODAY) is None
    found = consultation.invitation_of_link(text=link, on=UNTIL)
    assert found is not None
    said = comments.comment_by_link(invitation=found, words="Plainer, please.", priority="", at=NOW)
    assert (said.state, said.said_for, said.said_by_id) == ("waiting", "A club", None)
    again = comments.comment_by_link(invitation=found, words=" Plainer, please. ", priority="", at=NOW)
    assert again == said
    priority = priorities_of(version)[0].ref
    other = comments.comment_by_link(invitation=found, words="Plainer, please.", priority=priority, at=NOW)
    assert other != said
    with pytest.raises(Refused, match="the most is 5,000"):
        comments.comment_by_link(invitation=found, words="x" * 5_001, priority="", at=NOW)
    with as_tenant(by.organisation_id):
        policies.adopt(by=an_approver(by), version=version, body="Cabinet", on=TODAY)
        assert PolicyInvitation.objects.get(pk=invitation.pk).email.endswith("@erased.invalid")
    assert consultation.invitation_of_link(text=link, on=TODAY) is None


def test_a_name_stands_under_the_wording_that_was_read_and_under_no_other() -> None:
    by, partner = a_lead(), a_lead()
    for changes_afterwards in (False, True):
        version = a_version_out_for_comment(by) if not changes_afterwards else None
        if version is None:
            by = a_lead()
            version = a_version_out_for_comment(by)
        signed(by, version, partner)
        with as_tenant(by.organisation_id):
            if changes_afterwards:
                principles.add_principle(by=by, version=version, title="In proportion", words="")
            adopted = policies.adopt(by=an_approver(by), version=version, body="Cabinet", on=TODAY)
            assert names_under(adopted) == ([] if changes_afterwards else [partner.organisation_name])


def test_nobody_signs_for_an_organisation_that_is_not_theirs_nor_a_text_that_was_changed() -> None:
    by, partner, stranger = a_lead(), a_lead(), a_lead()
    version = a_version_out_for_comment(by)
    asked = asked_for_its_name(by, version, partner)
    with pytest.raises(Refused, match="was asked already"):
        asked_for_its_name(by, version, partner)
    assert not co_signers.can_sign(stranger, asked)
    assert not co_signers.can_sign(by, asked)
    with as_tenant(partner.organisation_id), pytest.raises(Refused, match="while you were reading"):
        co_signers.sign(by=partner, signature=asked, accept=True, as_read="another", on=TODAY)
